using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Crypto.Testing.Tests;

/// <summary>Every way to let a key out that the scanner has to find, one a type.</summary>
public sealed class TalkativeKey(byte[] key)
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _key = key;

    public override string ToString() => "key " + Convert.ToHexString(_key);
}

[DebuggerDisplay("{Shown(),nq}")]
public sealed class DisplayedKey(byte[] key)
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _key = key;

    private string Shown() => Convert.ToBase64String(_key);
}

[DebuggerDisplay("Wallet {_holder._key}")]
public sealed class PathDisplayedKey(byte[] key)
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly HiddenKey _holder = new(key);
}

[DebuggerTypeProxy(typeof(Proxy))]
public sealed class ProxiedKey(byte[] key)
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _key = key;

    private sealed class Proxy(ProxiedKey owner)
    {
        public string Hex => Convert.ToHexStringLower(owner._key);
    }
}

public sealed class BrowsableKey(byte[] key)
{
    private readonly byte[] _key = key;

    public int Length => _key.Length;
}

public record RecordedKey(string Hex);

public sealed class SerializedKey(byte[] key)
{
    [JsonInclude]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    internal byte[] Key { get; } = key;
}

public sealed class ThrowingKey(byte[] key)
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _key = key;

    public int Value => throw new InvalidOperationException($"Bad key {Convert.ToHexStringLower(_key)}");
}

public sealed class NestedKey(byte[] key)
{
    public IReadOnlyList<object> Items { get; } = [1, new Dictionary<string, object> { ["wallet"] = new RecordedKey(Convert.ToHexStringLower(key)) }];
}

public sealed class TupledKey(byte[] key)
{
    private readonly (string Name, byte[] Bytes, object? Nothing) _wallet = ("wallet", key, null);

    public int Length => _wallet.Bytes.Length;
}

public sealed class TupleClassKey(byte[] key)
{
    private readonly Tuple<int, byte[]> _wallet = new(1, key);

    public int Length => _wallet.Item2.Length;
}

public sealed class PairedKey(byte[] key)
{
    private readonly KeyValuePair<byte[], string?> _wallet = new(key, null);

    public int Length => _wallet.Key.Length;
}

public sealed class DictionaryKey(byte[] key)
{
    private readonly Dictionary<string, byte[]> _wallets = new() { ["wallet"] = key };

    public int Count => _wallets.Count;
}

public sealed class NestedTupleKey(byte[] key)
{
    private readonly Dictionary<string, List<(int Number, HiddenKey Hidden, Memory<byte> Bytes)>> _wallets = new() { ["wallet"] = [(1, new HiddenKey(key), key)] };

    public int Count => _wallets.Count;
}

public sealed class LazyKey(byte[] key)
{
    private readonly Lazy<byte[]> _key = new(() => key);

    public bool IsOpen => _key.IsValueCreated;
}

public sealed class ThrowingLazyKey(byte[] key)
{
    private readonly Lazy<int> _value = new(() => throw new InvalidOperationException($"Bad key {Convert.ToHexStringLower(key)}"));

    public bool IsOpen => _value.IsValueCreated;
}

[JsonConverter(typeof(Converter))]
public sealed class BadlyRefusingKey(byte[] key)
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _key = key;

    private sealed class Converter : JsonConverter<BadlyRefusingKey>
    {
        public override BadlyRefusingKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, BadlyRefusingKey value, JsonSerializerOptions options) =>
            throw new NotSupportedException($"Not written: {Convert.ToBase64String(value._key)}");
    }
}

/// <summary>Holds the key and shows it to nobody.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class HiddenKey(byte[] key)
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _key = key;

    public int Length => _key.Length;

    public override string ToString() => "HiddenKey of " + Length + " bytes";
}

/// <summary>Refuses text and repeats it.</summary>
public readonly struct EchoingParser
{
    public static EchoingParser Parse(ReadOnlySpan<char> text) =>
        text.Length == 3 ? default : throw new FormatException($"'{text}' is not three characters.");
}

/// <summary>Refuses text without repeating it.</summary>
public readonly struct DiscreetParser
{
    public static DiscreetParser Parse(ReadOnlySpan<char> text) =>
        text.Length == 3 ? default : throw new FormatException($"{text.Length} characters are not three.");

    public static DiscreetParser FromBytes(byte[] bytes) =>
        bytes.Length == 3 ? default : throw new FormatException($"{bytes.Length} bytes are not three.");
}

/// <summary>Has no way to come into being.</summary>
public sealed class Unreachable
{
    private Unreachable()
    {
    }
}
