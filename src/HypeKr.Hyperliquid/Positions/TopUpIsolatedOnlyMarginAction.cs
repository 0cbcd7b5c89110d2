namespace HypeKr.Hyperliquid;

/// <summary>Tops up the margin of a position in an isolated-only asset until it has a given leverage. Wire: <c>topUpIsolatedOnlyMargin</c>, with <c>asset</c>, <c>leverage</c>.</summary>
public sealed class TopUpIsolatedOnlyMarginAction : L1Action
{
    /// <summary>A leverage to reach.</summary>
    /// <param name="asset">The perpetual.</param>
    /// <param name="leverage">The leverage to reach, above 0: at most 8 fractional digits.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public TopUpIsolatedOnlyMarginAction(AssetId asset, decimal leverage)
    {
        Asset = asset;
        Leverage = ActionArgument.Decimal(leverage, "the leverage", min: 0.00000001m);
    }

    /// <inheritdoc/>
    public override string Type => "topUpIsolatedOnlyMargin";

    /// <summary>The perpetual. Wire: <c>asset</c>.</summary>
    public AssetId Asset { get; }

    /// <summary>The leverage that the position shall have afterwards. Wire: <c>leverage</c>.</summary>
    public decimal Leverage { get; }

    internal override ActsFor ActsFor => ActsFor.Envelope;

    internal override void Describe(ActionFacts facts) => facts.Leverage(Asset, Leverage);

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(3);
        writer.Name("type"u8);
        writer.Text("topUpIsolatedOnlyMargin"u8);
        writer.Name("asset"u8);
        writer.Integer(Asset.Value);
        writer.Name("leverage"u8);
        writer.Decimal(Leverage);
        writer.EndMap();
    }
}
