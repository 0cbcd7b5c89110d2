namespace HypeKr.Hyperliquid;

/// <summary>Ends a TWAP order. Wire: <c>twapCancel</c>, with <c>a</c> and <c>t</c>.</summary>
public sealed class TwapCancelAction : L1Action
{
    /// <summary>A TWAP order to end.</summary>
    /// <param name="asset">What it trades.</param>
    /// <param name="twapId">The venue's id of it, 0 to 2^53 - 1.</param>
    public TwapCancelAction(AssetId asset, long twapId)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(twapId);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(twapId, WireInteger.Max);
        (Asset, TwapId) = (asset, twapId);
    }

    /// <inheritdoc/>
    public override string Type => "twapCancel";

    /// <summary>What it trades.</summary>
    public AssetId Asset { get; }

    /// <summary>The venue's id of it.</summary>
    public long TwapId { get; }

    internal override ActsFor ActsFor => ActsFor.Envelope;

    internal override void Describe(ActionFacts facts) => facts.Asset(Asset);

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(3);
        writer.Name("type"u8);
        writer.Text("twapCancel"u8);
        writer.Name("a"u8);
        writer.Integer(Asset.Value);
        writer.Name("t"u8);
        writer.Integer(TwapId);
        writer.EndMap();
    }
}
