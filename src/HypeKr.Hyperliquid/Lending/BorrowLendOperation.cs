using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>What was done with a token that can be lent. Wire: <c>operation</c>.</summary>
/// <remarks>An open set: a word that this version does not know keeps its text. Compared ordinally. The default value is the empty word.</remarks>
[JsonConverter(typeof(WireWordConverter<BorrowLendOperation>))]
public readonly struct BorrowLendOperation : IEquatable<BorrowLendOperation>, IWireWord<BorrowLendOperation>
{
    private readonly string? _value;

    /// <summary>A word of the wire.</summary>
    /// <param name="value">The text, as the venue writes it.</param>
    public BorrowLendOperation(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The text on the wire.</summary>
    public string Value => _value ?? "";

    /// <summary>Lent. Wire: <c>supply</c>.</summary>
    public static BorrowLendOperation Supply { get; } = new("supply");

    /// <summary>Taken back. Wire: <c>withdraw</c>.</summary>
    public static BorrowLendOperation Withdraw { get; } = new("withdraw");

    /// <summary>Borrowed. Wire: <c>borrow</c>.</summary>
    public static BorrowLendOperation Borrow { get; } = new("borrow");

    /// <summary>Paid back. Wire: <c>repay</c>.</summary>
    public static BorrowLendOperation Repay { get; } = new("repay");

    static BorrowLendOperation IWireWord<BorrowLendOperation>.FromWire(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(BorrowLendOperation other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BorrowLendOperation other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <summary>The text on the wire.</summary>
    public override string ToString() => Value;

    /// <summary>Whether both are the same word.</summary>
    public static bool operator ==(BorrowLendOperation left, BorrowLendOperation right) => left.Equals(right);

    /// <summary>Whether the words differ.</summary>
    public static bool operator !=(BorrowLendOperation left, BorrowLendOperation right) => !left.Equals(right);
}
