namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Caps the open interest of assets. Wire: <c>setOpenInterestCaps</c>, a list of <c>[coin, value]</c>.</summary>
public sealed class SetOpenInterestCaps : PerpDeployOperation
{
    private readonly KeyValuePair<string, long?>[] _values;

    /// <summary>What to set.</summary>
    /// <param name="caps">The cap for each coin, in the venue's integer units of notional; null, as the documentation allows, for none. Coins carry the dex before them, and are sent in the order given.</param>
    /// <exception cref="InvalidActionException">A value is out of range, a coin cannot be one, or is named twice.</exception>
    public SetOpenInterestCaps(IEnumerable<KeyValuePair<string, long?>> caps) => _values = ActionArgument.ByCoin(caps, static (coin, cap) => cap is { } given ? ActionArgument.Integer(given, 0, WireInteger.Max, $"the open interest cap of {coin}") : null, "the list of coins");

    /// <summary>The cap for each coin, in the venue's integer units of notional; null, as the documentation allows, for none.</summary>
    public IReadOnlyList<KeyValuePair<string, long?>> Caps => _values;

    /// <inheritdoc/>
    public override string Variant => "setOpenInterestCaps";

    internal override void Describe(ActionFacts facts)
    {
        foreach (var (coin, _) in _values) facts.Coin(coin);
    }

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.BeginArray(_values.Length);
        foreach (var (coin, cap) in _values)
        {
            writer.BeginArray(2);
            writer.Text(coin);
            if (cap is { } given) writer.Integer(given);
            else writer.Null();
            writer.EndArray();
        }

        writer.EndArray();
    }
}
