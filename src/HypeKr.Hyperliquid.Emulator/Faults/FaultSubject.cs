using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>What rules are compared with.</summary>
internal readonly record struct FaultSubject(string Endpoint, string? Type, Func<EthereumAddress?>? Account, string? Connection)
{
    public bool Fits(FaultRule rule) =>
        (rule.Endpoint is null || rule.Endpoint == Endpoint)
        && (rule.Connection is null || rule.Connection == Connection)
        && (rule.Type is null || rule.Type == Type)
        && (rule.Account is null || Account?.Invoke() == rule.Account);
}
