namespace HypeKr.Hyperliquid;

/// <summary>The words of <see cref="AbstractionMode"/> on the wire.</summary>
internal static class AbstractionModeWord
{
    public static ReadOnlySpan<byte> Of(AbstractionMode mode) => mode switch
    {
        AbstractionMode.Disabled => "disabled"u8,
        AbstractionMode.UnifiedAccount => "unifiedAccount"u8,
        _ => "portfolioMargin"u8,
    };

    /// <summary>The short form, which <c>agentSetAbstraction</c> and the payload of a multi-sig action carry.</summary>
    public static ReadOnlySpan<byte> Letter(AbstractionMode mode) => mode switch
    {
        AbstractionMode.Disabled => "i"u8,
        AbstractionMode.UnifiedAccount => "u"u8,
        _ => "p"u8,
    };
}
