using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>The elements of a tuple, one after another. Null where the wire has null or the tuple ends early.</summary>
internal ref struct WireTupleReader
{
    private readonly JsonSerializerOptions _options;
    private Utf8JsonReader _reader;
    private bool _isAtEnd;

    public WireTupleReader(Utf8JsonReader reader, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException($"A JSON array was expected, not {reader.TokenType}.");
        _reader = reader;
        _options = options;
    }

    /// <summary>A decimal, of text or a number.</summary>
    public decimal? Decimal() => Next() ? DecimalJsonConverter.Read(ref _reader) : null;

    /// <summary>An integer, of a number or text.</summary>
    public int? Int32() => Int64() is { } value ? (int.MinValue <= value && value <= int.MaxValue ? (int)value : throw new JsonException("A smaller integer was expected.")) : null;

    /// <inheritdoc cref="Int32"/>
    public long? Int64()
    {
        if (!Next()) return null;
        if (_reader.TokenType == JsonTokenType.Number && _reader.TryGetInt64(out var number)) return number;
        return _reader.TokenType == JsonTokenType.String && long.TryParse(_reader.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new JsonException("An integer was expected.");
    }

    /// <summary>Text.</summary>
    public string? Text()
    {
        if (!Next()) return null;
        return _reader.TokenType == JsonTokenType.String ? _reader.GetString() : throw new JsonException($"A JSON string was expected, not {_reader.TokenType}.");
    }

    /// <summary>An instant in milliseconds.</summary>
    public DateTimeOffset? Time() => Next() ? UnixMillisecondsConverter.Read(ref _reader) : null;

    /// <summary>An address.</summary>
    public EthereumAddress? Address() => Next() ? AddressConverter.Read(ref _reader) : null;

    /// <summary>A model that the JSON context knows.</summary>
    public T? Model<T>() where T : class => Next() ? ((JsonConverter<T>)_options.GetTypeInfo(typeof(T)).Converter).Read(ref _reader, typeof(T), _options) : null;

    /// <summary>Everything that is left; the last thing to be taken.</summary>
    public IReadOnlyList<JsonElement>? Rest()
    {
        List<JsonElement>? rest = null;
        while (Advance()) (rest ??= []).Add(JsonElement.ParseValue(ref _reader));
        return rest;
    }

    /// <summary>The reader behind the tuple, whose rest was taken.</summary>
    public readonly Utf8JsonReader End => _isAtEnd ? _reader : throw new InvalidOperationException("The rest of the tuple was not taken.");

    // True when the next element is there and not null.
    private bool Next() => Advance() && _reader.TokenType != JsonTokenType.Null;

    private bool Advance()
    {
        if (_isAtEnd) return false;
        if (!_reader.Read()) throw new JsonException("The array has no end.");
        _isAtEnd = _reader.TokenType == JsonTokenType.EndArray;
        return !_isAtEnd;
    }
}
