namespace HypeKr.Hyperliquid;

/// <summary>Cancels orders by the client's ids. Wire: <c>cancelByCloid</c>, with <c>cancels</c> and <c>f</c>, which is left out unless true.</summary>
public sealed class CancelByCloidAction : L1Action
{
    private readonly CloidCancel[] _cancels;

    /// <summary>Orders to cancel. The venue answers with one status an order, in this order.</summary>
    /// <param name="cancels">The orders. The wire allows none.</param>
    /// <param name="fast">Whether to ask for the fast path, which trigger orders are refused on.</param>
    public CancelByCloidAction(IEnumerable<CloidCancel> cancels, bool fast = false)
    {
        ArgumentNullException.ThrowIfNull(cancels);
        _cancels = [.. cancels];
        Fast = fast;
    }

    /// <inheritdoc/>
    public override string Type => "cancelByCloid";

    /// <summary>The orders, as given.</summary>
    public IReadOnlyList<CloidCancel> Cancels => _cancels;

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
        writer.Text("cancelByCloid"u8);
        writer.Name("cancels"u8);
        writer.BeginArray(_cancels.Length);
        foreach (var cancel in _cancels)
        {
            // Other member names than in "cancel": the venue's, not a slip.
            writer.BeginMap(2);
            writer.Name("asset"u8);
            writer.Integer(cancel.Asset.Value);
            writer.Name("cloid"u8);
            writer.Cloid(cancel.Cloid);
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
