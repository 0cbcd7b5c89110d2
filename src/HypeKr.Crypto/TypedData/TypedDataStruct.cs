namespace HypeKr.Crypto;

/// <summary>A struct as it is declared, its fields' types read.</summary>
internal sealed class TypedDataStruct(string name, (string Name, TypedDataType Type)[] fields)
{
    public string Name { get; } = name;

    public (string Name, TypedDataType Type)[] Fields { get; } = fields;

    /// <summary>The struct's part of encodeType: <c>Person(string name,address wallet)</c>.</summary>
    public string Declaration { get; } = $"{name}({string.Join(',', fields.Select(field => $"{field.Type.Text} {field.Name}"))})";

    public static TypedDataStruct Declare(string name, IReadOnlyList<TypedDataField> fields)
    {
        var path = new TypedDataPath("types");
        path.Enter(name);
        if (TypedDataType.Parse(name, out _) is not { Kind: TypedDataKind.Struct })
        {
            throw path.Fault("the name of a struct is an identifier, or identifiers with : between them, and not the name of another type.");
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        var read = new (string Name, TypedDataType Type)[fields.Count];
        for (var i = 0; i < read.Length; i++)
        {
            path.Enter(i);
            if (!TypedDataType.IsFieldName(fields[i].Name)) throw path.Fault("the name of a field is an identifier: letters, digits, _ and $, at most 128.");
            if (!names.Add(fields[i].Name)) throw path.Fault($"the name {TypedDataPath.Show(fields[i].Name)} comes twice.");
            if (fields[i].Type is null) throw path.Fault("the type is missing.");
            read[i] = (fields[i].Name, TypedDataType.Parse(fields[i].Type, out var fault) ?? throw path.Fault($"{fault}."));
            path.Leave();
        }

        return new TypedDataStruct(name, read);
    }
}
