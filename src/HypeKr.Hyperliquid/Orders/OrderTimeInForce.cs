using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>The time in force, as the venue's answers word it. Wire: <c>tif</c>.</summary>
/// <remarks>An open set: a word that this version does not know keeps its text. Compared ordinally. The default value is the empty word.</remarks>
[JsonConverter(typeof(WireWordConverter<OrderTimeInForce>))]
public readonly struct OrderTimeInForce : IEquatable<OrderTimeInForce>, IWireWord<OrderTimeInForce>
{
    private readonly string? _value;

    /// <summary>A word of the wire.</summary>
    /// <param name="value">The text, as the venue writes it.</param>
    public OrderTimeInForce(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The text on the wire.</summary>
    public string Value => _value ?? "";

    /// <summary>Rests until cancelled. Wire: <c>Gtc</c>.</summary>
    public static OrderTimeInForce Gtc { get; } = new("Gtc");

    /// <summary>Fills at once or is cancelled. Wire: <c>Ioc</c>.</summary>
    public static OrderTimeInForce Ioc { get; } = new("Ioc");

    /// <summary>Rests or is cancelled: post-only. Wire: <c>Alo</c>.</summary>
    public static OrderTimeInForce Alo { get; } = new("Alo");

    /// <summary>A market order of the venue's page. Wire: <c>FrontendMarket</c>.</summary>
    public static OrderTimeInForce FrontendMarket { get; } = new("FrontendMarket");

    /// <summary>A market order of a liquidation. Wire: <c>LiquidationMarket</c>.</summary>
    public static OrderTimeInForce LiquidationMarket { get; } = new("LiquidationMarket");

    static OrderTimeInForce IWireWord<OrderTimeInForce>.FromWire(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(OrderTimeInForce other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is OrderTimeInForce other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <summary>The text on the wire.</summary>
    public override string ToString() => Value;

    /// <summary>Whether both are the same word.</summary>
    public static bool operator ==(OrderTimeInForce left, OrderTimeInForce right) => left.Equals(right);

    /// <summary>Whether the words differ.</summary>
    public static bool operator !=(OrderTimeInForce left, OrderTimeInForce right) => !left.Equals(right);
}
