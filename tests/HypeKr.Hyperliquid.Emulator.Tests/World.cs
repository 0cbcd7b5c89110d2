using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>An emulator with a clock that stands still, and people to trade on it.</summary>
internal sealed class World
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The bundled market without its quotes.</summary>
    public static readonly EmulatorSeed Quiet = EmulatorSeed.Default with { Books = [] };

    private readonly List<Trader> _traders = [];

    public World(EmulatorSeed? seed = null, EmulatorFees? fees = null, EmulatorStreamOptions? streams = null, decimal scheduleCancelVolume = 1_000_000, long randomSeed = 0) =>
        Emulator = new HyperliquidEmulator(new EmulatorOptions { Seed = seed ?? Quiet, Fees = fees ?? new(), TimeProvider = Time, ScheduleCancelVolume = scheduleCancelVolume, RandomSeed = randomSeed, Streams = streams ?? new() });

    /// <summary>The same world around another emulator.</summary>
    public World(World other, HyperliquidEmulator emulator) => (Time, Emulator) = (other.Time, emulator);

    public World(Func<TimeProvider, EmulatorOptions> options) => Emulator = new HyperliquidEmulator(options(Time));

    public FakeTimeProvider Time { get; } = new(Start);

    public HyperliquidEmulator Emulator { get; }

    public EmulatorAdmin Admin => Emulator.Admin;

    public long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Somebody with that much on the main dex and as much spot USDC.</summary>
    public Trader Trader(string label, decimal usdc = 100_000)
    {
        var trader = Stranger(label);
        Admin.Fund(trader.Address, usdc);
        Admin.FundSpot(trader.Address, "USDC", usdc);
        _traders.Add(trader);
        return trader;
    }

    /// <summary>Somebody whom the venue does not know.</summary>
    public Trader Stranger(string label) => new(this, label);

    /// <summary>A socket to the streams.</summary>
    public Ear Listen(string path = "/ws", string? connection = null) => new(Emulator.Connect(path, connection));

    public JsonElement Info(string body)
    {
        var reply = Post("/info", body);
        Assert.Equal(200, reply.StatusCode);
        return Parse(reply);
    }

    public EmulatorReply Post(string path, string body) => Post(path, Encoding.UTF8.GetBytes(body));

    public EmulatorReply Post(string path, ReadOnlyMemory<byte> body) => Emulator.HandleAsync(path, body).AsTask().GetAwaiter().GetResult();

    public static JsonElement Parse(EmulatorReply reply)
    {
        using var document = JsonDocument.Parse(reply.Body);
        return document.RootElement.Clone();
    }

    /// <summary>Everything that reads can show of books, balances, positions and open orders.</summary>
    public string Snapshot()
    {
        var text = new StringBuilder();
        foreach (var asset in Emulator.Venue.Assets) Add($$"""{"type":"l2Book","coin":"{{asset.Coin}}"}""");
        foreach (var dex in Emulator.Venue.Dexs) Add($$"""{"type":"allMids","dex":"{{dex.Name}}"}""");
        foreach (var account in Emulator.Venue.Accounts)
        {
            var user = account.Address.ToLowerHex();
            foreach (var dex in Emulator.Venue.Dexs) Add($$"""{"type":"clearinghouseState","user":"{{user}}","dex":"{{dex.Name}}"}""");
            Add($$"""{"type":"spotClearinghouseState","user":"{{user}}"}""");
            Add($$"""{"type":"openOrders","user":"{{user}}","dex":"ALL_DEXS"}""");
            Add($$"""{"type":"userFills","user":"{{user}}"}""");
        }

        return text.ToString();

        void Add(string body) => text.AppendLine(body).AppendLine(Info(body).GetRawText());
    }

    public void AssertConserved()
    {
        var totals = Admin.Totals();
        Assert.True(totals.IsConserved, string.Create(CultureInfo.InvariantCulture,
            $"{string.Join(", ", totals.Held.Select(h => $"{h.Key} {WireText.Plain(h.Value)} of {WireText.Plain(totals.Deposited[h.Key])}"))}; sizes {string.Join(", ", totals.NetPerpSizes.Where(s => s.Value != 0))}; outcomes {string.Join(", ", totals.Outcomes)}"));
    }

    public decimal Depth(string coin, bool bid) =>
        Info($$"""{"type":"l2Book","coin":"{{coin}}"}""").GetProperty("levels")[bid ? 0 : 1].EnumerateArray().Sum(l => Number(l.GetProperty("sz")));

    public static decimal Number(JsonElement text) => decimal.Parse(text.GetString()!, NumberStyles.Number, CultureInfo.InvariantCulture);
}
