using System.Buffers;
using System.Text;
using System.Text.Json;

namespace HypeKr.Crypto;

/// <summary>EIP-712 typed data: a domain and a message whose types are all declared, checked and hashed. Immutable.</summary>
/// <remarks>
/// <para>Read from the JSON of <c>eth_signTypedData_v4</c> with <see cref="Parse(string)"/>, or made with <see cref="TypedDataBuilder"/>.</para>
/// <para>Stricter than most encoders, because a lax one signs another value than the one that was shown:</para>
/// <list type="bullet">
/// <item>every struct that is named is defined; type names are read whole, and <c>uint</c> and <c>int</c> without a width are refused;</item>
/// <item>every declared member is there, and nothing else; a name that comes twice in a JSON object is refused;</item>
/// <item>integers fit their width, and are JSON numbers up to 2^53 - 1 or strings of decimal or <c>0x</c> digits; <c>bool</c> is true or false;
/// <c>bytesN</c> has N bytes, bytes are <c>0x</c> and whole hex pairs; <c>T[n]</c> has n elements; addresses pass EIP-55; text is valid UTF-16;</item>
/// <item>a struct contains itself only through a <c>[]</c>;</item>
/// <item>the domain has the standard's members in the standard's order. Where <c>EIP712Domain</c> is not declared, it has those that are there.</item>
/// </list>
/// <para>Limits: 1 MiB of JSON, 128 structs with 1024 fields in all, values nested 32 deep, 100000 values.</para>
/// </remarks>
public sealed class TypedData
{
    internal const string DomainType = "EIP712Domain";
    internal const int MaxJsonBytes = 1 << 20;
    internal const int MaxStructs = 128;
    internal const int MaxFields = 1024;
    internal const int MaxDepth = 32;
    internal const int MaxValues = 100_000;

    // The message lies one level inside the root, and each of its levels is a struct or array.
    private static readonly JsonDocumentOptions JsonOptions = new() { MaxDepth = MaxDepth + 8 };

    private readonly TypedDataSchema _schema;
    private readonly TypedDataStruct _domainType;
    private readonly TypedDataValue _domainValue;
    private readonly TypedDataValue _message;

    private TypedData(TypedDataSchema schema, string primaryType, TypedDataDomain domain, TypedDataValue message)
    {
        (_schema, PrimaryType, Domain, _message) = (schema, primaryType, domain, message);

        if (schema.Contains(DomainType)) throw new InvalidTypedDataException($"types: {DomainType} is the type of the domain and of nothing else.");
        var members = domain.ToMembers();
        _domainValue = TypedDataValue.FromMembers(members);
        _domainType = TypedDataStruct.Declare(DomainType, Array.FindAll(TypedDataDomain.StandardFields, field => members.ContainsKey(field.Name)));
        var domainTypeHash = Keccak256.Hash(Encoding.ASCII.GetBytes(_domainType.Declaration));
        DomainSeparator = new TypedDataEncoder(schema, "domain").HashStruct(_domainType, domainTypeHash, _domainValue);

        EncodeType = schema.EncodeType(primaryType);
        TypeHash = schema.TypeHash(primaryType);
        StructHash = new TypedDataEncoder(schema, "message").HashStruct(schema[primaryType], TypeHash, message);
        Digest = Hash.Digest;
    }

    /// <summary>The name of the message's struct.</summary>
    public string PrimaryType { get; }

    /// <summary>The domain the signature is bound to.</summary>
    public TypedDataDomain Domain { get; }

    /// <summary>encodeType of the primary type: its declaration and those of all structs it reaches, in ordinal order of their names.</summary>
    public string EncodeType { get; }

    /// <summary>Keccak-256 of <see cref="EncodeType"/>.</summary>
    public Hash32 TypeHash { get; }

    /// <summary>hashStruct of the domain.</summary>
    public Hash32 DomainSeparator { get; }

    /// <summary>hashStruct of the message.</summary>
    public Hash32 StructHash { get; }

    /// <summary>Keccak-256 of 0x19 ‖ 0x01 ‖ <see cref="DomainSeparator"/> ‖ <see cref="StructHash"/>: the 32 bytes to sign.</summary>
    public Hash32 Digest { get; }

    /// <summary>Primary type, domain separator and struct hash, for signers that take no more.</summary>
    public TypedDataHash Hash => new(PrimaryType, DomainSeparator, StructHash);

    /// <summary>Reads the JSON of <c>eth_signTypedData_v4</c>: <c>types</c>, <c>primaryType</c>, <c>domain</c>, <c>message</c>. Other members beside these are ignored.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="InvalidTypedDataException">The text is not JSON, or not such typed data.</exception>
    public static TypedData Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);

        // A character is at least one byte of UTF-8, so this refuses nothing that the limit in bytes would not.
        if (json.Length > MaxJsonBytes) throw new InvalidTypedDataException("typed data: the JSON is larger than 1 MiB.");
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json, JsonOptions);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            // The inner exception may quote the message, so it is not carried along.
            throw new InvalidTypedDataException("typed data: the text is not JSON, or nested too deep.");
        }

        using (document) return Parse(document.RootElement);
    }

    /// <inheritdoc cref="Parse(string)"/>
    /// <exception cref="ObjectDisposedException">The document of <paramref name="json"/> has been disposed.</exception>
    public static TypedData Parse(JsonElement json)
    {
        var (schema, primaryType, domain, message) = TypedDataReader.Read(json);
        return new TypedData(schema, primaryType, domain, message);
    }

    internal static TypedData Create(TypedDataSchema schema, string primaryType, TypedDataDomain domain, TypedDataValue message) =>
        new(schema, primaryType, domain, message);

    /// <summary>Writes the JSON of <c>eth_signTypedData_v4</c>, with <c>EIP712Domain</c> among the types.</summary>
    /// <remarks>Integers beyond 2^53 - 1 are written as strings, addresses with their checksum. Reading it gives the same hashes.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="writer"/> is null.</exception>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        TypedDataWriter.Write(writer, _schema, PrimaryType, _domainType, _domainValue, _message);
    }

    /// <summary>The JSON of <c>eth_signTypedData_v4</c>; see <see cref="WriteTo"/>. It holds the whole message: hand it to a wallet, not to a log.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
