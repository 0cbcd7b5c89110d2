namespace HypeKr.Hyperliquid;

public sealed partial class HyperliquidAccount
{
    /// <summary>The journal by which the account's actions go; null without one.</summary>
    public PlacementJournal? Journal { get; }

    internal NonceSource Nonces => _nonces;

    /// <summary>Opens the signer's journal, and gives by <see cref="PlacementJournal.Account"/> this account with it: whatever that sends is carried out once or not at all, also across a crash.</summary>
    /// <param name="path">The file; made when it is not there. One for each signer, held by one process at a time.</param>
    /// <param name="options">How it is kept.</param>
    /// <param name="cancellationToken">Ends the wait; the file is let go.</param>
    /// <remarks>Reads <c>exchangeStatus</c> and <c>userRole</c>. What an earlier run left open is looked for from here on; new orders wait for that, cancels do not.</remarks>
    /// <exception cref="PlacementJournalException">The file is held by another process, or another journal of the signer is open in this one; the file is damaged, of another signer or network, or ahead of the venue's time; or the address is an agent's, or not known to the venue.</exception>
    /// <exception cref="ArgumentException">An option is out of range; the message names it and its value.</exception>
    /// <exception cref="TransportException">The venue cannot be asked.</exception>
    public Task<PlacementJournal> OpenJournalAsync(string path, PlacementJournalOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        options ??= new();
        if (options.FindFault() is { } fault) throw new ArgumentException(fault, nameof(options));
        if (Journal is not null) throw new InvalidOperationException("The account has a journal already.");
        var holder = JournalHolder.Take(Client.Network, Signer);
        try
        {
            return PlacementJournal.OpenAsync(this, FileJournalStore.Open(path, holder), options, cancellationToken);
        }
        catch
        {
            holder.Dispose();
            throw;
        }
    }

    internal HyperliquidAccount WithJournal(PlacementJournal journal) => new(Client, _owner, _signer, Signer, _vaultAddress, Policy, journal);

    internal ActionEnvelope CreateEnvelope(ExchangeAction action, ActionOptions? options, long? expiresAfter) => new(
        ActionContext.For(Client.Network, _nonces.Next(), options?.SignatureChainId),
        action.ActsFor == ActsFor.Envelope ? _vaultAddress : null,
        expiresAfter);

    /// <summary>The signed bytes of an action.</summary>
    internal async Task<byte[]> SignAsync(ExchangeAction action, ActionEnvelope envelope, CancellationToken cancellationToken)
    {
        var signature = await ActionSigner.SignAsync(action, envelope, _signer, Signer, cancellationToken).ConfigureAwait(false);
        return envelope.ToBody(action, signature);
    }

    /// <summary>Sends a <c>noop</c> with a nonce that something else was signed with. No policy is asked: it keeps things from happening.</summary>
    internal async Task<(ActionResponse? Response, Rejection? Rejection)> FenceAsync(long nonce, CancellationToken cancellationToken)
    {
        var fence = new NoopAction();
        await Client.Exchange.AdmitAsync(fence, Address, cancellationToken).ConfigureAwait(false);
        byte[] body;
        try
        {
            body = await SignAsync(fence, new ActionEnvelope(ActionContext.For(Client.Network, nonce), null, null), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            Client.Exchange.GiveBack(fence, Address);
            throw;
        }

        return await Client.Exchange.SendAsync(fence.Type, body, Signer, Address, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs an action about orders by the journal.</summary>
    internal Task<PlacementOutcome> RunByJournalAsync(ExchangeAction action, byte[]? intent, ActionOptions? options, CancellationToken cancellationToken)
    {
        Check(action, options);
        return Journal!.Engine.RunAsync(this, action, intent, options, cancellationToken);
    }

    private async Task<(ActionResponse? Response, Rejection? Rejection)> SendByJournalAsync(ExchangeAction action, ActionOptions? options, CancellationToken cancellationToken)
    {
        var outcome = await Journal!.Engine.RunAsync(this, action, null, options, cancellationToken).ConfigureAwait(false);
        if (outcome.Failure is { } open) throw open;
        var facts = outcome.Facts!;
        if (outcome.Attempt.Response is { } response) return (response, null);
        if (facts.All(fact => fact.MayRepeat))
        {
            throw new TransportException($"'{action.Type}' was not carried out, and cannot be any more: its answer was lost, and its nonce is used up. It may be asked for again, with the same key.", isTransient: true, mayHaveExecuted: false);
        }

        return facts.All(fact => fact.Fate == PlacementFate.Rejected) ? (null, facts[0].ToRejection(Signer)) : (ActionResponse.ByEvidence(), null);
    }

    /// <summary>Asks the venue for its time when the local clock was set meanwhile: a nonce of three days ahead would be refused, and so would all after it.</summary>
    private async Task HearVenueAsync(CancellationToken cancellationToken)
    {
        if (!Client.Clock.HasJumped) return;
        try
        {
            await Client.Markets.GetExchangeStatusAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (HyperliquidException)
        {
            // Then the local clock has to do, as it would without the jump.
        }
    }
}
