using System.Numerics;

namespace HypeKr.Crypto;

/// <summary>The domain of EIP-712 typed data. Members that are null are absent from the domain's type and hash; an empty string is present.</summary>
public sealed class TypedDataDomain
{
    /// <summary>The domain's five possible members, in the order of the standard.</summary>
    internal static readonly TypedDataField[] StandardFields =
    [
        new("name", "string"), new("version", "string"), new("chainId", "uint256"), new("verifyingContract", "address"), new("salt", "bytes32"),
    ];

    /// <summary>The name of the signing application or protocol.</summary>
    public string? Name { get; init; }

    /// <summary>The version of the signing domain.</summary>
    public string? Version { get; init; }

    /// <summary>The EIP-155 chain id, 0 to 2^256 - 1.</summary>
    public BigInteger? ChainId { get; init; }

    /// <summary>The contract that verifies the signature.</summary>
    public EthereumAddress? VerifyingContract { get; init; }

    /// <summary>A last resort to tell domains apart.</summary>
    public Hash32? Salt { get; init; }

    /// <summary>The members that are present, by name, in the order of the standard.</summary>
    internal Dictionary<string, TypedDataValue> ToMembers()
    {
        var members = new Dictionary<string, TypedDataValue>(StringComparer.Ordinal);
        if (Name is { } name) members.Add("name", name);
        if (Version is { } version) members.Add("version", version);
        if (ChainId is { } chainId) members.Add("chainId", chainId);
        if (VerifyingContract is { } contract) members.Add("verifyingContract", contract);
        if (Salt is { } salt) members.Add("salt", salt);
        return members;
    }

    internal static TypedDataDomain FromMembers(IReadOnlyDictionary<string, TypedDataValue> members) => new()
    {
        Name = members.GetValueOrDefault("name")?.Content as string,
        Version = members.GetValueOrDefault("version")?.Content as string,
        ChainId = members.GetValueOrDefault("chainId")?.Content as BigInteger?,
        VerifyingContract = members.GetValueOrDefault("verifyingContract")?.Content as EthereumAddress?,
        Salt = members.GetValueOrDefault("salt")?.Content is byte[] { Length: Hash32.Size } salt ? new Hash32(salt) : null,
    };
}
