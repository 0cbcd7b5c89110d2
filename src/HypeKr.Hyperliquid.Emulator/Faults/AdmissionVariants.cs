namespace HypeKr.Hyperliquid.Emulator;

/// <summary>What nobody has confirmed of the venue's admission, either way: each switch is a venue that a client must survive, too.</summary>
/// <remarks>They may be changed at any time; what has been admitted stays admitted. All times are of the venue.</remarks>
public sealed class AdmissionVariants
{
    private bool _answersNoopBeforeCommit;
    private bool _failedActionsKeepTheirNonce;
    private bool _separatesUserSignedNonces;
    private bool _takesNonceAtCommit;
    private CloidHorizon _cloidHorizon;

    internal AdmissionVariants()
    {
    }

    /// <summary>How long an action takes from its admission to its commit. Until then it uses up its nonce, has done nothing, and is not answered.</summary>
    /// <value>Zero by default.</value>
    /// <remarks>A second action with the nonce is told "duplicate nonce" before the first has been committed, unless <see cref="TakesNonceAtCommit"/>.</remarks>
    public TimeSpan CommitTime
    {
        get => TimeSpan.FromMilliseconds(Commit);
        set => Set(() => Commit = Check(value));
    }

    /// <summary>Whether a <c>noop</c> is answered before it is committed: its nonce is used up only <see cref="CommitTime"/> later, and another action may come first.</summary>
    /// <value>False by default.</value>
    public bool AnswersNoopBeforeCommit
    {
        get => _answersNoopBeforeCommit;
        set => Set(() => _answersNoopBeforeCommit = value);
    }

    /// <summary>Whether a nonce is used up only when its action is committed: of two that wait with one nonce the first to be committed wins, and the other is told "duplicate nonce" then.</summary>
    /// <value>False by default: it is used up at the admission.</value>
    /// <remarks>It makes a difference where there is a <see cref="CommitTime"/>.</remarks>
    public bool TakesNonceAtCommit
    {
        get => _takesNonceAtCommit;
        set => Set(() => _takesNonceAtCommit = value);
    }

    /// <summary>Whether an action that fails gives its nonce back: one that is expired or beyond its budget, and one that is refused as a whole or in every item.</summary>
    /// <value>False by default: it has used it up.</value>
    public bool FailedActionsKeepTheirNonce
    {
        get => _failedActionsKeepTheirNonce;
        set => Set(() => _failedActionsKeepTheirNonce = value);
    }

    /// <summary>Whether actions that the owner signs as messages have nonces of their own, beside those of the actions of the chain.</summary>
    /// <value>False by default: one set for both.</value>
    public bool SeparatesUserSignedNonces
    {
        get => _separatesUserSignedNonces;
        set => Set(() => _separatesUserSignedNonces = value);
    }

    /// <summary>How long a client's id of an order stays taken.</summary>
    /// <value><see cref="CloidHorizon.WhileOpen"/> by default.</value>
    /// <exception cref="ArgumentOutOfRangeException">There is no such horizon.</exception>
    public CloidHorizon CloidHorizon
    {
        get => _cloidHorizon;
        set
        {
            if (!Enum.IsDefined(value)) throw new ArgumentOutOfRangeException(nameof(value), value, "It is WhileOpen, Never or WhileKept.");
            Set(() => _cloidHorizon = value);
        }
    }

    /// <summary>How long <c>orderStatus</c> does not know an order yet.</summary>
    /// <value>Zero by default.</value>
    public TimeSpan OrderStatusLag
    {
        get => TimeSpan.FromMilliseconds(Lag);
        set => Set(() => Lag = Check(value));
    }

    internal VenueGate? Gate { get; set; }

    internal long Commit { get; private set; }

    internal long Lag { get; private set; }

    internal bool AnswersBeforeCommit(EmulatedAction action) => action is Noop && AnswersNoopBeforeCommit && Commit > 0;

    /// <summary>Whether an action uses its nonce up at its commit, and not yet at its admission.</summary>
    internal bool TakesNonceLater(EmulatedAction action) => Commit > 0 && (TakesNonceAtCommit || AnswersBeforeCommit(action));

    private void Set(Action set)
    {
        using var step = Gate!.Enter();
        set();
    }

    private static long Check(TimeSpan time) =>
        time >= TimeSpan.Zero && time <= TimeSpan.FromDays(1) ? (long)time.TotalMilliseconds : throw new ArgumentOutOfRangeException(nameof(time), time, "It is at least zero and at most a day.");

    internal void Keep(StateArchive a)
    {
        // Not through the switches, which are steps of their own.
        Commit = a.Long(Commit);
        Lag = a.Long(Lag);
        _answersNoopBeforeCommit = a.Bool(_answersNoopBeforeCommit);
        _failedActionsKeepTheirNonce = a.Bool(_failedActionsKeepTheirNonce);
        _separatesUserSignedNonces = a.Bool(_separatesUserSignedNonces);
        _takesNonceAtCommit = a.Bool(_takesNonceAtCommit);
        _cloidHorizon = (CloidHorizon)a.Byte((byte)_cloidHorizon);
        if (!Enum.IsDefined(_cloidHorizon)) throw StateArchive.Wrong("the horizon of clients' ids is none");
    }
}
