using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>How balances of an address work together. Wire: info <c>userAbstraction</c>.</summary>
/// <remarks>An open set: a word that this version does not know keeps its text. Compared ordinally. The default value is the empty word.</remarks>
[JsonConverter(typeof(WireWordConverter<AccountAbstraction>))]
public readonly struct AccountAbstraction : IEquatable<AccountAbstraction>, IWireWord<AccountAbstraction>
{
    private readonly string? _value;

    /// <summary>A word of the wire.</summary>
    /// <param name="value">The text, as the venue writes it.</param>
    public AccountAbstraction(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The text on the wire.</summary>
    public string Value => _value ?? "";

    /// <summary>One balance for spot and all dexs. Wire: <c>unifiedAccount</c>.</summary>
    public static AccountAbstraction UnifiedAccount { get; } = new("unifiedAccount");

    /// <summary>One balance, and margin over the whole portfolio. Wire: <c>portfolioMargin</c>.</summary>
    public static AccountAbstraction PortfolioMargin { get; } = new("portfolioMargin");

    /// <summary>Separate balances, chosen. Wire: <c>disabled</c>.</summary>
    public static AccountAbstraction Disabled { get; } = new("disabled");

    /// <summary>Separate balances, never chosen. Wire: <c>default</c>.</summary>
    public static AccountAbstraction Default { get; } = new("default");

    static AccountAbstraction IWireWord<AccountAbstraction>.FromWire(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(AccountAbstraction other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AccountAbstraction other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <summary>The text on the wire.</summary>
    public override string ToString() => Value;

    /// <summary>Whether both are the same word.</summary>
    public static bool operator ==(AccountAbstraction left, AccountAbstraction right) => left.Equals(right);

    /// <summary>Whether the words differ.</summary>
    public static bool operator !=(AccountAbstraction left, AccountAbstraction right) => !left.Equals(right);
}
