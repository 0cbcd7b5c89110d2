using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>How safe a debt is. Wire: <c>health</c>.</summary>
/// <remarks>An open set: a word that this version does not know keeps its text. Compared ordinally. The default value is the empty word.</remarks>
[JsonConverter(typeof(WireWordConverter<BorrowLendHealth>))]
public readonly struct BorrowLendHealth : IEquatable<BorrowLendHealth>, IWireWord<BorrowLendHealth>
{
    private readonly string? _value;

    /// <summary>A word of the wire.</summary>
    /// <param name="value">The text, as the venue writes it.</param>
    public BorrowLendHealth(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The text on the wire.</summary>
    public string Value => _value ?? "";

    /// <summary>It is covered. Wire: <c>healthy</c>.</summary>
    public static BorrowLendHealth Healthy { get; } = new("healthy");

    /// <summary>It is nearly not covered. Wire: <c>atRisk</c>.</summary>
    public static BorrowLendHealth AtRisk { get; } = new("atRisk");

    /// <summary>It can be liquidated on the market. Wire: <c>marketLiquidatable</c>.</summary>
    public static BorrowLendHealth MarketLiquidatable { get; } = new("marketLiquidatable");

    /// <summary>It can be taken over by the backstop. Wire: <c>backstopLiquidatable</c>.</summary>
    public static BorrowLendHealth BackstopLiquidatable { get; } = new("backstopLiquidatable");

    static BorrowLendHealth IWireWord<BorrowLendHealth>.FromWire(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(BorrowLendHealth other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BorrowLendHealth other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <summary>The text on the wire.</summary>
    public override string ToString() => Value;

    /// <summary>Whether both are the same word.</summary>
    public static bool operator ==(BorrowLendHealth left, BorrowLendHealth right) => left.Equals(right);

    /// <summary>Whether the words differ.</summary>
    public static bool operator !=(BorrowLendHealth left, BorrowLendHealth right) => !left.Equals(right);
}
