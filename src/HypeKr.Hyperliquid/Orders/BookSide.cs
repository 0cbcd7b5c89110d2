using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>The side of the book, as the venue's answers word it.</summary>
/// <remarks>An open set: a word that this version does not know keeps its text. Compared ordinally. The default value is the empty word.</remarks>
[JsonConverter(typeof(WireWordConverter<BookSide>))]
public readonly struct BookSide : IEquatable<BookSide>, IWireWord<BookSide>
{
    private readonly string? _value;

    /// <summary>A word of the wire.</summary>
    /// <param name="value">The text, as the venue writes it.</param>
    public BookSide(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Buyers. Wire: <c>B</c>.</summary>
    public static BookSide Bid { get; } = new("B");

    /// <summary>Sellers. Wire: <c>A</c>.</summary>
    public static BookSide Ask { get; } = new("A");

    /// <summary>The text on the wire.</summary>
    public string Value => _value ?? "";

    /// <summary>The side of an order here; null for a word that is not known.</summary>
    public OrderSide? OrderSide => this == Bid ? Hyperliquid.OrderSide.Buy : this == Ask ? Hyperliquid.OrderSide.Sell : null;

    static BookSide IWireWord<BookSide>.FromWire(string value) => value switch
    {
        "B" => Bid,
        "A" => Ask,
        _ => new(value),
    };

    /// <inheritdoc/>
    public bool Equals(BookSide other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BookSide other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <summary>The text on the wire.</summary>
    public override string ToString() => Value;

    /// <summary>Whether both are the same word.</summary>
    public static bool operator ==(BookSide left, BookSide right) => left.Equals(right);

    /// <summary>Whether the words differ.</summary>
    public static bool operator !=(BookSide left, BookSide right) => !left.Equals(right);
}
