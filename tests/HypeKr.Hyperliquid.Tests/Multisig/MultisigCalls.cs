using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Tests;

internal sealed class MultisigCalls : IExchangeCalls
{
    public IEnumerable<ExchangeCall> Calls => [new("convertToMultiSigUser", Convert)];

    private static Task? Convert(ExchangeCallScene scene, JsonElement action)
    {
        // An account becomes an ordinary one again through a proposal to its signers.
        var signers = JsonElement.Parse(action.Text("signers"));
        return signers.ValueKind == JsonValueKind.Null
            ? null
            : scene.Account.Multisig.ConvertAsync(signers.GetProperty("authorizedUsers").EnumerateArray().Select(user => EthereumAddress.Parse(user.GetString()!)), signers.IntAt("threshold"));
    }
}
