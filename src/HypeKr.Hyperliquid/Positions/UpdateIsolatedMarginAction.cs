namespace HypeKr.Hyperliquid;

/// <summary>Adds USD to the margin of an isolated position, or takes some out. Wire: <c>updateIsolatedMargin</c>, with <c>asset</c>, <c>isBuy</c>, <c>ntli</c>.</summary>
/// <remarks>The wire counts in millionths of a dollar.</remarks>
public sealed class UpdateIsolatedMarginAction : L1Action
{
    /// <summary>An amount to move.</summary>
    /// <param name="asset">The perpetual.</param>
    /// <param name="amount">USD to add, or to take out when negative: at most 6 fractional digits, not zero.</param>
    /// <param name="isBuy">The side of the position; the venue does not look at it today.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public UpdateIsolatedMarginAction(AssetId asset, decimal amount, bool isBuy = true)
    {
        Asset = asset;
        Amount = ActionArgument.Usd(amount, "the amount of margin");
        IsBuy = isBuy;
    }

    /// <inheritdoc/>
    public override string Type => "updateIsolatedMargin";

    /// <summary>The perpetual. Wire: <c>asset</c>.</summary>
    public AssetId Asset { get; }

    /// <summary>USD to add to the margin, or to take from it when negative. Wire: <c>ntli</c>.</summary>
    public decimal Amount { get; }

    /// <summary>The side of the position, which the venue does not look at today. Wire: <c>isBuy</c>.</summary>
    public bool IsBuy { get; }

    internal override ActsFor ActsFor => ActsFor.Envelope;

    internal override void Describe(ActionFacts facts) => facts.Asset(Asset);

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(4);
        writer.Name("type"u8);
        writer.Text("updateIsolatedMargin"u8);
        writer.Name("asset"u8);
        writer.Integer(Asset.Value);
        writer.Name("isBuy"u8);
        writer.Boolean(IsBuy);
        writer.Name("ntli"u8);
        writer.Integer(ActionArgument.UsdUnits(Amount));
        writer.EndMap();
    }
}
