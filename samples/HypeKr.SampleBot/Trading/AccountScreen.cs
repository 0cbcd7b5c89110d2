using HypeKr.Hyperliquid;

namespace HypeKr.SampleBot;

/// <summary>What the bot's /positions, /balance and /close show.</summary>
internal sealed class AccountScreen(Screen screen, PaperVenue venue)
{
    private UserView User => venue.Account.User;

    public async Task ShowPositionsAsync(CancellationToken cancellationToken)
    {
        screen.Heading("/positions");
        var rows = new List<IReadOnlyList<string>>();
        var perps = await User.GetPerpStateAsync(cancellationToken: cancellationToken);
        foreach (var position in (perps.AssetPositions ?? []).Select(p => p.Position).OfType<Position>().Where(p => p.SignedSize != 0))
        {
            rows.Add([position.Coin, position.SignedSize > 0 ? "long" : "short", Text.Number(Math.Abs(position.SignedSize)), Text.Number(position.EntryPrice), Text.Money(position.PositionValue), Text.Signed(position.UnrealizedPnl)]);
        }

        var universe = await venue.Client.Markets.GetUniverseAsync(cancellationToken);
        var names = (await venue.Client.Outcomes.GetMetaAsync(cancellationToken)).Outcomes.ToDictionary(o => o.Outcome ?? -1, o => o.Name);
        var spot = await User.GetSpotStateAsync(cancellationToken);
        foreach (var balance in (spot.Balances ?? []).Where(b => b.Coin.StartsWith('+') && b.Total != 0))
        {
            var asset = universe.Assets.First(a => a.BalanceCoin == balance.Coin && a.Kind == AssetKind.Outcome);
            var value = balance.Total * (await venue.Client.Markets.GetMidAsync(asset.Coin, TimeSpan.Zero, cancellationToken)).Price;
            rows.Add([asset.Coin, $"{asset.OutcomeSideName} of \"{names[asset.Outcome!.Value]}\"", Text.Number(balance.Total), Text.Price(balance.EntryNotional / balance.Total), Text.Money(value), Text.Signed(value - balance.EntryNotional)]);
        }

        if (rows.Count == 0) screen.Line("No open position.");
        else screen.Table(["coin", "side", "size", "entry", "value", "profit"], rows);
    }

    public async Task ShowBalanceAsync(CancellationToken cancellationToken)
    {
        screen.Heading("/balance");
        var perps = await User.GetPerpStateAsync(cancellationToken: cancellationToken);
        var usdc = (await User.GetSpotStateAsync(cancellationToken)).FindBalance("USDC");
        screen.Table(
            ["wallet", "value", "free"],
            [
                ["perps (USDC)", Text.Money(perps.MarginSummary?.AccountValue), Text.Money(perps.Withdrawable)],
                ["spot (USDC)", Text.Money(usdc?.Total), Text.Money(usdc?.Available)],
            ]);
    }

    public async Task CloseAsync(string coin, CancellationToken cancellationToken)
    {
        screen.Heading($"/close {coin}");
        var result = await venue.Account.Positions.CloseAsync(coin, cancellationToken: cancellationToken);
        screen.Line($"{coin}: {result.Status}. Closed {Text.Number(result.ClosedSize)}, remaining {Text.Number(result.RemainingSize)}, average price {Text.Number(result.AveragePrice)}, limit {result.LimitPrice}.");
        if (result.Status != CloseStatus.Closed) throw new SampleBotException($"{coin} was not closed whole: {result}");
    }
}
