namespace HypeKr.Hyperliquid;

/// <summary>A TWAP order as a person asks for it: a size that is traded in equal slices over a time, one every 30 seconds.</summary>
public sealed record TwapRequest
{
    /// <summary>The coin.</summary>
    public required string Coin { get; init; }

    /// <summary>Buy or sell.</summary>
    public required OrderSide Side { get; init; }

    /// <summary>The whole size, on the asset's grid. The venue wants a value of $100 or more in total.</summary>
    public required OrderSize Size { get; init; }

    /// <summary>Over how long: whole minutes, 5 minutes to 7 days.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Whether it may only make a position smaller.</summary>
    /// <value>False by default.</value>
    public bool ReduceOnly { get; init; }

    /// <summary>Whether the size of each slice is varied by up to a fifth, so that others see less of a pattern.</summary>
    /// <value>False by default.</value>
    public bool Randomize { get; init; }

    /// <summary>When it starts, and at what price it ends early.</summary>
    /// <value>Null by default: it starts at once and runs to its end.</value>
    public TwapConditions? Conditions { get; init; }

    /// <summary>The order for the wire, after size, duration and prices have been checked.</summary>
    /// <param name="asset">The asset of <see cref="Coin"/>.</param>
    /// <exception cref="InvalidOrderException">The size or a price is zero or off its grid, or the duration is no whole number of minutes or out of range.</exception>
    /// <exception cref="ArgumentException">The asset is another coin's.</exception>
    public TwapOrderAction ToAction(Asset asset)
    {
        ArgumentNullException.ThrowIfNull(asset);
        if (!asset.IsNamed(Coin)) throw new ArgumentException($"The order is for {Quoted.Text(Coin)}, the asset is {asset.Coin}.", nameof(asset));
        if (!Size.IsWholePosition) asset.CheckSize(Size.Value);
        if (Duration.Ticks % TimeSpan.TicksPerMinute != 0) throw new InvalidOrderException($"A TWAP order runs whole minutes, not {Duration:c}.");
        var minutes = Duration.Ticks / TimeSpan.TicksPerMinute;
        if (Conditions?.Trigger is { } trigger) asset.CheckPrice(trigger.Price.Value);
        if (Conditions?.StopPrice is { } stop) asset.CheckPrice(stop.Value);
        return new(new TwapTerms(asset.Id, Side, Size, (int)Math.Clamp(minutes, int.MinValue, int.MaxValue)) { ReduceOnly = ReduceOnly, Randomize = Randomize }, Conditions);
    }
}
