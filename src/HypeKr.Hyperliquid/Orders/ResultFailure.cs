namespace HypeKr.Hyperliquid;

/// <summary>What <c>EnsureAccepted</c> throws: the exception that made a result unknown, or the venue's refusal.</summary>
internal static class ResultFailure
{
    public static HyperliquidException Of(string what, Rejection? rejection, HyperliquidException? failure) => failure ?? new ActionRejectedException(rejection!, what);

    /// <summary>It did not happen, and cannot any more.</summary>
    public static HyperliquidException NotCarriedOut(string what) =>
        new TransportException($"{what} was not carried out, and cannot be any more: its answer was lost, and its nonce is used up. It may be asked for again, with the same key.", isTransient: true, mayHaveExecuted: false);
}
