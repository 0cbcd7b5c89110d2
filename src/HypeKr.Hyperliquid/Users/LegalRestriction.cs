using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>What an address may not do. Wire: the <c>restrictions</c> of info <c>legalCheck</c>.</summary>
/// <remarks>An open set: a word that this version does not know keeps its text. Compared ordinally. The default value is the empty word.</remarks>
[JsonConverter(typeof(WireWordConverter<LegalRestriction>))]
public readonly struct LegalRestriction : IEquatable<LegalRestriction>, IWireWord<LegalRestriction>
{
    private readonly string? _value;

    /// <summary>A word of the wire.</summary>
    /// <param name="value">The text, as the venue writes it.</param>
    public LegalRestriction(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The text on the wire.</summary>
    public string Value => _value ?? "";

    /// <summary>Nothing is restricted. Wire: <c>n</c>.</summary>
    public static LegalRestriction None { get; } = new("n");

    /// <summary>Actions are blocked. Wire: <c>a</c>.</summary>
    public static LegalRestriction Actions { get; } = new("a");

    /// <summary>Outcomes are hidden. Wire: <c>o</c>.</summary>
    public static LegalRestriction Outcomes { get; } = new("o");

    /// <summary>The rules for the United Kingdom. Wire: <c>u</c>.</summary>
    public static LegalRestriction UnitedKingdom { get; } = new("u");

    static LegalRestriction IWireWord<LegalRestriction>.FromWire(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(LegalRestriction other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is LegalRestriction other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <summary>The text on the wire.</summary>
    public override string ToString() => Value;

    /// <summary>Whether both are the same word.</summary>
    public static bool operator ==(LegalRestriction left, LegalRestriction right) => left.Equals(right);

    /// <summary>Whether the words differ.</summary>
    public static bool operator !=(LegalRestriction left, LegalRestriction right) => !left.Equals(right);
}
