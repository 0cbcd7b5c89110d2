using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Tests;

internal sealed class TransferCalls : IExchangeCalls
{
    public IEnumerable<ExchangeCall> Calls =>
    [
        new("usdSend", (scene, a) => scene.Account.Transfers.SendUsdAsync(a.AddressAt("destination"), a.DecimalAt("amount"))),
        new("spotSend", (scene, a) => scene.Account.Transfers.SendSpotAsync(a.AddressAt("destination"), a.TokenAt(), a.DecimalAt("amount"))),
        new("withdraw3", (scene, a) => scene.Account.Transfers.WithdrawAsync(a.AddressAt("destination"), a.DecimalAt("amount"))),
        new("usdClassTransfer", UsdClassTransfer),
        new("sendAsset", (scene, a) => From(scene.Account, a).Transfers.SendAssetAsync(a.AddressAt("destination"), a.TokenAt(), a.DecimalAt("amount"), new TransferDex(a.Text("sourceDex")), new TransferDex(a.Text("destinationDex")))),
        new("agentSendAsset", AgentSendAsset),
        new("sendToEvmWithData", (scene, a) => scene.Account.Transfers.SendToEvmAsync(
            a.TokenAt(), a.DecimalAt("amount"), new TransferDex(a.Text("sourceDex")), a.Text("destinationRecipient"), a.Text("addressEncoding") == "hex" ? EvmAddressEncoding.Hex : EvmAddressEncoding.Base58, a.GetProperty("destinationChainId").GetUInt32(), a.GetProperty("gasLimit").GetInt64(), a.Bytes("data"))),
        new("spotUser", (scene, a) => scene.Account.Transfers.SetSpotDustingAsync(a.GetProperty("toggleSpotDusting").GetProperty("optOut").GetBoolean())),
    ];

    private static Task UsdClassTransfer(ExchangeCallScene scene, JsonElement a)
    {
        var parts = a.Text("amount").Split(" subaccount:");
        var account = parts.Length == 1 ? scene.Account : scene.Account.ForSubAccount(EthereumAddress.Parse(parts[1]));
        var amount = WireDecimal.Parse(parts[0], "amount");
        return a.GetProperty("toPerp").GetBoolean() ? account.Transfers.MoveToPerpsAsync(amount) : account.Transfers.MoveToSpotAsync(amount);
    }

    // The reference lets the destination differ from the account that is taken from, which the venue refuses.
    private static Task? AgentSendAsset(ExchangeCallScene scene, JsonElement a) => a.Text("fromSubAccount") is "" || a.Text("fromSubAccount") == a.Text("destination")
        ? From(scene.AccountOf(a.AddressAt("destination")), a).Transfers.MoveAssetAsync(a.TokenAt(), a.DecimalAt("amount"), new TransferDex(a.Text("sourceDex")), new TransferDex(a.Text("destinationDex")))
        : null;

    private static HyperliquidAccount From(HyperliquidAccount account, JsonElement a) => a.Text("fromSubAccount") is { Length: > 0 } subAccount ? account.ForSubAccount(EthereumAddress.Parse(subAccount)) : account;
}
