using System.Text;
using BenchmarkDotNet.Attributes;
using HypeKr.Crypto;
using HypeKr.Hyperliquid;
using HypeKr.Hyperliquid.Emulator;

namespace HypeKr.Benchmarks;

/// <summary>What does the emulator add to the two curve operations that an order cannot do without: its signature, and the recovery of its signer?</summary>
public class OrderInMemoryBenchmark
{
    private const decimal Mark = 100_000;

    // Deep enough for as many orders as anybody measures.
    private static readonly EmulatorSeed Seed = EmulatorSeed.Default with
    {
        Books = [new() { Coin = "BTC", Bids = [new(Mark - 10, 1_000_000)], Asks = [new(Mark + 10, 1_000_000)] }],
    };

    private readonly HyperliquidEmulator _emulator = new(new EmulatorOptions { Seed = Seed });
    private readonly PrivateKeySigner _signer = new(BenchmarkKey.Create());
    private readonly NonceSource _nonces;
    private readonly HyperliquidAccount _account;
    private bool _isSell;

    public OrderInMemoryBenchmark()
    {
        _emulator.Admin.Fund(_signer.Address, 1_000_000_000);
        _nonces = NonceSource.For(_signer.Address);
        var client = new HyperliquidClient(new HyperliquidOptions { Network = _emulator.Network, InfoHandler = _emulator.CreateHandler(), ExchangeHandler = _emulator.CreateHandler() });
        _account = client.ForAccount(_signer.Address, _signer);
    }

    /// <summary>Signs an order; the emulator reads, packs, recovers, admits, matches and answers it.</summary>
    [Benchmark]
    public EmulatorReply Ours()
    {
        var (side, price) = NextSide();
        var action = new OrderAction([OrderTerms.Limit(AssetId.ForPerp(0), side, new(price), new(0.001m), TimeInForce.Ioc)]);
        var nonce = _nonces.Next();
        var signature = _signer.SignHashAsync(action.ToTypedDataHash(_emulator.Network, nonce)).Result;
        var body = Encoding.UTF8.GetBytes(new SignedAction(action, _emulator.Network, nonce, signature).ToJson());
        var reply = _emulator.HandleAsync("/exchange", body).Result;
        if (reply.Body.Span.IndexOf("\"filled\""u8) < 0) throw new InvalidOperationException($"The order was not filled: {Encoding.UTF8.GetString(reply.Body.Span)}");
        return reply;
    }

    /// <summary>The same through the client and its message handlers, with the answer read into a result.</summary>
    [Benchmark]
    public async Task<OrderResult> ThroughClient()
    {
        var (side, price) = NextSide();
        var result = await _account.Orders.PlaceAsync(new OrderRequest { Coin = "BTC", Side = side, Price = new(price), Size = new(0.001m), TimeInForce = TimeInForce.Ioc });
        if (result.Status != OrderResultStatus.Filled) throw new InvalidOperationException($"The order was not filled: {result}");
        return result;
    }

    /// <summary>One signature and one recovery.</summary>
    [Benchmark(Baseline = true)]
    public EthereumAddress SignAndRecover()
    {
        var digest = BenchmarkKey.NextDigest();
        return _signer.SignDigestAsync(digest).Result.Recover(digest);
    }

    // In turn, so that the position stays where it is.
    private (OrderSide Side, decimal Price) NextSide()
    {
        _isSell = !_isSell;
        return _isSell ? (OrderSide.Sell, Mark - 100) : (OrderSide.Buy, Mark + 100);
    }
}
