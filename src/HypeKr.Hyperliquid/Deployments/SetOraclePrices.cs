namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Sets the oracle, mark and external prices of a builder-deployed dex. Wire: <c>setOracle</c>, with <c>dex</c>, <c>oraclePxs</c>, <c>markPxs</c>, <c>externalPerpPxs</c>.</summary>
/// <remarks>The venue wants each list sorted by coin: it is, whatever the order given. It is said to take them at most once in 2.5 seconds (unconfirmed).</remarks>
public sealed class SetOraclePrices : PerpDeployOperation
{
    private const int MaxMarkLists = 2;
    private readonly KeyValuePair<string, decimal>[] _oracle;
    private readonly KeyValuePair<string, decimal>[][] _marks;
    private readonly KeyValuePair<string, decimal>[] _external;

    /// <summary>Prices to set.</summary>
    /// <param name="dex">The name of the dex.</param>
    /// <param name="oraclePrices">The oracle price of each coin, above 0.</param>
    /// <param name="markPrices">Up to two lists of mark prices, each above 0; the venue takes the median with its own.</param>
    /// <param name="externalPerpPrices">The price of each coin's perpetual elsewhere, above 0.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public SetOraclePrices(string dex, IEnumerable<KeyValuePair<string, decimal>> oraclePrices, IEnumerable<IEnumerable<KeyValuePair<string, decimal>>> markPrices, IEnumerable<KeyValuePair<string, decimal>> externalPerpPrices)
    {
        ArgumentNullException.ThrowIfNull(markPrices);
        Dex = ActionArgument.Dex(dex);
        _oracle = Sorted(oraclePrices, "the oracle prices");
        _marks = [.. markPrices.Select(static list => Sorted(list, "a list of mark prices"))];
        _external = Sorted(externalPerpPrices, "the external prices");
        ActionArgument.Integer(_marks.Length, 0, MaxMarkLists, "the number of lists of mark prices");
    }

    /// <inheritdoc/>
    public override string Variant => "setOracle";

    /// <summary>The name of the dex. Wire: <c>dex</c>.</summary>
    public string Dex { get; }

    /// <summary>The oracle prices, by coin. Wire: <c>oraclePxs</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, decimal>> OraclePrices => _oracle;

    /// <summary>The lists of mark prices, by coin. Wire: <c>markPxs</c>.</summary>
    public IReadOnlyList<IReadOnlyList<KeyValuePair<string, decimal>>> MarkPrices => _marks;

    /// <summary>The external prices, by coin. Wire: <c>externalPerpPxs</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, decimal>> ExternalPerpPrices => _external;

    internal override void Describe(ActionFacts facts)
    {
        foreach (var (coin, _) in _oracle.Concat(_external).Concat(_marks.SelectMany(static list => list))) facts.Coin(coin);
    }

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.BeginMap(4);
        writer.Name("dex"u8);
        writer.Text(Dex);
        writer.Name("oraclePxs"u8);
        WritePrices(ref writer, _oracle);
        writer.Name("markPxs"u8);
        writer.BeginArray(_marks.Length);
        foreach (var list in _marks) WritePrices(ref writer, list);
        writer.EndArray();
        writer.Name("externalPerpPxs"u8);
        WritePrices(ref writer, _external);
        writer.EndMap();
    }

    private static KeyValuePair<string, decimal>[] Sorted(IEnumerable<KeyValuePair<string, decimal>> prices, string what)
    {
        var checkedPrices = ActionArgument.ByCoin(prices, static (coin, price) => ActionArgument.Decimal(price, $"the price of {coin}", min: 0.00000001m), what);
        Array.Sort(checkedPrices, static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        return checkedPrices;
    }

    private static void WritePrices<TWriter>(ref TWriter writer, KeyValuePair<string, decimal>[] prices)
        where TWriter : struct, IWireWriter
    {
        writer.BeginArray(prices.Length);
        foreach (var (coin, price) in prices)
        {
            writer.BeginArray(2);
            writer.Text(coin);
            writer.Decimal(price);
            writer.EndArray();
        }

        writer.EndArray();
    }
}
