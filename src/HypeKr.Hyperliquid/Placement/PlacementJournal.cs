namespace HypeKr.Hyperliquid;

/// <summary>
/// The journal of one signer: every action is written to it, and to the disk, before it is sent, and stays in it until what became of it is a fact. Orders by <see cref="Account"/>
/// are neither lost nor doubled, whatever becomes of the answer, the connection or the process.
/// </summary>
/// <remarks>
/// <para>One process holds a journal at a time. The file holds no key and no signature; it holds addresses, keys of orders and what was traded, and only its owner can read it.</para>
/// <para>Safe to use from any thread. What it costs and what it cannot know is in the guide on placement.</para>
/// </remarks>
public sealed class PlacementJournal : IAsyncDisposable
{
    private readonly PlacementJournalOptions _options;

    private PlacementJournal(PlacementEngine engine, HyperliquidAccount account, PlacementJournalOptions options)
    {
        (Engine, _options) = (engine, options);
        Account = account.WithJournal(this);
    }

    /// <summary>The account that the journal was opened by, with the journal. Its sub-accounts and vaults go by the journal, too.</summary>
    public HyperliquidAccount Account { get; }

    /// <summary>What is under way or in doubt now, the oldest first.</summary>
    public IReadOnlyList<UnresolvedPlacement> Unresolved => [.. Engine.GetUnresolved().Select(attempt => new UnresolvedPlacement(attempt))];

    internal PlacementEngine Engine { get; }

    /// <summary>Waits until all that an earlier run of the process left open is known. New orders wait for that by themselves.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task WaitForRestartAsync(CancellationToken cancellationToken = default) => Engine.Restarted.WaitAsync(cancellationToken);

    /// <summary>Ends in good order: takes no new orders, cancels what rests where that is asked for, waits for what is under way, writes and lets go of the file.</summary>
    /// <param name="cancelAll">Whether all open orders of <see cref="Account"/> are cancelled, on every dex.</param>
    /// <param name="cancellationToken">Ends the wait for what is under way; the file is written and let go all the same.</param>
    /// <returns>What was cancelled; none where nothing was asked for or open.</returns>
    /// <remarks>Waits as long as <see cref="PlacementJournalOptions.ShutdownPatience"/>. What is not known then stays in the file, and is looked for when it is opened again.</remarks>
    /// <exception cref="TransportException">The open orders cannot be had. The journal is closed.</exception>
    public async Task<IReadOnlyList<CancelResult>> ShutDownAsync(bool cancelAll = false, CancellationToken cancellationToken = default)
    {
        Engine.StopIntake();
        try
        {
            return cancelAll ? await Account.Orders.CancelAllAsync(cancellationToken: cancellationToken).ConfigureAwait(false) : [];
        }
        finally
        {
            await Engine.CloseAsync(_options.ShutdownPatience, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>As <see cref="ShutDownAsync"/>, with nothing cancelled.</summary>
    public async ValueTask DisposeAsync() => await Engine.CloseAsync(_options.ShutdownPatience, CancellationToken.None).ConfigureAwait(false);

    internal static async Task<PlacementJournal> OpenAsync(HyperliquidAccount account, IJournalStore store, PlacementJournalOptions options, CancellationToken cancellationToken) =>
        new(await PlacementEngine.OpenAsync(account, store, options, cancellationToken).ConfigureAwait(false), account, options);
}
