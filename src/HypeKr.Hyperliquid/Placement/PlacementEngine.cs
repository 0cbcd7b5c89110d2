using System.Globalization;
using System.Text;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Carries actions of one signer out exactly once: written to the journal, sent once, and looked for until what became of them is a fact.</summary>
/// <remarks>The protocol is described in docs/guides/placement.md, step by step; the numbers in comments here are those of the steps.</remarks>
internal sealed partial class PlacementEngine : IAsyncDisposable
{
    /// <summary>The venue keeps the 100 highest nonces of a signer; one that is not decided must stay among them for a fence to tell.</summary>
    public const int MostUnresolved = 64;

    private const int ReservedForCancels = 16;
    private const int MaxKeyBytes = 256;

    private static readonly TimeSpan ClockSoonOld = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ClockTooOld = TimeSpan.FromMinutes(5);

    private readonly HyperliquidClient _client;
    private readonly HyperliquidAccount _account;
    private readonly PlacementJournalOptions _options;
    private readonly JournalWriter _writer;
    private readonly SlotBudget _slots;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<(EthereumAddress Address, string Key), PlacementAttempt> _byKey = [];

    /// <summary>All that is reserved, under way or in doubt, in the order in which it came.</summary>
    private readonly LinkedList<PlacementAttempt> _active = [];

    private readonly HashSet<(EthereumAddress Address, string Dex)> _bound = [];

    /// <summary>TWAP orders that are known to be of one attempt, and so are no evidence for another.</summary>
    private readonly HashSet<long> _claimedTwaps = [];

    private readonly HashSet<Task> _tasks = [];
    private Task _restart = Task.CompletedTask;
    private Task? _clockRefresh;
    private Intake _intake;
    private long _mark;
    private long _compactedTo;
    private bool? _areNonceSetsShared;

    /// <summary>The nonce of a user-signed action that is known to have been carried out, and that no fence has used.</summary>
    private long? _lastUserSigned;

    private Task<bool?>? _probe;

    private PlacementEngine(HyperliquidAccount account, JournalWriter writer, PlacementJournalOptions options)
    {
        (_account, _client, _writer, _options) = (account, account.Client, writer, options);
        _slots = new("placements", MostUnresolved, ReservedForCancels, _client.TimeProvider);
    }

    private enum Intake
    {
        Open,
        CancelsOnly,
        Closed,
    }

    /// <summary>Called for every attempt that becomes a fact.</summary>
    public event Action<PlacementDecided>? Decided;

    public HyperliquidClient Client => _client;

    public EthereumAddress Signer => _account.Signer;

    /// <summary>Why nothing more can be written, when that is so.</summary>
    public PlacementJournalException? Failure => _writer.Failure;

    public bool IsOpen => !IsClosing && Failure is null;

    /// <summary>Whether it takes no new orders, since somebody asked for that.</summary>
    public bool IsClosing => _intake != Intake.Open;

    public long FileLength => _writer.Length;

    /// <summary>Whether everything of an earlier process is decided.</summary>
    public Task Restarted => _restart;

    public static async Task<PlacementEngine> OpenAsync(HyperliquidAccount account, IJournalStore store, PlacementJournalOptions options, CancellationToken cancellationToken)
    {
        var writer = new JournalWriter(store, account.Client.TimeProvider);
        try
        {
            var records = await writer.OpenAsync(cancellationToken).ConfigureAwait(false);
            var engine = new PlacementEngine(account, writer, options);
            await engine.StartAsync(records, cancellationToken).ConfigureAwait(false);
            return engine;
        }
        catch
        {
            await writer.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>What is not decided, the oldest first.</summary>
    public IReadOnlyList<PlacementAttempt> GetUnresolved()
    {
        lock (_gate) return [.. _active.Where(attempt => attempt.Record is not null)];
    }

    /// <summary>Has an action carried out, or joins what was begun under its key.</summary>
    /// <param name="account">Who asks; its policy is asked, and its address acted for.</param>
    /// <param name="action">The action. Ids of the client's that it holds have to be those that follow from the key.</param>
    /// <param name="intent">What was asked for, where the action alone does not say.</param>
    /// <param name="options">How it is sent, and its key.</param>
    /// <param name="cancellationToken">Before a byte has left nothing is sent; after that the outcome is open and the search goes on.</param>
    public async Task<PlacementOutcome> RunAsync(HyperliquidAccount account, ExchangeAction action, byte[]? intent, ActionOptions? options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var isUrgent = RequestWeights.IsUrgent(action.CarriedOutType);
        ThrowIfClosed(isUrgent);
        var key = CheckKey(options?.IdempotencyKey) ?? PlacementAttempt.AutomaticKey();
        var (attempt, isNew) = Reserve(account.Address, key, action.Type, intent ?? PlacementPlan.IntentOf(action, _client.Network));
        if (isNew) await BeginAsync(account, action, attempt, options, isUrgent, cancellationToken).ConfigureAwait(false);
        return await AwaitAsync(attempt, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Joins what was begun under a key; null when nothing was, or when it is known not to have happened.</summary>
    /// <exception cref="IdempotencyConflictException">The key stands for something else.</exception>
    public async Task<PlacementOutcome?> JoinAsync(EthereumAddress address, string? key, string type, byte[] intent, CancellationToken cancellationToken)
    {
        if (CheckKey(key) is null) return null;
        PlacementAttempt? attempt;
        lock (_gate)
        {
            attempt = Find(address, key!);
            if (attempt is null || attempt.MayRepeat) return null;
            ThrowIfConflict(attempt, type, intent);
        }

        return await AwaitAsync(attempt, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes a nonce that something else than an attempt is about to use.</summary>
    public Task MarkAsync(long nonce)
    {
        ThrowIfClosed(isUrgent: true);
        lock (_gate)
        {
            if (nonce > _mark) _mark = nonce;
        }

        return _writer.WriteAsync(new MarkRecord(nonce));
    }

    /// <summary>Takes no new orders any more; cancels still go.</summary>
    public void StopIntake()
    {
        lock (_gate)
        {
            if (_intake == Intake.Open) _intake = Intake.CancelsOnly;
        }
    }

    /// <summary>Waits for what is under way, then stops looking, writes what waits and lets go of the file.</summary>
    public async Task CloseAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        StopIntake();
        Task[] active;
        lock (_gate) active = [.. _active.Select(attempt => (Task)attempt.Decided)];
        try
        {
            await Task.WhenAll(active).WaitAsync(patience, _client.TimeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            await DisposeAsync().ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task[] tasks;
        lock (_gate)
        {
            if (_intake == Intake.Closed) return;
            _intake = Intake.Closed;
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        lock (_gate) tasks = [.. _tasks];
        await Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate)
        {
            foreach (var attempt in _active) attempt.Leave();
        }

        await _writer.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private static string? CheckKey(string? key)
    {
        if (key is null) return null;
        if (string.IsNullOrWhiteSpace(key)) throw new InvalidActionException("An idempotency key is empty: give each order a text of its own, or none.");
        var bytes = Encoding.UTF8.GetByteCount(key);
        return bytes <= MaxKeyBytes ? key : throw new InvalidActionException(string.Create(CultureInfo.InvariantCulture, $"An idempotency key is {bytes} bytes long: at most {MaxKeyBytes} are taken."));
    }

    private static void ThrowIfConflict(PlacementAttempt attempt, string type, ReadOnlySpan<byte> intent)
    {
        if (!attempt.Intent.Span.SequenceEqual(intent)) throw new IdempotencyConflictException(attempt.Key, attempt.Type, type);
    }

    private async Task StartAsync(List<JournalRecord> records, CancellationToken cancellationToken)
    {
        var opened = new OpenedRecord(OpenedRecord.CurrentVersion, PlacementPlan.NetworkText(_client.Network), Signer.Fingerprint);
        if (records.Count > 0)
        {
            if (records[0] is not OpenedRecord first) throw new PlacementJournalException("The journal does not begin with whose it is: it is not one, or its beginning is lost.");
            if (first.Version > OpenedRecord.CurrentVersion) throw new PlacementJournalException(string.Create(CultureInfo.InvariantCulture, $"The journal is of version {first.Version}, and this one reads up to {OpenedRecord.CurrentVersion}."));
            if (first.Network != opened.Network) throw new PlacementJournalException($"The journal is of {HttpBody.Quote(first.Network)}, and the client is on {opened.Network}: each network has a journal of its own.");
            if (first.Signer != opened.Signer) throw new PlacementJournalException($"The journal is of the signer {HttpBody.Quote(first.Signer)}, and this one is {opened.Signer}: each signer has a journal of its own.");
        }

        var live = Replay(records);
        var now = await ObserveAsync(cancellationToken).ConfigureAwait(false);
        var ahead = TimeSpan.FromMilliseconds(_mark - now);
        if (ahead > NonceSource.MostAhead)
        {
            throw new PlacementJournalException(string.Create(
                CultureInfo.InvariantCulture,
                $"The journal's last nonce is {ahead.TotalHours:0.#} hours ahead of the venue's time: a clock was wrong when it was given, and going on from it would make the venue refuse everything. Wait until less than {NonceSource.MostAhead.TotalHours:0} hours are left, or approve another agent and begin a new journal."));
        }

        _account.Nonces.Raise(_mark);
        await BindAsync(_account.Address, "", cancellationToken).ConfigureAwait(false);
        if (records.Count == 0) await _writer.WriteAsync(opened).ConfigureAwait(false);
        _writer.Compact = Compact;

        foreach (var attempt in live)
        {
            _slots.TakeAnyway();
            attempt.DoubtedAt = _client.TimeProvider.GetTimestamp();
            attempt.State = PlacementState.Doubt;
            Log.PlacementResumed(_client.Logger, attempt.Type);
            _ = Run(() => ResolveAsync(attempt));
        }

        _restart = Task.WhenAll(live.Select(attempt => attempt.Decided));
    }

    /// <summary>Builds what is known from the file, and gives what is not decided.</summary>
    private List<PlacementAttempt> Replay(List<JournalRecord> records)
    {
        var byNonce = new Dictionary<long, PlacementAttempt>();
        foreach (var record in records)
        {
            switch (record)
            {
                case MarkRecord mark:
                    _mark = Math.Max(_mark, mark.Nonce);
                    break;
                case PreparedRecord prepared:
                    _mark = Math.Max(_mark, prepared.Nonce);
                    if (byNonce.ContainsKey(prepared.Nonce)) break;
                    var attempt = new PlacementAttempt(prepared.Address, prepared.Key, prepared.Type, prepared.Intent, prepared.Attempt) { Record = prepared, Known = new PlacementFact?[prepared.Items.Count] };
                    byNonce.Add(prepared.Nonce, attempt);
                    _byKey[(prepared.Address, prepared.Key)] = attempt;
                    break;
                case FencingRecord fencing when byNonce.TryGetValue(fencing.Nonce, out var fenced):
                    (fenced.UnansweredFences, fenced.IsFencingWritten) = (1, true);
                    if (_lastUserSigned == fencing.Nonce) _lastUserSigned = null;
                    break;
                case FinalRecord final when byNonce.TryGetValue(final.Nonce, out var decided) && decided.Facts is null:
                    decided.FinalAt = final.At;
                    decided.Decide(final.Facts);
                    if (decided.Record!.Kind == PlacementKind.UserSigned && final.Facts[0].Fate == PlacementFate.Accepted && !decided.IsFencingWritten) _lastUserSigned = final.Nonce;
                    if (!decided.HasOwnKey) _byKey.Remove((decided.Address, decided.Key));
                    foreach (var fact in final.Facts.Where(_ => decided.Type == "twapOrder")) _claimedTwaps.Add(fact.Id ?? -1);
                    break;
                case NonceSetsRecord sets:
                    _areNonceSetsShared = sets.AreShared;
                    break;
            }
        }

        List<PlacementAttempt> live = [.. byNonce.Values.Where(attempt => attempt.Facts is null).OrderBy(attempt => attempt.Record!.Nonce)];
        foreach (var attempt in live) _active.AddLast(attempt);
        return live;
    }

    private PlacementAttempt? Find(EthereumAddress address, string key)
    {
        if (!_byKey.TryGetValue((address, key), out var attempt)) return null;
        return attempt.Facts is not null && IsForgotten(attempt) ? null : attempt;
    }

    private bool IsForgotten(PlacementAttempt attempt) => _client.Clock.NowOrLocal - attempt.FinalAt > _options.KeepKeysFor.TotalMilliseconds;

    private (PlacementAttempt Attempt, bool IsNew) Reserve(EthereumAddress address, string key, string type, byte[] intent)
    {
        lock (_gate)
        {
            var before = Find(address, key);
            if (before is not null)
            {
                ThrowIfConflict(before, type, intent);
                if (!before.MayRepeat) return (before, false);
            }

            // A key that was forgotten counts on, too: its ids must not be those of before.
            var last = _byKey.TryGetValue((address, key), out var any) ? any.Number : 0;
            var attempt = new PlacementAttempt(address, key, type, intent, last + 1);
            _byKey[(address, key)] = attempt;
            _active.AddLast(attempt);
            return (attempt, true);
        }
    }

    /// <summary>Steps 1 and 2: waits for what has to be decided before, signs, writes, and lets the rest go on by itself.</summary>
    private async Task BeginAsync(HyperliquidAccount account, ExchangeAction action, PlacementAttempt attempt, ActionOptions? options, bool isUrgent, CancellationToken cancellationToken)
    {
        var (holdsSlot, isAdmitted) = (false, false);
        ExchangeAction own = action;
        byte[] body;
        try
        {
            var kind = PlacementPlan.KindOf(action);
            if (!isUrgent) await AwaitTurnAsync(attempt, kind is PlacementKind.Twap or PlacementKind.UserSigned or PlacementKind.Other, cancellationToken).ConfigureAwait(false);
            own = PlacementPlan.WithCloids(action, (i, given) => CloidOf(attempt, i, given));
            var items = await PlacementPlan.ItemsOfAsync(own, _client.Universe, cancellationToken).ConfigureAwait(false);
            foreach (var dex in items.Select(item => item.Dex).Distinct(StringComparer.Ordinal))
            {
                await TryAsync(isUrgent, () => BindAsync(account.Address, dex, cancellationToken)).ConfigureAwait(false);
            }

            if (account.Policy is { } policy) await policy.CheckAsync(own, _client, cancellationToken, account.Address).ConfigureAwait(false);
            await AcquireSlotAsync(isUrgent, cancellationToken).ConfigureAwait(false);
            holdsSlot = true;
            await _client.Exchange.AdmitAsync(own, account.Address, cancellationToken).ConfigureAwait(false);
            isAdmitted = true;

            // What leaves no nonce in the venue's records is told by its time: it has to be later than all before it.
            if (kind is PlacementKind.UserSigned or PlacementKind.Other && !isUrgent) await ObserveAsync(cancellationToken).ConfigureAwait(false);
            else await TryAsync(isUrgent, () => RefreshClockAsync(cancellationToken)).ConfigureAwait(false);
            var now = _client.Clock.NowOrLocal;
            if (options?.ExpiresAfter is { } end && end.ToUnixTimeMilliseconds() < now)
            {
                throw new TransportException($"'{own.Type}' had expired before it could be sent: it was not sent.", isTransient: false, mayHaveExecuted: false);
            }

            // Never by the local clock: what the venue refuses as late must not be late by a clock that was set.
            var expiry = !own.CanExpire ? (long?)null : options?.ExpiresAfter?.ToUnixTimeMilliseconds() ?? now + (long)_options.TimeToLive.TotalMilliseconds;
            var envelope = account.CreateEnvelope(own, options, expiry);
            body = await account.SignAsync(own, envelope, cancellationToken).ConfigureAwait(false);
            var record = new PreparedRecord
            {
                Nonce = envelope.Context.Nonce,
                At = now,
                ExpiresAfter = expiry,
                Attempt = attempt.Number,
                Address = account.Address,
                Key = attempt.Key,
                Type = own.Type,
                Kind = kind,
                Intent = attempt.Intent,
                Items = items,
                Action = kind is PlacementKind.Orders or PlacementKind.Modification or PlacementKind.Cancel ? default : Encoding.UTF8.GetBytes(own.ToJson(_client.Network, envelope.Context.Nonce)),
            };

            cancellationToken.ThrowIfCancellationRequested();
            lock (_gate)
            {
                // Before it is written: the very write may make the file short, and what is left of it has to hold this.
                if (record.Nonce > _mark) _mark = record.Nonce;
                (attempt.Record, attempt.Known) = (record, new PlacementFact?[items.Length]);
            }

            await _writer.WriteAsync(record).ConfigureAwait(false);
            lock (_gate)
            {
                if (_intake == Intake.Closed) throw new PlacementJournalException("The journal is closed: nothing is sent.");
            }
        }
        catch (Exception e)
        {
            lock (_gate)
            {
                _active.Remove(attempt);

                // The number stays counted: the record may have reached the file even so.
                if (attempt.HasOwnKey) _byKey[(attempt.Address, attempt.Key)] = Abandoned(attempt, e, _client.Clock.NowOrLocal);
                else _byKey.Remove((attempt.Address, attempt.Key));
            }

            if (isAdmitted) _client.Exchange.GiveBack(own, account.Address);
            if (holdsSlot) _slots.Release();
            attempt.Abandon(e);
            throw;
        }

        _ = Run(() => CarryOutAsync(attempt, own, body, cancellationToken));
    }

    /// <summary>A cancel must not stay behind for what the venue does not answer: it is asked again where evidence is looked for.</summary>
    private static async Task TryAsync(bool isUrgent, Func<Task> askAsync)
    {
        try
        {
            await askAsync().ConfigureAwait(false);
        }
        catch (HyperliquidException e) when (isUrgent && e is not PlacementJournalException)
        {
            // The clock goes on by what passes, and a dex that cannot be seen is looked at later.
        }
    }

    private static PlacementAttempt Abandoned(PlacementAttempt attempt, Exception why, long now)
    {
        var left = new PlacementAttempt(attempt.Address, attempt.Key, attempt.Type, attempt.Intent, attempt.Number) { FinalAt = now };
        left.Decide([new PlacementFact(PlacementFate.NotSent)], why);
        return left;
    }

    private Cloid CloidOf(PlacementAttempt attempt, int item, Cloid? given)
    {
        var cloid = PlacementPlan.CloidOf(_client.Network, attempt.Address, attempt.Key, attempt.Number, item);
        return given is null || given == cloid
            ? cloid
            : throw new InvalidOrderException($"With a journal the client's id of an order follows from its idempotency key: leave {nameof(OrderRequest.Cloid)} unset.");
    }

    /// <summary>Steps 9 and 10: what an earlier process left, and an identical transfer, are decided before this goes.</summary>
    private async Task AwaitTurnAsync(PlacementAttempt attempt, bool aloneOfItsKind, CancellationToken cancellationToken)
    {
        if (!_restart.IsCompleted)
        {
            await AwaitAsync(_restart, "What an earlier run of the process had sent is not decided yet, and no new order goes before it is. Cancels do.").ConfigureAwait(false);
        }

        while (aloneOfItsKind)
        {
            PlacementAttempt? other;
            lock (_gate)
            {
                other = _active.TakeWhile(one => one != attempt).FirstOrDefault(one => one.Address == attempt.Address && one.Intent.Span.SequenceEqual(attempt.Intent.Span) && !one.Decided.IsCompleted);
            }

            if (other is null) return;
            await AwaitAsync(other.Decided, $"An identical '{attempt.Type}' is not decided yet, and the venue's records could not tell the two apart.").ConfigureAwait(false);
        }

        async Task AwaitAsync(Task decided, string why)
        {
            try
            {
                await decided.WaitAsync(_options.Patience, _client.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                throw new PlacementBlockedException(why);
            }
            catch (Exception) when (decided.IsCompleted)
            {
                // That it was not sent decides it, too.
            }
        }
    }

    private async Task AcquireSlotAsync(bool isUrgent, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_options.Patience, _client.TimeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            await _slots.AcquireAsync(1, isUrgent, linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PlacementBlockedException(string.Create(CultureInfo.InvariantCulture, $"{_slots.Held} actions of the signer are not decided yet. The venue remembers the last 100 nonces, so no more than {MostUnresolved} may be open, {ReservedForCancels} of them kept for cancels."));
        }
    }

    private async Task RefreshClockAsync(CancellationToken cancellationToken)
    {
        var clock = _client.Clock;
        if (clock.Age is not { } age || age > ClockTooOld || clock.HasJumped)
        {
            await ObserveAsync(cancellationToken).ConfigureAwait(false);
        }
        else if (age > ClockSoonOld)
        {
            lock (_gate)
            {
                if (_clockRefresh is not { IsCompleted: false }) _clockRefresh = Run(() => ObserveAsync(_stop.Token));
            }
        }
    }

    /// <summary>Asks the venue for its time, Unix milliseconds.</summary>
    private Task<long> ObserveAsync(CancellationToken cancellationToken) => EvidenceReads.GetVenueTimeAsync(_client, cancellationToken);

    /// <summary>An address that is an agent's, and a dex that does not exist, read as empty, and empty must never count as evidence.</summary>
    private async Task BindAsync(EthereumAddress address, string dex, CancellationToken cancellationToken)
    {
        bool isKnown, isDexKnown;
        lock (_gate) (isKnown, isDexKnown) = (_bound.Contains((address, "")), _bound.Contains((address, dex)));
        if (!isKnown)
        {
            var role = await new EvidenceReads(_client, address).GetRoleAsync(cancellationToken).ConfigureAwait(false);
            if (role.Kind == UserRoleKind.Agent) throw new PlacementJournalException($"{address.Fingerprint} is an agent's address, and the venue shows no orders under it: open the account by its own address, and give the agent as its signer.");
            if (role.Kind == UserRoleKind.Missing) throw new PlacementJournalException($"The venue does not know {address.Fingerprint}: nothing can be placed for it, and nothing that it shows would be evidence.");
            lock (_gate) _bound.Add((address, ""));
        }

        if (dex.Length > 0 && !isDexKnown)
        {
            var dexs = await _client.Markets.GetPerpDexsAsync(cancellationToken).ConfigureAwait(false);
            if (!dexs.Any(one => one?.Name == dex)) throw new PlacementJournalException($"The venue has no dex {Quoted.Text(dex)}: nothing that it shows of it would be evidence.");
            lock (_gate) _bound.Add((address, dex));
        }
    }

    /// <summary>Sends what is in the journal, once, and reads the answer. Step 3.</summary>
    private async Task CarryOutAsync(PlacementAttempt attempt, ExchangeAction action, byte[] body, CancellationToken cancellationToken)
    {
        var record = attempt.Record!;
        var isLetOut = false;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            _client.Exchange.KillSwitches.Of(attempt.Address).Check(action);
            if (record.ExpiresAfter < _client.Clock.NowOrLocal)
            {
                throw new TransportException($"'{attempt.Type}' expired while it was made ready: it was not sent.", isTransient: true, mayHaveExecuted: false);
            }

            attempt.State = PlacementState.Sent;
            isLetOut = true;
            var (response, rejection) = await _client.Exchange.SendAsync(attempt.Type, body, Signer, attempt.Address, _stop.Token).ConfigureAwait(false);
            Classify(attempt, response, rejection);
        }
        catch (OperationCanceledException e)
        {
            // The transport says so only where no byte has left.
            Finish(attempt, NotSent(record), e);
            return;
        }
        catch (HyperliquidException e) when (!e.MayHaveExecuted)
        {
            Finish(attempt, NotSent(record), e);
            return;
        }
        catch (HyperliquidException e)
        {
            attempt.LastFailure = e;
        }
        catch (Exception e)
        {
            attempt.LastFailure = new TransportException($"'{attempt.Type}' failed after it had been sent ({e.GetType().Name}): it may have been executed.", isTransient: false, mayHaveExecuted: true, innerException: e);
        }
        finally
        {
            if (!isLetOut) _client.Exchange.GiveBack(action, attempt.Address);
        }

        if (attempt.IsAllKnown)
        {
            Finish(attempt);
            return;
        }

        attempt.DoubtedAt = _client.TimeProvider.GetTimestamp();
        attempt.State = PlacementState.Doubt;
        await ResolveAsync(attempt).ConfigureAwait(false);
    }

    private static PlacementFact[] NotSent(PreparedRecord record) => [.. record.Items.Select(_ => new PlacementFact(PlacementFate.NotSent))];

    private void Finish(PlacementAttempt attempt) => Finish(attempt, [.. attempt.Known.Select(fact => fact!)], null);

    private void Finish(PlacementAttempt attempt, PlacementFact[] facts, Exception? notSent)
    {
        lock (_gate)
        {
            _active.Remove(attempt);
            if (!attempt.HasOwnKey) _byKey.Remove((attempt.Address, attempt.Key));
            foreach (var fact in facts.Where(_ => attempt.Type == "twapOrder")) _claimedTwaps.Add(fact.Id ?? -1);
            attempt.FinalAt = _client.Clock.NowOrLocal;
            attempt.Conclude(facts);
            _writer.WriteLater(new FinalRecord(attempt.Record!.Nonce, attempt.FinalAt, facts));
        }

        _slots.Release();
        attempt.Decide(facts, notSent);
        TimeSpan? inDoubt = attempt.DoubtedAt is { } since ? _client.TimeProvider.GetElapsedTime(since) : null;
        Telemetry.Fate(attempt.Type, facts[0].Fate, inDoubt);
        if (inDoubt is { } duration) Log.PlacementDecided(_client.Logger, attempt.Type, facts[0].Fate, duration.TotalSeconds);
        Decided?.Invoke(new(attempt.Type, facts[0].Fate, inDoubt));
    }

    private async Task<PlacementOutcome> AwaitAsync(PlacementAttempt attempt, CancellationToken cancellationToken)
    {
        IReadOnlyList<PlacementFact>? facts = null;
        string? why = null;
        try
        {
            facts = attempt.Decided.IsCompleted
                ? await attempt.Decided.ConfigureAwait(false)
                : await attempt.Decided.WaitAsync(_options.Patience, _client.TimeProvider, cancellationToken).ConfigureAwait(false);
            why = facts is null ? "the journal was closed before it was known" : null;
        }
        catch (TimeoutException) when (!attempt.Decided.IsCompleted)
        {
            why = string.Create(CultureInfo.InvariantCulture, $"it was not known within {_options.Patience.TotalSeconds} s");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && !attempt.Decided.IsCompleted)
        {
            why = "the call was cancelled";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Somebody else's call began it, and was cancelled.
            throw new TransportException($"'{attempt.Type}' was not sent: the call that began it was cancelled, or the journal closed.", isTransient: true, mayHaveExecuted: false);
        }

        if (facts is null && Telemetry.Unknowns.Enabled) Telemetry.Unknowns.Add(1, new KeyValuePair<string, object?>("type", Telemetry.Word(attempt.Type)));
        if (facts is not null && facts.Any(fact => fact.Fate == PlacementFate.Undecided)) why = "nothing of it can land any more, and the venue's records do not say whether something did";
        return new(attempt, facts, why is null ? null : Open(attempt, why));
    }

    private static TransportException Open(PlacementAttempt attempt, string why)
    {
        var cloid = attempt.Record?.Items.FirstOrDefault(item => item.Cloid is not null)?.Cloid;
        var names = (attempt.HasOwnKey, cloid) switch
        {
            (true, { } named) => $" of the key {Quoted.Text(attempt.Key)} and client's id {named}",
            (true, null) => $" of the key {Quoted.Text(attempt.Key)}",
            (false, { } named) => $" of the client's id {named}",
            _ => "",
        };
        var advice = attempt.HasOwnKey ? "Ask again with the same key." : "It was given no key to ask again by, and sent anew it would be another one: wait until the journal no longer lists it as unresolved, and look it up.";
        return new($"What became of '{attempt.Type}'{names} is open: {why}. {advice}", isTransient: false, mayHaveExecuted: true, innerException: attempt.LastFailure);
    }

    private void ThrowIfClosed(bool isUrgent)
    {
        if (_writer.Failure is { } failure) throw new PlacementJournalException(failure.Message, failure);
        lock (_gate)
        {
            if (_intake == Intake.Closed || (_intake == Intake.CancelsOnly && !isUrgent)) throw new PlacementJournalException("The journal is closing: nothing new is sent.");
        }
    }

    private Task Run(Func<Task> work)
    {
        var task = work();
        lock (_gate) _tasks.Add(task);
        _ = task.ContinueWith(
            (done, state) =>
            {
                var self = (PlacementEngine)state!;
                lock (self._gate) self._tasks.Remove(done);
                _ = done.Exception;
            },
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return task;
    }

    /// <summary>What a shorter file would hold, once it is long enough: what is not decided, keys that still stand, and the last nonce.</summary>
    private List<JournalRecord>? Compact(long length)
    {
        lock (_gate)
        {
            if (length < Math.Max(_options.CompactAt, 2 * _compactedTo)) return null;
            foreach (var (key, attempt) in _byKey.Where(pair => pair.Value.Facts is not null && IsForgotten(pair.Value)).ToArray()) _byKey.Remove(key);
            var records = new List<JournalRecord>
            {
                new OpenedRecord(OpenedRecord.CurrentVersion, PlacementPlan.NetworkText(_client.Network), Signer.Fingerprint),
                new MarkRecord(_mark),
            };
            if (_areNonceSetsShared is { } shared) records.Add(new NonceSetsRecord(shared));
            var kept = _byKey.Values.Concat(_active).Distinct().Where(attempt => attempt.Record is not null).OrderBy(attempt => attempt.Number).ToArray();
            foreach (var attempt in kept)
            {
                records.Add(attempt.Record!);
                if (attempt.IsFencingWritten) records.Add(new FencingRecord(attempt.Record!.Nonce));
                if (attempt.Facts is { } facts) records.Add(new FinalRecord(attempt.Record!.Nonce, attempt.FinalAt, facts));
            }

            _compactedTo = JournalFrames.Write(records, 0).Length;
            return records;
        }
    }
}
