using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>A JSON value and where it stands, read strictly; members that nobody asks for are ignored, as the venue ignores them.</summary>
internal readonly struct WireShape(JsonElement element, string path)
{
    // A body may hold anything; what is echoed of it stays short.
    private const int EchoLength = 48;

    public string Path => path;

    public JsonValueKind Kind => element.ValueKind;

    /// <summary>Parses a body; a member named twice is refused, since two readers could disagree about which one counts.</summary>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        // The parser looks into strings only when they are read.
        if (!Utf8.IsValid(body.Span)) throw new ShapeException("", "invalid UTF-8");
        try
        {
            return JsonDocument.Parse(body, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new ShapeException("", e.Message);
        }
    }

    public WireShape Member(string name) => Optional(name) ?? throw new ShapeException(Join(name), $"missing field `{name}`");

    /// <summary>The member, or null where it is absent or null.</summary>
    public WireShape? Optional(string name)
    {
        if (element.ValueKind != JsonValueKind.Object) throw Wrong("an object");
        return element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? new WireShape(value, Join(name)) : null;
    }

    /// <summary>The member, null among its values, or null where it is absent.</summary>
    public WireShape? Any(string name)
    {
        if (element.ValueKind != JsonValueKind.Object) throw Wrong("an object");
        return element.TryGetProperty(name, out var value) ? new WireShape(value, Join(name)) : null;
    }

    public IEnumerable<WireShape> Items()
    {
        if (element.ValueKind != JsonValueKind.Array) throw Wrong("an array");
        return Enumerate(element, path);

        static IEnumerable<WireShape> Enumerate(JsonElement array, string path)
        {
            var index = 0;
            foreach (var item in array.EnumerateArray()) yield return new WireShape(item, string.Concat(path, "[", WireText.Of(index++), "]"));
        }
    }

    public ulong Unsigned() =>
        element.ValueKind == JsonValueKind.Number && element.TryGetUInt64(out var value) ? value : throw Wrong("a non-negative integer");

    public long Signed() =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var value) ? value : throw Wrong("an integer of 64 bits");

    /// <summary>A time stamp, a nonce or an order id: not negative, and within 63 bits.</summary>
    public long Long()
    {
        var value = Unsigned();
        return value <= long.MaxValue ? (long)value : throw Wrong("an integer of at most 63 bits");
    }

    public bool Bool() => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong("a boolean"),
    };

    public string Text()
    {
        if (element.ValueKind != JsonValueKind.String) throw Wrong("a string");
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            throw new ShapeException(path, "invalid Unicode");
        }
    }

    public string OneOf(params ReadOnlySpan<string> words)
    {
        var text = Text();
        foreach (var word in words)
        {
            if (text == word) return word;
        }

        throw Wrong($"one of {string.Join(", ", words.ToArray())}");
    }

    public WireDecimal Decimal() =>
        element.ValueKind == JsonValueKind.String && WireDecimal.TryParse(Text(), out var value)
            ? value
            : throw Wrong("a decimal string of at most 28 digits");

    /// <summary>An address in any case: only its 20 bytes take part in what follows.</summary>
    public EthereumAddress Address() => new(Bytes(EthereumAddress.Size));

    /// <summary><c>0x</c> and 32 hexadecimal digits, given back in lower case.</summary>
    public string Cloid() => $"0x{Convert.ToHexStringLower(Bytes(16))}";

    /// <summary><c>0x</c> and 64 hexadecimal digits, given back in lower case.</summary>
    public string Hash() => $"0x{Convert.ToHexStringLower(Bytes(32))}";

    /// <summary>A number of at most 32 bytes, with or without its leading zeros: official clients send both.</summary>
    public byte[] Scalar()
    {
        var digits = HexDigits();
        if (digits.Length is 0 or > 64) throw Wrong("0x and 1 to 64 hexadecimal digits");
        return FromHex(digits.PadLeft(64, '0'));
    }

    /// <summary><c>0x</c> and 1 to 16 hexadecimal digits.</summary>
    public ulong HexNumber()
    {
        var digits = HexDigits();
        return digits.Length is > 0 and <= 16 && ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Wrong("0x and 1 to 16 hexadecimal digits");
    }

    /// <summary><c>0x</c> and any number of pairs of hexadecimal digits.</summary>
    public byte[] AnyBytes() => FromHex(HexDigits());

    /// <summary>Refuses members that nobody knows, where one that is misspelt would do harm.</summary>
    public void Only(params ReadOnlySpan<string> names)
    {
        if (element.ValueKind != JsonValueKind.Object) throw Wrong("an object");
        foreach (var member in element.EnumerateObject())
        {
            if (!names.Contains(member.Name)) throw new ShapeException(Join(member.Name), $"unknown field `{(member.Name.Length > EchoLength ? member.Name[..EchoLength] : member.Name)}`, expected one of {string.Join(", ", names.ToArray())}");
        }
    }

    /// <summary>A whole number of 31 bits, not negative.</summary>
    public int Int()
    {
        var value = Unsigned();
        return value <= int.MaxValue ? (int)value : throw Wrong("an integer of at most 31 bits");
    }

    /// <summary>A decimal as a number or as text.</summary>
    public decimal AnyDecimal()
    {
        if (element.ValueKind == JsonValueKind.Number && element.TryGetDecimal(out var number)) return number;
        return element.ValueKind == JsonValueKind.String ? Decimal().Value : throw Wrong("a decimal");
    }

    public ShapeException Wrong(string expected)
    {
        var raw = element.GetRawText();
        return new ShapeException(path, $"invalid value {(raw.Length > EchoLength ? $"{raw[..EchoLength]}..." : raw)}, expected {expected}");
    }

    private byte[] Bytes(int size)
    {
        var digits = HexDigits();
        return digits.Length == 2 * size ? FromHex(digits) : throw Wrong($"0x and {WireText.Of(2L * size)} hexadecimal digits");
    }

    private string HexDigits()
    {
        var text = Text();
        return text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : throw Wrong("hexadecimal digits after 0x");
    }

    private byte[] FromHex(string digits)
    {
        try
        {
            return Convert.FromHexString(digits);
        }
        catch (FormatException)
        {
            throw Wrong("hexadecimal digits after 0x");
        }
    }

    private string Join(string name) => path.Length == 0 ? name : $"{path}.{name}";
}
