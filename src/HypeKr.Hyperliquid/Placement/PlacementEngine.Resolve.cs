namespace HypeKr.Hyperliquid;

internal sealed partial class PlacementEngine
{
    /// <summary>How far the venue's clock has to be beyond a moment before what it does not show counts, and how far apart two looks are.</summary>
    private const long Margin = 5_000;

    /// <summary>How long before its nonce an action may still be accepted: the venue takes nonces of the last two days.</summary>
    private const long NonceLife = 2 * 24 * 60 * 60 * 1000;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>How a fence ended.</summary>
    /// <param name="IsBurned">Whether the fence itself used the nonce up, so that nothing else can have.</param>
    /// <param name="At">The venue's time from which nothing of the attempt can land any more.</param>
    private readonly record struct Fence(bool IsBurned, long At);

    /// <summary>Looks for what became of an attempt until it is known, or the journal closes.</summary>
    private async Task ResolveAsync(PlacementAttempt attempt)
    {
        // Out of the caller's way, and of the lock of whoever starts it.
        await Task.Yield();
        using var activity = Telemetry.Activities.HasListeners() ? Telemetry.Activities.StartActivity($"resolve {Telemetry.Word(attempt.Type)}") : null;
        activity?.SetTag("type", Telemetry.Word(attempt.Type));
        while (true)
        {
            try
            {
                await DecideAsync(attempt).ConfigureAwait(false);
                break;
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                // The journal is read again when it is opened again.
                return;
            }
            catch (Exception e)
            {
                // An answer that makes no sense, or a fault of ours: a key must not be blocked for ever by it.
                attempt.LastFailure = new TransportException($"What became of '{attempt.Type}' cannot be found out ({e.GetType().Name}).", isTransient: false, mayHaveExecuted: true, innerException: e);
                Log.EvidenceMissing(_client.Logger, attempt.Type, e.GetType().Name);
                if (_stop.IsCancellationRequested || _writer.Failure is not null) return;
            }

            await Task.Delay(LongestPause, _client.TimeProvider, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stop.IsCancellationRequested) return;
        }

        activity?.SetTag("outcome", "known");
        Finish(attempt);
    }

    /// <summary>From when on nothing with the action's expiry can land: an expiry beyond the life of its nonce is none.</summary>
    private static long? WorthlessAt(PreparedRecord record) => record.ExpiresAfter is { } end ? Math.Min(end, record.Nonce + NonceLife) : null;

    private async Task DecideAsync(PlacementAttempt attempt)
    {
        var record = attempt.Record!;
        var evidence = EvidenceFor(attempt);
        foreach (var dex in record.Items.Select(item => item.Dex).Distinct(StringComparer.Ordinal))
        {
            await PersistAsync(attempt, async token => { await BindAsync(attempt.Address, dex, token).ConfigureAwait(false); return true; }).ConfigureAwait(false);
        }

        // Step 4: what is there is final.
        await PersistAsync(attempt, evidence.LookUpAsync).ConfigureAwait(false);
        if (attempt.IsAllKnown) return;
        if (attempt.WasAccepted)
        {
            await LookAgainAsync(attempt, evidence).ConfigureAwait(false);
            Fill(attempt, new PlacementFact(PlacementFate.Accepted));
            return;
        }

        // Step 5: what is not there is kept from coming.
        var fence = attempt.WasTaken ? new Fence(false, await VenueTimeAsync(attempt).ConfigureAwait(false)) : await FenceAsync(attempt).ConfigureAwait(false);
        attempt.State = PlacementState.Fenced;
        if (fence.IsBurned)
        {
            // Whether the venue answers a fence before its block is written is not known: what came before the fence is shown by then, if not everywhere.
            await AwaitVenueAsync(attempt, fence.At + Margin).ConfigureAwait(false);
            await PersistAsync(attempt, evidence.SearchAsync).ConfigureAwait(false);
            if (attempt.IsAllKnown) return;
        }

        // The fence is of the other sort than what a user signs, and the venue may count their nonces apart: then it has stopped nothing.
        var life = record.Nonce + NonceLife;
        if (record.Kind == PlacementKind.UserSigned && !attempt.WasTaken && fence.At < life && !await AreNonceSetsSharedAsync(attempt).ConfigureAwait(false))
        {
            if (await IsSeenBeforeAsync(attempt, evidence, life).ConfigureAwait(false)) return;
            fence = new(false, life);
        }

        if (fence.IsBurned)
        {
            Fill(attempt, PlacementFact.NotPlaced);
            return;
        }

        // Step 6: nothing more can land. What is still not seen, twice, is not there.
        if (await IsMissingTwiceAsync(attempt, evidence, Math.Max(fence.At, WorthlessAt(record) ?? 0)).ConfigureAwait(false)
            && evidence.NeedsNonceLife && fence.At < record.Nonce + NonceLife)
        {
            await IsMissingTwiceAsync(attempt, evidence, record.Nonce + NonceLife).ConfigureAwait(false);
        }

        Fill(attempt, evidence.Missing);
    }

    /// <summary>Whether two looks, each late enough and far enough apart, leave something unknown.</summary>
    private async Task<bool> IsMissingTwiceAsync(PlacementAttempt attempt, Evidence evidence, long from)
    {
        for (var look = 0; look < 2; look++)
        {
            if (look > 0) await Task.Delay(TimeSpan.FromMilliseconds(Margin), _client.TimeProvider, _stop.Token).ConfigureAwait(false);
            from = await AwaitVenueAsync(attempt, from + Margin).ConfigureAwait(false);
            await PersistAsync(attempt, evidence.SearchAsync).ConfigureAwait(false);
            if (attempt.IsAllKnown) return false;
        }

        return true;
    }

    private async Task LookAgainAsync(PlacementAttempt attempt, Evidence evidence)
    {
        for (var look = 0; look < 3 && !attempt.IsAllKnown; look++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), _client.TimeProvider, _stop.Token).ConfigureAwait(false);
            await PersistAsync(attempt, evidence.LookUpAsync).ConfigureAwait(false);
        }
    }

    private static void Fill(PlacementAttempt attempt, PlacementFact fact)
    {
        for (var i = 0; i < attempt.Known.Length; i++) attempt.Known[i] ??= fact;
    }

    /// <summary>Uses the attempt's nonce up, or learns that it is used up, or waits until it is worthless. Steps 5 and 7.</summary>
    private async Task<Fence> FenceAsync(PlacementAttempt attempt)
    {
        var record = attempt.Record!;
        var worthlessAt = WorthlessAt(record) ?? record.Nonce + NonceLife;
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            // What has expired needs no fence.
            var now = await VenueTimeAsync(attempt).ConfigureAwait(false);
            if (now > worthlessAt) return new(false, worthlessAt);
            if (!attempt.IsFencingWritten)
            {
                // Before it is written, as the action itself.
                lock (_gate) attempt.IsFencingWritten = true;
                await _writer.WriteAsync(new FencingRecord(record.Nonce)).ConfigureAwait(false);
            }

            var before = attempt.UnansweredFences;
            attempt.UnansweredFences = before + 1;
            try
            {
                var (response, rejection) = await _account.FenceAsync(record.Nonce, _stop.Token).ConfigureAwait(false);
                attempt.UnansweredFences = before;
                if (response is not null) return new(before == 0, await VenueTimeAsync(attempt).ConfigureAwait(false));
                if (rejection!.Kind is RejectionKind.NonceTooLow or RejectionKind.NonceInvalid or RejectionKind.UnknownSigner or RejectionKind.MustDeposit or RejectionKind.BadSignature) break;
                attempt.LastFailure = new ActionRejectedException("noop", rejection);
            }
            catch (NonceTakenException)
            {
                attempt.UnansweredFences = before;
                return new(false, await VenueTimeAsync(attempt).ConfigureAwait(false));
            }
            catch (HyperliquidException e)
            {
                if (!e.MayHaveExecuted) attempt.UnansweredFences = before;
                attempt.LastFailure = e;
            }
            catch (Exception e) when (!_stop.IsCancellationRequested)
            {
                // The signer cannot sign now: nothing has left, and expiry does without it.
                attempt.UnansweredFences = before;
                attempt.LastFailure = new TransportException($"The signer cannot sign a fence ({e.GetType().Name}).", isTransient: true, mayHaveExecuted: true, innerException: e);
            }

            await Task.Delay(pause, _client.TimeProvider, _stop.Token).ConfigureAwait(false);
        }

        await AwaitVenueAsync(attempt, worthlessAt).ConfigureAwait(false);
        return new(false, worthlessAt);
    }

    /// <summary>Whether a fence uses up the nonce of a user-signed action, told by fencing one that is known to have been carried out.</summary>
    private async Task<bool> AreNonceSetsSharedAsync(PlacementAttempt attempt)
    {
        Task<bool?> probe;
        lock (_gate)
        {
            if (_areNonceSetsShared is { } known) return known;
            if (_probe is null)
            {
                if (_lastUserSigned is not { } nonce) return false;

                // Each nonce once: a second fence would be told that it is taken, by the first.
                _lastUserSigned = null;
                _probe = ProbeAsync(attempt, nonce);
            }

            probe = _probe;
        }

        return await probe.ConfigureAwait(false) == true;
    }

    private async Task<bool?> ProbeAsync(PlacementAttempt attempt, long nonce)
    {
        await Task.Yield();
        bool? shared = null;
        try
        {
            if (await VenueTimeAsync(attempt).ConfigureAwait(false) > nonce + NonceLife) return null;
            lock (_gate)
            {
                foreach (var one in _byKey.Values.Where(one => one.Record?.Nonce == nonce)) one.IsFencingWritten = true;
            }

            await _writer.WriteAsync(new FencingRecord(nonce)).ConfigureAwait(false);
            var (response, _) = await _account.FenceAsync(nonce, _stop.Token).ConfigureAwait(false);
            shared = response is not null ? false : null;
        }
        catch (NonceTakenException)
        {
            shared = true;
        }
        catch (HyperliquidException)
        {
            // Nothing is learnt, and the nonce is worth nothing to the next.
        }
        finally
        {
            lock (_gate)
            {
                _areNonceSetsShared ??= shared;
                _probe = null;
            }
        }

        if (shared is { } answer) _writer.WriteLater(new NonceSetsRecord(answer));
        return shared;
    }

    /// <summary>Looks now and then until the venue's time is beyond a moment: what comes in the meantime is final.</summary>
    private async Task<bool> IsSeenBeforeAsync(PlacementAttempt attempt, Evidence evidence, long moment)
    {
        for (var pause = LongestPause; ; pause = pause < TimeSpan.FromMinutes(10) ? pause * 2 : TimeSpan.FromMinutes(10))
        {
            var left = moment - await VenueTimeAsync(attempt).ConfigureAwait(false);
            if (left < 0) return false;
            await Task.Delay(pause.TotalMilliseconds < left + 1 ? pause : TimeSpan.FromMilliseconds(left + 1), _client.TimeProvider, _stop.Token).ConfigureAwait(false);
            if (await PersistAsync(attempt, evidence.LookUpAsync).ConfigureAwait(false)) return true;
        }
    }

    private Task<long> VenueTimeAsync(PlacementAttempt attempt) => PersistAsync(attempt, ObserveAsync);

    /// <summary>Waits until the venue itself says that it is later than a moment, Unix milliseconds; the local clock decides nothing.</summary>
    private async Task<long> AwaitVenueAsync(PlacementAttempt attempt, long moment)
    {
        while (true)
        {
            var now = await VenueTimeAsync(attempt).ConfigureAwait(false);
            if (now > moment) return now;
            var left = TimeSpan.FromMilliseconds(moment - now + 1);
            await Task.Delay(left < TimeSpan.FromHours(1) ? left : TimeSpan.FromHours(1), _client.TimeProvider, _stop.Token).ConfigureAwait(false);
        }
    }

    /// <summary>Asks until there is an answer, or the journal closes.</summary>
    private async Task<T> PersistAsync<T>(PlacementAttempt attempt, Func<CancellationToken, Task<T>> askAsync)
    {
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            try
            {
                return await askAsync(_stop.Token).ConfigureAwait(false);
            }
            catch (HyperliquidException e)
            {
                attempt.LastFailure = e;
                Log.EvidenceMissing(_client.Logger, attempt.Type, e.GetType().Name);
            }

            await Task.Delay(pause, _client.TimeProvider, _stop.Token).ConfigureAwait(false);
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    /// <summary>Step 3: what an answer proves.</summary>
    private void Classify(PlacementAttempt attempt, ActionResponse? response, Rejection? rejection)
    {
        var record = attempt.Record!;
        if (rejection is not null)
        {
            // Words about nonce or expiry may be about an earlier copy.
            if (rejection.MayHaveExecuted) attempt.LastFailure = new ActionRejectedException(attempt.Type, rejection);
            else Fill(attempt, PlacementFact.Rejected(rejection));
            return;
        }

        switch (record.Kind)
        {
            case PlacementKind.Modification when attempt.Type == "modify" && response!.Type == "default":
                (attempt.WasTaken, attempt.WasAccepted) = (true, true);
                return;
            case PlacementKind.Orders or PlacementKind.Modification or PlacementKind.Cancel:
                ClassifyEntries(attempt, response!);
                return;
            case PlacementKind.Twap:
                attempt.Known[0] = Known(TwapResult.FromResponse(RequestOfTwap(record.Items[0]), response!, Signer));
                return;
            case PlacementKind.TwapCancel:
                if (StatusEntry.Single(response!) is { } entry) attempt.Known[0] = Known(CancelResult.FromEntry(entry, Signer));
                return;
            default:
                attempt.Response = response;
                attempt.Known[0] = new PlacementFact(PlacementFate.Accepted);
                if (record.Kind != PlacementKind.UserSigned) return;
                lock (_gate) _lastUserSigned = record.Nonce;
                return;
        }
    }

    private void ClassifyEntries(PlacementAttempt attempt, ActionResponse response)
    {
        var items = attempt.Record!.Items;
        if (StatusEntry.Split(response, items.Count) is not { } entries)
        {
            attempt.LastFailure = StatusEntry.Unreadable(attempt.Type, response, items.Count);
            return;
        }

        // One error for a whole batch counts for all of it only where it was found before the first was tried.
        var isOneForAll = items.Count > 1 && response.Data!.Value.GetProperty("statuses"u8).GetArrayLength() == 1;
        if (isOneForAll && StatusEntry.TryReadError(entries[0], out var words) && !IsFoundBefore(words))
        {
            attempt.WasTaken = true;
            attempt.LastFailure = new ActionRejectedException(attempt.Type, Rejection.FromText(words, Signer));
            return;
        }

        for (var i = 0; i < items.Count; i++)
        {
            var fact = attempt.Record.Kind == PlacementKind.Cancel ? Known(CancelResult.FromEntry(entries[i], Signer)) : Known(OrderResult.FromEntry(items[i].ToRequest(), entries[i], Signer));
            attempt.Known[i] = fact;
            if (fact is not null && fact.Fate != PlacementFate.Rejected) attempt.WasTaken = true;
        }

        if (!attempt.IsAllKnown) attempt.LastFailure ??= new ResponseFormatException($"The answer to '{attempt.Type}' does not say of each item what became of it.", mayHaveExecuted: true, body: null);
    }

    private static bool IsFoundBefore(string words) =>
        Rejection.Classify(words) is RejectionKind.Tick or RejectionKind.InvalidPrice or RejectionKind.InvalidSize or RejectionKind.ZeroSize or RejectionKind.BadTriggerPrice or RejectionKind.Malformed
        || words.StartsWith("Order batch is empty", StringComparison.OrdinalIgnoreCase);

    private Evidence EvidenceFor(PlacementAttempt attempt)
    {
        var reads = new EvidenceReads(_client, attempt.Address);
        var signerReads = attempt.Address == Signer ? reads : new EvidenceReads(_client, Signer);
        return attempt.Record!.Kind switch
        {
            PlacementKind.Orders or PlacementKind.Modification => new OrderEvidence(attempt, reads, _client.TimeProvider),
            PlacementKind.Cancel => new CancelEvidence(attempt, reads),
            PlacementKind.Twap => new TwapEvidence(attempt, reads, IsClaimed),
            PlacementKind.TwapCancel => new TwapCancelEvidence(attempt, reads),
            PlacementKind.UserSigned => new TransferEvidence(attempt, reads, signerReads),
            _ => new OtherEvidence(attempt, reads, signerReads),
        };

        bool IsClaimed(long id)
        {
            lock (_gate) return _claimedTwaps.Contains(id);
        }
    }

    private static PlacementFact? Known(OrderResult result) => result.Status switch
    {
        OrderResultStatus.Unknown => null,
        OrderResultStatus.Rejected => PlacementFact.Rejected(result.Rejection!),
        var status => new PlacementFact(status switch
        {
            OrderResultStatus.Resting => PlacementFate.Resting,
            OrderResultStatus.PartlyFilled => PlacementFate.PartlyFilled,
            OrderResultStatus.Filled => PlacementFate.Filled,
            OrderResultStatus.WaitingForFill => PlacementFate.WaitingForFill,
            OrderResultStatus.WaitingForTrigger => PlacementFate.WaitingForTrigger,
            _ => PlacementFate.Accepted,
        })
        { Id = result.OrderId, FilledSize = result.FilledSize, AveragePrice = result.AveragePrice },
    };

    private static PlacementFact? Known(CancelResult result) => result.Status switch
    {
        CancelResultStatus.Canceled => new PlacementFact(PlacementFate.Canceled),
        CancelResultStatus.Rejected => PlacementFact.Rejected(result.Rejection!),
        _ => null,
    };

    private static PlacementFact? Known(TwapResult result) => result.Status switch
    {
        TwapResultStatus.Running => new PlacementFact(PlacementFate.Accepted) { Id = result.TwapId },
        TwapResultStatus.Rejected => PlacementFact.Rejected(result.Rejection!),
        _ => null,
    };

    private static TwapRequest RequestOfTwap(PlacementItem item) =>
        new() { Coin = item.Coin, Side = item.Side, Size = new(item.Size), Duration = TimeSpan.FromMinutes(TwapTerms.MinMinutes), ReduceOnly = item.ReduceOnly };
}
