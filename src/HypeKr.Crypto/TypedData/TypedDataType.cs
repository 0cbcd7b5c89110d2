using System.Globalization;

namespace HypeKr.Crypto;

/// <summary>The type of a field, read whole: <c>Mybytes32</c> is the name of a struct, and <c>uint7</c> is nothing.</summary>
internal sealed class TypedDataType
{
    private const int LongestName = 128;
    private const int LongestType = 256;
    private const int LargestFixedLength = 1_000_000;

    private TypedDataType(string text, TypedDataKind kind) => (Text, Kind) = (text, kind);

    /// <summary>The type as it is written and hashed.</summary>
    public string Text { get; }

    public TypedDataKind Kind { get; }

    /// <summary>Bytes of a <c>bytesN</c>, bits of an integer.</summary>
    public int Size { get; private init; }

    /// <summary>The type of an array's elements.</summary>
    public TypedDataType? Element { get; private init; }

    /// <summary>The number of elements of a <c>[n]</c>; null for <c>[]</c>.</summary>
    public int? Length { get; private init; }

    /// <summary>The type inside all arrays.</summary>
    public TypedDataType Innermost => Element?.Innermost ?? this;

    /// <summary>Whether a value can exist that holds none of the innermost type: an empty <c>[]</c> is somewhere on the way.</summary>
    public bool CanBeEmpty => Kind == TypedDataKind.Array && (Length is null || Element!.CanBeEmpty);

    /// <summary>Reads a type; null, and what is wrong with it.</summary>
    public static TypedDataType? Parse(string text, out string fault)
    {
        if (text.Length > LongestType)
        {
            fault = "the type is longer than 256 characters";
            return null;
        }

        if (text.EndsWith(']')) return ParseArray(text, out fault);

        fault = "";
        switch (text)
        {
            case "address": return new(text, TypedDataKind.Address);
            case "bool": return new(text, TypedDataKind.Bool);
            case "string": return new(text, TypedDataKind.String);
            case "bytes": return new(text, TypedDataKind.Bytes);
            case "uint" or "int":
                fault = $"EIP-712 has no {text}; write {text}256";
                return null;
        }

        if (TrySize(text, "bytes", out var bytes)) return Sized(text, TypedDataKind.FixedBytes, bytes, bytes is >= 1 and <= 32, "bytes1 to bytes32", out fault);
        if (TrySize(text, "uint", out var bits)) return Sized(text, TypedDataKind.UnsignedInteger, bits, IsWidth(bits), "uint8 to uint256 in steps of 8", out fault);
        if (TrySize(text, "int", out bits)) return Sized(text, TypedDataKind.SignedInteger, bits, IsWidth(bits), "int8 to int256 in steps of 8", out fault);

        if (IsStructName(text)) return new(text, TypedDataKind.Struct);
        fault = $"{TypedDataPath.Show(text)} is not a type of EIP-712";
        return null;
    }

    /// <summary>Letters, digits, <c>_</c> and <c>$</c>, not beginning with a digit: an identifier of Solidity.</summary>
    public static bool IsFieldName(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || name.Length > LongestName || char.IsAsciiDigit(name[0])) return false;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '$')) return false;
        }

        return true;
    }

    /// <summary>Identifiers with <c>:</c> between them: Hyperliquid signs structs named like <c>HyperliquidTransaction:UsdSend</c>.</summary>
    private static bool IsStructName(ReadOnlySpan<char> name)
    {
        if (name.Length > LongestName) return false;
        foreach (var part in name.Split(':'))
        {
            if (!IsFieldName(name[part])) return false;
        }

        return true;
    }

    private static TypedDataType? ParseArray(string text, out string fault)
    {
        var open = text.LastIndexOf('[');
        if (open <= 0)
        {
            fault = $"{TypedDataPath.Show(text)} is not a type of EIP-712";
            return null;
        }

        var element = Parse(text[..open], out fault);
        if (element is null) return null;

        var digits = text.AsSpan((open + 1)..^1);
        if (digits.IsEmpty) return new(text, TypedDataKind.Array) { Element = element };

        var length = Number(digits);
        if (length is >= 1 and <= LargestFixedLength) return new(text, TypedDataKind.Array) { Element = element, Length = length };
        fault = $"the length in {TypedDataPath.Show(text)} is not a number from 1 to 1000000";
        return null;
    }

    private static TypedDataType? Sized(string text, TypedDataKind kind, int size, bool valid, string range, out string fault)
    {
        fault = valid ? "" : $"{TypedDataPath.Show(text)} is not one of {range}";
        return valid ? new(text, kind) { Size = size } : null;
    }

    /// <summary>Whether the text is the prefix and digits alone. A size that is no number is zero, which fits no type.</summary>
    private static bool TrySize(string text, string prefix, out int size)
    {
        size = 0;
        var digits = text.AsSpan();
        if (!digits.StartsWith(prefix)) return false;
        digits = digits[prefix.Length..];
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9')) return false;
        size = Number(digits);
        return true;
    }

    private static bool IsWidth(int bits) => bits is >= 8 and <= 256 && bits % 8 == 0;

    /// <summary>A positive number without leading zeros, or zero.</summary>
    private static int Number(ReadOnlySpan<char> digits) =>
        !digits.StartsWith('0') && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
