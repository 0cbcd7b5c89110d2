using System.Globalization;
using System.Text.Json;

namespace HypeKr.Hyperliquid.Tests;

internal sealed class AgentCalls : IExchangeCalls
{
    public IEnumerable<ExchangeCall> Calls =>
    [
        new(
            "approveAgent",
            ApproveAgent,
            """{"type":"approveAgent","signatureChainId":"0x66eee","hyperliquidChain":"Testnet","agentAddress":"0x1719884eb866cb12b2287399b15f7db5e7d775ea","agentName":"bot valid_until 1772971200000","nonce":0}""",
            """{"type":"approveAgent","signatureChainId":"0x66eee","hyperliquidChain":"Testnet","agentAddress":"0x0000000000000000000000000000000000000000","agentName":"bot","nonce":0}"""),
        new("approveBuilderFee", (scene, a) => scene.Account.Agents.ApproveBuilderAsync(a.AddressAt("builder"), (int)(1000 * WireDecimal.Parse(a.Text("maxFeeRate").TrimEnd('%'), "a rate")))),
    ];

    private static Task? ApproveAgent(ExchangeCallScene scene, JsonElement a)
    {
        var (agent, name) = (a.AddressAt("agentAddress"), a.Text("agentName"));
        if (agent == default)
        {
            scene.Venue.Info.Answer("extraAgents", $$"""[{"address":"{{TestVenue.AddressOf("old agent").ToLowerHex()}}","name":"{{name}}","validUntil":1772971200000}]""");
            return scene.Account.Agents.RevokeAsync(name);
        }

        if (name.Length == 0) return scene.Account.Agents.ReplaceUnnamedAsync(agent);
        var parts = name.Split(" valid_until ");
        DateTimeOffset? validUntil = parts.Length == 1 ? null : DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(parts[1], CultureInfo.InvariantCulture));

        // An expiry of the reference's lies in the past of the scene: no method sends that.
        return validUntil < TestVenue.Start ? null : scene.Account.Agents.ApproveAsync(agent, parts[0], new AgentApproval { ValidUntil = validUntil });
    }
}
