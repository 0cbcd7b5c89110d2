namespace HypeKr.Hyperliquid;

/// <summary>When a TWAP order starts, and at what price it ends early. Wire: <c>details</c>, with <c>t</c> and <c>s</c>, each null when unset.</summary>
public sealed record TwapConditions
{
    /// <summary>The price that starts it. Wire: <c>t</c>.</summary>
    /// <value>Null by default: it starts at once.</value>
    public TwapTriggerTerms? Trigger { get; init; }

    /// <summary>The price that ends it. Wire: <c>s</c>.</summary>
    /// <value>Null by default: it runs to its end.</value>
    /// <exception cref="InvalidOrderException">The price is zero.</exception>
    public Price? StopPrice
    {
        get;
        init => field = value is { } price ? OrderTerms.AboveZero(price, "A stop price") : null;
    }

    internal void Write<TWriter>(ref TWriter writer)
        where TWriter : struct, IWireWriter
    {
        writer.BeginMap(2);
        writer.Name("t"u8);
        if (Trigger is { } trigger)
        {
            writer.BeginMap(2);
            writer.Name("p"u8);
            writer.Decimal(trigger.Price.Value);
            writer.Name("a"u8);
            writer.Boolean(trigger.Above);
            writer.EndMap();
        }
        else
        {
            writer.Null();
        }

        writer.Name("s"u8);
        if (StopPrice is { } stop) writer.Decimal(stop.Value);
        else writer.Null();
        writer.EndMap();
    }
}
