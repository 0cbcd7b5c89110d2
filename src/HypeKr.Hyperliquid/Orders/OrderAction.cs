namespace HypeKr.Hyperliquid;

/// <summary>Places orders. Wire: <c>order</c>, with <c>orders</c>, <c>grouping</c> and <c>builder</c>, which is left out when unset.</summary>
public sealed class OrderAction : L1Action
{
    private readonly OrderTerms[] _orders;

    /// <summary>Orders to place together. The venue answers with one status an order, in this order.</summary>
    /// <param name="orders">The orders. The wire allows none, and the action then does nothing but use up its nonce.</param>
    /// <param name="grouping">How they belong together.</param>
    /// <param name="builder">Who takes a fee from their fills.</param>
    /// <exception cref="InvalidOrderException">A size is <see cref="OrderSize.WholePosition"/>, and the grouping not <see cref="OrderGrouping.PositionTpsl"/>.</exception>
    public OrderAction(IEnumerable<OrderTerms> orders, OrderGrouping grouping = default, BuilderFee? builder = null)
    {
        ArgumentNullException.ThrowIfNull(orders);
        _orders = [.. orders];
        if (Array.IndexOf(_orders, null) >= 0) throw new ArgumentException("No order may be null.", nameof(orders));
        if (grouping != OrderGrouping.PositionTpsl && Array.Exists(_orders, order => order.Size.IsWholePosition)) throw OrderTerms.WholePositionMisplaced();
        Grouping = grouping;
        Builder = builder;
    }

    /// <inheritdoc/>
    public override string Type => "order";

    /// <summary>The orders, as given.</summary>
    public IReadOnlyList<OrderTerms> Orders => _orders;

    /// <summary>How the orders belong together.</summary>
    public OrderGrouping Grouping { get; }

    /// <summary>Who takes a fee from the fills.</summary>
    public BuilderFee? Builder { get; }

    internal override ActsFor ActsFor => ActsFor.Envelope;

    internal override int BatchSize => Math.Max(1, _orders.Length);

    internal override void Describe(ActionFacts facts)
    {
        foreach (var order in _orders) order.Describe(facts);
        if (Builder is not null) facts.BuilderFee(Builder.Builder, Builder.Rate);
    }

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(Builder is null ? 3 : 4);
        writer.Name("type"u8);
        writer.Text("order"u8);
        writer.Name("orders"u8);
        writer.BeginArray(_orders.Length);
        foreach (var order in _orders) order.Write(ref writer);
        writer.EndArray();
        writer.Name("grouping"u8);
        Grouping.Write(ref writer);
        if (Builder is not null)
        {
            writer.Name("builder"u8);
            Builder.Write(ref writer);
        }

        writer.EndMap();
    }
}
