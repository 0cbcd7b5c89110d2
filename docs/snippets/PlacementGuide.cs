using HypeKr.Hyperliquid;

namespace HypeKr.Snippets;

/// <summary>The code of docs/guides/placement.md.</summary>
public static class PlacementGuide
{
    public static async Task RunAsync(HyperliquidAccount account)
    {
        #region placement-open
        await using PlacementJournal journal = await account.OpenJournalAsync("bot.journal");
        account = journal.Account;

        var order = OrderRequest.Buy("BTC", new OrderSize(0.01m)).Limit(new Price(90_000));
        var result = await account.Orders.PlaceAsync(order, new ActionOptions { IdempotencyKey = "signal 4711" });
        #endregion

        #region placement-result
        switch (result.Status)
        {
            case OrderResultStatus.NotPlaced:
                result = await account.Orders.PlaceAsync(order, new ActionOptions { IdempotencyKey = "signal 4711" });   // it did not happen: the same key, again
                break;
            case OrderResultStatus.Unknown:
                Console.WriteLine($"Not known yet: {result.IdempotencyKey}, {result.Request.Cloid}. The search goes on; the same call again joins it.");
                break;
            default:
                Console.WriteLine($"{result.Status}: {result.FilledSize} at {result.AveragePrice}");
                break;
        }
        #endregion

        #region placement-shutdown
        foreach (var open in journal.Unresolved) Console.WriteLine($"{open.ActionType} {open.IdempotencyKey}: {open.State} since {open.Since:T}");
        await journal.ShutDownAsync(cancelAll: true);
        #endregion
    }
}
