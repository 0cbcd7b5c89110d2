using HypeKr.Crypto;
using HypeKr.Hyperliquid;

namespace HypeKr.Snippets;

/// <summary>The code of docs/guides/local-state.md.</summary>
public static class LocalStateGuide
{
    public static async Task BookAsync(HyperliquidClient client, CancellationToken cancellationToken)
    {
        #region local-state-book
        await using LocalOrderBook book = await client.Markets.OpenBookAsync("BTC", cancellationToken: cancellationToken);
        await book.WaitUntilSyncedAsync(cancellationToken);
        FillEstimate estimate = book.EstimateFill(OrderSide.Buy, 2.5m);
        Console.WriteLine($"{book.Status}, {book.Age} old: {estimate.AveragePrice} on average, {estimate.Slippage:P2} worse than {estimate.BestPrice}");
        if (!estimate.IsComplete) Console.WriteLine($"The 20 levels hold {estimate.FilledSize} only.");
        #endregion

        #region local-state-outcome
        await using LocalOrderBook yes = await client.Markets.OpenBookAsync("#10", cancellationToken: cancellationToken);
        await foreach (BookView view in yes.ReadAsync(cancellationToken))
        {
            if (view.Status == LocalBookStatus.Synced) Console.WriteLine($"Yes {view.BestAsk?.Price}, No ({yes.OppositeCoin}) {yes.OppositeView?.BestAsk?.Price}");
        }
        #endregion
    }

    public static async Task AccountAsync(HyperliquidClient client, EthereumAddress address, CancellationToken cancellationToken)
    {
        #region local-state-account
        await using AccountState state = await client.ForUser(address).OpenStateAsync(new() { Dexs = ["", "xyz"] }, cancellationToken);
        AccountSnapshot now = state.Current;                                        // immutable: what is read from it was known together
        Console.WriteLine($"{now.Status}: {now.GetSignedSize("BTC")} BTC, {now.OpenOrders.Count} orders, {now.Spot?.FindBalance("USDC")?.Available} USDC");
        await foreach (Fill fill in state.ReadFillsAsync(cancellationToken))       // each once, whatever broke in between
        {
            Console.WriteLine($"{fill.Time:O} {fill.Side} {fill.Size} {fill.Coin} @ {fill.Price}");
        }
        #endregion
    }

    public static async Task SlotsAsync(HyperliquidClient client, IReadOnlyList<EthereumAddress> users, CancellationToken cancellationToken)
    {
        #region local-state-slots
        await using var slots = new StreamSlots(client);
        await using (StreamLease lease = await slots.AcquireAsync(users[0], cancellationToken))   // one of ten; who was given back longest ago makes room
        {
            Console.WriteLine(lease.State.Current.GetSignedSize("BTC"));
        }

        Console.WriteLine(StreamSlots.EstimateSweep(10_000, batchSize: 1));         // 00:16:40
        await foreach (PolledUser user in slots.PollAsync(users, TimeSpan.FromMinutes(5), cancellationToken))
        {
            Console.WriteLine($"{user.Address.Fingerprint}: {user.State.MarginSummary?.AccountValue} at {user.ObservedAt:O}");
        }
        #endregion
    }
}
