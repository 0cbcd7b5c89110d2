using System.Globalization;
using HypeKr.Crypto;
using HypeKr.Hyperliquid.Emulator;
using Microsoft.Extensions.Time.Testing;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>A client of an emulator in memory, and an account that an agent signs for.</summary>
internal sealed class EmulatorWorld : IDisposable
{
    private static int _agents;

    public EmulatorWorld(EmulatorSeed? seed = null)
    {
        Emulator = new HyperliquidEmulator(new EmulatorOptions { Seed = seed ?? EmulatorSeed.Default, TimeProvider = Time });
        Client = new HyperliquidClient(new HyperliquidOptions
        {
            Network = Emulator.Network,
            InfoHandler = Emulator.CreateHandler(),
            ExchangeHandler = Emulator.CreateHandler(),
            TimeProvider = Time,
            LoggerFactory = SuiteTraffic.Logs,
            Feeds = new() { SocketFactory = Emulator.CreateSocketFactory() },
        });
        Emulator.Admin.Fund(TestVenue.UserAddress, 1_000_000);
        Emulator.Admin.Fund(TestVenue.UserAddress, 100_000, "xyz");
        Emulator.Admin.FundSpot(TestVenue.UserAddress, "USDC", 100_000);
        Emulator.Admin.ApproveAgent(TestVenue.UserAddress, Agent.Address);
        Account = Client.ForAccount(TestVenue.UserAddress, Agent);
    }

    public FakeTimeProvider Time { get; } = new(TestVenue.Start);

    public HyperliquidEmulator Emulator { get; }

    public HyperliquidClient Client { get; }

    // The nonces of a signer are counted once a process: a test that sets its clock far ahead would leave them behind for a shared key.
    public PrivateKeySigner Agent { get; } = TestVenue.CreateSigner(string.Create(CultureInfo.InvariantCulture, $"emulator agent {Interlocked.Increment(ref _agents)}"));

    public HyperliquidAccount Account { get; }

    /// <summary>The first spot pair of the seed.</summary>
    public string Spot => EmulatorSeed.Default.SpotPairs[0] is { Name: { } name } ? name : string.Create(CultureInfo.InvariantCulture, $"@{EmulatorSeed.Default.SpotPairs[0].Index}");

    public long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Moves dollars from spot to perps.</summary>
    public async Task MoveAsync(decimal amount)
    {
        using var signer = TestVenue.CreateSigner("user");
        await Client.ForAccount(TestVenue.UserAddress, signer).Transfers.MoveToPerpsAsync(amount);
    }

    public Task<OrderResult> BuyAsync(string coin, decimal price, decimal size) =>
        Account.Orders.PlaceAsync(new() { Coin = coin, Side = OrderSide.Buy, Price = new(price), Size = new(size), TimeInForce = TimeInForce.Ioc });

    public void AssertConserved() => Assert.True(Emulator.Admin.Totals().IsConserved);

    public void Dispose()
    {
        Client.Dispose();
        Agent.Dispose();
    }
}
