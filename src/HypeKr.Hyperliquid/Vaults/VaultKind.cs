using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>How a vault stands to others.</summary>
/// <remarks>An open set: a word that this version does not know keeps its text. Compared ordinally. The default value is the empty word.</remarks>
[JsonConverter(typeof(WireWordConverter<VaultKind>))]
public readonly struct VaultKind : IEquatable<VaultKind>, IWireWord<VaultKind>
{
    private readonly string? _value;

    /// <summary>A word of the wire.</summary>
    /// <param name="value">The text, as the venue writes it.</param>
    public VaultKind(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The text on the wire.</summary>
    public string Value => _value ?? "";

    /// <summary>Alone. Wire: <c>normal</c>.</summary>
    public static VaultKind Normal { get; } = new("normal");

    /// <summary>It spreads over child vaults. Wire: <c>parent</c>.</summary>
    public static VaultKind Parent { get; } = new("parent");

    /// <summary>It belongs to a parent. Wire: <c>child</c>.</summary>
    public static VaultKind Child { get; } = new("child");

    static VaultKind IWireWord<VaultKind>.FromWire(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(VaultKind other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is VaultKind other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <summary>The text on the wire.</summary>
    public override string ToString() => Value;

    /// <summary>Whether both are the same word.</summary>
    public static bool operator ==(VaultKind left, VaultKind right) => left.Equals(right);

    /// <summary>Whether the words differ.</summary>
    public static bool operator !=(VaultKind left, VaultKind right) => !left.Equals(right);
}
