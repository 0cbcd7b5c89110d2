using System.Numerics;

namespace HypeKr.Crypto;

/// <summary>A value of EIP-712 typed data, immutable. It has no type of its own: the field it is given to says what it must be.</summary>
/// <remarks>
/// Text is for <c>string</c>, an <see cref="EthereumAddress"/> for <c>address</c>, integers for <c>uintN</c> and <c>intN</c>, bytes and
/// <see cref="Hash32"/> for <c>bytes</c> and <c>bytesN</c>. There is no conversion between these: text that looks like an address is text.
/// </remarks>
public sealed class TypedDataValue
{
    private TypedDataValue(object content) => Content = content;

    /// <summary>A string, bool, BigInteger, EthereumAddress, byte[], TypedDataValue[], or Dictionary of names and values.</summary>
    internal object Content { get; }

    /// <summary>A value for <c>string</c>.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static implicit operator TypedDataValue(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(text);
    }

    /// <summary>A value for <c>bool</c>.</summary>
    public static implicit operator TypedDataValue(bool value) => new(value);

    /// <summary>A value for an integer type.</summary>
    public static implicit operator TypedDataValue(int value) => new(new BigInteger(value));

    /// <summary>A value for an integer type.</summary>
    public static implicit operator TypedDataValue(long value) => new(new BigInteger(value));

    /// <summary>A value for an integer type.</summary>
    public static implicit operator TypedDataValue(ulong value) => new(new BigInteger(value));

    /// <summary>A value for an integer type.</summary>
    public static implicit operator TypedDataValue(BigInteger value) => new(value);

    /// <summary>A value for <c>address</c>.</summary>
    public static implicit operator TypedDataValue(EthereumAddress address) => new(address);

    /// <summary>A value for <c>bytes32</c> or <c>bytes</c>.</summary>
    public static implicit operator TypedDataValue(Hash32 hash) => new(hash.ToArray());

    /// <summary>A value for <c>bytes</c>, or for <c>bytesN</c> of the same length. The bytes are copied.</summary>
    public static TypedDataValue FromBytes(ReadOnlySpan<byte> bytes) => new(bytes.ToArray());

    /// <summary>A value for an array.</summary>
    /// <exception cref="ArgumentException">An element is null.</exception>
    public static TypedDataValue ArrayOf(params ReadOnlySpan<TypedDataValue> elements)
    {
        foreach (var element in elements)
        {
            if (element is null) throw new ArgumentException("An element is null.", nameof(elements));
        }

        return new(elements.ToArray());
    }

    /// <summary>A value for a struct: its members by name, in any order. The hash follows the order of the declaration.</summary>
    /// <exception cref="ArgumentException">A name or value is null, or a name comes twice.</exception>
    public static TypedDataValue StructOf(params ReadOnlySpan<(string Name, TypedDataValue Value)> members)
    {
        var byName = new Dictionary<string, TypedDataValue>(members.Length, StringComparer.Ordinal);
        foreach (var (name, value) in members)
        {
            if (name is null || value is null) throw new ArgumentException("A name or value is null.", nameof(members));
            if (!byName.TryAdd(name, value)) throw new ArgumentException($"The member {TypedDataPath.Show(name)} comes twice.", nameof(members));
        }

        return FromMembers(byName);
    }

    internal static TypedDataValue FromMembers(Dictionary<string, TypedDataValue> members) => new(members);

    internal static TypedDataValue FromElements(TypedDataValue[] elements) => new(elements);
}
