namespace HypeKr.Hyperliquid;

/// <summary>Something earlier is not decided yet and has to be before this may go: what was under way when the process ended, an identical transfer, or too many at once. Nothing was signed or sent.</summary>
public sealed class PlacementBlockedException : HyperliquidException
{
    internal PlacementBlockedException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public override bool IsTransient => true;
}
