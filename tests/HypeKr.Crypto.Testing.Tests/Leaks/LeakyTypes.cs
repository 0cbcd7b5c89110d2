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
