using HypeKr.Crypto;
using HypeKr.Hyperliquid;
using HypeKr.Hyperliquid.Emulator;
using HypeKr.Hyperliquid.Emulator.AspNetCore;

namespace HypeKr.Snippets;

/// <summary>The code of docs/guides/emulator.md.</summary>
public static class EmulatorGuide
{
    public static async Task EmulatorAsync()
    {
        #region emulator
        var emulator = new HyperliquidEmulator();
        using var master = Secp256k1PrivateKey.Generate();
        using var agent = new PrivateKeySigner(Secp256k1PrivateKey.Generate());
        emulator.Admin.Fund(master.Address, 1_000);
        emulator.Admin.ApproveAgent(master.Address, agent.Address);

        using var client = new HyperliquidClient(new HyperliquidOptions
        {
            Network = emulator.Network,
            InfoHandler = emulator.CreateHandler(),
            ExchangeHandler = emulator.CreateHandler(),
        });
        var account = client.ForAccount(master.Address, agent);
        var order = await account.Orders.PlaceAsync(new OrderRequest
        {
            Coin = "BTC",
            Side = OrderSide.Buy,
            Price = new(100_200),
            Size = new(0.01m),
            TimeInForce = TimeInForce.Ioc,
        });
        Console.WriteLine(order);
        #endregion
    }

    public static async Task EmulatorStateAsync(HyperliquidEmulator emulator)
    {
        #region emulator-state
        await emulator.SaveAsync("paper.state");
        var later = HyperliquidEmulator.Restore("paper.state", new EmulatorOptions { TimeProvider = TimeProvider.System });
        #endregion
        Console.WriteLine(later.Options.RandomSeed);
    }

    public static async Task EmulatorHostAsync()
    {
        #region emulator-host
        await using var host = await EmulatorHost.StartAsync(new HyperliquidEmulator());
        Console.WriteLine(host.BaseAddress);
        #endregion
    }

    public static async Task EmulatorStreamsAsync()
    {
        #region emulator-streams
        var emulator = new HyperliquidEmulator();
        using var client = new HyperliquidClient(new HyperliquidOptions
        {
            Network = emulator.Network,
            InfoHandler = emulator.CreateHandler(),
            ExchangeHandler = emulator.CreateHandler(),
            Feeds = new() { SocketFactory = emulator.CreateSocketFactory() },
        });
        await using var books = await client.Markets.SubscribeBookAsync("BTC");
        #endregion
    }

    public static void EmulatorFaults(HyperliquidEmulator emulator, EthereumAddress user)
    {
        #region emulator-faults
        // The next order is carried out, and its answer is lost.
        emulator.Faults.Add(new FaultRule { Effect = FaultEffect.DropReply(), Endpoint = "/exchange", Type = "order", Times = 1 });

        // A storm of 429 for one account, after ten reads.
        emulator.Faults.Add(new FaultRule { Effect = FaultEffect.Respond(429), Endpoint = "/info", Account = user, Skip = 10, Times = 50 });

        // Cancels wait until they are let go, newest first.
        using var held = emulator.Faults.Add(new FaultRule { Effect = FaultEffect.HoldRequest(), Type = "cancel" });
        held.Release(newestFirst: true);

        // One message in a hundred to a socket is late by as much as the internet is.
        emulator.Faults.Add(new FaultRule { Effect = FaultEffect.DelayMessage(FaultDelay.LogNormal(TimeSpan.FromMilliseconds(40), 0.6)), Endpoint = "/ws", Probability = 0.01m });
        #endregion
    }
}
