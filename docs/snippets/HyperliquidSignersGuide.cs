using HypeKr.Crypto;
using HypeKr.Hyperliquid;

namespace HypeKr.Snippets;

/// <summary>The Hyperliquid part of docs/guides/signers.md.</summary>
public static class HyperliquidSignersGuide
{
    public static async Task SignersAsync(HyperliquidClient client, EthereumAddress user, EthereumAddress destination, KmsClient kms, Func<string, string, CancellationToken, Task<string>> postToPage, Func<byte[], byte[]> signWithLibrary)
    {
        #region hl-signer-local
        using var key = new PrivateKeySigner(Secp256k1PrivateKey.Generate());
        var account = client.ForAccount(key.Address, key);
        await account.SubmitAsync(new UsdSendAction(destination, 12.5m));
        #endregion

        #region hl-signer-agent
        using var agentKey = new PrivateKeySigner(Secp256k1PrivateKey.Generate());
        await account.Agents.ApproveAsync(agentKey.Address, "bot");
        var trading = client.ForAccount(account.Address, agentKey);
        var standing = (await trading.VerifySignerAsync()).Standing; // Agent
        #endregion

        #region hl-signer-browser
        var wallet = new BrowserWallet(user, postToPage);
        await client.ForAccount(user, wallet).SubmitAsync(
            new ApproveAgentAction(agentKey.Address, "bot"), new ActionOptions { SignatureChainId = wallet.ChainId });
        #endregion

        #region hl-signer-export
        var action = new WithdrawAction(destination, 100);
        var nonce = NonceSource.For(user).Next();
        string typedData = action.ToTypedData(client.Network, nonce).ToJson(); // for eth_signTypedData_v4
        #endregion

        #region hl-signer-kms
        var remote = new SignersGuide.KmsSigner(kms.PublicKey, kms.SignDigestAsync);
        await client.ForAccount(user, remote).SubmitAsync(action);
        #endregion

        #region hl-signer-library
        var library = new LibrarySigner(user, signWithLibrary);
        await client.ForAccount(user, library).SubmitAsync(action);
        #endregion

        Console.WriteLine(standing + typedData);
    }

    public static async Task MultisigAsync(HyperliquidClient client, EthereumAddress treasury, EthereumAddress destination, ITypedDataSigner leader, ITypedDataSigner second)
    {
        #region hl-multisig
        var account = client.ForAccount(treasury, leader);
        var proposal = account.Multisig.Propose(new UsdSendAction(destination, 1000), authorizedUsers: [leader.Address, second.Address], threshold: 2);
        string json = (await proposal.SignAsync(leader)).ToJson();

        // Elsewhere: the second signer sees what it is, and signs.
        var received = MultisigProposal.FromJson(json);
        if (received.Action is UsdSendAction { Amount: <= 1000 }) json = (await received.SignAsync(second)).ToJson();

        await account.Multisig.SubmitAsync(MultisigProposal.FromJson(json));
        #endregion

        #region hl-multisig-policy
        var cosigner = client.ForAccount(treasury, second, new TradingPolicy { ActionTypes = ["usdSend"], Destinations = [destination] });
        var signed = await cosigner.Multisig.SignAsync(MultisigProposal.FromJson(json)); // PolicyViolationException for anything else
        #endregion

        Console.WriteLine(signed);
    }

    public static async Task PolicyAsync(HyperliquidClient client, EthereumAddress user, ITypedDataSigner agent)
    {
        #region hl-policy
        var limited = client.ForAccount(user, agent, new TradingPolicy
        {
            ActionTypes = ["order", "cancel", "cancelByCloid", "updateLeverage"],
            Coins = ["BTC", "ETH"],
            MaxOrderNotional = 1_000,
            MaxActionNotional = 5_000,
            MaxLeverage = 5,
            MaxBuilderFee = 0,
        });
        try
        {
            await limited.SubmitAsync(new UpdateLeverageAction(AssetId.ForPerp(0), 20, isCross: true));
        }
        catch (PolicyViolationException e)
        {
            Console.WriteLine($"{e.Rule} forbids {e.Value}"); // MaxLeverage forbids 20
        }
        #endregion
    }

    public static async Task RawAsync(HyperliquidAccount account)
    {
        #region hl-raw
        await account.Raw.ActionAsync("""{"type":"newAction","asset":0,"size":"0.5"}""");
        await account.SubmitAsync(RawUserSignedAction.Parse(
            "NewTransfer", [new("destination", "string"), new("amount", "string"), new("nonce", "uint64")],
            """{"type":"newTransfer","destination":"0x1719884eb866cb12b2287399b15f7db5e7d775ea","amount":"1.5"}"""));
        #endregion
    }

    /// <summary>Stands for the client of a key service.</summary>
    public sealed class KmsClient
    {
        public byte[] PublicKey { get; init; } = [];

        public Task<byte[]> SignDigestAsync(byte[] digest, CancellationToken cancellationToken) => Task.FromResult(digest);
    }

    #region hl-signer-browser-wallet
    public sealed class BrowserWallet(EthereumAddress address, Func<string, string, CancellationToken, Task<string>> signTypedDataV4) : ITypedDataSigner
    {
        public EthereumAddress Address => address;

        public long ChainId { get; init; } = 1; // where the wallet is: eth_chainId

        public async ValueTask<RecoverableSignature> SignTypedDataAsync(TypedData typedData, CancellationToken cancellationToken = default)
        {
            string hex = await signTypedDataV4(address.ToString(), typedData.ToJson(), cancellationToken);
            return RecoverableSignature.FromBytes(Convert.FromHexString(hex.AsSpan(2)));
        }
    }
    #endregion

    #region hl-signer-library-adapter
    public sealed class LibrarySigner(EthereumAddress address, Func<byte[], byte[]> signHash) : ILocalSigner
    {
        public EthereumAddress Address => address;

        // Such as Nethereum's EthECKey.SignAndCalculateV, written as r ‖ s ‖ v.
        public ValueTask<RecoverableSignature> SignHashAsync(TypedDataHash hash, CancellationToken cancellationToken = default) =>
            new(RecoverableSignature.FromBytes(signHash(hash.Digest.ToArray())));

        public ValueTask<RecoverableSignature> SignTypedDataAsync(TypedData typedData, CancellationToken cancellationToken = default) =>
            SignHashAsync(typedData.Hash, cancellationToken);
    }
    #endregion
}
