namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Sets which margin assets take. Wire: <c>setMarginModes</c>, a list of <c>[coin, value]</c>.</summary>
/// <remarks>Every source takes <c>strictIsolated</c> and <c>noCross</c>; <c>normal</c> is in the documentation alone.</remarks>
public sealed class SetMarginModes : PerpDeployOperation
{
    private readonly KeyValuePair<string, PerpMarginMode>[] _values;

    /// <summary>What to set.</summary>
    /// <param name="modes">The mode for each coin. Coins carry the dex before them, and are sent in the order given.</param>
    /// <exception cref="InvalidActionException">A value is out of range, a coin cannot be one, or is named twice.</exception>
    public SetMarginModes(IEnumerable<KeyValuePair<string, PerpMarginMode>> modes) => _values = ActionArgument.ByCoin(modes, static (coin, mode) => ActionArgument.Defined(mode, $"the margin mode of {coin}"), "the list of coins");

    /// <summary>The mode for each coin.</summary>
    public IReadOnlyList<KeyValuePair<string, PerpMarginMode>> Modes => _values;

    /// <inheritdoc/>
    public override string Variant => "setMarginModes";

    internal override void Describe(ActionFacts facts)
    {
        foreach (var (coin, _) in _values) facts.Coin(coin);
    }

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.BeginArray(_values.Length);
        foreach (var (coin, mode) in _values)
        {
            writer.BeginArray(2);
            writer.Text(coin);
            writer.Text(PerpMarginModeWord.Of(mode));
            writer.EndArray();
        }

        writer.EndArray();
    }
}
