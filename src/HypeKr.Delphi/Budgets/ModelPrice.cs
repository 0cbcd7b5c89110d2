using System.Globalization;

namespace HypeKr.Delphi;

/// <summary>What a model costs, in a currency of the caller's choosing, the same for all models of a run.</summary>
/// <param name="InputPerMillion">Price of a million input tokens, at least 0.</param>
/// <param name="OutputPerMillion">Price of a million output tokens, reasoning among them, at least 0.</param>
/// <param name="CachedInputPerMillion">Price of a million input tokens that the provider read from its prompt cache; null is the full input price.</param>
public sealed record ModelPrice(decimal InputPerMillion, decimal OutputPerMillion, decimal? CachedInputPerMillion = null)
{
    /// <summary>What so many tokens cost.</summary>
    /// <param name="inputTokens">Tokens read, cached ones among them.</param>
    /// <param name="outputTokens">Tokens written.</param>
    /// <param name="cachedInputTokens">Tokens read from the provider's cache.</param>
    public decimal Cost(long inputTokens, long outputTokens, long cachedInputTokens = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(inputTokens);
        ArgumentOutOfRangeException.ThrowIfNegative(outputTokens);
        ArgumentOutOfRangeException.ThrowIfNegative(cachedInputTokens);
        var cached = Math.Min(cachedInputTokens, inputTokens);
        return (((inputTokens - cached) * InputPerMillion) + (cached * (CachedInputPerMillion ?? InputPerMillion)) + (outputTokens * OutputPerMillion)) / 1_000_000m;
    }

    internal string? Problem()
    {
        if (InputPerMillion < 0) return Say($"an input price of {InputPerMillion}; expected at least 0");
        if (OutputPerMillion < 0) return Say($"an output price of {OutputPerMillion}; expected at least 0");
        return CachedInputPerMillion < 0 ? Say($"a price for cached input of {CachedInputPerMillion}; expected at least 0") : null;

        static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
    }
}
