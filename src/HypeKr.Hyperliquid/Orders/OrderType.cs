using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>The kind of an order, as the venue's answers word it. Wire: <c>orderType</c>.</summary>
/// <remarks>An open set: a word that this version does not know keeps its text. Compared ordinally. The default value is the empty word.</remarks>
[JsonConverter(typeof(WireWordConverter<OrderType>))]
public readonly struct OrderType : IEquatable<OrderType>, IWireWord<OrderType>
{
    private readonly string? _value;

    /// <summary>A word of the wire.</summary>
    /// <param name="value">The text, as the venue writes it.</param>
    public OrderType(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The text on the wire.</summary>
    public string Value => _value ?? "";

    /// <summary>A limit order. Wire: <c>Limit</c>.</summary>
    public static OrderType Limit { get; } = new("Limit");

    /// <summary>A market order. Wire: <c>Market</c>.</summary>
    public static OrderType Market { get; } = new("Market");

    /// <summary>A stop that becomes a market order. Wire: <c>Stop Market</c>.</summary>
    public static OrderType StopMarket { get; } = new("Stop Market");

    /// <summary>A stop that becomes a limit order. Wire: <c>Stop Limit</c>.</summary>
    public static OrderType StopLimit { get; } = new("Stop Limit");

    /// <summary>A take-profit that becomes a market order. Wire: <c>Take Profit Market</c>.</summary>
    public static OrderType TakeProfitMarket { get; } = new("Take Profit Market");

    /// <summary>A take-profit that becomes a limit order. Wire: <c>Take Profit Limit</c>.</summary>
    public static OrderType TakeProfitLimit { get; } = new("Take Profit Limit");

    /// <summary>A slice of a TWAP order. Wire: <c>Twap Slice</c>.</summary>
    public static OrderType TwapSlice { get; } = new("Twap Slice");

    /// <summary>A vault closes. Wire: <c>Vault Close</c>.</summary>
    public static OrderType VaultClose { get; } = new("Vault Close");

    /// <summary>The venue sells a small spot balance. Wire: <c>Spot Dust Conversion</c>.</summary>
    public static OrderType SpotDustConversion { get; } = new("Spot Dust Conversion");

    static OrderType IWireWord<OrderType>.FromWire(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(OrderType other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is OrderType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <summary>The text on the wire.</summary>
    public override string ToString() => Value;

    /// <summary>Whether both are the same word.</summary>
    public static bool operator ==(OrderType left, OrderType right) => left.Equals(right);

    /// <summary>Whether the words differ.</summary>
    public static bool operator !=(OrderType left, OrderType right) => !left.Equals(right);
}
