using System.Text;

namespace HypeKr.Calibration;

/// <summary>Everything there is to see about a forecaster's calibration on one page: a table of scores, the diagrams, and what was found over time, by cell and by bet.</summary>
/// <remarks>
/// The page is one file: pictures are in it, and nothing is fetched or run. It is light or dark as the reader's system is, and black on
/// white in print.
/// </remarks>
public sealed record CalibrationReport
{
    // Null values of an error need no more distinct forecasts than that.
    private const int NullSteps = 1000;

    // What a printed page holds, and what a reader may be asked to look through.
    private const int CellsPerPicture = 24;
    private const int MostCells = 240;

    /// <summary>What stands on top.</summary>
    public required string Title { get; init; }

    /// <summary>A paragraph below the title: where the rows are from, and what does not follow from them.</summary>
    public string? Note { get; init; }

    /// <summary>The forecasters, at least one and at most seven. The first has a diagram with a consistency band.</summary>
    public required IReadOnlyList<ReliabilitySeries> Forecasts { get; init; }

    /// <summary>The first forecaster's rows by day, for the decomposition over time.</summary>
    public DailyScoreTable? Days { get; init; }

    /// <summary>How many days a point of that picture covers.</summary>
    /// <value>7 by default.</value>
    public int DaysPerPoint { get; init; } = 7;

    /// <summary>How conformal sets did on rows their cells were not fitted on.</summary>
    public ConformalTally? Coverage { get; init; }

    /// <summary>The cells those sets are from, for the band of each.</summary>
    public MondrianConformal? Conformal { get; init; }

    /// <summary>The error rate of the sets, between 0 and 1.</summary>
    /// <value>0.1 by default.</value>
    public decimal Alpha { get; init; } = 0.1m;

    /// <summary>Paths of test martingales.</summary>
    public IReadOnlyList<MartingalePath> Martingales { get; init; } = [];

    /// <summary>δ of the martingales' alarm.</summary>
    /// <value>0.01 by default: the alarm goes off at a wealth of 100.</value>
    public double FalseAlarmRate { get; init; } = 0.01;

    /// <summary>The seed of everything that is simulated; the same seed gives the same page.</summary>
    /// <value>1 by default.</value>
    public ulong Seed { get; init; } = 1;

    /// <summary>The page.</summary>
    /// <returns>A complete HTML document.</returns>
    /// <exception cref="ArgumentException">There is no forecaster, or more than seven.</exception>
    public string ToHtml()
    {
        if (Forecasts.Count == 0 || Forecasts.Count > SvgTheme.SeriesCount) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A report shows 1 to {SvgTheme.SeriesCount} forecasters, not {Forecasts.Count}."));
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $$"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{{SvgTheme.Escape(Title)}}</title>
            <style>
            {{SvgTheme.Css}}
            html{background:var(--paper)}
            body{margin:0 auto;padding:2rem 1.25rem 4rem;max-width:52rem;font:16px/1.5 system-ui,'Segoe UI','DejaVu Sans',sans-serif;color:var(--ink);background:var(--paper)}
            h1{font-size:1.6rem;line-height:1.25;margin:0 0 .5rem}
            h2{font-size:1.15rem;margin:2.5rem 0 .25rem}
            p{margin:.25rem 0 .75rem;color:var(--muted)}
            .scroll{overflow-x:auto}
            table{border-collapse:collapse;width:100%;font-size:.8125rem;font-variant-numeric:tabular-nums}
            th,td{padding:.35rem .35rem;text-align:right;vertical-align:bottom;border-bottom:1px solid var(--grid)}
            th{font-weight:600;color:var(--muted)}
            td{white-space:nowrap}
            th:first-child,td:first-child{text-align:left;padding-left:0;white-space:normal}
            figure{margin:.75rem 0 0;break-inside:avoid}
            svg{display:block;max-width:100%;height:auto}
            @media print{
            body{max-width:none;padding:0;font-size:11pt}
            h2{break-after:avoid}
            section{break-inside:avoid}
            svg{max-height:135mm;width:auto}
            .tall svg{max-height:235mm}
            }
            @page{margin:15mm}
            </style>
            </head>
            <body class="hk">
            <h1>{{SvgTheme.Escape(Title)}}</h1>

            """);
        if (Note is { } note) html.Append(CultureInfo.InvariantCulture, $"<p>{SvgTheme.Escape(note)}</p>\n");
        Scores(html);
        var (first, table) = (Forecasts[0], Forecasts[0].Table);
        var band = table.UnitsPerWeight == 1 ? ConsistencyBand.Of(table, Seed) : null;
        Section(
            html,
            "Reliability without bins",
            "Outcomes recalibrated by isotonic regression (CORP). Where the curve leaves the grey band, chance alone does not explain it; the band holds at each point by itself. Above the diagonal forecasts were too low.",
            CorpDiagram.ToSvg(first.Name, table, band));
        Section(html, "Reliability in bins", "A point is a bin; its area grows with the number of forecasts.", ReliabilityDiagram.ToSvg(Forecasts.Count == 1 ? first.Name : "All forecasters", Forecasts));
        if (Days is { Days.Count: > 0 } days) Section(html, "Over time", "Brier score = miscalibration - discrimination + uncertainty, for the forecasts of each stretch of days.", DecompositionChart.ToSvg(first.Name, days, DaysPerPoint));
        if (Coverage is { Total: > 0 } coverage)
        {
            // The largest cells, in their order.
            var all = coverage.Cells;
            var least = all.Count <= MostCells ? 0 : all.Select(c => c.Total).OrderDescending().ElementAt(MostCells - 1);
            var shown = all.Where(c => c.Total > least).Concat(all.Where(c => c.Total == least)).Take(MostCells).OrderBy(c => c.Category, StringComparer.Ordinal).ThenBy(c => c.Class).ToArray();
            Section(
                html,
                "Coverage of conformal sets",
                string.Create(CultureInfo.InvariantCulture, $"Each cell covers its own outcome, on average over fits; one fit may lie anywhere in its band. {coverage.Singletons} of {coverage.Total} sets name one outcome{(coverage.SingletonAccuracy is { } right ? string.Create(CultureInfo.InvariantCulture, $", and {100 * right:0.0} % of those were right, of which nothing was promised") : "")}; {coverage.Empty} are empty.{(shown.Length < all.Count ? string.Create(CultureInfo.InvariantCulture, $" The {shown.Length} largest of {all.Count} cells are shown.") : "")}"),
                [.. shown.Chunk(CellsPerPicture).Select((cells, i) => CoverageChart.ToSvg(shown.Length <= CellsPerPicture ? "By category and outcome" : string.Create(CultureInfo.InvariantCulture, $"By category and outcome, {(i * CellsPerPicture) + 1} to {(i * CellsPerPicture) + cells.Length} of {shown.Length}"), cells, Alpha, Conformal))]);
        }

        if (Martingales.Count > 0)
        {
            Section(
                html,
                "Bets against calibration",
                string.Create(CultureInfo.InvariantCulture, $"The wealth of somebody who bets that calibration no longer holds. While it does, the chance of ever reaching {1 / FalseAlarmRate:0.##} is at most {FalseAlarmRate:0.####}."),
                MartingaleChart.ToSvg("Test martingales", FalseAlarmRate, Martingales));
        }

        return html.Append("</body>\n</html>\n").ToString();
    }

    private void Scores(StringBuilder html)
    {
        html.Append("<h2>Scores</h2>\n<div class=\"scroll\"><table>\n<tr><th>forecast</th><th>n</th><th>YES</th><th>Brier</th><th>miscali&shy;bration</th><th>discrimi&shy;nation</th><th>log loss</th><th>ECE</th><th>ECE by chance</th></tr>\n");
        foreach (var series in Forecasts)
        {
            var (table, corp) = (series.Table, CorpDecomposition.Of(series.Table));
            var chance = "";
            if (table.UnitsPerWeight == 1)
            {
                var error = NullCalibrationError.Of(table.Count > NullSteps ? table.Quantize(NullSteps) : table, series.Bins.Rule, Seed, 500);
                chance = string.Create(CultureInfo.InvariantCulture, $"{error.Mean:0.0000} to {error.Upper95:0.0000}");
            }

            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{SvgTheme.Escape(series.Name)}</td><td>{ReliabilityDiagram.Count((double)table.TotalWeight / table.UnitsPerWeight)}</td><td>{100 * ProbabilityScores.BaseRate(table):0.0} %</td><td>{corp.Score:0.0000}</td><td>{corp.Miscalibration:0.0000}</td><td>{corp.Discrimination:0.0000}</td><td>{ProbabilityScores.LogLoss(table, LogLossClip.MachineEpsilon):0.0000}</td><td>{series.Bins.ExpectedError:0.0000}</td><td>{chance}</td></tr>\n");
        }

        html.Append(CultureInfo.InvariantCulture, $"</table></div>\n<p>Log loss clips at {SvgTheme.Escape(LogLossClip.MachineEpsilon.Name)}. ECE: {SvgTheme.Escape(string.Join("; ", Forecasts.Select(f => f.Bins.Rule.ToString()).Distinct()))}. By chance: what a perfectly calibrated forecaster of the same probabilities shows, the mean and the value exceeded one time in twenty.</p>\n");
    }

    private static void Section(StringBuilder html, string heading, string text, params IReadOnlyList<string> pictures)
    {
        html.Append(CultureInfo.InvariantCulture, $"<section>\n<h2>{SvgTheme.Escape(heading)}</h2>\n<p>{SvgTheme.Escape(text)}</p>\n");
        foreach (var svg in pictures) html.Append(CultureInfo.InvariantCulture, $"<figure{(pictures.Count > 1 ? " class=\"tall\"" : "")}>\n{svg}</figure>\n");
        html.Append("</section>\n");
    }
}
