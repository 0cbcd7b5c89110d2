using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>What the members of a user-signed action are told to, in their order: to the JSON, to MessagePack, to the EIP-712 hash or to its declaration. The method is the Solidity type.</summary>
internal interface IUserSignedFields
{
    /// <summary>Solidity <c>string</c>.</summary>
    void String(ReadOnlySpan<byte> name, ReadOnlySpan<char> value);

    /// <summary>Solidity <c>string</c> that is given as UTF-8.</summary>
    void String(ReadOnlySpan<byte> name, ReadOnlySpan<byte> utf8);

    /// <summary>Solidity <c>address</c>.</summary>
    void Address(ReadOnlySpan<byte> name, EthereumAddress value);

    /// <summary>Solidity <c>bool</c>.</summary>
    void Bool(ReadOnlySpan<byte> name, bool value);

    /// <summary>Solidity <c>uint32</c>.</summary>
    void UInt32(ReadOnlySpan<byte> name, uint value);

    /// <summary>Solidity <c>uint64</c>.</summary>
    void UInt64(ReadOnlySpan<byte> name, ulong value);

    /// <summary>Solidity <c>bytes</c>; hex in the JSON.</summary>
    void Bytes(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value);

    /// <summary>Any other Solidity type of one word; <paramref name="text"/> is what the JSON holds.</summary>
    void Word(ReadOnlySpan<byte> name, string solidityType, ReadOnlySpan<char> text, bool textIsNumber, Hash32 word);
}

/// <summary>Values that are Solidity strings in a form of their own.</summary>
internal static class UserSignedFieldsExtensions
{
    /// <summary>A decimal as the venue writes it.</summary>
    public static void Decimal<TFields>(ref this TFields fields, ReadOnlySpan<byte> name, decimal value)
        where TFields : struct, IUserSignedFields
    {
        Span<byte> text = stackalloc byte[WireDecimal.MaxLength];
        fields.String(name, text[..WireDecimal.Format(value, text)]);
    }

    /// <summary>An address that is declared as text: its characters are hashed, so they are lower case.</summary>
    public static void AddressText<TFields>(ref this TFields fields, ReadOnlySpan<byte> name, EthereumAddress value)
        where TFields : struct, IUserSignedFields
    {
        Span<byte> bytes = stackalloc byte[EthereumAddress.Size];
        value.CopyTo(bytes);
        Span<byte> text = stackalloc byte[2 + (2 * EthereumAddress.Size)];
        WireHex.Format(bytes, text);
        fields.String(name, text);
    }

    /// <summary>The nonce of the envelope, which the action repeats under this name.</summary>
    public static void Nonce<TFields>(ref this TFields fields, ReadOnlySpan<byte> name, in ActionContext context)
        where TFields : struct, IUserSignedFields => fields.UInt64(name, (ulong)context.Nonce);
}
