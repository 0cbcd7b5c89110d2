using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Tests;

public sealed class ActionHashTests
{
    private static readonly EthereumAddress Vault = EthereumAddress.Parse("0x1719884eb866cb12b2287399b15f7db5e7d775ea");

    [Fact]
    public void Hash_and_digest_allocate_nothing()
    {
        var orders = Enumerable.Range(0, 40).Select(i => OrderTerms.Limit(new(i), OrderSide.Buy, new(43250 + i), new(0.12345m), TimeInForce.Alo, false, new Cloid(new byte[16])));
        L1Action[] actions =
        [
            new OrderAction(orders, OrderGrouping.Priority(1), new BuilderFee(Vault, 10)),
            new CancelAction([new(new(1), 77)]),
            new CancelByCloidAction([new(new(1), default)]),
            new UpdateLeverageAction(new(1), 3, true),
            new NoopAction(),
        ];
        foreach (var action in actions)
        {
            // An unoptimised build of the hash itself allocates, whoever calls it. What is above that would be ours.
            var preimage = new byte[action.ToMessagePack().Length + 8 + 1 + EthereumAddress.Size + 1 + 8];
            var hashing = Allocated(() => Keccak256.Hash(preimage)) + (2 * Allocated(() => Keccak256.Hash(default)));
            Assert.Equal(hashing, Allocated(() => action.ToTypedDataHash(HyperliquidNetwork.Testnet, 1_700_000_000_000, Vault, 1_700_000_060_000).Digest));
        }
    }

    [Fact]
    public void User_signed_and_multisig_digests_allocate_nothing()
    {
        ExchangeAction[] actions = [new UsdSendAction(Vault, 1.5m), new ApproveAgentAction(Vault, "a name"), new MultisigAction(Vault, Vault, new NoopAction(), [SampleActions.Signature])];
        foreach (var action in actions)
        {
            var envelope = Vectors.Envelope(HyperliquidNetwork.Testnet, 1);
            Assert.Equal(0, Allocated(() => action.HashFor(envelope.Context, null, null).Digest));
        }
    }

    [Fact]
    public void A_local_key_signs_into_the_body_and_allocates_nothing_else()
    {
        using var signer = TestVenue.CreateSigner("key");
        var action = new OrderAction([OrderTerms.Limit(new(1), OrderSide.Buy, new(43250), new(0.12345m), TimeInForce.Ioc)]);
        var envelope = Vectors.Envelope(HyperliquidNetwork.Testnet, 1_700_000_000_000, Vault, 1_700_000_060_000);
        var body = envelope.ToBody(action, SampleActions.Signature);
        var array = Allocated(() => { GC.KeepAlive(new byte[body.Length]); return default; });
        Assert.Equal(0, Allocated(() => action.HashFor(envelope.Context, Vault, 1_700_000_060_000).Digest));

        // What the curve takes is the backend's; the way to it takes nothing.
        var curve = Allocated(() =>
        {
            Assert.True(signer.SignHashAsync(action.HashFor(envelope.Context, Vault, 1_700_000_060_000)).IsCompletedSuccessfully);
            return default;
        });
        Assert.Equal(array + curve, Allocated(() =>
        {
            var signing = ActionSigner.SignAsync(action, envelope, signer, signer.Address, default);
            Assert.True(signing.IsCompletedSuccessfully);
            GC.KeepAlive(envelope.ToBody(action, signing.Result));
            return default;
        }));
    }

    [Fact]
    public void Everything_that_is_signed_changes_the_digest()
    {
        var action = new NoopAction();
        Hash32[] digests =
        [
            action.ToTypedDataHash(HyperliquidNetwork.Mainnet, 1).Digest,
            action.ToTypedDataHash(HyperliquidNetwork.Testnet, 1).Digest,
            action.ToTypedDataHash(HyperliquidNetwork.Mainnet, 2).Digest,
            action.ToTypedDataHash(HyperliquidNetwork.Mainnet, 1, Vault).Digest,
            action.ToTypedDataHash(HyperliquidNetwork.Mainnet, 1, null, 0).Digest,
            action.ToTypedDataHash(HyperliquidNetwork.Mainnet, 1, null, 1).Digest,
            action.ToTypedDataHash(HyperliquidNetwork.Mainnet, 1, Vault, 1).Digest,
            action.ToTypedDataHash(HyperliquidNetwork.Mainnet, 1, default(EthereumAddress)).Digest,
            RawAction.Parse("""{"type":"claimRewards"}""").ToTypedDataHash(HyperliquidNetwork.Mainnet, 1).Digest,
        ];
        Assert.Equal(digests.Length, digests.Distinct().Count());
    }

    [Fact]
    public void An_emulator_is_signed_for_as_testnet()
    {
        var emulator = HyperliquidNetwork.Emulator(new Uri("http://127.0.0.1:3001"));
        Assert.Equal(new NoopAction().ToTypedDataHash(HyperliquidNetwork.Testnet, 1), new NoopAction().ToTypedDataHash(emulator, 1));
    }

    [Fact]
    public void Typed_data_is_the_phantom_agent()
    {
        var typedData = new NoopAction().ToTypedData(HyperliquidNetwork.Mainnet, 1, Vault, 2);
        Assert.Equal("Agent(string source,bytes32 connectionId)", typedData.EncodeType);
        Assert.Equal(new NoopAction().ToTypedDataHash(HyperliquidNetwork.Mainnet, 1, Vault, 2), typedData.Hash);
        Assert.Equal("0xd79297fcdf2ffcd4ae223d01edaa2ba214ff8f401d7c9300d995d17c82aa4040", typedData.DomainSeparator.ToString());
        Assert.Equal(typedData.Digest, TypedData.Parse(typedData.ToJson()).Digest);
    }

    private static long Allocated(Func<Hash32> hash)
    {
        for (var i = 0; i < 3; i++) hash();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20; i++) hash();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    [Fact]
    public void A_multisig_action_holds_signatures()
    {
        Assert.Throws<ArgumentException>(() => new MultisigAction(Vault, Vault, new NoopAction(), []));
        Assert.Throws<ArgumentException>(() => new MultisigAction(Vault, Vault, new NoopAction(), [default]));
    }

    [Fact]
    public void Negative_nonces_and_expiries_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new NoopAction().ComputeHash(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NoopAction().ComputeHash(1, null, -1));
    }
}
