namespace HypeKr.Hyperliquid;

/// <summary>One order as an <see cref="OrderAction"/> carries it: by asset id, with a price and size for the wire.</summary>
/// <remarks>
/// The grid of the asset is not known here: <see cref="OrderRequest.ToTerms"/> checks it. Wire members in order: <c>a, b, p, s, r, t</c> and <c>c</c>, which is left out when unset.
/// </remarks>
public sealed record OrderTerms
{
    private OrderTerms()
    {
    }

    /// <summary>What is traded. Wire: <c>a</c>.</summary>
    public AssetId Asset { get; private init; }

    /// <summary>Buy or sell. Wire: <c>b</c>.</summary>
    public OrderSide Side { get; private init; }

    /// <summary>The limit price, above zero; for a trigger order the limit after it starts. Wire: <c>p</c>.</summary>
    public Price Price { get; private init; }

    /// <summary>The size; <see cref="OrderSize.WholePosition"/> in a reduce-only trigger order alone. Wire: <c>s</c>.</summary>
    public OrderSize Size { get; private init; }

    /// <summary>Whether the order may only make a position smaller. Wire: <c>r</c>.</summary>
    public bool ReduceOnly { get; private init; }

    /// <summary>The time in force of a limit order. Wire: <c>t.limit.tif</c>; not sent for a trigger order.</summary>
    public TimeInForce TimeInForce { get; private init; }

    /// <summary>When it starts, for a trigger order. Wire: <c>t.trigger</c>.</summary>
    public TriggerTerms? Trigger { get; private init; }

    /// <summary>The client's id. Wire: <c>c</c>.</summary>
    public Cloid? Cloid { get; private init; }

    /// <summary>A limit order.</summary>
    /// <exception cref="InvalidOrderException">The price or the size is zero.</exception>
    public static OrderTerms Limit(AssetId asset, OrderSide side, Price price, OrderSize size, TimeInForce timeInForce, bool reduceOnly = false, Cloid? cloid = null)
    {
        if (size.IsWholePosition) throw WholePositionMisplaced();
        if (size.Value == 0) throw new InvalidOrderException("The size of a limit order is above zero, not 0.", 0);
        return new()
        {
            Asset = asset,
            Side = Known(side),
            Price = AboveZero(price, "A price"),
            Size = size,
            ReduceOnly = reduceOnly,
            TimeInForce = Known(timeInForce),
            Cloid = cloid,
        };
    }

    /// <summary>A trigger order.</summary>
    /// <exception cref="InvalidOrderException">The price or the size is zero, or the size is the whole position and the order not reduce-only.</exception>
    public static OrderTerms Triggered(AssetId asset, OrderSide side, Price price, OrderSize size, TriggerTerms trigger, bool reduceOnly = false, Cloid? cloid = null)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        if (size.IsWholePosition && !reduceOnly) throw WholePositionMisplaced();
        if (size is { Value: 0, IsWholePosition: false })
        {
            throw new InvalidOrderException($"The size of a trigger order is above zero, not 0: the whole position is {nameof(OrderSize)}.{nameof(OrderSize.WholePosition)}, in a reduce-only one.", 0);
        }

        Known(trigger.Kind);
        return new()
        {
            Asset = asset,
            Side = Known(side),
            Price = AboveZero(price, "A price"),
            Size = size,
            ReduceOnly = reduceOnly,
            Trigger = trigger,
            Cloid = cloid,
        };
    }

    /// <summary>The same order with another id of the client's, or none.</summary>
    internal OrderTerms WithCloid(Cloid? cloid) => this with { Cloid = cloid };

    internal static InvalidOrderException WholePositionMisplaced() =>
        new($"{nameof(OrderSize)}.{nameof(OrderSize.WholePosition)} is the size of a reduce-only take-profit or stop-loss order of a position, and of no other.");

    internal static Price AboveZero(Price price, string what) =>
        price.Value > 0 ? price : throw new InvalidOrderException($"{what} is above zero, not 0.", 0);

    /// <summary>Tells a policy what is traded, at which price at worst.</summary>
    internal void Describe(ActionFacts facts) => facts.Order(Asset, Side, WorstPrice(), Size.Value, ReduceOnly);

    /// <summary>The limit, except for a market order that is triggered: the venue fills that up to 10 % beyond the trigger, whatever its limit says.</summary>
    private decimal WorstPrice()
    {
        const decimal Slippage = 1.1m;
        if (Trigger is not { IsMarket: true, TriggerPrice.Value: var trigger }) return Price.Value;
        return Math.Max(Price.Value, trigger > decimal.MaxValue / 2 ? decimal.MaxValue : trigger * Slippage);
    }

    internal void Write<TWriter>(ref TWriter writer)
        where TWriter : struct, IWireWriter
    {
        writer.BeginMap(Cloid is null ? 6 : 7);
        writer.Name("a"u8);
        writer.Integer(Asset.Value);
        writer.Name("b"u8);
        writer.Boolean(Side == OrderSide.Buy);
        writer.Name("p"u8);
        writer.Decimal(Price.Value);
        writer.Name("s"u8);
        writer.Decimal(Size.Value);
        writer.Name("r"u8);
        writer.Boolean(ReduceOnly);
        writer.Name("t"u8);
        writer.BeginMap(1);
        if (Trigger is { } trigger)
        {
            writer.Name("trigger"u8);
            writer.BeginMap(3);
            writer.Name("isMarket"u8);
            writer.Boolean(trigger.IsMarket);
            writer.Name("triggerPx"u8);
            writer.Decimal(trigger.TriggerPrice.Value);
            writer.Name("tpsl"u8);
            writer.Text(trigger.Kind == TriggerKind.TakeProfit ? "tp"u8 : "sl"u8);
            writer.EndMap();
        }
        else
        {
            writer.Name("limit"u8);
            writer.BeginMap(1);
            writer.Name("tif"u8);
            writer.Text(Word(TimeInForce));
            writer.EndMap();
        }

        writer.EndMap();
        if (Cloid is { } cloid)
        {
            writer.Name("c"u8);
            writer.Cloid(cloid);
        }

        writer.EndMap();
    }

    private static ReadOnlySpan<byte> Word(TimeInForce timeInForce) => timeInForce switch
    {
        TimeInForce.Gtc => "Gtc"u8,
        TimeInForce.Ioc => "Ioc"u8,
        TimeInForce.Alo => "Alo"u8,
        _ => "FrontendMarket"u8,
    };

    private static T Known<T>(T value)
        where T : struct, Enum =>
        Enum.IsDefined(value) ? value : throw new InvalidOrderException($"{value} is not a {typeof(T).Name}: it is one of {string.Join(", ", Enum.GetNames<T>())}.");
}
