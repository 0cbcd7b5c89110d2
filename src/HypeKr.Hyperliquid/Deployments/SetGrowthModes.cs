namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Switches the growth mode of assets, with its lower fees, on or off. Wire: <c>setGrowthModes</c>, a list of <c>[coin, value]</c>.</summary>
/// <remarks>The venue is replacing it by <see cref="SetDeployerFees"/>.</remarks>
public sealed class SetGrowthModes : PerpDeployOperation
{
    private readonly KeyValuePair<string, bool>[] _values;

    /// <summary>What to set.</summary>
    /// <param name="modes">On or off for each coin. Coins carry the dex before them, and are sent in the order given.</param>
    /// <exception cref="InvalidActionException">A value is out of range, a coin cannot be one, or is named twice.</exception>
    public SetGrowthModes(IEnumerable<KeyValuePair<string, bool>> modes) => _values = ActionArgument.ByCoin(modes, static (coin, isOn) => isOn, "the list of coins");

    /// <summary>On or off for each coin.</summary>
    public IReadOnlyList<KeyValuePair<string, bool>> Modes => _values;

    /// <inheritdoc/>
    public override string Variant => "setGrowthModes";

    internal override void Describe(ActionFacts facts)
    {
        foreach (var (coin, _) in _values) facts.Coin(coin);
    }

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.BeginArray(_values.Length);
        foreach (var (coin, isOn) in _values)
        {
            writer.BeginArray(2);
            writer.Text(coin);
            writer.Boolean(isOn);
            writer.EndArray();
        }

        writer.EndArray();
    }
}
