namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Scales the funding of assets. Wire: <c>setFundingMultipliers</c>, a list of <c>[coin, value]</c>.</summary>
public sealed class SetFundingMultipliers : PerpDeployOperation
{
    private readonly KeyValuePair<string, decimal>[] _values;

    /// <summary>What to set.</summary>
    /// <param name="multipliers">The factor for each coin, not negative. Coins carry the dex before them, and are sent in the order given.</param>
    /// <exception cref="InvalidActionException">A value is out of range, a coin cannot be one, or is named twice.</exception>
    public SetFundingMultipliers(IEnumerable<KeyValuePair<string, decimal>> multipliers) => _values = ActionArgument.ByCoin(multipliers, static (coin, multiplier) => ActionArgument.Decimal(multiplier, $"the funding multiplier of {coin}", min: 0m), "the list of coins");

    /// <summary>The factor for each coin, not negative.</summary>
    public IReadOnlyList<KeyValuePair<string, decimal>> Multipliers => _values;

    /// <inheritdoc/>
    public override string Variant => "setFundingMultipliers";

    internal override void Describe(ActionFacts facts)
    {
        foreach (var (coin, _) in _values) facts.Coin(coin);
    }

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.BeginArray(_values.Length);
        foreach (var (coin, multiplier) in _values)
        {
            writer.BeginArray(2);
            writer.Text(coin);
            writer.Decimal(multiplier);
            writer.EndArray();
        }

        writer.EndArray();
    }
}
