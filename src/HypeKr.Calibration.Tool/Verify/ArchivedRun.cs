namespace HypeKr.Calibration.Tool;

/// <summary>One run of an archive: what was stored about it, and its rows.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Figures">The stored figures by name.</param>
/// <param name="Rows">Forecast and resolution value of every resolved row.</param>
internal sealed record ArchivedRun(string Name, IReadOnlyDictionary<string, double> Figures, IReadOnlyList<(double Score, double Label)> Rows)
{
    /// <summary>The figures that are recomputed.</summary>
    public static readonly string[] FigureNames = ["brier", "reliability", "resolution", "uncertainty", "ece"];

    // Half a unit of the fourth decimal, and what rounding of decimal halves to doubles may add.
    private const double Tolerance = 0.00005 + 1e-12;

    public IEnumerable<FigureCheck> Check(BinningRule rule)
    {
        if (Figures.Count == 0) throw new ToolException($"Run \"{Name}\" stores none of the figures {string.Join(", ", FigureNames)}, so there is nothing to compare.");
        if (Rows.Count == 0) throw new ToolException($"Run \"{Name}\" has no resolved row, so its figures cannot be recomputed.");
        var truth = Of(ScoreTable.FromRows(Rows.Select(r => (r.Score, BinaryOutcome.FromResolution(r.Label)))), rule);

        // What a script computes that takes every label but 0 for YES.
        var naive = Of(ScoreTable.FromRows(Rows.Select(r => (r.Score, BinaryOutcome.From(r.Label != 0)))), rule);
        foreach (var name in FigureNames)
        {
            if (!Figures.TryGetValue(name, out var stored)) continue;
            yield return new FigureCheck(Name, name, stored, truth[name], naive[name], Math.Abs(truth[name] - stored) <= Tolerance, Math.Abs(naive[name] - stored) <= Tolerance);
        }
    }

    private static Dictionary<string, double> Of(ScoreTable table, BinningRule rule)
    {
        var murphy = MurphyDecomposition.Of(table, rule);
        return new()
        {
            ["brier"] = ProbabilityScores.Brier(table),
            ["reliability"] = murphy.Reliability,
            ["resolution"] = murphy.Resolution,
            ["uncertainty"] = murphy.Uncertainty,
            ["ece"] = ReliabilityBins.Of(table, rule).ExpectedError,
        };
    }
}
