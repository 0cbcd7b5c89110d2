namespace HypeKr.Hyperliquid;

/// <summary>Replaces an open order. Wire: <c>modify</c>, with <c>oid</c>, <c>order</c> and <c>a</c>, which is left out unless true.</summary>
/// <remarks>The answer says no more than that it was accepted; the order has a new id of the venue's after it.</remarks>
public sealed class ModifyAction : L1Action
{
    /// <summary>An order to replace.</summary>
    /// <param name="target">The order on the book, by either id.</param>
    /// <param name="order">What it becomes.</param>
    /// <param name="alwaysPlace">Whether the new order is placed even where the old one could not be cancelled. Without it the venue takes a post-only order, or a Gtc one that it treats as such.</param>
    /// <exception cref="InvalidOrderException">The size is <see cref="OrderSize.WholePosition"/>: a modification has no grouping, and places an order of no position.</exception>
    public ModifyAction(OrderTarget target, OrderTerms order, bool alwaysPlace = false)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (order.Size.IsWholePosition) throw OrderTerms.WholePositionMisplaced();
        Target = target;
        Order = order;
        AlwaysPlace = alwaysPlace;
    }

    /// <inheritdoc/>
    public override string Type => "modify";

    /// <summary>The order on the book.</summary>
    public OrderTarget Target { get; }

    /// <summary>What it becomes.</summary>
    public OrderTerms Order { get; }

    /// <summary>Whether the new order is placed even where the old one could not be cancelled.</summary>
    public bool AlwaysPlace { get; }

    internal override ActsFor ActsFor => ActsFor.Envelope;

    internal override void Describe(ActionFacts facts) => Order.Describe(facts);

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(AlwaysPlace ? 4 : 3);
        writer.Name("type"u8);
        writer.Text("modify"u8);
        writer.Name("oid"u8);
        Target.Write(ref writer);
        writer.Name("order"u8);
        Order.Write(ref writer);
        if (AlwaysPlace)
        {
            writer.Name("a"u8);
            writer.Boolean(true);
        }

        writer.EndMap();
    }
}
