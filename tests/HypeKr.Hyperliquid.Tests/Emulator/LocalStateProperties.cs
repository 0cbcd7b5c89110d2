using System.Globalization;
using HypeKr.Hyperliquid.Emulator;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Account state and books against the emulator's own ledger, with orders, cancels, quotes of others and breaks of every kind in any order.</summary>
public sealed class LocalStateProperties
{
    private static readonly (string Coin, decimal Price, decimal Step, decimal Size)[] Coins = [("BTC", 100_000, 10, 0.01m), ("ETH", 4_000, 0.5m, 0.5m), ("@107", 40, 0.01m, 5), ("#10", 0.55m, 0.005m, 50)];
    private static readonly string[] Feeds = ["userFills", "spotState", "clearinghouseState", "openOrders"];
    private static readonly string[] Reads = ["userFillsByTime", "spotClearinghouseState", "clearinghouseState", "frontendOpenOrders"];

    private static int Runs => Environment.GetEnvironmentVariable("HYPEKR_LONG") == "1" ? 500 : 20;

    [Fact]
    public async Task What_is_known_here_is_what_the_ledger_says()
    {
        for (var seed = 1; seed <= Runs; seed++)
        {
            try
            {
                await RunAsync(seed);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Seed {seed}: {e.Message}"), e);
            }
        }
    }

    private static async Task RunAsync(int seed)
    {
        var random = new Random(seed);
        await using var world = new StreamWorld();
        await using var state = await world.Account.User.OpenStateAsync(new() { ReconcileInterval = TimeSpan.FromSeconds(20) });
        await using var perpBook = await world.Client.Markets.OpenBookAsync("BTC");
        await using var outcomeBook = await world.Client.Markets.OpenBookAsync("#10");
        var read = new List<string>();
        var reading = ReadAsync();
        for (var step = 0; step < 40; step++) await StepAsync();

        world.Emulator.Faults.Clear();
        await world.SettleAsync(() => world.FindDifference(state.Current));

        // A book that missed its last change waits for the next one.
        foreach (var coin in new[] { "BTC", "#10" }) world.Emulator.Admin.AddBid(coin, coin == "BTC" ? 90_000 : 0.1m, 100);
        await world.SettleAsync(() => world.FindDifference(perpBook) ?? world.FindDifference(outcomeBook));
        await world.SettleAsync(() => world.FindDifference(state.Current));
        Assert.Empty(state.Current.FillGaps);
        Assert.NotNull(state.GetFigures());
        await state.DisposeAsync();
        await reading.Guarded();

        // Each fill once, for a reader too.
        Assert.Equal(world.TrueFills().Select(StreamWorld.Name).Order(StringComparer.Ordinal), read.Order(StringComparer.Ordinal));
        Assert.True(world.Emulator.Admin.Totals().IsConserved);

        async Task ReadAsync()
        {
            await foreach (var fill in state.ReadFillsAsync()) read.Add(StreamWorld.Name(fill));
        }

        async Task StepAsync()
        {
            var (coin, price, tick, size) = Coins[random.Next(Coins.Length)];
            var side = random.Next(2) == 0 ? OrderSide.Buy : OrderSide.Sell;
            var away = (side == OrderSide.Buy ? 1 : -1) * tick;
            switch (random.Next(14))
            {
                case 0 or 1 or 2:
                    await world.OrderAsync(coin, side, price + (away * random.Next(1, 4)), size * random.Next(1, 5), TimeInForce.Ioc);
                    break;
                case 3 or 4:
                    await world.OrderAsync(coin, side, price - (away * random.Next(0, 3)), size * random.Next(1, 5), TimeInForce.Gtc);
                    break;
                case 5:
                    if (state.Current.OpenOrders is { Count: > 0 } open) await world.Account.Orders.CancelAsync(open[random.Next(open.Count)].Coin, open[random.Next(open.Count)].OrderId);
                    break;
                case 6 or 7:
                    // The house meets what rests.
                    if (side == OrderSide.Buy) world.Emulator.Admin.AddAsk(coin, price - (tick * 2), size * random.Next(1, 9));
                    else world.Emulator.Admin.AddBid(coin, price + (tick * 2), size * random.Next(1, 9));
                    break;
                case 8:
                    world.Emulator.Admin.SetMark("BTC", 100_000 + random.Next(-500, 500));
                    break;
                case 9:
                    world.Emulator.Disconnect(StreamWorld.Sockets, inGoodOrder: random.Next(2) == 0);
                    break;
                case 10:
                    world.Emulator.Faults.Add(new FaultRule { Endpoint = "/info", Type = Reads[random.Next(Reads.Length)], Effect = random.Next(2) == 0 ? FaultEffect.DropReply() : FaultEffect.Respond(502), Times = 2 });
                    break;
                case 11:
                    // What nobody here can see: a message that is lost while its socket lives.
                    world.Emulator.Faults.Add(new FaultRule { Endpoint = "/ws", Type = Feeds[random.Next(Feeds.Length)], Effect = random.Next(2) == 0 ? FaultEffect.DropMessage() : FaultEffect.DuplicateMessage(), Times = 1 });
                    break;
                case 12:
                    world.Emulator.Faults.Add(new FaultRule
                    {
                        Endpoint = "/ws",
                        Type = Feeds[random.Next(Feeds.Length)],
                        Effect = random.Next(3) switch { 0 => FaultEffect.SilenceSubscription(), 1 => FaultEffect.WithholdAcknowledgement(), _ => FaultEffect.WrongAcknowledgement() },
                        Times = 1,
                    });
                    world.Emulator.Disconnect(StreamWorld.Sockets);
                    break;
                default:
                    await world.PassAsync(random.Next(1, 5));
                    break;
            }
        }
    }
}
