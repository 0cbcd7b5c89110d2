using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Writes the elements of a tuple as the venue would.</summary>
internal readonly struct WireTupleWriter(Utf8JsonWriter writer, JsonSerializerOptions options)
{
    public void Decimal(decimal? value)
    {
        if (value is { } number) DecimalJsonConverter.Write(writer, number);
        else writer.WriteNullValue();
    }

    public void Integer(long? value)
    {
        if (value is { } number) writer.WriteNumberValue(number);
        else writer.WriteNullValue();
    }

    public void Text(string? value) => writer.WriteStringValue(value);

    public void Time(DateTimeOffset? value) => Integer(value?.ToUnixTimeMilliseconds());

    public void Address(EthereumAddress? value) => writer.WriteStringValue(value?.ToLowerHex());

    public void Model<T>(T? value) where T : class
    {
        if (value is null) writer.WriteNullValue();
        else ((JsonConverter<T>)options.GetTypeInfo(typeof(T)).Converter).Write(writer, value, options);
    }
}
