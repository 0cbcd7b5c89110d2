namespace HypeKr.Crypto;

/// <summary>One member of an EIP-712 struct as it is declared.</summary>
/// <param name="Name">An identifier: letters, digits, <c>_</c> and <c>$</c>, not beginning with a digit.</param>
/// <param name="Type">
/// <c>address</c>, <c>bool</c>, <c>string</c>, <c>bytes</c>, <c>bytes1</c> to <c>bytes32</c>, <c>uint8</c> to <c>uint256</c> and <c>int8</c> to
/// <c>int256</c> in steps of 8, the name of a struct, or any of these followed by <c>[]</c> or <c>[n]</c>, once or more.
/// </param>
public readonly record struct TypedDataField(string Name, string Type);
