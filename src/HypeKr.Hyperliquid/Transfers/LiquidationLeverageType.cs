using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Which positions a liquidation took. Wire: <c>leverageType</c>.</summary>
/// <remarks>An open set: a word that this version does not know keeps its text. Compared ordinally. The default value is the empty word.</remarks>
[JsonConverter(typeof(WireWordConverter<LiquidationLeverageType>))]
public readonly struct LiquidationLeverageType : IEquatable<LiquidationLeverageType>, IWireWord<LiquidationLeverageType>
{
    private readonly string? _value;

    /// <summary>A word of the wire.</summary>
    /// <param name="value">The text, as the venue writes it.</param>
    public LiquidationLeverageType(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The text on the wire.</summary>
    public string Value => _value ?? "";

    /// <summary>All cross positions. Wire: <c>Cross</c>.</summary>
    public static LiquidationLeverageType Cross { get; } = new("Cross");

    /// <summary>An isolated position. Wire: <c>Isolated</c>.</summary>
    public static LiquidationLeverageType Isolated { get; } = new("Isolated");

    static LiquidationLeverageType IWireWord<LiquidationLeverageType>.FromWire(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(LiquidationLeverageType other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is LiquidationLeverageType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <summary>The text on the wire.</summary>
    public override string ToString() => Value;

    /// <summary>Whether both are the same word.</summary>
    public static bool operator ==(LiquidationLeverageType left, LiquidationLeverageType right) => left.Equals(right);

    /// <summary>Whether the words differ.</summary>
    public static bool operator !=(LiquidationLeverageType left, LiquidationLeverageType right) => !left.Equals(right);
}
