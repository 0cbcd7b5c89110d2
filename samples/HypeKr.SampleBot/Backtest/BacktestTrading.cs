using System.Globalization;
using HypeKr.Calibration;
using HypeKr.Hyperliquid;
using HypeKr.Hyperliquid.Emulator;

namespace HypeKr.SampleBot;

/// <summary>Trades the second half on the emulator: what is a singleton and has an edge after costs, held to the outcome.</summary>
internal sealed class BacktestTrading(IReadOnlyList<BacktestRow> rows, CalibratorBundle bundle, decimal spread)
{
    public const string Category = "all";
    private const decimal Bankroll = 1_000;

    /// <summary>Every trade is sized on the same bankroll, so that their order does not matter; this covers all of them at once.</summary>
    private const decimal Funds = 1_000_000;

    private readonly List<(ForecastRow Row, decimal? Profit, decimal Cost, string? Skip)> _results = [];

    public IReadOnlyList<ForecastRow> Rows => [.. _results.Select(r => r.Row)];

    public static CalibrationRow ToCalibrationRow(BacktestRow row) => new(new RawProbability(row.Median), Category, row.Outcome, row.Market);

    public async Task<TradingReport> RunAsync(EmulatorSeed venueSeed, string runId, string panel, string promptVersion, int seed, CancellationToken cancellationToken)
    {
        var first = venueSeed.Outcomes.Select(o => o.Outcome).DefaultIfEmpty(0).Max() + 1;
        var quotes = rows.Select(r => Quoted(r.Market)).ToList();
        await using var venue = await PaperVenue.StartAsync(
            venueSeed with
            {
                Outcomes = [.. venueSeed.Outcomes, .. rows.Select((r, i) => new OutcomeSeed { Outcome = first + i, Name = $"Question {r.Question.Id}", Description = r.Question.Title })],
                Books = [.. venueSeed.Books, .. rows.Select((_, i) => Book(first + i, quotes[i]))],
            },
            perpFunds: 0,
            Funds,
            cancellationToken);

        for (var i = 0; i < rows.Count; i++) _results.Add(await TradeAsync(rows[i], first + i, quotes[i], venue, runId, panel, promptVersion, cancellationToken));
        for (var i = 0; i < rows.Count; i++) venue.Emulator.Admin.SettleOutcome(first + i, rows[i].Outcome.IsYes ? 1 : 0);
        return await ReportAsync(venue, seed, cancellationToken);
    }

    private async Task<(ForecastRow Row, decimal? Profit, decimal Cost, string? Skip)> TradeAsync(BacktestRow row, int outcome, (decimal Bid, decimal Ask) quoted, PaperVenue venue, string runId, string panel, string promptVersion, CancellationToken cancellationToken)
    {
        var instrument = new OutcomeInstrument(venue.Client, outcome, venue.Fees.SpotTaker);
        var quote = await instrument.QuoteAsync(cancellationToken) ?? new MarketQuote(quoted.Bid, quoted.Ask);
        var forecast = bundle.Calibrate(new RawProbability(row.Median), Category, quote);
        var stake = KellyStake.From(forecast, quote);
        OrderResult? placed = null;
        var skip = (stake.Decision as ForecastDecision.Skip)?.Reason.ToString();
        if (stake.Decision is ForecastDecision.Trade trade)
        {
            if (await instrument.OrderAsync(trade, stake, Bankroll, cancellationToken) is { } order) placed = await venue.Account.Orders.PlaceAsync(order, cancellationToken: cancellationToken);
            else skip = "BelowMinimumOrder";
        }

        var (profit, cost) = ((decimal?)null, 0m);
        if (placed is { FilledSize: { } size and > 0, AveragePrice: { } price } && stake.Decision is ForecastDecision.Trade { Side: var side })
        {
            var fills = await venue.Account.User.GetFillsAsync(cancellationToken: cancellationToken);
            cost = (size * price) + fills.Where(f => f.OrderId == placed.OrderId).Sum(f => f.Fee ?? 0);
            profit = (side == ContractSide.Yes == row.Outcome.IsYes ? size : 0) - cost;
        }
        else if (placed is not null)
        {
            throw new SampleBotException($"The order for question {row.Question.Id} was not filled: {placed}");
        }

        return (ToRow(row, forecast, placed, instrument.Coin, runId, panel, promptVersion), profit, cost, skip);
    }

    private async Task<TradingReport> ReportAsync(PaperVenue venue, int seed, CancellationToken cancellationToken)
    {
        var profits = _results.Where(r => r.Profit is not null).Select(r => r.Profit!.Value).ToArray();
        var total = profits.Sum();
        var balance = (await venue.Account.User.GetSpotStateAsync(cancellationToken)).FindBalance("USDC")?.Total ?? 0;
        if (Math.Abs(balance - Funds - total) > 0.000001m)
        {
            throw new SampleBotException(string.Create(CultureInfo.InvariantCulture, $"The trades add up to {total}, but the venue's ledger moved by {balance - Funds}."));
        }

        return new TradingReport
        {
            AssumedSpread = spread,
            TakerFee = venue.Fees.SpotTaker,
            Bankroll = Bankroll,
            Trades = profits.Length,
            Skips = _results.Where(r => r.Skip is not null).GroupBy(r => r.Skip!).OrderByDescending(g => g.Count()).ToDictionary(g => g.Key, g => g.Count()),
            Staked = _results.Sum(r => r.Cost),
            Profit = total,
            // Over all questions, traded or not: how many of them trade is part of the chance.
            ProfitInterval = Bootstrap.OfRows(_results.Count, draw => draw.Sum(i => (double)(_results[i].Profit ?? 0)), (ulong)seed, 2000),
        };
    }

    /// <summary>The recorded price with half the assumed spread on each side, on the venue's tick; a side that would leave (0, 1) is not offered.</summary>
    private (decimal Bid, decimal Ask) Quoted(double market)
    {
        var middle = (decimal)market;
        return (Math.Max(0, decimal.Round(middle - (spread / 2), 3)), Math.Min(1, decimal.Round(middle + (spread / 2), 3)));
    }

    private static BookSeed Book(int outcome, (decimal Bid, decimal Ask) quote) => new()
    {
        Coin = BundledMarket.OutcomeCoin(outcome, ContractSide.Yes),
        Bids = quote.Bid >= 0.001m ? [new BookLevelSeed(quote.Bid, 100_000)] : [],
        Asks = quote.Ask <= 0.999m ? [new BookLevelSeed(quote.Ask, 100_000)] : [],
    };

    private static ForecastRow ToRow(BacktestRow row, CalibratedForecast forecast, OrderResult? order, string coin, string runId, string panel, string promptVersion) => new()
    {
        RunId = runId,
        QuestionId = row.Question.Id,
        Question = row.Question.Title,
        Category = row.Question.Category,
        AskedAt = TimeProvider.System.GetUtcNow(),
        RawProbability = row.Median,
        IsotonicProbability = forecast.Isotonic.Value,
        Lower = forecast.Interval.Lower,
        Upper = forecast.Interval.Upper,
        CalibratedProbability = forecast.Calibrated.Value,
        BlendedProbability = forecast.Blended?.Value,
        PredictionSet = Text.Set(forecast.Set),
        Bid = forecast.Quote.Bid,
        Ask = forecast.Quote.Ask,
        Fee = forecast.Quote.Fee,
        Decision = forecast.Decision switch { ForecastDecision.Trade { Side: ContractSide.Yes } => "trade YES", ForecastDecision.Trade => "trade NO", _ => "skip" },
        Reason = forecast.Decision.Explanation,
        Coin = order?.Request.Coin ?? coin,
        Cloid = order?.Request.Cloid?.ToString(),
        OrderStatus = order?.Status.ToString(),
        FilledSize = order?.FilledSize,
        AveragePrice = order?.AveragePrice,
        Spread = row.Spread,
        Confidence = row.Confidence,
        Panel = panel,
        PromptVersion = promptVersion,
        BundleHash = forecast.BundleHash,
        Outcome = row.Outcome.IsYes,
    };
}
