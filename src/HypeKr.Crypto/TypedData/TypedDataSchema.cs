using System.Text;

namespace HypeKr.Crypto;

/// <summary>The structs of typed data, the domain's aside: all defined, and none containing itself without end.</summary>
internal sealed class TypedDataSchema
{
    private readonly Dictionary<string, TypedDataStruct> _structs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Hash32> _typeHashes = new(StringComparer.Ordinal);

    public TypedDataSchema(IEnumerable<TypedDataStruct> structs)
    {
        var fields = 0;
        foreach (var declared in structs)
        {
            if (!_structs.TryAdd(declared.Name, declared)) throw new InvalidTypedDataException($"types: {TypedDataPath.Show(declared.Name)} comes twice.");
            if (_structs.Count > TypedData.MaxStructs) throw new InvalidTypedDataException("types: there are more than 128 structs.");
            fields += declared.Fields.Length;
            if (fields > TypedData.MaxFields) throw new InvalidTypedDataException("types: there are more than 1024 fields.");
        }

        foreach (var declared in _structs.Values)
        {
            foreach (var (name, type) in declared.Fields)
            {
                var inner = type.Innermost;
                if (inner.Kind == TypedDataKind.Struct && !_structs.ContainsKey(inner.Text))
                {
                    throw new InvalidTypedDataException(
                        $"types.{TypedDataPath.Show(declared.Name)}: the type {TypedDataPath.Show(inner.Text)} of {TypedDataPath.Show(name)} is not defined.");
                }
            }
        }

        RefuseEndlessStructs();
    }

    /// <summary>In the order of their declaration.</summary>
    public IEnumerable<TypedDataStruct> Structs => _structs.Values;

    public TypedDataStruct this[string name] => _structs[name];

    public bool Contains(string name) => _structs.ContainsKey(name);

    /// <summary>The struct's declaration, then those of all structs it reaches, in ordinal order of their names.</summary>
    /// <remarks>Ordinal, since the order decides the hash: a culture would sort <c>aLower</c> before <c>Alpha</c>.</remarks>
    public string EncodeType(string name)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { name };
        var pending = new Stack<string>(reached);
        while (pending.TryPop(out var next))
        {
            foreach (var (_, type) in _structs[next].Fields)
            {
                var inner = type.Innermost;
                if (inner.Kind == TypedDataKind.Struct && reached.Add(inner.Text)) pending.Push(inner.Text);
            }
        }

        reached.Remove(name);
        return string.Concat(reached.Order(StringComparer.Ordinal).Prepend(name).Select(reachedName => _structs[reachedName].Declaration));
    }

    public Hash32 TypeHash(string name)
    {
        if (!_typeHashes.TryGetValue(name, out var hash))
        {
            hash = Keccak256.Hash(Encoding.ASCII.GetBytes(EncodeType(name)));
            _typeHashes.Add(name, hash);
        }

        return hash;
    }

    /// <summary>A struct that contains itself has no finite value, unless a <c>[]</c> that may be empty lies between.</summary>
    private void RefuseEndlessStructs()
    {
        var finished = new HashSet<string>(StringComparer.Ordinal);
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in _structs.Keys) Visit(name);

        // As deep as there are structs, which are at most 128.
        void Visit(string name)
        {
            if (finished.Contains(name)) return;
            if (!open.Add(name)) throw new InvalidTypedDataException($"types.{TypedDataPath.Show(name)}: the struct contains itself, so no value can exist.");
            foreach (var (_, type) in _structs[name].Fields)
            {
                if (type.Innermost is { Kind: TypedDataKind.Struct } inner && !type.CanBeEmpty) Visit(inner.Text);
            }

            open.Remove(name);
            finished.Add(name);
        }
    }
}
