namespace HypeKr.Hyperliquid;

/// <summary>Chooses the blocks of HyperEVM that the account's transactions go into. Wire: <c>evmUserModify</c>, with <c>usingBigBlocks</c>.</summary>
public sealed class EvmUserModifyAction : L1Action
{
    /// <summary>The blocks to use.</summary>
    /// <param name="usingBigBlocks">True for big (slow) blocks, false for small (fast) ones.</param>
    public EvmUserModifyAction(bool usingBigBlocks)
    {
        UsingBigBlocks = usingBigBlocks;
    }

    /// <inheritdoc/>
    public override string Type => "evmUserModify";

    /// <summary>Big blocks, or small ones. Wire: <c>usingBigBlocks</c>.</summary>
    public bool UsingBigBlocks { get; }

    internal override void Describe(ActionFacts facts)
    {
    }

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(2);
        writer.Name("type"u8);
        writer.Text("evmUserModify"u8);
        writer.Name("usingBigBlocks"u8);
        writer.Boolean(UsingBigBlocks);
        writer.EndMap();
    }
}
