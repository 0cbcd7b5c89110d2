namespace HypeKr.Hyperliquid;

/// <summary>Replaces open orders. Wire: <c>batchModify</c>, with <c>modifies</c> and <c>a</c>, which is left out unless true.</summary>
public sealed class BatchModifyAction : L1Action
{
    private readonly ModificationTerms[] _modifications;

    /// <summary>Orders to replace. The venue answers with one status an order, in this order.</summary>
    /// <param name="modifications">The orders. The wire allows none.</param>
    /// <param name="alwaysPlace">Whether a new order is placed even where the old one could not be cancelled. Without it the venue takes post-only orders, or Gtc ones that it treats as such.</param>
    /// <exception cref="InvalidOrderException">A size is <see cref="OrderSize.WholePosition"/>: a modification has no grouping, and places an order of no position.</exception>
    public BatchModifyAction(IEnumerable<ModificationTerms> modifications, bool alwaysPlace = false)
    {
        ArgumentNullException.ThrowIfNull(modifications);
        _modifications = [.. modifications];
        if (Array.IndexOf(_modifications, null) >= 0) throw new ArgumentException("No modification may be null.", nameof(modifications));
        if (Array.Exists(_modifications, modification => modification.Order.Size.IsWholePosition)) throw OrderTerms.WholePositionMisplaced();
        AlwaysPlace = alwaysPlace;
    }

    /// <inheritdoc/>
    public override string Type => "batchModify";

    /// <summary>The orders and what they become, as given.</summary>
    public IReadOnlyList<ModificationTerms> Modifications => _modifications;

    /// <summary>Whether a new order is placed even where the old one could not be cancelled.</summary>
    public bool AlwaysPlace { get; }

    internal override ActsFor ActsFor => ActsFor.Envelope;

    internal override int BatchSize => Math.Max(1, _modifications.Length);

    internal override void Describe(ActionFacts facts)
    {
        foreach (var modification in _modifications) modification.Order.Describe(facts);
    }

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(AlwaysPlace ? 3 : 2);
        writer.Name("type"u8);
        writer.Text("batchModify"u8);
        writer.Name("modifies"u8);
        writer.BeginArray(_modifications.Length);
        foreach (var modification in _modifications)
        {
            writer.BeginMap(2);
            writer.Name("oid"u8);
            modification.Target.Write(ref writer);
            writer.Name("order"u8);
            modification.Order.Write(ref writer);
            writer.EndMap();
        }

        writer.EndArray();
        if (AlwaysPlace)
        {
            writer.Name("a"u8);
            writer.Boolean(true);
        }

        writer.EndMap();
    }
}
