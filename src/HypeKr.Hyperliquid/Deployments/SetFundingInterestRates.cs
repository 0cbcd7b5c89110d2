namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Sets the interest part of the funding of assets. Wire: <c>setFundingInterestRates</c>, a list of <c>[coin, value]</c>.</summary>
/// <remarks>The documentation gives -0.01 to 0.01 as the range; other sources go beyond it, so it is not enforced here.</remarks>
public sealed class SetFundingInterestRates : PerpDeployOperation
{
    private readonly KeyValuePair<string, decimal>[] _values;

    /// <summary>What to set.</summary>
    /// <param name="rates">The rate of each coin for 8 hours, as a fraction of one; may be negative. Coins carry the dex before them, and are sent in the order given.</param>
    /// <exception cref="InvalidActionException">A value is out of range, a coin cannot be one, or is named twice.</exception>
    public SetFundingInterestRates(IEnumerable<KeyValuePair<string, decimal>> rates) => _values = ActionArgument.ByCoin(rates, static (coin, rate) => ActionArgument.Decimal(rate, $"the interest rate of {coin}"), "the list of coins");

    /// <summary>The rate of each coin for 8 hours, as a fraction of one; may be negative.</summary>
    public IReadOnlyList<KeyValuePair<string, decimal>> Rates => _values;

    /// <inheritdoc/>
    public override string Variant => "setFundingInterestRates";

    internal override void Describe(ActionFacts facts)
    {
        foreach (var (coin, _) in _values) facts.Coin(coin);
    }

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.BeginArray(_values.Length);
        foreach (var (coin, rate) in _values)
        {
            writer.BeginArray(2);
            writer.Text(coin);
            writer.Decimal(rate);
            writer.EndArray();
        }

        writer.EndArray();
    }
}
