using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Tests;

public sealed class ActionSignerTests
{
    private static readonly byte[] Key = Keccak256.Hash("hypekr test key: action signer"u8).ToArray();
    private static readonly EthereumAddress Vault = new(Enumerable.Repeat((byte)0xab, 20).ToArray());

    [Fact]
    public async Task A_wallet_gets_typed_data_and_a_local_key_the_hash_and_both_sign_the_same()
    {
        using var local = new PrivateKeySigner(Secp256k1PrivateKey.FromBytes(Key));
        var wallet = new Wallet(local);
        var action = new CancelAction([new(new(3), 5150024)], fast: true);

        var byHash = await Vectors.SignAsync(action, Vectors.Envelope(HyperliquidNetwork.Testnet, 7, Vault, 9), local);
        var byTypedData = await Vectors.SignAsync(action, Vectors.Envelope(HyperliquidNetwork.Testnet, 7, Vault, 9), wallet);

        Assert.Equal(byHash.Signature, byTypedData.Signature);
        Assert.Equal("Agent", wallet.Asked!.PrimaryType);
        Assert.True(byHash.Signature.IsFrom(local.Address, action.ToTypedDataHash(HyperliquidNetwork.Testnet, 7, Vault, 9).Digest));
    }

    [Fact]
    public async Task A_wallet_that_signs_for_another_account_is_found_out()
    {
        using var venue = new TestVenue();
        using var other = TestVenue.CreateSigner("the account that the wallet was switched to");
        var account = venue.Client.ForAccount(TestVenue.UserAddress, new SwitchedWallet(TestVenue.UserAddress, other));
        await Assert.ThrowsAsync<ForeignSignatureException>(() => account.SubmitAsync(new UsdSendAction(Vault, 1)));
        Assert.Empty(venue.Exchange.Requests);
    }

    [Fact]
    public async Task A_signed_action_keeps_what_was_signed()
    {
        using var local = new PrivateKeySigner(Secp256k1PrivateKey.FromBytes(Key));
        var action = new NoopAction();
        var signed = await Vectors.SignAsync(action, Vectors.Envelope(HyperliquidNetwork.Testnet, 7, null, null), local);
        Assert.Same(action, signed.Action);
        Assert.Equal(7, signed.Nonce);
        Assert.Null(signed.VaultAddress);
        Assert.Null(signed.ExpiresAfter);
        Assert.Equal($$"""{"action":{"type":"noop"},"signature":{"r":"{{Half(signed, s: false)}}","s":"{{Half(signed, s: true)}}","v":{{(signed.Signature.V == 27 ? "27" : "28")}}},"nonce":7}""", signed.ToJson());
    }

    [Fact]
    public void Halves_of_a_signature_are_padded_to_64_digits()
    {
        var signature = RecoverableSignature.Create(Small(1), Small(2), 0);
        var json = new SignedAction(new NoopAction(), HyperliquidNetwork.Testnet, 0, signature, Vault, 1).ToJson();
        Assert.Contains($"\"r\":\"0x{new string('0', 63)}1\"", json, StringComparison.Ordinal);
        Assert.Contains($"\"s\":\"0x{new string('0', 63)}2\"", json, StringComparison.Ordinal);
        Assert.EndsWith($"\"nonce\":0,\"vaultAddress\":\"0x{string.Concat(Enumerable.Repeat("ab", 20))}\",\"expiresAfter\":1}}", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Negative_members_of_the_envelope_are_refused()
    {
        var signature = RecoverableSignature.Create(Small(1), Small(2), 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SignedAction(new NoopAction(), HyperliquidNetwork.Testnet, -1, signature));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SignedAction(new NoopAction(), HyperliquidNetwork.Testnet, 1, signature, null, -1));
    }

    private static byte[] Small(byte value) => [.. new byte[31], value];

    private static string Half(SignedAction signed, bool s)
    {
        var half = new byte[32];
        if (s) signed.Signature.CopyS(half);
        else signed.Signature.CopyR(half);
        return "0x" + Convert.ToHexStringLower(half);
    }

    /// <summary>A signer elsewhere: it takes typed data and nothing less.</summary>
    private sealed class Wallet(PrivateKeySigner inner) : ITypedDataSigner
    {
        public TypedData? Asked { get; private set; }

        public EthereumAddress Address => inner.Address;

        public ValueTask<RecoverableSignature> SignTypedDataAsync(TypedData typedData, CancellationToken cancellationToken = default)
        {
            Asked = typedData;
            return inner.SignTypedDataAsync(typedData, cancellationToken);
        }
    }

    private sealed class SwitchedWallet(EthereumAddress address, PrivateKeySigner actual) : ITypedDataSigner
    {
        public EthereumAddress Address => address;

        public ValueTask<RecoverableSignature> SignTypedDataAsync(TypedData typedData, CancellationToken cancellationToken = default) => actual.SignTypedDataAsync(typedData, cancellationToken);
    }
}
