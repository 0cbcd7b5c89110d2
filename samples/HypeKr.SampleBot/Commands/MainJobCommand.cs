using System.Globalization;
using HypeKr.Calibration;
using HypeKr.Delphi;
using HypeKr.Hyperliquid;
using HypeKr.Hyperliquid.Emulator;
using Microsoft.Extensions.AI;
using Spectre.Console.Cli;

namespace HypeKr.SampleBot;

/// <summary>The main job: a handful of questions, from the panel to a closed position and a row in the database.</summary>
internal sealed class MainJobCommand : AsyncCommand<MainJobSettings>
{
    private const decimal PerpFunds = 1_000;
    private const decimal SpotFunds = 1_000;

    private readonly Screen _screen = Screen.ForThisProcess();

    public override async Task<int> ExecuteAsync(CommandContext context, MainJobSettings settings, CancellationToken cancellationToken)
    {
        using var database = new ForecastDatabase(settings.Database);
        using var model = PanelModel.FromEnvironment(Environment.GetEnvironmentVariable);
        var seed = settings.Venue is { } folder ? BundledMarket.Seed(EmulatorSeed.FromRecorded(folder)) : BundledMarket.Seed(EmulatorSeed.Default);
        await using var venue = await PaperVenue.StartAsync(seed, PerpFunds, SpotFunds, cancellationToken);
        await IntroduceAsync(venue, settings, cancellationToken);

        var history = BundledMarket.History();

        // To show every stage at work. A bot leaves Adoption as it is: its out-of-sample tests would find nothing to repair in this simulated history.
        var bundle = CalibratorBundle.Fit(history, new CalibratorOptions { Ladder = new LadderOptions { PerCategory = false, Adoption = AdoptionRule.BySampleSize } });
        _screen.Line(string.Create(CultureInfo.InvariantCulture, $"Calibration  bundle {bundle.Hash[..12]}, fitted on {history.Count} resolved forecasts of a seeded simulation"));
        var panel = CreatePanel(model, settings.Seed);

        _screen.Heading("Forecasts");
        var runId = Guid.NewGuid().ToString("N");
        var forecasts = new List<QuestionRun>();
        foreach (var question in BundledMarket.Questions)
        {
            var run = await ForecastAsync(question, panel, bundle, venue, settings.Seed, cancellationToken);
            forecasts.Add(run);
            database.Write(run.ToRow(runId, bundle.Hash));
        }

        ShowForecasts(forecasts);
        _screen.Heading("Orders");
        await TradeAsync(forecasts, venue, run => database.Write(run.ToRow(runId, bundle.Hash)), cancellationToken);

        var account = new AccountScreen(_screen, venue);
        await account.ShowPositionsAsync(cancellationToken);
        await account.ShowBalanceAsync(cancellationToken);
        var traded = forecasts.Where(f => f.IsFilled).ToList();
        var perp = traded.FirstOrDefault(f => f.Question.Perp is not null);
        var outcome = traded.FirstOrDefault(f => f.Question.Outcome is not null);
        foreach (var run in new[] { perp, outcome })
        {
            if (run is not null) await account.CloseAsync(run.Order!.Request.Coin, cancellationToken);
        }

        await account.ShowPositionsAsync(cancellationToken);
        await account.ShowBalanceAsync(cancellationToken);
        Summarise(forecasts, traded, database);
        var failed = forecasts.Where(f => f is { Order: not null, IsFilled: false }).ToList();
        if (failed.Count > 0) throw new SampleBotException($"Not every order was filled: {string.Join("; ", failed.Select(f => $"{f.Order!.Request.Coin} {f.Order}"))}");
        return 0;
    }

    private async Task IntroduceAsync(PaperVenue venue, MainJobSettings settings, CancellationToken cancellationToken)
    {
        var standing = await venue.Account.VerifySignerAsync(cancellationToken);
        _screen.Heading("HypeKr sample bot");
        _screen.Line($"Venue        emulator on {venue.Address}, {(settings.Venue is null ? "bundled market" : "seeded from recorded responses")}; paper money only");
        _screen.Line($"Account      {venue.Account}, signed for by agent {venue.AgentFingerprint} ({standing.Standing})");
    }

    private DelphiPanel CreatePanel(IChatClient? model, long seed)
    {
        if (model is not null)
        {
            var metadata = model.GetService(typeof(ChatClientMetadata)) as ChatClientMetadata;
            _screen.Line($"Panel        {PanelDefinition.Original.Name}: nine personas over {metadata?.DefaultModelId ?? "the configured model"}");
            return new DelphiPanel(PanelDefinition.Original, model);
        }

        _screen.Line($"Panel        {PanelDefinition.Original.Name}: nine personas, SIMULATED");
        _screen.Notice("No model is configured, so the panel is simulated: its numbers are drawn around each question's invented truth. Set HYPEKR_MODEL and HYPEKR_MODEL_ENDPOINT for a real one.");
        var truths = BundledMarket.Questions.ToDictionary(q => q.Id, q => q.SimulatedTruth);
        return new DelphiPanel(PanelDefinition.Original, new SimulatedForecasterClient(new SimulatedForecasterOptions { Seed = seed, SmallestNoise = 0.2, LargestNoise = 0.7 }, id => truths[id]));
    }

    private static async Task<QuestionRun> ForecastAsync(BundledQuestion question, DelphiPanel panel, CalibratorBundle bundle, PaperVenue venue, long seed, CancellationToken cancellationToken)
    {
        var asked = TimeProvider.System.GetUtcNow();
        Instrument instrument = question.Perp is { } perp
            ? new PerpInstrument(venue.Client, perp.Coin, perp.ExpectedMove, venue.Fees.PerpTaker)
            : new OutcomeInstrument(venue.Client, BundledMarket.OutcomeOf(question), venue.Fees.SpotTaker);
        var result = await panel.RunAsync(
            new ForecastQuestion { Id = question.Id, Title = question.Text, Criteria = question.Criteria, AsOf = asked, ClosesAt = question.Closes },
            new DelphiOptions { Seed = seed },
            cancellationToken);
        var run = new QuestionRun { Question = question, Instrument = instrument, AskedAt = asked, Result = result };
        if (!result.HasForecast) return run;
        return await instrument.QuoteAsync(cancellationToken) is { } quote
            ? run with { Quote = quote, Forecast = bundle.Calibrate(new RawProbability(result.Aggregate), question.Category, quote) }
            : run;
    }

    private static async Task<OrderRequest?> SizeAsync(QuestionRun run, CancellationToken cancellationToken)
    {
        if (run.Forecast is null || await run.Instrument.QuoteAsync(cancellationToken) is not { } quote) return null;
        var stake = KellyStake.From(run.Forecast, quote);
        var bankroll = run.Question.Perp is null ? SpotFunds : PerpFunds;
        return stake.Decision is ForecastDecision.Trade trade ? await run.Instrument.OrderAsync(trade, stake, bankroll, cancellationToken) : null;
    }

    private void ShowForecasts(IReadOnlyList<QuestionRun> runs)
    {
        _screen.Table(
            ["question", "raw", "interval", "calib.", "blended", "set", "quote", "decision"],
            [.. runs.Select(r => (IReadOnlyList<string>)[r.Question.Id, Text.Probability(r.Forecast?.Raw.Value), r.Interval, Text.Probability(r.Forecast?.Calibrated.Value), Text.Probability(r.Forecast?.Blended?.Value), r.SetText, r.Quote is { } q ? $"{Text.Price(q.Bid)}/{Text.Price(q.Ask)}" : "-", r.Decision])]);
        _screen.Line();
        foreach (var run in runs)
        {
            _screen.Line($"{run.Question.Id}: {run.Question.Text}");
            _screen.Line($"  {run.PanelText}");
            _screen.Line($"  {run.Decision}: {run.Reason}");
        }
    }

    /// <summary>Sends the orders one by one; what is known of each is kept before it is sent and after it is answered.</summary>
    private async Task TradeAsync(List<QuestionRun> runs, PaperVenue venue, Action<QuestionRun> keep, CancellationToken cancellationToken)
    {
        for (var i = 0; i < runs.Count; i++)
        {
            if (await SizeAsync(runs[i], cancellationToken) is not { } order) continue;
            keep(runs[i] = runs[i] with { Planned = order });
            keep(runs[i] = runs[i] with { Order = await venue.Account.Orders.PlaceAsync(order, cancellationToken: cancellationToken) });
        }

        _screen.Table(
            ["question", "coin", "side", "size", "limit", "result"],
            [.. runs.Where(r => r.Order is not null).Select(r => (IReadOnlyList<string>)[r.Question.Id, r.Order!.Request.Coin, r.Order.Request.Side.ToString(), Text.Number(r.Order.Request.Size.Value), Text.Number(r.Order.Request.Price.Value), Result(r.Order)])]);
    }

    private static string Result(OrderResult order) => order.Status is OrderResultStatus.Filled or OrderResultStatus.PartlyFilled
        ? $"{order.Status}: {Text.Number(order.FilledSize)} at {Text.Number(order.AveragePrice)}"
        : order.ToString();

    private void Summarise(IReadOnlyList<QuestionRun> runs, IReadOnlyList<QuestionRun> traded, ForecastDatabase database)
    {
        _screen.Heading("Summary");
        _screen.Line(string.Create(CultureInfo.InvariantCulture, $"{runs.Count} questions asked with {runs.Sum(r => r.Result.Calls)} panel calls; {traded.Count} traded ({string.Join(", ", traded.Select(t => t.Order!.Request.Coin))}), {runs.Count(r => r.Order is null)} skipped."));
        _screen.Line(string.Create(CultureInfo.InvariantCulture, $"Every forecast is in {database.Path} (table forecasts, {database.Count()} rows)."));
    }
}
