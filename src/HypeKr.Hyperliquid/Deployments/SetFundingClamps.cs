namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Bounds how far the premium moves the funding of assets. Wire: <c>setFundingClamps</c>, a list of <c>[coin, value]</c>.</summary>
/// <remarks>From the venue's documentation of 2026, in no other client yet.</remarks>
public sealed class SetFundingClamps : PerpDeployOperation
{
    private readonly KeyValuePair<string, decimal>[] _values;

    /// <summary>What to set.</summary>
    /// <param name="clamps">The bound for each coin, 0 to 0.01; the venue begins with 0.0003. Coins carry the dex before them, and are sent in the order given.</param>
    /// <exception cref="InvalidActionException">A value is out of range, a coin cannot be one, or is named twice.</exception>
    public SetFundingClamps(IEnumerable<KeyValuePair<string, decimal>> clamps) => _values = ActionArgument.ByCoin(clamps, static (coin, clamp) => ActionArgument.Decimal(clamp, $"the funding clamp of {coin}", min: 0m, max: 0.01m), "the list of coins");

    /// <summary>The bound for each coin, 0 to 0.01; the venue begins with 0.0003.</summary>
    public IReadOnlyList<KeyValuePair<string, decimal>> Clamps => _values;

    /// <inheritdoc/>
    public override string Variant => "setFundingClamps";

    internal override void Describe(ActionFacts facts)
    {
        foreach (var (coin, _) in _values) facts.Coin(coin);
    }

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.BeginArray(_values.Length);
        foreach (var (coin, clamp) in _values)
        {
            writer.BeginArray(2);
            writer.Text(coin);
            writer.Decimal(clamp);
            writer.EndArray();
        }

        writer.EndArray();
    }
}
