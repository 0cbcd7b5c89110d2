namespace HypeKr.Hyperliquid;

/// <summary>Sets leverage and margin mode of a perpetual. Wire: <c>updateLeverage</c>, with <c>asset</c>, <c>isCross</c>, <c>leverage</c>.</summary>
public sealed class UpdateLeverageAction : L1Action
{
    /// <summary>A leverage to set.</summary>
    /// <param name="asset">The perpetual.</param>
    /// <param name="leverage">1 or more; the asset's maximum is not known here.</param>
    /// <param name="isCross">True for cross margin, false for isolated.</param>
    /// <exception cref="ArgumentOutOfRangeException">The leverage is below 1.</exception>
    public UpdateLeverageAction(AssetId asset, int leverage, bool isCross)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(leverage, 1);
        Asset = asset;
        Leverage = leverage;
        IsCross = isCross;
    }

    /// <inheritdoc/>
    public override string Type => "updateLeverage";

    /// <summary>The perpetual.</summary>
    public AssetId Asset { get; }

    /// <summary>The leverage to set.</summary>
    public int Leverage { get; }

    /// <summary>Cross margin, or isolated.</summary>
    public bool IsCross { get; }

    internal override ActsFor ActsFor => ActsFor.Envelope;

    internal override void Describe(ActionFacts facts) => facts.Leverage(Asset, Leverage);

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(4);
        writer.Name("type"u8);
        writer.Text("updateLeverage"u8);
        writer.Name("asset"u8);
        writer.Integer(Asset.Value);
        writer.Name("isCross"u8);
        writer.Boolean(IsCross);
        writer.Name("leverage"u8);
        writer.Integer((long)Leverage);
        writer.EndMap();
    }
}
