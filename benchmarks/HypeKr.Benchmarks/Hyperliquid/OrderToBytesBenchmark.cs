using BenchmarkDotNet.Attributes;
using HypeKr.Crypto;
using HypeKr.Hyperliquid;

namespace HypeKr.Benchmarks;

/// <summary>What does an order cost between the request for it and the bytes that are sent, and how much of that is not the curve?</summary>
public class OrderToBytesBenchmark
{
    private readonly PrivateKeySigner _managed = new(BenchmarkKey.Create(), new PrivateKeySignerOptions { Backend = Secp256k1Backend.Managed });
    private readonly PrivateKeySigner _auto = new(BenchmarkKey.Create(), new PrivateKeySignerOptions { Backend = Secp256k1Backend.Auto });
    private readonly byte[] _hash = new byte[Keccak256.HashSize];
    private readonly byte[] _agent = new byte[3 * Hash32.Size];
    private readonly byte[] _typedData = new byte[2 + (2 * Hash32.Size)];
    private byte[] _preimage = [];
    private Asset _asset = null!;
    private OrderAction _built = null!;
    private RecoverableSignature _signature;
    private long _nonce = FirstNonce;

    /// <summary>How many orders the action holds.</summary>
    [Params(1, 40)]
    public int Orders { get; set; } = 1;

    private static long FirstNonce => 1_700_000_000_001;

    /// <summary>Looks the asset up and lays out the inputs of the floor.</summary>
    [GlobalSetup]
    public void Setup()
    {
        PerpListing[] listings = [new() { Name = "BTC", SizeDecimals = 5 }, new() { Name = "ETH", SizeDecimals = 4 }];
        _asset = AssetUniverse.Create(new() { Perps = new() { Universe = listings } }).Get("ETH");
        _built = Build();
        _signature = FirstSignature();

        // The action, the nonce and the marker of no vault.
        _preimage = new byte[_built.ToMessagePack().Length + sizeof(long) + 1];
    }

    /// <summary>What signs the first action of hyperliquid.mjs.</summary>
    public RecoverableSignature FirstSignature() => _managed.SignHashAsync(Build().ToTypedDataHash(HyperliquidNetwork.Testnet, FirstNonce)).Result;

    /// <summary>Checks the orders against their grid, builds, packs, hashes, signs and writes the body, as the client does.</summary>
    [Benchmark]
    public int Managed() => Sign(_managed);

    /// <summary>The same with the system's libsecp256k1 where there is one.</summary>
    [Benchmark]
    public int Auto() => Sign(_auto);

    /// <summary>The same with a signature that is there already.</summary>
    [Benchmark]
    public int WithoutCurve()
    {
        var action = Build();
        var nonce = _nonce++;
        _ = action.ToTypedDataHash(HyperliquidNetwork.Testnet, nonce).Digest;
        return Body(action, nonce);
    }

    /// <summary>The part of it that checks and builds.</summary>
    [Benchmark]
    public OrderAction Build()
    {
        var terms = new OrderTerms[Orders];
        for (var i = 0; i < terms.Length; i++)
        {
            terms[i] = new OrderRequest { Coin = "ETH", Side = OrderSide.Buy, Price = new(3250.5m), Size = new(0.01m), TimeInForce = TimeInForce.Ioc }.ToTerms(_asset);
        }

        return new(terms);
    }

    /// <summary>The part that packs and hashes.</summary>
    [Benchmark]
    public Hash32 Digest() => _built.ToTypedDataHash(HyperliquidNetwork.Testnet, _nonce++).Digest;

    /// <summary>The part that writes the JSON.</summary>
    [Benchmark]
    public int Body() => Body(_built, _nonce++);

    /// <summary>The hashes that cannot be left out, over as many bytes: the action, the agent, the typed data.</summary>
    [Benchmark(Baseline = true)]
    public void Permutations()
    {
        Keccak256.Hash(_preimage, _hash);
        Keccak256.Hash(_agent, _hash);
        Keccak256.Hash(_typedData, _hash);
    }

    private int Sign(PrivateKeySigner signer)
    {
        var action = Build();
        var nonce = _nonce++;
        var signature = signer.SignHashAsync(action.ToTypedDataHash(HyperliquidNetwork.Testnet, nonce)).Result;
        return new SignedAction(action, HyperliquidNetwork.Testnet, nonce, signature).ToUtf8Json().Length;
    }

    private int Body(OrderAction action, long nonce) => new SignedAction(action, HyperliquidNetwork.Testnet, nonce, _signature).ToUtf8Json().Length;
}
