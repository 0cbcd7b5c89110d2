namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Sets the fees of assets, at most once in 30 days. Wire: <c>setDeployerFees</c>, a list of <c>[coin, value]</c>.</summary>
/// <remarks>From the venue's documentation of 2026, in no other client yet; the types of the members are unconfirmed.</remarks>
public sealed class SetDeployerFees : PerpDeployOperation
{
    private readonly KeyValuePair<string, DeployerFee>[] _values;

    /// <summary>What to set.</summary>
    /// <param name="fees">The fee for each coin. Coins carry the dex before them, and are sent in the order given.</param>
    /// <exception cref="InvalidActionException">A value is out of range, a coin cannot be one, or is named twice.</exception>
    public SetDeployerFees(IEnumerable<KeyValuePair<string, DeployerFee>> fees) => _values = ActionArgument.ByCoin(fees, static (coin, fee) => fee ?? throw new InvalidActionException($"The fee of {coin} is missing."), "the list of coins");

    /// <summary>The fee for each coin.</summary>
    public IReadOnlyList<KeyValuePair<string, DeployerFee>> Fees => _values;

    /// <inheritdoc/>
    public override string Variant => "setDeployerFees";

    internal override void Describe(ActionFacts facts)
    {
        foreach (var (coin, _) in _values) facts.Coin(coin);
    }

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.BeginArray(_values.Length);
        foreach (var (coin, fee) in _values)
        {
            writer.BeginArray(2);
            writer.Text(coin);
            fee.Write(ref writer);
            writer.EndArray();
        }

        writer.EndArray();
    }
}
