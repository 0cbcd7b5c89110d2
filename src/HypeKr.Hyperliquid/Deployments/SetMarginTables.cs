namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Gives assets other margin tables. Wire: <c>setMarginTableIds</c>, a list of <c>[coin, value]</c>.</summary>
public sealed class SetMarginTables : PerpDeployOperation
{
    private readonly KeyValuePair<string, int>[] _values;

    /// <summary>What to set.</summary>
    /// <param name="tables">The id of the table for each coin. Coins carry the dex before them, and are sent in the order given.</param>
    /// <exception cref="InvalidActionException">A value is out of range, a coin cannot be one, or is named twice.</exception>
    public SetMarginTables(IEnumerable<KeyValuePair<string, int>> tables) => _values = ActionArgument.ByCoin(tables, static (coin, table) => (int)ActionArgument.Integer(table, 0, int.MaxValue, $"the margin table of {coin}"), "the list of coins");

    /// <summary>The id of the table for each coin.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> Tables => _values;

    /// <inheritdoc/>
    public override string Variant => "setMarginTableIds";

    internal override void Describe(ActionFacts facts)
    {
        foreach (var (coin, _) in _values) facts.Coin(coin);
    }

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.BeginArray(_values.Length);
        foreach (var (coin, table) in _values)
        {
            writer.BeginArray(2);
            writer.Text(coin);
            writer.Integer((long)table);
            writer.EndArray();
        }

        writer.EndArray();
    }
}
