using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace HypeKr.Crypto;

/// <summary>Writes the JSON of <c>eth_signTypedData_v4</c> from values that the encoder has accepted.</summary>
internal static class TypedDataWriter
{
    private static readonly BigInteger LargestJsonInteger = (1L << 53) - 1;

    public static void Write(Utf8JsonWriter writer, TypedDataSchema schema, string primaryType, TypedDataStruct domainType, TypedDataValue domain, TypedDataValue message)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("types");
        foreach (var declared in schema.Structs.Prepend(domainType)) WriteDeclaration(writer, declared);
        writer.WriteEndObject();
        writer.WriteString("primaryType", primaryType);
        writer.WritePropertyName("domain");
        WriteStruct(writer, schema, domainType, domain);
        writer.WritePropertyName("message");
        WriteStruct(writer, schema, schema[primaryType], message);
        writer.WriteEndObject();
    }

    private static void WriteDeclaration(Utf8JsonWriter writer, TypedDataStruct declared)
    {
        writer.WriteStartArray(declared.Name);
        foreach (var (name, type) in declared.Fields)
        {
            writer.WriteStartObject();
            writer.WriteString("name", name);
            writer.WriteString("type", type.Text);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteStruct(Utf8JsonWriter writer, TypedDataSchema schema, TypedDataStruct type, TypedDataValue value)
    {
        var members = (Dictionary<string, TypedDataValue>)value.Content;
        writer.WriteStartObject();
        foreach (var (name, fieldType) in type.Fields)
        {
            writer.WritePropertyName(name);
            Write(writer, schema, fieldType, members[name]);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, TypedDataSchema schema, TypedDataType type, TypedDataValue value)
    {
        switch (value.Content)
        {
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case BigInteger integer when BigInteger.Abs(integer) <= LargestJsonInteger:
                writer.WriteNumberValue((long)integer);
                break;
            case BigInteger integer:
                writer.WriteStringValue(integer.ToString(CultureInfo.InvariantCulture));
                break;
            case EthereumAddress address:
                writer.WriteStringValue(address.ToString());
                break;
            case byte[] bytes:
                writer.WriteStringValue(Hex.EncodePrefixed(bytes));
                break;
            case TypedDataValue[] elements:
                writer.WriteStartArray();
                foreach (var element in elements) Write(writer, schema, type.Element!, element);
                writer.WriteEndArray();
                break;
            default:
                WriteStruct(writer, schema, schema[type.Text], value);
                break;
        }
    }
}
