namespace HypeKr.Crypto;

/// <summary>Builds <see cref="TypedData"/> in code. Every type is written out; none is inferred from a value.</summary>
/// <example>
/// <code>
/// var agent = new TypedDataBuilder("Agent", new TypedDataDomain { Name = "Exchange", Version = "1", ChainId = 1337, VerifyingContract = default(EthereumAddress) })
///     .Field("source", "string", "a")
///     .Field("connectionId", "bytes32", actionHash)
///     .Build();
/// </code>
/// </example>
public sealed class TypedDataBuilder
{
    private readonly string _primaryType;
    private readonly TypedDataDomain _domain;
    private readonly List<TypedDataField> _fields = [];
    private readonly Dictionary<string, TypedDataValue> _message = new(StringComparer.Ordinal);
    private readonly List<(string Name, TypedDataField[] Fields)> _structs = [];

    /// <summary>Begins typed data whose message is a struct of the name <paramref name="primaryType"/>.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public TypedDataBuilder(string primaryType, TypedDataDomain domain)
    {
        ArgumentNullException.ThrowIfNull(primaryType);
        ArgumentNullException.ThrowIfNull(domain);
        (_primaryType, _domain) = (primaryType, domain);
    }

    /// <summary>Declares the next field of the primary type, and gives it its value. The order of the calls is the order of the fields.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">There is a field of this name already.</exception>
    public TypedDataBuilder Field(string name, string type, TypedDataValue value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(value);
        if (!_message.TryAdd(name, value)) throw new ArgumentException($"The field {TypedDataPath.Show(name)} comes twice.", nameof(name));
        _fields.Add(new TypedDataField(name, type));
        return this;
    }

    /// <summary>Declares a struct that fields of the message refer to.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public TypedDataBuilder Struct(string name, params ReadOnlySpan<TypedDataField> fields)
    {
        ArgumentNullException.ThrowIfNull(name);
        _structs.Add((name, fields.ToArray()));
        return this;
    }

    /// <summary>Checks and hashes what was declared.</summary>
    /// <exception cref="InvalidTypedDataException">A type is undefined or malformed, a value does not fit its type, or a limit is exceeded.</exception>
    public TypedData Build()
    {
        var structs = _structs.Prepend((Name: _primaryType, Fields: [.. _fields])).Select(declared => TypedDataStruct.Declare(declared.Name, declared.Fields));
        return TypedData.Create(new TypedDataSchema(structs), _primaryType, _domain, TypedDataValue.FromMembers(new(_message, StringComparer.Ordinal)));
    }
}
