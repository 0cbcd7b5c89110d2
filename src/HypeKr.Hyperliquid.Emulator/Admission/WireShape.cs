using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>A JSON value and where it stands, read strictly; members that nobody asks for are ignored, as the venue ignores them.</summary>
internal readonly struct WireShape
{
    // A body may hold anything; what is echoed of it stays short.
    private const int EchoLength = 48;

    // Where it stands is looked for where it is told, which is seldom.
    private readonly JsonElement _root;
    private readonly string _rootPath;
    private readonly JsonElement _element;

    public WireShape(JsonElement root, string path)
        : this(root, path, root)
    {
    }

    private WireShape(JsonElement root, string rootPath, JsonElement element) => (_root, _rootPath, _element) = (root, rootPath, element);

    public string Path
    {
        get
        {
            var sought = JsonMarshal.GetRawUtf8Value(_element);
            var (at, path) = (_root, _rootPath);
            while (JsonMarshal.GetRawUtf8Value(at) != sought) (at, path) = Child(at, path, sought);
            return path;
        }
    }

    public JsonValueKind Kind => _element.ValueKind;

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

    public WireShape Member(string name) => Optional(name) ?? throw new ShapeException(Join(Path, name), $"missing field `{name}`");

    /// <summary>The member, or null where it is absent or null.</summary>
    public WireShape? Optional(string name)
    {
        if (_element.ValueKind != JsonValueKind.Object) throw Wrong("an object");
        return _element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? Within(value) : null;
    }

    /// <summary>The member, null among its values, or null where it is absent.</summary>
    public WireShape? Any(string name)
    {
        if (_element.ValueKind != JsonValueKind.Object) throw Wrong("an object");
        return _element.TryGetProperty(name, out var value) ? Within(value) : null;
    }

    /// <summary>What is read of each item.</summary>
    public T[] Items<T>(Func<WireShape, T> read)
    {
        if (_element.ValueKind != JsonValueKind.Array) throw Wrong("an array");
        var (items, index) = (new T[_element.GetArrayLength()], 0);
        foreach (var item in _element.EnumerateArray()) items[index++] = read(Within(item));
        return items;
    }

    public ulong Unsigned() =>
        _element.ValueKind == JsonValueKind.Number && _element.TryGetUInt64(out var value) ? value : throw Wrong("a non-negative integer");

    public long Signed() =>
        _element.ValueKind == JsonValueKind.Number && _element.TryGetInt64(out var value) ? value : throw Wrong("an integer of 64 bits");

    /// <summary>A time stamp, a nonce or an order id: not negative, and within 63 bits.</summary>
    public long Long()
    {
        var value = Unsigned();
        return value <= long.MaxValue ? (long)value : throw Wrong("an integer of at most 63 bits");
    }

    public bool Bool() => _element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong("a boolean"),
    };

    public string Text()
    {
        if (_element.ValueKind != JsonValueKind.String) throw Wrong("a string");
        try
        {
            return _element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw NoUnicode();
        }
    }

    public string OneOf(params ReadOnlySpan<string> words)
    {
        if (_element.ValueKind != JsonValueKind.String) throw Wrong("a string");
        try
        {
            foreach (var word in words)
            {
                if (_element.ValueEquals(word)) return word;
            }
        }
        catch (InvalidOperationException)
        {
            throw NoUnicode();
        }

        throw Wrong($"one of {string.Join(", ", words.ToArray())}");
    }

    public WireDecimal Decimal() =>
        _element.ValueKind == JsonValueKind.String && WireDecimal.TryParse(Text(), out var value)
            ? value
            : throw Wrong("a decimal string of at most 28 digits");

    /// <summary>An address in any case: only its 20 bytes take part in what follows.</summary>
    public EthereumAddress Address() => new(Bytes(EthereumAddress.Size));

    /// <summary><c>0x</c> and 32 hexadecimal digits, given back in lower case.</summary>
    public string Cloid() => $"0x{Convert.ToHexStringLower(Bytes(16))}";

    /// <summary><c>0x</c> and 64 hexadecimal digits.</summary>
    public Hash32 Hash() => new(Bytes(Hash32.Size));

    /// <summary>A number of at most 32 bytes, with or without its leading zeros: official clients send both.</summary>
    public byte[] Scalar()
    {
        // All of them in most signatures, which are read as they stand.
        if (_element.ValueKind == JsonValueKind.String && JsonMarshal.GetRawUtf8Value(_element) is { Length: 68 } raw && raw.StartsWith("\"0x"u8))
        {
            var bytes = new byte[32];
            if (Convert.FromHexString(raw[3..^1], bytes, out _, out _) == OperationStatus.Done) return bytes;
        }

        var digits = HexDigits();
        if (digits.Length is 0 or > 64) throw Wrong("0x and 1 to 64 hexadecimal digits");
        return FromHex(digits.ToString().PadLeft(64, '0'));
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
        if (_element.ValueKind != JsonValueKind.Object) throw Wrong("an object");
        foreach (var member in _element.EnumerateObject())
        {
            if (!names.Contains(member.Name)) throw new ShapeException(Join(Path, member.Name), $"unknown field `{(member.Name.Length > EchoLength ? member.Name[..EchoLength] : member.Name)}`, expected one of {string.Join(", ", names.ToArray())}");
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
        if (_element.ValueKind == JsonValueKind.Number && _element.TryGetDecimal(out var number)) return number;
        return _element.ValueKind == JsonValueKind.String ? Decimal().Value : throw Wrong("a decimal");
    }

    public ShapeException Wrong(string expected)
    {
        var raw = _element.GetRawText();
        return new ShapeException(Path, $"invalid value {(raw.Length > EchoLength ? $"{raw[..EchoLength]}..." : raw)}, expected {expected}");
    }

    /// <summary>Half of a surrogate pair.</summary>
    private ShapeException NoUnicode() => new(Path, "invalid Unicode");

    private byte[] Bytes(int size)
    {
        var digits = HexDigits();
        return digits.Length == 2 * size ? FromHex(digits) : throw Wrong($"0x and {WireText.Of(2L * size)} hexadecimal digits");
    }

    private ReadOnlySpan<char> HexDigits()
    {
        var text = Text();
        return text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text.AsSpan(2) : throw Wrong("hexadecimal digits after 0x");
    }

    private byte[] FromHex(ReadOnlySpan<char> digits)
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

    private WireShape Within(JsonElement element) => new(_root, _rootPath, element);

    /// <summary>The member or item in which some bytes of the text stand.</summary>
    private static (JsonElement Value, string Path) Child(JsonElement parent, string path, ReadOnlySpan<byte> bytes)
    {
        if (parent.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in parent.EnumerateObject())
            {
                if (JsonMarshal.GetRawUtf8Value(member.Value).Overlaps(bytes)) return (member.Value, Join(path, member.Name));
            }
        }
        else
        {
            var index = 0;
            foreach (var item in parent.EnumerateArray())
            {
                if (JsonMarshal.GetRawUtf8Value(item).Overlaps(bytes)) return (item, $"{path}[{WireText.Of(index)}]");
                index++;
            }
        }

        throw new InvalidOperationException("The value is of another text.");
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
