namespace HypeKr.Calibration;

/// <summary>What share of a bankroll to put on a calibrated forecast: fractional Kelly for a contract that pays 1, after costs.</summary>
/// <remarks>
/// Kelly, "A new interpretation of information rate" (1956): a contract that costs c and pays 1 with probability q deserves
/// (q - c) / (1 - c) of the bankroll. q is the calibrated probability blended with the quote's own mid, c the price and fee.
/// </remarks>
public sealed class KellyStake
{
    private KellyStake(ForecastDecision decision, decimal fullFraction, decimal fraction)
    {
        Decision = decision;
        FullFraction = fullFraction;
        Fraction = fraction;
    }

    /// <summary>Trade, with side, cost and edge at the given quote; or skip, with the reason.</summary>
    public ForecastDecision Decision { get; }

    /// <summary>The full Kelly share of the bankroll; 0 for a skip.</summary>
    public decimal FullFraction { get; }

    /// <summary>The share of the bankroll to stake: the full share times the multiplier, at most the maximum; 0 for a skip.</summary>
    public decimal Fraction { get; }

    /// <summary>Sizes a forecast at a quote, which may be newer than the one it was calibrated with.</summary>
    /// <remarks>
    /// <see cref="CalibratedForecast.Calibrated"/> is blended anew with this quote's mid, so a market that moved takes its share of the
    /// forecast with it. The bundle's <see cref="CalibratorOptions.MinimumEdge"/> holds here too, and of the bundle's and the options'
    /// MaximumQuoteAge the shorter. At the forecast's own quote, while it is fresh enough for both, the decision is the forecast's.
    /// </remarks>
    /// <param name="forecast">From <see cref="CalibratorBundle.Calibrate"/>; one that is a skip stays one.</param>
    /// <param name="quote">The quote to trade at.</param>
    /// <param name="options">How boldly; defaults when left out.</param>
    /// <exception cref="UninitializedValueException">The quote is a default value.</exception>
    public static KellyStake From(CalibratedForecast forecast, MarketQuote quote, KellyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        options ??= KellyOptions.Default;
        options.Validate();
        if (forecast.Decision is not ForecastDecision.Trade trade) return new KellyStake(forecast.Decision, 0, 0);
        var policies = forecast.Options;
        var blended = MarketShrinkage.Blend(forecast.Alpha ?? 0, forecast.Calibrated.Value, (double)quote.Mid);
        var maximumAge = options.MaximumQuoteAge < policies.MaximumQuoteAge ? options.MaximumQuoteAge : policies.MaximumQuoteAge;
        var decision = Gate.At(quote, trade.Side, blended, maximumAge, policies.MinimumEdge);
        if (decision is not ForecastDecision.Trade sized) return new KellyStake(decision, 0, 0);
        var full = sized.Edge / (1 - sized.Cost);
        return new KellyStake(sized, full, Math.Min(full * options.Multiplier, options.MaximumFraction));
    }

    /// <summary>The money to stake, in the currency of the bankroll.</summary>
    /// <param name="bankroll">All the money that is at risk, 0 or more.</param>
    public decimal AmountOf(decimal bankroll)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bankroll);
        return Fraction * bankroll;
    }

    /// <summary>How many contracts that buys, fees included, before any rounding to the venue's lots; 0 for a skip.</summary>
    /// <param name="bankroll">All the money that is at risk, 0 or more.</param>
    public decimal ContractsOf(decimal bankroll) => Decision is ForecastDecision.Trade trade ? AmountOf(bankroll) / trade.Cost : 0;
}
