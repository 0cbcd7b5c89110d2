using System.Globalization;

namespace HypeKr.Hyperliquid;

/// <summary>How the orders of one action belong together. Wire: <c>grouping</c>.</summary>
/// <remarks>The default value is <see cref="None"/>.</remarks>
public readonly record struct OrderGrouping
{
    /// <summary>The most that <see cref="Priority"/> takes: 100 %, in units of 10^-8.</summary>
    public const int MaxPriorityRate = 100_000_000;

    private enum Form
    {
        None,
        NormalTpsl,
        PositionTpsl,
        Priority,
    }

    private readonly Form _form;
    private readonly int _rate;

    private OrderGrouping(Form form, int rate = 0) => (_form, _rate) = (form, rate);

    /// <summary>Independent orders. Wire: <c>na</c>.</summary>
    public static OrderGrouping None => default;

    /// <summary>The first order is the parent, the others are its reduce-only triggers: active once it fills, and one cancels the other. Wire: <c>normalTpsl</c>.</summary>
    public static OrderGrouping NormalTpsl => new(Form.NormalTpsl);

    /// <summary>Triggers tied to a position, whose size they follow. Wire: <c>positionTpsl</c>.</summary>
    public static OrderGrouping PositionTpsl => new(Form.PositionTpsl);

    /// <summary>The rate paid for priority, in units of 10^-8 of the notional; null for the other groupings.</summary>
    public int? PriorityRate => _form == Form.Priority ? _rate : null;

    /// <summary>Independent orders that pay for priority. Wire: <c>{"p": rate}</c>.</summary>
    /// <param name="rate">0 to <see cref="MaxPriorityRate"/>, in units of 10^-8 of the notional. Every order has to be Ioc, or every one a non-reduce-only Alo.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is out of range.</exception>
    public static OrderGrouping Priority(int rate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rate, MaxPriorityRate);
        return new(Form.Priority, rate);
    }

    /// <summary>The word on the wire; for priority <c>p:</c> and the rate.</summary>
    public override string ToString() => _form switch
    {
        Form.None => "na",
        Form.NormalTpsl => "normalTpsl",
        Form.PositionTpsl => "positionTpsl",
        _ => string.Create(CultureInfo.InvariantCulture, $"p:{_rate}"),
    };

    internal void Write<TWriter>(ref TWriter writer)
        where TWriter : struct, IWireWriter
    {
        if (_form != Form.Priority)
        {
            writer.Text(_form switch
            {
                Form.None => "na"u8,
                Form.NormalTpsl => "normalTpsl"u8,
                _ => "positionTpsl"u8,
            });
            return;
        }

        writer.BeginMap(1);
        writer.Name("p"u8);
        writer.Integer((long)_rate);
        writer.EndMap();
    }
}
