using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>How long a candle is.</summary>
/// <remarks>An open set: a word that this version does not know keeps its text. Compared ordinally. The default value is the empty word.</remarks>
[JsonConverter(typeof(WireWordConverter<CandleInterval>))]
public readonly struct CandleInterval : IEquatable<CandleInterval>, IWireWord<CandleInterval>
{
    private readonly string? _value;

    /// <summary>A word of the wire.</summary>
    /// <param name="value">The text, as the venue writes it.</param>
    public CandleInterval(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The text on the wire.</summary>
    public string Value => _value ?? "";

    /// <summary>A minute. Wire: <c>1m</c>.</summary>
    public static CandleInterval OneMinute { get; } = new("1m");

    /// <summary>Three minutes. Wire: <c>3m</c>.</summary>
    public static CandleInterval ThreeMinutes { get; } = new("3m");

    /// <summary>Five minutes. Wire: <c>5m</c>.</summary>
    public static CandleInterval FiveMinutes { get; } = new("5m");

    /// <summary>A quarter of an hour. Wire: <c>15m</c>.</summary>
    public static CandleInterval FifteenMinutes { get; } = new("15m");

    /// <summary>Half an hour. Wire: <c>30m</c>.</summary>
    public static CandleInterval ThirtyMinutes { get; } = new("30m");

    /// <summary>An hour. Wire: <c>1h</c>.</summary>
    public static CandleInterval OneHour { get; } = new("1h");

    /// <summary>Two hours. Wire: <c>2h</c>.</summary>
    public static CandleInterval TwoHours { get; } = new("2h");

    /// <summary>Four hours. Wire: <c>4h</c>.</summary>
    public static CandleInterval FourHours { get; } = new("4h");

    /// <summary>Eight hours. Wire: <c>8h</c>.</summary>
    public static CandleInterval EightHours { get; } = new("8h");

    /// <summary>Twelve hours. Wire: <c>12h</c>.</summary>
    public static CandleInterval TwelveHours { get; } = new("12h");

    /// <summary>A day. Wire: <c>1d</c>.</summary>
    public static CandleInterval OneDay { get; } = new("1d");

    /// <summary>Three days. Wire: <c>3d</c>.</summary>
    public static CandleInterval ThreeDays { get; } = new("3d");

    /// <summary>A week. Wire: <c>1w</c>.</summary>
    public static CandleInterval OneWeek { get; } = new("1w");

    /// <summary>A month. Wire: <c>1M</c>.</summary>
    public static CandleInterval OneMonth { get; } = new("1M");

    static CandleInterval IWireWord<CandleInterval>.FromWire(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(CandleInterval other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CandleInterval other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <summary>The text on the wire.</summary>
    public override string ToString() => Value;

    /// <summary>Whether both are the same word.</summary>
    public static bool operator ==(CandleInterval left, CandleInterval right) => left.Equals(right);

    /// <summary>Whether the words differ.</summary>
    public static bool operator !=(CandleInterval left, CandleInterval right) => !left.Equals(right);
}
