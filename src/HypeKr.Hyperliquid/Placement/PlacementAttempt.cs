using System.Globalization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>One attempt to have an action carried out, from the reservation of its key to the fact.</summary>
internal sealed class PlacementAttempt(EthereumAddress address, string key, string type, ReadOnlyMemory<byte> intent, int number)
{
    private const string Automatic = "\u0001auto ";

    private readonly TaskCompletionSource<IReadOnlyList<PlacementFact>?> _decided = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile IReadOnlyList<PlacementFact>? _facts;
    private volatile HyperliquidException? _lastFailure;
    private volatile int _state;

    public EthereumAddress Address => address;

    public string Key => key;

    /// <summary>Whether the caller gave the key, and may come back with it.</summary>
    public bool HasOwnKey => !key.StartsWith(Automatic, StringComparison.Ordinal);

    public string Type => type;

    public ReadOnlyMemory<byte> Intent => intent;

    /// <summary>Counted from 1; one more each time that the attempt before is known not to have happened.</summary>
    public int Number => number;

    /// <summary>What the journal holds; null until it is written.</summary>
    public PreparedRecord? Record { get; set; }

    public PlacementState State
    {
        get => (PlacementState)_state;
        set => _state = (int)value;
    }

    /// <summary>Why it is in doubt, or why looking for evidence failed the last time.</summary>
    public HyperliquidException? LastFailure
    {
        get => _lastFailure;
        set => _lastFailure = value;
    }

    /// <summary>What is known so far, item by item.</summary>
    public PlacementFact?[] Known { get; set; } = [];

    /// <summary>Whether the venue was seen to have taken the action itself, so that its nonce is used up by it.</summary>
    public bool WasTaken { get; set; }

    /// <summary>Whether the venue took the action without saying more: what is not found then is <see cref="PlacementFate.Accepted"/>.</summary>
    public bool WasAccepted { get; set; }

    /// <summary>Whether the venue's records do not reach back to it.</summary>
    public bool IsBeyondRecords { get; set; }

    /// <summary>Fences that were sent and not answered: what used the nonce up later may have been one of them.</summary>
    public int UnansweredFences { get; set; }

    /// <summary>Whether the journal says that a fence may have been sent.</summary>
    public bool IsFencingWritten { get; set; }

    /// <summary>When it came into doubt, by the clock that nobody sets; null where the answer decided.</summary>
    public long? DoubtedAt { get; set; }

    /// <summary>The venue's time of the fact, Unix milliseconds.</summary>
    public long FinalAt { get; set; }

    /// <summary>The answer that made it final, when it was one.</summary>
    public ActionResponse? Response { get; set; }

    /// <summary>What became of it; null facts when the journal was closed before. An exception when nothing was sent.</summary>
    public Task<IReadOnlyList<PlacementFact>?> Decided => _decided.Task;

    public IReadOnlyList<PlacementFact>? Facts => _facts;

    /// <summary>Whether nothing of it happened, so that the key may be used for another attempt.</summary>
    public bool MayRepeat => _facts is { } facts && facts.All(fact => fact.MayRepeat);

    public bool IsAllKnown => Array.TrueForAll(Known, fact => fact is not null);

    public static string AutomaticKey() => Automatic + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    /// <summary>It is a fact; who waits for it is told by <see cref="Decide"/>.</summary>
    public void Conclude(IReadOnlyList<PlacementFact> facts)
    {
        _facts = facts;
        State = PlacementState.Final;
    }

    public void Decide(IReadOnlyList<PlacementFact> facts, Exception? notSent = null)
    {
        Conclude(facts);
        if (notSent is null) _decided.TrySetResult(facts);
        else Abandon(notSent);
    }

    /// <summary>Nothing was written and nothing sent.</summary>
    public void Abandon(Exception why)
    {
        _decided.TrySetException(why);
        _ = _decided.Task.Exception;
    }

    /// <summary>The journal closes: whoever waits gets what is known, which is nothing.</summary>
    public void Leave() => _decided.TrySetResult(null);
}

/// <summary>What a caller gets of an attempt: facts, or none yet.</summary>
internal sealed record PlacementOutcome(PlacementAttempt Attempt, IReadOnlyList<PlacementFact>? Facts, HyperliquidException? Failure)
{
    public IReadOnlyList<PlacementItem> Items => Attempt.Record?.Items ?? [];
}

/// <summary>An attempt became a fact: for counters.</summary>
/// <param name="Type">The wire type.</param>
/// <param name="Fate">The fate of the first item.</param>
/// <param name="InDoubt">How long evidence was looked for; null where the venue's answer decided.</param>
internal readonly record struct PlacementDecided(string Type, PlacementFate Fate, TimeSpan? InDoubt);
