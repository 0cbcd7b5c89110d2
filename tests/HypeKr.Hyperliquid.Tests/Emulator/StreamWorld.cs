using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using HypeKr.Crypto;
using HypeKr.Hyperliquid.Emulator;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>A client of an emulator, with sockets, on a clock that goes on by itself.</summary>
internal sealed class StreamWorld : IAsyncDisposable
{
    public const string Sockets = "sockets";

    /// <summary>The clock may run while the machine is busy with something else; what is measured by it must not depend on that.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private static int _agents;

    private readonly ITimer _ticks;

    public StreamWorld()
    {
        // The clock jumps to what is due next: so it never jumps far while somebody is at work whom it cannot see.
        var tick = TimeSpan.FromMilliseconds(100);
        _ticks = Time.CreateTimer(static _ => { }, null, tick, tick);
        Emulator = new HyperliquidEmulator(new EmulatorOptions { TimeProvider = Time, Streams = EmulatorStreamOptions.Unlimited, ScheduleCancelVolume = 0 });
        Client = new HyperliquidClient(new HyperliquidOptions
        {
            Network = Emulator.Network,
            InfoHandler = Emulator.CreateHandler(),
            ExchangeHandler = Emulator.CreateHandler(),
            Feeds = new() { SocketFactory = Emulator.CreateSocketFactory(Sockets), SubscribeTimeout = Patience },
            TimeProvider = Time,
            LoggerFactory = SuiteTraffic.Logs,
            InfoTimeout = Patience,
            ExchangeTimeout = Patience,
        });
        Emulator.Admin.Fund(TestVenue.UserAddress, 100_000_000);
        Emulator.Admin.FundSpot(TestVenue.UserAddress, "USDC", 10_000_000);
        Emulator.Admin.ApproveAgent(TestVenue.UserAddress, Agent.Address);
        Account = Client.ForAccount(TestVenue.UserAddress, Agent);
    }

    public VirtualTime Time { get; } = new();

    public HyperliquidEmulator Emulator { get; }

    public HyperliquidClient Client { get; }

    public PrivateKeySigner Agent { get; } = TestVenue.CreateSigner(string.Create(CultureInfo.InvariantCulture, $"stream agent {Interlocked.Increment(ref _agents)}"));

    public HyperliquidAccount Account { get; }

    public Task<OrderResult> OrderAsync(string coin, OrderSide side, decimal price, decimal size, TimeInForce timeInForce) =>
        Account.Orders.PlaceAsync(new OrderRequest { Coin = coin, Side = side, Price = new(price), Size = new(size), TimeInForce = timeInForce });

    public Fill[] TrueFills() => Ask("userFills", HyperliquidJsonContext.Default.FillArray);

    /// <summary>What an account state says otherwise than the venue's own ledger; null where it says the same.</summary>
    public string? FindDifference(AccountSnapshot snapshot)
    {
        if (snapshot.Status != AccountStateStatus.Synced) return snapshot.Status.ToString();
        return Compare("fills", Of(TrueFills()), Of(snapshot.Fills))
            ?? Compare("positions", Of(Ask("clearinghouseState", HyperliquidJsonContext.Default.PerpState)), Of(snapshot.PerpStates[""]))
            ?? Compare("orders", Of(Ask("frontendOpenOrders", HyperliquidJsonContext.Default.OrderDetailsArray)), Of(snapshot.OpenOrders))
            ?? Compare("balances", Of(Ask("spotClearinghouseState", HyperliquidJsonContext.Default.SpotState)), Of(snapshot.Spot!));

        static IEnumerable<string> Of(object what) => what switch
        {
            IEnumerable<Fill> fills => fills.Select(Name),
            PerpState state => state.AssetPositions!.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Position!.Coin} {p.Position.SignedSize / 1.0000000000m} {p.Position.EntryPrice} {p.Position.UnrealizedPnl}")),
            IEnumerable<OrderDetails> orders => orders.Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.Coin} {o.OrderId} {o.Side} {o.LimitPrice} {o.Size / 1.0000000000m}")),
            SpotState spot => spot.Balances!.Select(b => string.Create(CultureInfo.InvariantCulture, $"{b.Coin} {b.Total / 1.0000000000m} {b.Hold / 1.0000000000m}")),
            _ => throw new InvalidOperationException(),
        };
    }

    /// <summary>What a local book says otherwise than the venue's; null where it says the same.</summary>
    public string? FindDifference(LocalOrderBook book)
    {
        var truth = Ask("l2Book", HyperliquidJsonContext.Default.OrderBook, $"\"coin\":\"{book.Coin}\"");
        if (book.Status is not (LocalBookStatus.Synced or LocalBookStatus.Empty or LocalBookStatus.Stale)) return book.Status.ToString();
        var difference = Compare("bids", Of(truth.Bids), Of(book.View.Bids)) ?? Compare("asks", Of(truth.Asks), Of(book.View.Asks));
        if (difference is not null || book.OppositeCoin is null) return difference;
        var other = Ask("l2Book", HyperliquidJsonContext.Default.OrderBook, $"\"coin\":\"{book.OppositeCoin}\"");
        return Compare("opposite bids", Of(other.Bids), Of(book.OppositeView!.Bids)) ?? Compare("opposite asks", Of(other.Asks), Of(book.OppositeView!.Asks));

        static IEnumerable<string> Of(IEnumerable<BookLevel> levels) => levels.Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Price / 1.0000000000m} {l.Size / 1.0000000000m}"));
    }

    public static string Name(Fill fill) => string.Create(CultureInfo.InvariantCulture, $"{fill.Coin} {fill.TradeId} {fill.OrderId} {fill.Side} {fill.Price} {fill.Size} {fill.Time:O}");

    /// <summary>Lets time pass until nothing differs.</summary>
    public async Task SettleAsync(Func<string?> findDifference)
    {
        string? difference = null;
        for (var second = 0; second < 600; second++)
        {
            if ((difference = findDifference()) is null) return;
            await PassAsync(1);
        }

        Assert.Fail($"After ten minutes it still differs: {difference}");
    }

    public Task PassAsync(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), Time).Guarded();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Agent.Dispose();
        await _ticks.DisposeAsync();

        // What waited for the clock may run on the clock's own thread, which cannot wait for its own end.
        await Task.Run(Time.Dispose);
    }

    private T Ask<T>(string type, JsonTypeInfo<T> form, string? member = null)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"type":"{{type}}",{{member ?? $"\"user\":\"{TestVenue.UserAddress.ToLowerHex()}\""}}}""");
        var reply = Emulator.HandleAsync("/info", body).AsTask().GetAwaiter().GetResult();
        return JsonSerializer.Deserialize(reply.Body.Span, form)!;
    }

    private static string? Compare(string what, IEnumerable<string> truth, IEnumerable<string> said)
    {
        var (expected, actual) = (truth.Order(StringComparer.Ordinal).ToArray(), said.Order(StringComparer.Ordinal).ToArray());
        return expected.SequenceEqual(actual, StringComparer.Ordinal)
            ? null
            : $"{what}: missing [{string.Join("; ", expected.Except(actual).Take(5))}], too many [{string.Join("; ", actual.Except(expected).Take(5))}], {expected.Length} and {actual.Length}";
    }
}
