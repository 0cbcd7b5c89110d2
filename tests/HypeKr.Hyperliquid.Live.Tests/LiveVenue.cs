using System.Globalization;
using System.Net;
using System.Text.Json;
using HypeKr.Crypto;
using HypeKr.Hyperliquid.Emulator;
using HypeKr.Hyperliquid.Tests;
using Microsoft.Extensions.Time.Testing;
using Xunit.Abstractions;

namespace HypeKr.Hyperliquid.Live.Tests;

/// <summary>The venue that scenarios run against: a real network, or an emulator that stands for one.</summary>
internal sealed class LiveVenue : IDisposable
{
    /// <summary>The venue takes no order below ten dollars; a little more stays above it whatever the price does meanwhile.</summary>
    public const decimal SmallestNotional = 11;

    private readonly ITestOutputHelper _output;
    private readonly List<string> _verdicts = [];
    private readonly HyperliquidOptions _options;
    private long _lastNonce;

    private LiveVenue(ITestOutputHelper output, HyperliquidNetwork network, string name, PrivateKeySigner? signer, EthereumAddress? address, HyperliquidEmulator? emulator, TimeProvider time)
    {
        (_output, Name, Emulator, Time, Signer) = (output, name, emulator, time, signer);
        Info = new ReplyRecorder(emulator?.CreateHandler() ?? new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All });
        Exchange = new ReplyRecorder(emulator?.CreateHandler() ?? new SocketsHttpHandler { AllowAutoRedirect = false });
        _options = new HyperliquidOptions { Network = network, InfoHandler = Info, ExchangeHandler = Exchange, TimeProvider = time };
        if (emulator is not null) _options.Feeds = new() { SocketFactory = emulator.CreateSocketFactory() };
        Client = new HyperliquidClient(_options);
        User = address ?? signer?.Address ?? default;
        if (signer is not null) Account = Client.ForAccount(User, signer);
    }

    /// <summary>The network's name, for reports.</summary>
    public string Name { get; }

    public HyperliquidEmulator? Emulator { get; }

    public TimeProvider Time { get; }

    public ReplyRecorder Info { get; }

    public ReplyRecorder Exchange { get; }

    public HyperliquidClient Client { get; }

    public PrivateKeySigner? Signer { get; }

    /// <summary>Whose account it is.</summary>
    public EthereumAddress User { get; }

    /// <summary>The account that trades; null where the scenario only reads.</summary>
    public HyperliquidAccount Account => field ?? throw new InvalidOperationException("The scenario trades and has no key.");

    /// <summary>Whether the key is the account's own, which user-signed actions need.</summary>
    public bool IsOwner => Signer?.Address == User;

    /// <summary>The perp that is traded.</summary>
    public string Coin { get; } = "BTC";

    /// <summary>What the scenario came to.</summary>
    public IReadOnlyList<string> Verdicts => _verdicts;

    /// <summary>An emulator with an account that has a thousand dollars of its own.</summary>
    public static LiveVenue OverEmulator(ITestOutputHelper output, string label)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var emulator = new HyperliquidEmulator(new EmulatorOptions { TimeProvider = time });
        Span<byte> key = stackalloc byte[32];
        Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes("live " + label), key);
        var signer = new PrivateKeySigner(Secp256k1PrivateKey.FromBytes(key));
        emulator.Admin.Fund(signer.Address, 1_000);
        emulator.Admin.FundSpot(signer.Address, "USDC", 100);
        return new(output, emulator.Network, "emulator", signer, null, emulator, time);
    }

    /// <summary>A real network, to be read.</summary>
    public static LiveVenue Reading(ITestOutputHelper output, HyperliquidNetwork network) => new(output, network, network.Name, null, LiveSettings.Address, null, TimeProvider.System);

    /// <summary>The test network, to be traded on.</summary>
    public static LiveVenue Trading(ITestOutputHelper output)
    {
        var signer = new PrivateKeySigner(Secp256k1PrivateKey.FromHex(LiveSettings.Key!));
        return new(output, HyperliquidNetwork.Testnet, HyperliquidNetwork.Testnet.Name, signer, LiveSettings.Address, null, TimeProvider.System);
    }

    /// <summary>A second client of the same venue that posts over a socket.</summary>
    public HyperliquidClient CreateSocketClient()
    {
        var options = _options.Copy();
        options.Transport = RequestTransport.Socket;
        return new HyperliquidClient(options);
    }

    /// <summary>What was found. Goes into the test's output, and into the file of HYPEKR_LIVE_REPORT where that is set.</summary>
    public void Decide(string verdict, string? detail = null)
    {
        _verdicts.Add(verdict);
        _output.WriteLine($"{Name}: {verdict}{(detail is null ? "" : $" ({AddressRedaction.Redact(detail)})")}");
    }

    /// <summary>Calls a method, and compares what it returns with the reply member by member. What no property reads is told; what is lost or made up fails.</summary>
    public async Task<T> CompareAsync<T>(string what, Func<Task<T>> call)
    {
        var model = await call();
        Compare(what, Info.Last, model, typeof(T));
        return model;
    }

    public void Compare(string what, JsonElement reply, object? model, Type declared)
    {
        if (model is null)
        {
            Assert.True(reply.ValueKind == JsonValueKind.Null, $"{what}: the reply is not null and its model is.");
            return;
        }

        // The venue writes null where it has no rows.
        if (reply.ValueKind == JsonValueKind.Null && model is System.Collections.ICollection { Count: 0 }) return;
        var type = HyperliquidJsonContext.Default.GetTypeInfo(declared) ?? HyperliquidJsonContext.Default.GetTypeInfo(model.GetType());
        Assert.True(type is not null, $"{what}: the JSON context knows neither {declared} nor {model.GetType()}.");
        Lossless.Compare(reply, JsonSerializer.SerializeToElement(model, type));
        if (Lossless.UnmappedNames(model) is { Count: > 0 } names) Decide("drift", $"{what}: no property reads {string.Join(", ", names)}");
    }

    /// <summary>A nonce of the scenario's own: larger than all before.</summary>
    public long NextNonce() => _lastNonce = Math.Max(_lastNonce + 1, Time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Signs an action with a nonce of the caller's choice and sends it: what the venue says, in one word.</summary>
    /// <returns><c>ok</c>, <c>duplicate</c>, or the venue's words of a refusal.</returns>
    public async Task<string> SendAsync(ExchangeAction action, long nonce) => await SendAsync(action.Type, await SignAsync(action, nonce));

    public async Task<byte[]> SignAsync(ExchangeAction action, long nonce)
    {
        var envelope = new ActionEnvelope(ActionContext.For(Client.Network, nonce), null, null);
        return envelope.ToBody(action, await ActionSigner.SignAsync(action, envelope, Signer!, Signer!.Address, default));
    }

    public async Task<string> SendAsync(string type, byte[] body)
    {
        try
        {
            var (response, rejection) = await Client.Exchange.SendAsync(type, body, Signer!.Address, User, default);
            return response is not null ? "ok" : rejection!.Text;
        }
        catch (NonceTakenException)
        {
            return "duplicate";
        }
    }

    /// <summary>The smallest order of the coin, far from the market or through it.</summary>
    /// <param name="side">Buy or sell.</param>
    /// <param name="offset">How far from the mid, as a part of it: −0.2 is 20 % below.</param>
    /// <param name="timeInForce">How long it stands.</param>
    /// <param name="notional">What it is worth at its own price.</param>
    public async Task<OrderRequest> SmallestAsync(OrderSide side, decimal offset, TimeInForce timeInForce, decimal notional = SmallestNotional)
    {
        var asset = await Client.Markets.GetAssetAsync(Coin);
        var mid = (await Client.Markets.GetMidAsync(Coin, TimeSpan.Zero)).Price;
        var price = asset.RoundPrice(mid * (1 + offset), offset < 0 ? RoundingDirection.Down : RoundingDirection.Up);
        return new() { Coin = Coin, Side = side, Price = price, Size = asset.RoundSize(notional / price.Value, RoundingDirection.Up), TimeInForce = timeInForce, Cloid = Cloid.NewRandom() };
    }

    /// <summary>Leaves nothing behind: no order and no position of the coin.</summary>
    public async Task CleanUpAsync()
    {
        if (Signer is null) return;
        await Account.Orders.CancelAllOfAsync(Coin);
        var state = await Account.User.GetPerpStateAsync();
        if (state.AssetPositions?.Any(position => position.Position?.Coin == Coin) == true) await Account.Positions.CloseAsync(Coin);
    }

    /// <summary>On a fake clock, lets time pass.</summary>
    public void Pass(TimeSpan time)
    {
        if (Time is FakeTimeProvider fake) fake.Advance(time);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}, {User.Fingerprint}");

    public void Dispose()
    {
        Client.Dispose();
        Info.Dispose();
        Exchange.Dispose();
        Signer?.Dispose();
    }
}
