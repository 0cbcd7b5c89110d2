using System.Globalization;
using System.Numerics;
using System.Text;

namespace HypeKr.Crypto;

/// <summary>encodeData and hashStruct of EIP-712. Every value is checked against its type here, wherever it came from.</summary>
internal sealed class TypedDataEncoder(TypedDataSchema schema, string root)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly TypedDataPath _path = new(root);
    private int _values;

    public Hash32 HashStruct(TypedDataStruct type, Hash32 typeHash, TypedDataValue value)
    {
        if (value.Content is not Dictionary<string, TypedDataValue> members) throw Mismatch(type.Name, value);

        var data = new byte[Hash32.Size * (1 + type.Fields.Length)];
        typeHash.CopyTo(data);
        for (var i = 0; i < type.Fields.Length; i++)
        {
            var (name, fieldType) = type.Fields[i];
            if (!members.TryGetValue(name, out var member)) throw _path.Fault($"the member {TypedDataPath.Show(name)} of {TypedDataPath.Show(type.Name)} is missing.");
            _path.Enter(name);
            Encode(fieldType, member, data.AsSpan(Hash32.Size * (i + 1), Hash32.Size));
            _path.Leave();
        }

        // What is not declared would be shown to whoever signs, and not be signed.
        if (members.Count > type.Fields.Length)
        {
            var extra = members.Keys.First(name => !Array.Exists(type.Fields, field => field.Name == name));
            throw _path.Fault($"{TypedDataPath.Show(type.Name)} has no member {TypedDataPath.Show(extra)}.");
        }

        return Keccak256.Hash(data);
    }

    private void Encode(TypedDataType type, TypedDataValue value, Span<byte> word)
    {
        if (_path.Depth > TypedData.MaxDepth) throw _path.Fault("the value lies deeper than 32 structs and arrays.");
        if (++_values > TypedData.MaxValues) throw _path.Fault("there are more than 100000 values.");

        switch (type.Kind, value.Content)
        {
            case (TypedDataKind.Address, EthereumAddress address):
                address.CopyTo(word[(Hash32.Size - EthereumAddress.Size)..]);
                break;
            case (TypedDataKind.Bool, bool flag):
                word[^1] = flag ? (byte)1 : (byte)0;
                break;
            case (TypedDataKind.String, string text):
                Keccak256.Hash(Utf8(text), word);
                break;
            case (TypedDataKind.Bytes, byte[] bytes):
                Keccak256.Hash(bytes, word);
                break;
            case (TypedDataKind.FixedBytes, byte[] bytes):
                if (bytes.Length != type.Size) throw _path.Fault(Invariant($"{type.Text} is given {bytes.Length} bytes."));
                bytes.CopyTo(word);
                break;
            case (TypedDataKind.UnsignedInteger or TypedDataKind.SignedInteger, BigInteger integer):
                EncodeInteger(type, integer, word);
                break;
            case (TypedDataKind.Array, TypedDataValue[] elements):
                HashArray(type, elements).CopyTo(word);
                break;
            case (TypedDataKind.Struct, Dictionary<string, TypedDataValue>):
                HashStruct(schema[type.Text], schema.TypeHash(type.Text), value).CopyTo(word);
                break;
            default:
                throw Mismatch(type.Text, value);
        }
    }

    private Hash32 HashArray(TypedDataType type, TypedDataValue[] elements)
    {
        if (type.Length is { } length && elements.Length != length) throw _path.Fault(Invariant($"{TypedDataPath.Show(type.Text)} is given {elements.Length} elements."));
        if (elements.Length > TypedData.MaxValues) throw _path.Fault("there are more than 100000 values.");

        var data = new byte[Hash32.Size * elements.Length];
        for (var i = 0; i < elements.Length; i++)
        {
            _path.Enter(i);
            Encode(type.Element!, elements[i], data.AsSpan(Hash32.Size * i, Hash32.Size));
            _path.Leave();
        }

        return Keccak256.Hash(data);
    }

    private void EncodeInteger(TypedDataType type, BigInteger value, Span<byte> word)
    {
        // GetBitLength leaves the sign bit out, so -128 and 127 have 7 bits.
        var unsigned = type.Kind == TypedDataKind.UnsignedInteger;
        var fits = unsigned ? value.Sign >= 0 && value.GetBitLength() <= type.Size : value.GetBitLength() < type.Size;
        if (!fits)
        {
            var shown = value.GetBitLength() <= 64 ? value.ToString(CultureInfo.InvariantCulture) : "the number";
            throw _path.Fault(Invariant($"{shown} is outside {type.Text}, which goes from {(unsigned ? "0" : $"-2^{type.Size - 1}")} to 2^{(unsigned ? type.Size : type.Size - 1)} - 1."));
        }

        if (value.Sign < 0) word.Fill(0xFF);
        Span<byte> bytes = stackalloc byte[Hash32.Size];
        value.TryWriteBytes(bytes, out var written, isUnsigned: value.Sign >= 0, isBigEndian: true);
        bytes[..written].CopyTo(word[(Hash32.Size - written)..]);
    }

    private byte[] Utf8(string text)
    {
        try
        {
            return StrictUtf8.GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            throw _path.Fault("the text has half of a surrogate pair, which UTF-8 cannot express.");
        }
    }

    private InvalidTypedDataException Mismatch(string type, TypedDataValue value) =>
        _path.Fault($"{TypedDataPath.Show(type)} is given {value.Content switch
        {
            string => "text",
            bool => "a boolean",
            BigInteger => "an integer",
            EthereumAddress => "an address",
            byte[] => "bytes",
            TypedDataValue[] => "an array",
            _ => "a struct",
        }}.");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
