namespace HypeKr.Hyperliquid;

/// <summary>Claims referral and builder rewards. Wire: <c>claimRewards</c>.</summary>
public sealed class ClaimRewardsAction : L1Action
{
    /// <inheritdoc/>
    public override string Type => "claimRewards";

    internal override void Describe(ActionFacts facts)
    {
    }

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(1);
        writer.Name("type"u8);
        writer.Text("claimRewards"u8);
        writer.EndMap();
    }
}
