using System.Buffers;
using System.Globalization;
using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Builds what <c>eth_signTypedData_v4</c> takes. Every domain of the venue has version 1 and the zero address as its contract.</summary>
internal static class Eip712Export
{
    public static TypedData ToTypedData(string primaryType, IReadOnlyList<(string Name, string Type)> fields, string domainName, long chainId, ReadOnlySpan<byte> message)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("types");
            WriteType(writer, "EIP712Domain", [("name", "string"), ("version", "string"), ("chainId", "uint256"), ("verifyingContract", "address")]);
            WriteType(writer, primaryType, fields);
            writer.WriteEndObject();
            writer.WriteString("primaryType", primaryType);
            writer.WriteStartObject("domain");
            writer.WriteString("name", domainName);
            writer.WriteString("version", "1");
            if (chainId <= WireInteger.Max) writer.WriteNumber("chainId", chainId);
            else writer.WriteString("chainId", chainId.ToString(CultureInfo.InvariantCulture));
            writer.WriteString("verifyingContract", "0x0000000000000000000000000000000000000000");
            writer.WriteEndObject();
            writer.WritePropertyName("message");
            writer.WriteRawValue(message, skipInputValidation: true);
            writer.WriteEndObject();
        }

        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return TypedData.Parse(JsonElement.ParseValue(ref reader));
    }

    private static void WriteType(Utf8JsonWriter writer, string name, IReadOnlyList<(string Name, string Type)> members)
    {
        writer.WriteStartArray(name);
        foreach (var (member, type) in members)
        {
            writer.WriteStartObject();
            writer.WriteString("name", member);
            writer.WriteString("type", type);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
