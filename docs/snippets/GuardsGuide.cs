using HypeKr.Crypto;
using HypeKr.Hyperliquid;

namespace HypeKr.Snippets;

/// <summary>The code of docs/guides/guards.md.</summary>
public static class GuardsGuide
{
    public static async Task DeadMansSwitchAsync(HyperliquidAccount account, CancellationToken cancellationToken)
    {
        #region guards-dead-man
        await using DeadMansSwitch guard = await account.Orders.StartDeadMansSwitchAsync(new() { Interval = TimeSpan.FromMinutes(1), Timeout = TimeSpan.FromMinutes(3) }, cancellationToken);
        await foreach (DeadMansSwitchState state in guard.ReadAsync(cancellationToken))
        {
            if (state.Status == DeadMansSwitchStatus.Fired) Console.WriteLine($"The orders are gone: {state.Failure?.Message}");
        }

        await guard.StopAsync(cancellationToken);                                  // the orders stay; disposing alone lets it fire
        #endregion
    }

    public static async Task KillSwitchAsync(HyperliquidAccount account, CancellationToken cancellationToken)
    {
        #region guards-kill-switch
        KillReport report = await account.KillSwitch.EngageAsync("day's loss", allowReducing: true, cancellationToken: cancellationToken);
        Console.WriteLine($"{report.Orders.Count} orders and {report.Twaps.Count} TWAPs cancelled; nothing left: {report.IsClean}");
        await account.Positions.CloseAsync("BTC", cancellationToken: cancellationToken);
        account.KillSwitch.Release();
        #endregion
    }

    public static async Task LimitsAsync(HyperliquidClient client, EthereumAddress address, ITypedDataSigner signer, CancellationToken cancellationToken)
    {
        #region guards-limits
        await using AccountState state = await client.ForUser(address).OpenStateAsync(cancellationToken: cancellationToken);
        var policy = new TradingPolicy
        {
            ActionTypes = ["order", "cancel", "cancelByCloid", "scheduleCancel"],
            MaxOrderNotional = 10_000,
            MaxCoinExposure = 50_000,
            MaxExposure = 100_000,
            MaxDailyLoss = 2_500,
            Figures = state.GetFigures,                                             // null unless synced: then no new risk is allowed
            RequireNormalVenue = true,
        };
        HyperliquidAccount account = client.ForAccount(address, signer, policy);
        #endregion
        await account.Orders.CancelAllAsync(cancellationToken: cancellationToken);
    }

    public static async Task StatusAsync(HyperliquidClient client, CancellationToken cancellationToken)
    {
        #region guards-maintenance
        await foreach (ExchangeStatus status in client.Markets.WatchStatusAsync(TimeSpan.FromSeconds(10), cancellationToken))
        {
            Console.WriteLine(status.IsNormal ? "As usual." : $"Not as usual: {status.SpecialStatuses}");
        }
        #endregion
    }
}
