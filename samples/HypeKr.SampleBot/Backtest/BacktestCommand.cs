using System.Globalization;
using System.Text.Json;
using HypeKr.Calibration;
using HypeKr.Delphi;
using HypeKr.Hyperliquid.Emulator;
using Spectre.Console.Cli;

namespace HypeKr.SampleBot;

/// <summary>Replays a recorded panel through the protocol, fits on the first half in file order and reports on the second.</summary>
internal sealed class BacktestCommand : AsyncCommand<BacktestSettings>
{
    private const string Split = "first half in file order against second half in file order";
    private const string Guarantee = "The split is not past to future and the halves are not exchangeable (the second half asks questions of another platform too): no coverage guarantee applies to the second half.";

    private const decimal FalseAlarmRate = 0.01m;

    private readonly Screen _screen = Screen.ForThisProcess();

    public override async Task<int> ExecuteAsync(CommandContext context, BacktestSettings settings, CancellationToken cancellationToken)
    {
        var dataset = RecordedDataset.Read(settings.Panel, settings.Dataset);
        _screen.Heading($"Backtest: {dataset.Id}");
        var (rows, panel, promptVersion) = await ReplayAsync(dataset, cancellationToken);
        var (fit, test) = (rows[..(rows.Length / 2)], rows[(rows.Length / 2)..]);
        _screen.Line(string.Create(CultureInfo.InvariantCulture, $"{dataset.Forecasters.Count} forecasters replayed on {rows.Length} questions through the panel; fitted on the first {fit.Length}, reported on the last {test.Length}."));
        _screen.Notice(Guarantee);

        var variants = ForecastVariant.All.Select(v => BacktestScoring.Report(v, fit, test, settings.Splits, settings.Seed)).ToList();
        using var database = new ForecastDatabase(settings.Database);
        var bundle = CalibratorBundle.Fit(fit.Select(BacktestTrading.ToCalibrationRow), new CalibratorOptions { Alpha = BacktestScoring.Alpha });
        var trading = new BacktestTrading(test, bundle, (decimal)settings.Spread);
        var venueSeed = settings.Venue is { } folder ? EmulatorSeed.FromRecorded(folder) : EmulatorSeed.Default;
        var traded = await trading.RunAsync(venueSeed, Guid.NewGuid().ToString("N"), panel, promptVersion, settings.Seed, cancellationToken);
        database.Write(trading.Rows);

        var report = new BacktestReport
        {
            Dataset = dataset.Id,
            FitRows = fit.Length,
            TestRows = test.Length,
            Split = Split,
            Guarantee = Guarantee,
            LogLossClip = BacktestScoring.Clip.Name,
            EceRule = BacktestScoring.Rule.ToString(),
            Alpha = BacktestScoring.Alpha,
            RandomHalves = settings.Splits,
            Seed = settings.Seed,
            Variants = variants,
            Trading = traded,
        };
        Show(report);
        if (settings.Json is { } json) await File.WriteAllTextAsync(json, JsonSerializer.Serialize(report, BacktestJsonContext.Default.BacktestReport), cancellationToken);
        await File.WriteAllTextAsync(settings.Svg, Diagram(dataset.Id, fit, test), cancellationToken);
        _screen.Line();
        _screen.Line($"Reliability diagram: {Path.GetFullPath(settings.Svg)}");
        if (settings.Html is { } html)
        {
            await File.WriteAllTextAsync(html, Page(dataset.Id, fit, test, bundle, settings.Seed).ToHtml(), cancellationToken);
            _screen.Line($"Report: {Path.GetFullPath(html)}");
        }

        if (settings.Json is not null) _screen.Line($"JSON: {Path.GetFullPath(settings.Json)}");
        _screen.Line(string.Create(CultureInfo.InvariantCulture, $"Forecasts: {database.Path} (table forecasts, {database.Count()} rows)"));
        return 0;
    }

    private static async Task<(BacktestRow[] Rows, string Panel, string PromptVersion)> ReplayAsync(RecordedDataset dataset, CancellationToken cancellationToken)
    {
        var recorded = dataset.ToPanel();
        var panel = new DelphiPanel(recorded.Definition, new RecordedPanelClient(recorded));
        var rows = new List<BacktestRow>();
        var (name, prompt) = ("", "");
        foreach (var question in dataset.Questions)
        {
            var result = await panel.RunAsync(new ForecastQuestion { Id = question.Id, Title = question.Title }, cancellationToken: cancellationToken);
            rows.Add(new BacktestRow(question, BinaryOutcome.FromResolution(question.Resolution), result.Aggregate, result.GeometricMeanOfOdds, result.Spread, result.Confidence));
            (name, prompt) = ($"{result.Panel}@{result.PanelFingerprint}", result.PromptVersion);
        }

        return ([.. rows], name, prompt);
    }

    private void Show(BacktestReport report)
    {
        _screen.Heading($"Second half: {report.TestRows} questions, 95 % bootstrap intervals");
        _screen.Table(
            ["forecast", "Brier", "95 %", "minus market", "log loss", "95 %"],
            [.. report.Variants.Select(v => (IReadOnlyList<string>)[v.Name, Score(v.Brier.Estimate), Range(v.Brier), Range(v.BrierAgainstMarket), Score(v.LogLoss.Estimate), Range(v.LogLoss)])]);
        _screen.Line();
        _screen.Table(
            ["forecast", "ECE-15", "null", "cover YES", "95 %", "cover NO", "95 %"],
            [.. report.Variants.Select(v => (IReadOnlyList<string>)[v.Name, Score(v.Ece.Estimate), Score(v.EceNull), Share(v.CoverageYes.Estimate), Range(v.CoverageYes), Share(v.CoverageNo.Estimate), Range(v.CoverageNo)])]);
        _screen.Line($"Log loss clips at {report.LogLossClip}. ECE: {report.EceRule}; null = what a perfectly calibrated forecaster of the same probabilities measures.");
        _screen.Line(string.Create(CultureInfo.InvariantCulture, $"'minus market': paired difference of Brier, 95 %; below 0 the forecast wins. 'shrunk': toward the market, alpha fitted on the raw aggregate. Coverage: conformal sets at alpha {report.Alpha}, one cell a class, filled out of fold."));

        _screen.Heading($"Mean over {report.RandomHalves} seeded random halves");
        _screen.Table(
            ["forecast", "Brier", "log loss", "ECE-15", "cover YES", "cover NO"],
            [.. report.Variants.Select(v => (IReadOnlyList<string>)[v.Name, Score(v.RandomHalves.Brier), Score(v.RandomHalves.LogLoss), Score(v.RandomHalves.Ece), Share(v.RandomHalves.CoverageYes), Share(v.RandomHalves.CoverageNo)])]);
        _screen.Line(Verdict(report));
        ShowTrading(report.Trading);
    }

    /// <summary>Who wins, whoever it is.</summary>
    private static string Verdict(BacktestReport report)
    {
        var second = report.Variants.MinBy(v => v.Brier.Estimate)!;
        var random = report.Variants.MinBy(v => v.RandomHalves.Brier)!;
        return string.Create(CultureInfo.InvariantCulture, $"Lowest Brier on the second half: {second.Name} ({second.Brier.Estimate:0.0000}); over random halves: {random.Name} ({random.RandomHalves.Brier:0.0000}).");
    }

    private void ShowTrading(TradingReport trading)
    {
        _screen.Heading("Trades on the emulator, held to the outcome");
        _screen.Line(string.Create(CultureInfo.InvariantCulture, $"{trading.Trades} trades; skipped: {string.Join(", ", trading.Skips.Select(s => $"{s.Key} {s.Value}"))}."));
        _screen.Line(string.Create(CultureInfo.InvariantCulture, $"Profit {trading.Profit:0.00} USDC, 95 % interval {trading.ProfitInterval.Lower:0.00} to {trading.ProfitInterval.Upper:0.00}, on {trading.Staked:0.00} staked (quarter Kelly of {trading.Bankroll:0} each), at an ASSUMED spread of {trading.AssumedSpread} around the recorded price."));
        if (trading.Trades < 30) _screen.Notice($"{trading.Trades} trades say next to nothing about whether this makes money.");
    }

    private static string Diagram(string dataset, IReadOnlyList<BacktestRow> fit, IReadOnlyList<BacktestRow> test) =>
        ReliabilityDiagram.ToSvg($"{dataset}, second half ({test.Count} questions)", Series(fit, test));

    /// <summary>Everything on one page: the diagrams of the second half, and how the bundle's sets covered it.</summary>
    private static CalibrationReport Page(string dataset, IReadOnlyList<BacktestRow> fit, IReadOnlyList<BacktestRow> test, CalibratorBundle bundle, int seed)
    {
        var coverage = new ConformalTally();
        foreach (var row in test) coverage.Add(bundle.Conformal.PredictBinary(BacktestTrading.Category, row.Median, BacktestScoring.Alpha), row.Outcome.IsYes ? 1 : 0);
        return new CalibrationReport
        {
            Title = $"Backtest of {dataset}",
            Note = $"Fitted on {fit.Count} questions, shown on the {test.Count} after them. {Guarantee}",
            Forecasts = Series(fit, test),
            Coverage = coverage,
            Conformal = bundle.Conformal,
            Alpha = BacktestScoring.Alpha,
            Martingales = [.. ForecastVariant.All.Where(v => v.Name is "raw median" or "median Venn-Abers" or "market").Select(v => new MartingalePath(v.Name, Evidence(BacktestScoring.Predict(v, fit, test), test)))],
            FalseAlarmRate = (double)FalseAlarmRate,
            Seed = (ulong)seed,
        };
    }

    /// <summary>What a bet against the calibration of these forecasts has become after each question.</summary>
    private static List<double> Evidence(double[] forecasts, IReadOnlyList<BacktestRow> rows)
    {
        var monitor = new CalibrationMonitor(new MonitorOptions { FalseAlarmRate = FalseAlarmRate });
        return [.. rows.Select((row, i) => monitor.Update(forecasts[i], row.Outcome).LogEvidence / Math.Log(10))];
    }

    private static ReliabilitySeries[] Series(IReadOnlyList<BacktestRow> fit, IReadOnlyList<BacktestRow> test)
    {
        string[] shown = ["raw median", "median Venn-Abers", "median shrunk", "market"];
        var labels = test.Select(r => r.Outcome.IsYes).ToArray();
        return [.. ForecastVariant.All.Where(v => shown.Contains(v.Name)).Select(v => new ReliabilitySeries(v.Name, ScoreTable.FromRows(BacktestScoring.Predict(v, fit, test), labels), BacktestScoring.Rule))];
    }

    private static string Score(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string Share(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Range(BootstrapInterval interval) => string.Create(CultureInfo.InvariantCulture, $"{interval.Lower:0.000}..{interval.Upper:0.000}");
}
