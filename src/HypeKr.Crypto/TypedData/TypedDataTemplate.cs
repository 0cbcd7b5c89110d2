using System.Buffers.Binary;
using System.Globalization;

namespace HypeKr.Crypto;

/// <summary>EIP-712 for a hot path: one struct and one domain, hashed when the template is made, and messages that are filled in as words.</summary>
/// <remarks>
/// <para>
/// A message costs the permutations of its own Keccak-256 and no allocation. The price is that a caller encodes the values: each is 32
/// bytes as the standard's encodeData has them. <see cref="Word(EthereumAddress)"/> and its siblings do so; text and bytes go in as their
/// <see cref="Keccak256.Hash(ReadOnlySpan{byte})"/>. A word that no value of its type has is refused.
/// </para>
/// <para>For structs in structs and arrays use <see cref="TypedDataBuilder"/>. Immutable, and safe to use from many threads.</para>
/// </remarks>
/// <example>
/// <code>
/// var agent = new TypedDataTemplate("Agent", domain, new TypedDataField("source", "string"), new TypedDataField("connectionId", "bytes32"));
/// TypedDataHash hash = agent.Hash(Keccak256.Hash("a"u8), actionHash);
/// </code>
/// </example>
public sealed class TypedDataTemplate
{
    private const int MaxTemplateFields = 32;

    private readonly TypedDataType[] _types;

    /// <summary>Declares the struct and hashes its type and the domain.</summary>
    /// <param name="primaryType">The name of the struct.</param>
    /// <param name="domain">The domain of the signatures.</param>
    /// <param name="fields">1 to 32 fields in their order, none of them a struct or an array.</param>
    /// <exception cref="ArgumentNullException"><paramref name="primaryType"/> or <paramref name="domain"/> is null.</exception>
    /// <exception cref="InvalidTypedDataException">A name or type is not one of EIP-712, or a field is a struct or an array.</exception>
    public TypedDataTemplate(string primaryType, TypedDataDomain domain, params ReadOnlySpan<TypedDataField> fields)
    {
        ArgumentNullException.ThrowIfNull(primaryType);
        ArgumentNullException.ThrowIfNull(domain);
        if (fields.Length is 0 or > MaxTemplateFields) throw new InvalidTypedDataException($"types.{TypedDataPath.Show(primaryType)}: a template has 1 to 32 fields.");

        var declared = TypedDataStruct.Declare(primaryType, fields.ToArray());
        foreach (var (name, type) in declared.Fields)
        {
            if (type.Kind is TypedDataKind.Struct or TypedDataKind.Array)
            {
                throw new InvalidTypedDataException($"types.{TypedDataPath.Show(primaryType)}.{TypedDataPath.Show(name)}: {TypedDataPath.Show(type.Text)} has no single word; a template's fields have.");
            }
        }

        _types = Array.ConvertAll(declared.Fields, field => field.Type);

        // An empty struct, for the domain's separator alone, which is computed and checked in one place.
        DomainSeparator = TypedData.Create(new TypedDataSchema([new TypedDataStruct(primaryType, [])]), primaryType, domain, TypedDataValue.FromMembers([])).DomainSeparator;
        PrimaryType = primaryType;
        EncodeType = declared.Declaration;
        TypeHash = Keccak256.Hash(System.Text.Encoding.ASCII.GetBytes(EncodeType));
    }

    /// <summary>The name of the struct.</summary>
    public string PrimaryType { get; }

    /// <summary>The declaration that <see cref="TypeHash"/> is the hash of.</summary>
    public string EncodeType { get; }

    /// <summary>Keccak-256 of <see cref="EncodeType"/>.</summary>
    public Hash32 TypeHash { get; }

    /// <summary>hashStruct of the domain.</summary>
    public Hash32 DomainSeparator { get; }

    /// <summary>The hash of a message: one word a field, in the order of their declaration.</summary>
    /// <exception cref="ArgumentException">There are more or fewer words than fields.</exception>
    /// <exception cref="InvalidTypedDataException">A word is no value of its field's type: an address with more than 20 bytes, a bool other than 0 and 1, an integer out of its range, a <c>bytesN</c> with more than N bytes.</exception>
    public TypedDataHash Hash(params ReadOnlySpan<Hash32> words)
    {
        if (words.Length != _types.Length)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{words.Length} words were given for the {_types.Length} fields of {PrimaryType}."), nameof(words));
        }

        // At most 33 words, since there are as many as fields.
        Span<byte> data = stackalloc byte[Hash32.Size * (1 + words.Length)];
        TypeHash.CopyTo(data);
        for (var i = 0; i < words.Length; i++)
        {
            var word = data.Slice(Hash32.Size * (i + 1), Hash32.Size);
            words[i].CopyTo(word);
            if (!Fits(_types[i], word)) throw new InvalidTypedDataException(string.Create(CultureInfo.InvariantCulture, $"message: word {i} is no {_types[i].Text}."));
        }

        return new TypedDataHash(PrimaryType, DomainSeparator, Keccak256.Hash(data));
    }

    /// <summary>An address as a word.</summary>
    public static Hash32 Word(EthereumAddress value)
    {
        Span<byte> word = stackalloc byte[Hash32.Size];
        word.Clear();
        value.CopyTo(word[(Hash32.Size - EthereumAddress.Size)..]);
        return new Hash32(word);
    }

    /// <summary>A boolean as a word.</summary>
    public static Hash32 Word(bool value) => Word(value ? 1UL : 0UL);

    /// <summary>A number of an unsigned type as a word.</summary>
    public static Hash32 Word(UInt128 value)
    {
        Span<byte> word = stackalloc byte[Hash32.Size];
        word.Clear();
        BinaryPrimitives.WriteUInt128BigEndian(word[16..], value);
        return new Hash32(word);
    }

    private static bool Fits(TypedDataType type, ReadOnlySpan<byte> word)
    {
        switch (type.Kind)
        {
            case TypedDataKind.Address:
                return !word[..(Hash32.Size - EthereumAddress.Size)].ContainsAnyExcept((byte)0);
            case TypedDataKind.Bool:
                return word[^1] <= 1 && !word[..^1].ContainsAnyExcept((byte)0);
            case TypedDataKind.UnsignedInteger:
                return !word[..^(type.Size / 8)].ContainsAnyExcept((byte)0);
            case TypedDataKind.SignedInteger:
                var sign = word[^(type.Size / 8)] >= 0x80 ? (byte)0xFF : (byte)0;
                return !word[..^(type.Size / 8)].ContainsAnyExcept(sign);
            case TypedDataKind.FixedBytes:
                return !word[type.Size..].ContainsAnyExcept((byte)0);
            default:
                return true;
        }
    }
}
