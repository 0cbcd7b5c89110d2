namespace HypeKr.Hyperliquid;

/// <summary>What is asked of the results of a batch as a whole.</summary>
public static class OrderResults
{
    /// <summary>The results themselves, when the venue took every order.</summary>
    /// <exception cref="HyperliquidException">The fate of one is not known; <see cref="HyperliquidException.MayHaveExecuted"/> is true. It goes before a refusal.</exception>
    /// <exception cref="ActionRejectedException">The venue refused one.</exception>
    public static IReadOnlyList<OrderResult> EnsureAccepted(this IReadOnlyList<OrderResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        foreach (var result in results)
        {
            if (!result.IsKnown) result.EnsureAccepted();
        }

        foreach (var result in results) result.EnsureAccepted();
        return results;
    }

    /// <summary>The results themselves, when every order is cancelled.</summary>
    /// <exception cref="HyperliquidException">What became of one is not known; <see cref="HyperliquidException.MayHaveExecuted"/> is true. It goes before a refusal.</exception>
    /// <exception cref="ActionRejectedException">The venue refused one.</exception>
    public static IReadOnlyList<CancelResult> EnsureAccepted(this IReadOnlyList<CancelResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        foreach (var result in results)
        {
            if (result.Status == CancelResultStatus.Unknown) result.EnsureAccepted();
        }

        foreach (var result in results) result.EnsureAccepted();
        return results;
    }
}
