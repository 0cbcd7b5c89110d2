namespace HypeKr.Hyperliquid.Deployments;

/// <summary>The words of <see cref="PerpMarginMode"/> on the wire.</summary>
internal static class PerpMarginModeWord
{
    public static ReadOnlySpan<byte> Of(PerpMarginMode mode) => mode switch
    {
        PerpMarginMode.Normal => "normal"u8,
        PerpMarginMode.NoCross => "noCross"u8,
        _ => "strictIsolated"u8,
    };
}
