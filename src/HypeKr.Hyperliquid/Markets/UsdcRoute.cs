using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>A way for USDC.</summary>
/// <remarks>An open set: a word that this version does not know keeps its text. Compared ordinally. The default value is the empty word.</remarks>
[JsonConverter(typeof(WireWordConverter<UsdcRoute>))]
public readonly struct UsdcRoute : IEquatable<UsdcRoute>, IWireWord<UsdcRoute>
{
    private readonly string? _value;

    /// <summary>A word of the wire.</summary>
    /// <param name="value">The text, as the venue writes it.</param>
    public UsdcRoute(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The text on the wire.</summary>
    public string Value => _value ?? "";

    /// <summary>The venue's bridge. Wire: <c>bridge</c>.</summary>
    public static UsdcRoute Bridge { get; } = new("bridge");

    /// <summary>Circle's cross-chain transfer protocol. Wire: <c>cctp</c>.</summary>
    public static UsdcRoute Cctp { get; } = new("cctp");

    static UsdcRoute IWireWord<UsdcRoute>.FromWire(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(UsdcRoute other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is UsdcRoute other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <summary>The text on the wire.</summary>
    public override string ToString() => Value;

    /// <summary>Whether both are the same word.</summary>
    public static bool operator ==(UsdcRoute left, UsdcRoute right) => left.Equals(right);

    /// <summary>Whether the words differ.</summary>
    public static bool operator !=(UsdcRoute left, UsdcRoute right) => !left.Equals(right);
}
