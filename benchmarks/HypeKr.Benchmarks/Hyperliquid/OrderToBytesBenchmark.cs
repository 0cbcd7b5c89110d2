using System.Buffers;
using System.Text.Json;
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
    private readonly byte[] _preimage;
    private readonly byte[] _agent = new byte[3 * Hash32.Size];
    private readonly byte[] _typedData = new byte[2 + (2 * Hash32.Size)];
    private readonly Asset _asset;
    private readonly RecoverableSignature _signature;
    private long _nonce = FirstNonce;

    public OrderToBytesBenchmark()
    {
        PerpListing[] listings = [new() { Name = "BTC", SizeDecimals = 5 }, new() { Name = "ETH", SizeDecimals = 4 }];
        _asset = AssetUniverse.Create(new() { Perps = new() { Universe = listings } }).Get("ETH");
        _signature = FirstSignature();

        // The action, the nonce and the marker of no vault.
        _preimage = new byte[Build().ToMessagePack().Length + sizeof(long) + 1];
    }

    private static long FirstNonce => 1_700_000_000_001;

    /// <summary>What signs the first order of hyperliquid.mjs.</summary>
    public RecoverableSignature FirstSignature() => _managed.SignHashAsync(Build().ToTypedDataHash(HyperliquidNetwork.Testnet, FirstNonce)).Result;

    /// <summary>Checks the order against its grid, builds, packs, hashes, signs and writes the body, as the client does.</summary>
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
        return Body(action, nonce, _signature);
    }

    /// <summary>The part of it that checks and builds.</summary>
    [Benchmark]
    public OrderAction Build() => new([new OrderRequest { Coin = "ETH", Side = OrderSide.Buy, Price = new(3250.5m), Size = new(0.01m), TimeInForce = TimeInForce.Ioc }.ToTerms(_asset)]);

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
        return Body(action, nonce, signer.SignHashAsync(action.ToTypedDataHash(HyperliquidNetwork.Testnet, nonce)).Result);
    }

    private static int Body(OrderAction action, long nonce, RecoverableSignature signature) =>
        new SignedAction(action, HyperliquidNetwork.Testnet, nonce, signature).ToUtf8Json().Length;
}
