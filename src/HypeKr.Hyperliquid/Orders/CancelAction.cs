namespace HypeKr.Hyperliquid;

/// <summary>Cancels orders by the venue's ids. Wire: <c>cancel</c>, with <c>cancels</c> and <c>f</c>, which is left out unless true.</summary>
public sealed class CancelAction : L1Action
{
    private readonly OrderCancel[] _cancels;

    /// <summary>Orders to cancel. The venue answers with one status an order, in this order.</summary>
    /// <param name="cancels">The orders. The wire allows none.</param>
    /// <param name="fast">Whether to ask for the fast path, which trigger orders are refused on.</param>
    public CancelAction(IEnumerable<OrderCancel> cancels, bool fast = false)
    {
        ArgumentNullException.ThrowIfNull(cancels);
        _cancels = [.. cancels];
        Fast = fast;
    }

    /// <inheritdoc/>
    public override string Type => "cancel";

    /// <summary>The orders, as given.</summary>
    public IReadOnlyList<OrderCancel> Cancels => _cancels;

    /// <summary>Whether the fast path is asked for.</summary>
    public bool Fast { get; }

    internal override ActsFor ActsFor => ActsFor.Envelope;

    internal override int BatchSize => Math.Max(1, _cancels.Length);

    internal override void Describe(ActionFacts facts)
    {
        foreach (var cancel in _cancels) facts.Asset(cancel.Asset);
    }

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(Fast ? 3 : 2);
        writer.Name("type"u8);
        writer.Text("cancel"u8);
        writer.Name("cancels"u8);
        writer.BeginArray(_cancels.Length);
        foreach (var cancel in _cancels)
        {
            writer.BeginMap(2);
            writer.Name("a"u8);
            writer.Integer(cancel.Asset.Value);
            writer.Name("o"u8);
            writer.Integer(cancel.OrderId);
            writer.EndMap();
        }

        writer.EndArray();
        if (Fast)
        {
            writer.Name("f"u8);
            writer.Boolean(true);
        }

        writer.EndMap();
    }
}
