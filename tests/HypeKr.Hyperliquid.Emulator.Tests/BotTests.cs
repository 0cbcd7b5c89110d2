using System.Text;
using HypeKr.Crypto;
using Microsoft.Extensions.Time.Testing;

namespace HypeKr.Hyperliquid.Emulator.Tests;

#region emulator-fixture
/// <summary>One venue for the tests of a class: it takes milliseconds, and every test has an account of its own.</summary>
public sealed class EmulatorFixture : IDisposable
{
    private readonly HyperliquidClient _client;

    public EmulatorFixture()
    {
        Emulator = new HyperliquidEmulator(new EmulatorOptions { TimeProvider = Time, ChecksInvariants = true });
        _client = new HyperliquidClient(new HyperliquidOptions
        {
            Network = Emulator.Network,
            InfoHandler = Emulator.CreateHandler(),
            ExchangeHandler = Emulator.CreateHandler(),
            TimeProvider = Time,
        });
    }

    /// <summary>The clock of the venue and of the bot.</summary>
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public HyperliquidEmulator Emulator { get; }

    /// <summary>An account with money whose agent trades for it; its keys are made from its name.</summary>
    public HyperliquidAccount Account(string name, decimal usdc)
    {
        using var master = Key(name);
        var agent = new PrivateKeySigner(Key($"agent of {name}"));
        Emulator.Admin.Fund(master.Address, usdc);
        Emulator.Admin.ApproveAgent(master.Address, agent.Address);
        return _client.ForAccount(master.Address, agent);
    }

    public void Dispose() => _client.Dispose();

    private static Secp256k1PrivateKey Key(string name) => Secp256k1PrivateKey.FromBytes(Keccak256.Hash(Encoding.UTF8.GetBytes(name)).ToArray());
}

public sealed class BotTests(EmulatorFixture venue) : IClassFixture<EmulatorFixture>
{
    [Fact]
    public async Task A_stop_closes_what_was_bought()
    {
        var account = venue.Account("stopped", 1_000);
        var bought = await account.Orders.PlaceMarketAsync(OrderRequest.Buy("BTC", new OrderSize(0.01m)));
        await account.Orders.PlacePositionTpslAsync("BTC", stopLoss: new Price(99_000));

        venue.Emulator.Admin.SetMark("BTC", 98_900);

        Assert.Equal(OrderResultStatus.Filled, bought.Status);
        Assert.Null((await account.User.GetPerpStateAsync()).FindPosition("BTC"));
    }

    [Fact]
    public async Task An_answer_that_is_lost_is_looked_for_and_not_sent_again()
    {
        var account = venue.Account("unlucky", 1_000);
        using var fault = venue.Emulator.Faults.Add("/exchange", FaultEffect.DropReply(), times: 1);

        var lost = await account.Orders.PlaceAsync(OrderRequest.Buy("ETH", new OrderSize(0.01m)).Limit(new Price(3_000)));

        Assert.Equal(OrderResultStatus.Unknown, lost.Status);
        Assert.Equal(OrderStatus.Open, (await account.Orders.FindAsync(lost)).Order?.Status);
    }

    [Fact]
    public async Task Funding_comes_by_the_hour()
    {
        var account = venue.Account("long", 1_000);
        await account.Orders.PlaceMarketAsync(OrderRequest.Buy("SOL", new OrderSize(1)));

        venue.Time.Advance(TimeSpan.FromHours(1));

        Assert.Single(await account.User.GetFundingPaymentsAsync());
    }
}
#endregion
