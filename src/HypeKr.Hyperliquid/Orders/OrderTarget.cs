using System.Globalization;

namespace HypeKr.Hyperliquid;

/// <summary>An order on the book, by the venue's id or by the client's. Wire: <c>oid</c>, a number or <c>0x</c> and 32 hex digits.</summary>
public readonly record struct OrderTarget
{
    private readonly long _orderId;

    /// <summary>The order of the venue's id.</summary>
    /// <param name="orderId">0 to 2^53 - 1.</param>
    public OrderTarget(long orderId)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(orderId);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(orderId, WireInteger.Max);
        _orderId = orderId;
    }

    /// <summary>The order of the client's id.</summary>
    public OrderTarget(Cloid cloid) => Cloid = cloid;

    /// <summary>The venue's id, when it is named by that.</summary>
    public long? OrderId => Cloid is null ? _orderId : null;

    /// <summary>The client's id, when it is named by that.</summary>
    public Cloid? Cloid { get; }

    /// <summary>The order of the venue's id.</summary>
    public static implicit operator OrderTarget(long orderId) => new(orderId);

    /// <summary>The order of the client's id.</summary>
    public static implicit operator OrderTarget(Cloid cloid) => new(cloid);

    /// <summary>The order of the venue's id.</summary>
    public static OrderTarget FromInt64(long orderId) => new(orderId);

    /// <summary>The order of the client's id.</summary>
    public static OrderTarget FromCloid(Cloid cloid) => new(cloid);

    /// <summary>The id.</summary>
    public override string ToString() => Cloid?.ToString() ?? _orderId.ToString(CultureInfo.InvariantCulture);

    internal void Write<TWriter>(ref TWriter writer)
        where TWriter : struct, IWireWriter
    {
        if (Cloid is { } cloid) writer.Cloid(cloid);
        else writer.Integer(_orderId);
    }
}
