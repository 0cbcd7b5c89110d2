namespace HypeKr.Hyperliquid;

/// <summary>What <c>EnsureAccepted</c> throws: the exception that made a result unknown, or the venue's refusal.</summary>
internal static class ResultFailure
{
    public static HyperliquidException Of(string what, Rejection? rejection, HyperliquidException? failure) => failure ?? new ActionRejectedException(rejection!, what);
}
