namespace HypeKr.Calibration;

/// <summary>What share of a bankroll to put on a calibrated forecast: Kelly for a contract that pays 1, after costs, in full, in part or by the interval.</summary>
/// <remarks>
/// Kelly, "A new interpretation of information rate" (1956): a contract that costs c and pays 1 with probability q deserves
/// (q - c) / (1 - c) of the bankroll. q is the calibrated probability blended with the quote's own mid, c the price and fee.
/// </remarks>
public sealed class KellyStake
{
    private readonly KellyOptions _options;

    private KellyStake(ForecastDecision decision, KellyOptions options, decimal fullFraction, decimal fraction)
    {
        Decision = decision;
        _options = options;
        FullFraction = fullFraction;
        Fraction = fraction;
    }

    /// <summary>Trade, with side, cost and edge at the given quote; or skip, with the reason.</summary>
    public ForecastDecision Decision { get; }

    /// <summary>The full Kelly share of the bankroll for the blended probability; 0 for a skip.</summary>
    public decimal FullFraction { get; }

    /// <summary>The share of the bankroll to stake: the full share as the interval leaves it, times the multiplier, at most the maximum; 0 for a skip.</summary>
    public decimal Fraction { get; }

    /// <summary>Sizes a forecast at a quote, which may be newer than the one it was calibrated with.</summary>
    /// <remarks>
    /// <see cref="CalibratedForecast.Calibrated"/> is blended anew with this quote's mid, so a market that moved takes its share of the
    /// forecast with it. The bundle's <see cref="CalibratorOptions.MinimumEdge"/> holds here too, and of the bundle's and the options'
    /// MaximumQuoteAge the shorter. At the forecast's own quote, while it is fresh enough for both, the decision is the forecast's
    /// unless the interval takes the trade away.
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
        if (forecast.Decision is not ForecastDecision.Trade trade) return new KellyStake(forecast.Decision, options, 0, 0);
        var policies = forecast.Options;
        var maximumAge = options.MaximumQuoteAge < policies.MaximumQuoteAge ? options.MaximumQuoteAge : policies.MaximumQuoteAge;
        var decision = Gate.At(quote, trade.Side, Blend(forecast.Calibrated.Value), maximumAge, policies.MinimumEdge);
        if (decision is not ForecastDecision.Trade sized) return new KellyStake(decision, options, 0, 0);
        var full = sized.Edge / (1 - sized.Cost);

        // A map other than Venn-Abers may have been adopted, and its value lie outside the interval.
        var (lower, upper) = (Blend(Math.Min(forecast.Interval.Lower, forecast.Calibrated.Value)), Blend(Math.Max(forecast.Interval.Upper, forecast.Calibrated.Value)));
        var share = full;
        if (options.Interval == KellyInterval.ShrinkByWidth) share *= 1 - (decimal)(upper - lower);
        if (options.Interval == KellyInterval.WorstEnd)
        {
            var worst = sized.Side == ContractSide.Yes ? lower : upper;
            var edge = quote.EdgeOf(sized.Side, worst);
            if (edge <= policies.MinimumEdge)
            {
                var worth = sized.Side == ContractSide.Yes ? worst : 1 - worst;
                return new KellyStake(new ForecastDecision.Skip(SkipReason.NoEdgeAtIntervalEnd, () => string.Create(CultureInfo.InvariantCulture, $"{(sized.Side == ContractSide.Yes ? "YES" : "NO")} may be worth {worth:0.000} only, by the worse end of its interval, and costs {sized.Cost:0.000} with its fee")), options, 0, 0);
            }

            share = edge / (1 - sized.Cost);
        }

        return new KellyStake(sized, options, full, Math.Min(share * options.Multiplier, options.MaximumFraction));

        double Blend(double probability) => MarketShrinkage.Blend(forecast.Alpha ?? 0, probability, (double)quote.Mid);
    }

    /// <summary>The money to stake, in the currency of the bankroll: the share of it within <see cref="KellyOptions.MaximumAmount"/> and <see cref="KellyOptions.MaximumContracts"/>.</summary>
    /// <param name="bankroll">All the money that is at risk, 0 or more.</param>
    public decimal AmountOf(decimal bankroll)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bankroll);
        if (Decision is not ForecastDecision.Trade trade) return 0;
        var amount = Math.Min(Fraction * bankroll, _options.MaximumAmount ?? decimal.MaxValue);
        return _options.MaximumContracts is { } most && amount / trade.Cost > most ? most * trade.Cost : amount;
    }

    /// <summary>How many contracts that buys, fees included, before any rounding to the venue's lots; 0 for a skip.</summary>
    /// <param name="bankroll">All the money that is at risk, 0 or more.</param>
    public decimal ContractsOf(decimal bankroll)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bankroll);
        if (Decision is not ForecastDecision.Trade trade) return 0;
        var contracts = AmountOf(bankroll) / trade.Cost;
        return _options.MaximumContracts is { } most ? Math.Min(contracts, most) : contracts;
    }
}
