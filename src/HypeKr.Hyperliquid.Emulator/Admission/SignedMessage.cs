namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The EIP-712 message of an action that only the account's owner may sign (wire specification 3.5).</summary>
/// <param name="Name">The primary type after <c>HyperliquidTransaction:</c>.</param>
/// <param name="Fields">Name and Solidity type, after <c>hyperliquidChain</c>.</param>
internal sealed record SignedMessage(string Name, IReadOnlyList<(string Name, string Type)> Fields)
{
    /// <summary>The member that has to equal the envelope's nonce.</summary>
    public string NonceMember => Fields[^1].Name;
}
