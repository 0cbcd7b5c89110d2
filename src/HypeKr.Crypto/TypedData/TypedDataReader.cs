using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace HypeKr.Crypto;

/// <summary>Reads the JSON of <c>eth_signTypedData_v4</c>. What kind of JSON a value must be is decided by its type alone.</summary>
internal static class TypedDataReader
{
    private const long LargestJsonInteger = (1L << 53) - 1;
    private const int LongestInteger = 80;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    public static (TypedDataSchema Schema, string PrimaryType, TypedDataDomain Domain, TypedDataValue Message) Read(JsonElement root)
    {
        var path = new TypedDataPath("typed data");
        if (root.ValueKind != JsonValueKind.Object) throw path.Fault("a JSON object with types, primaryType, domain and message is expected.");
        if (JsonMarshal.GetRawUtf8Value(root).Length > TypedData.MaxJsonBytes) throw path.Fault("the JSON is larger than 1 MiB.");

        var parts = Members(root, path);
        var types = Part(parts, "types", path);
        var primaryType = Text(Part(parts, "primaryType", path), new TypedDataPath("primaryType"));
        var structs = ReadTypes(types, out var domainFields);
        var schema = new TypedDataSchema(structs);
        var domain = ReadDomain(Part(parts, "domain", path), domainFields);
        if (!schema.Contains(primaryType)) throw new InvalidTypedDataException($"primaryType: {TypedDataPath.Show(primaryType)} is not defined in types.");

        var message = new ValueReader(schema, "message").ReadStruct(schema[primaryType], Part(parts, "message", path));
        return (schema, primaryType, domain, message);
    }

    private static List<TypedDataStruct> ReadTypes(JsonElement types, out TypedDataStruct? domain)
    {
        var path = new TypedDataPath("types");
        domain = null;
        var structs = new List<TypedDataStruct>();
        foreach (var (name, declaration) in Members(types, path))
        {
            path.Enter(name);
            if (structs.Count > TypedData.MaxStructs) throw path.Fault("there are more than 128 structs.");
            if (declaration.ValueKind != JsonValueKind.Array) throw path.Fault("a struct is an array of fields.");
            if (declaration.GetArrayLength() > TypedData.MaxFields) throw path.Fault("there are more than 1024 fields.");

            var fields = new List<TypedDataField>();
            foreach (var field in declaration.EnumerateArray())
            {
                path.Enter(fields.Count);
                var members = Members(field, path);
                fields.Add(new TypedDataField(Text(Part(members, "name", path), path), Text(Part(members, "type", path), path)));
                path.Leave();
            }

            path.Leave();
            var declared = TypedDataStruct.Declare(name, fields);
            if (name == TypedData.DomainType) domain = declared;
            else structs.Add(declared);
        }

        return structs;
    }

    /// <summary>Reads the domain by its declared type, or where none is declared, by the standard's own types of the members that are there.</summary>
    private static TypedDataDomain ReadDomain(JsonElement domain, TypedDataStruct? declared)
    {
        var path = new TypedDataPath("domain");
        var members = Members(domain, path);
        if (declared is null)
        {
            var present = TypedDataDomain.StandardFields.Where(field => members.ContainsKey(field.Name)).ToArray();
            declared = TypedDataStruct.Declare(TypedData.DomainType, present);
        }
        else
        {
            RefuseForeignDomain(declared);
        }

        var schema = new TypedDataSchema([declared]);
        var value = new ValueReader(schema, "domain").ReadStruct(declared, domain);
        return TypedDataDomain.FromMembers((Dictionary<string, TypedDataValue>)value.Content);
    }

    /// <summary>Libraries hash a domain of another shape in different ways, so there is none here.</summary>
    private static void RefuseForeignDomain(TypedDataStruct declared)
    {
        var next = 0;
        foreach (var (name, type) in declared.Fields)
        {
            var at = Array.FindIndex(TypedDataDomain.StandardFields, next, field => field.Name == name && field.Type == type.Text);
            if (at < 0)
            {
                throw new InvalidTypedDataException(
                    $"types.{TypedData.DomainType}: {TypedDataPath.Show(type.Text)} {TypedDataPath.Show(name)} is not one of string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, in this order.");
            }

            next = at + 1;
        }
    }

    private static JsonElement Part(Dictionary<string, JsonElement> members, string name, TypedDataPath path) =>
        members.TryGetValue(name, out var part) ? part : throw path.Fault($"{name} is missing.");

    private static Dictionary<string, JsonElement> Members(JsonElement element, TypedDataPath path)
    {
        if (element.ValueKind != JsonValueKind.Object) throw path.Fault("a JSON object is expected.");
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            string name;
            try
            {
                name = property.Name;
            }
            catch (InvalidOperationException)
            {
                throw path.Fault("a name has half of a surrogate pair.");
            }

            // Two readers may each take another of two equal names, and one would show what the other does not sign.
            if (!members.TryAdd(name, property.Value)) throw path.Fault($"the name {TypedDataPath.Show(name)} comes twice.");
        }

        return members;
    }

    private static string Text(JsonElement element, TypedDataPath path)
    {
        if (element.ValueKind != JsonValueKind.String) throw path.Fault("a JSON string is expected.");
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw path.Fault("the text has half of a surrogate pair, which UTF-8 cannot express.");
        }
    }

    private sealed class ValueReader(TypedDataSchema schema, string root)
    {
        private readonly TypedDataPath _path = new(root);

        public TypedDataValue ReadStruct(TypedDataStruct type, JsonElement element)
        {
            var values = new Dictionary<string, TypedDataValue>(StringComparer.Ordinal);
            foreach (var (name, member) in Members(element, _path))
            {
                var field = Array.FindIndex(type.Fields, field => field.Name == name);
                if (field < 0) throw _path.Fault($"{TypedDataPath.Show(type.Name)} has no member {TypedDataPath.Show(name)}.");
                _path.Enter(name);
                values.Add(name, Read(type.Fields[field].Type, member));
                _path.Leave();
            }

            foreach (var (name, _) in type.Fields)
            {
                if (!values.ContainsKey(name)) throw _path.Fault($"the member {TypedDataPath.Show(name)} of {TypedDataPath.Show(type.Name)} is missing.");
            }

            return TypedDataValue.FromMembers(values);
        }

        private TypedDataValue Read(TypedDataType type, JsonElement element)
        {
            if (_path.Depth > TypedData.MaxDepth) throw _path.Fault("the value lies deeper than 32 structs and arrays.");
            switch (type.Kind)
            {
                case TypedDataKind.Array:
                    return ReadArray(type, element);
                case TypedDataKind.Struct:
                    return ReadStruct(schema[type.Text], element);
                case TypedDataKind.Bool:
                    return element.ValueKind is JsonValueKind.True or JsonValueKind.False
                        ? element.GetBoolean()
                        : throw _path.Fault("a bool is true or false.");
                case TypedDataKind.String:
                    return Text(element, _path);
                case TypedDataKind.Address:
                    return EthereumAddress.TryParse(Text(element, _path), out var address)
                        ? address
                        : throw _path.Fault("an address is 0x and 40 hex digits, in lower case or cased as EIP-55 says.");
                case TypedDataKind.Bytes or TypedDataKind.FixedBytes:
                    return ReadBytes(Text(element, _path));
                default:
                    return ReadInteger(element);
            }
        }

        private TypedDataValue ReadArray(TypedDataType type, JsonElement element)
        {
            if (element.ValueKind != JsonValueKind.Array) throw _path.Fault($"{TypedDataPath.Show(type.Text)} is a JSON array.");
            if (element.GetArrayLength() > TypedData.MaxValues) throw _path.Fault("there are more than 100000 values.");

            var values = new TypedDataValue[element.GetArrayLength()];
            var index = 0;
            foreach (var item in element.EnumerateArray())
            {
                _path.Enter(index);
                values[index++] = Read(type.Element!, item);
                _path.Leave();
            }

            return TypedDataValue.FromElements(values);
        }

        private TypedDataValue ReadBytes(string text)
        {
            var bytes = new byte[Math.Max(0, (text.Length - 2) / 2)];
            return Hex.TryDecodePrefixed(text, bytes) ? TypedDataValue.FromBytes(bytes) : throw _path.Fault("bytes are 0x and an even number of hex digits.");
        }

        private TypedDataValue ReadInteger(JsonElement element)
        {
            if (element.ValueKind is not (JsonValueKind.Number or JsonValueKind.String))
            {
                throw _path.Fault("an integer is a JSON number, or a string of decimal or 0x digits.");
            }

            var number = element.ValueKind == JsonValueKind.Number;
            var text = number ? Encoding.ASCII.GetString(JsonMarshal.GetRawUtf8Value(element)) : Text(element, _path);
            if (text.Length > LongestInteger) throw _path.Fault("the integer is longer than any of 256 bits.");
            if (!number && Hex.HasPrefix(text) && text.Length > 2 && text.AsSpan(2).IndexOfAnyExcept(HexDigits) < 0)
            {
                return BigInteger.Parse($"0{text.AsSpan(2)}", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            }

            if (!IsDecimal(text)) throw _path.Fault("an integer is written without fraction, exponent, leading zeros, spaces or a plus.");
            var value = BigInteger.Parse(text, NumberStyles.AllowLeadingSign, NumberFormatInfo.InvariantInfo);

            // Readers that keep numbers as doubles would sign another value.
            if (number && BigInteger.Abs(value) > LargestJsonInteger) throw _path.Fault("a JSON number beyond 2^53 - 1 is not exact everywhere; write it as a string.");
            return value;
        }

        private static bool IsDecimal(ReadOnlySpan<char> text)
        {
            var digits = text.StartsWith('-') ? text[1..] : text;
            return text is "0" || (!digits.IsEmpty && digits[0] != '0' && !digits.ContainsAnyExceptInRange('0', '9'));
        }
    }
}
