namespace HypeKr.Calibration;

/// <summary>A reliability diagram without bins: the isotonic curve of the outcomes, the band in which a perfect forecaster's curve would lie, and the number of forecasts below.</summary>
/// <remarks>Dimitriadis, Gneiting and Jordan, "Stable reliability diagrams for probabilistic classifiers" (PNAS 2021). Above the diagonal forecasts were too low.</remarks>
public static class CorpDiagram
{
    /// <summary>Draws one forecaster.</summary>
    /// <param name="title">What stands above the diagram.</param>
    /// <param name="table">Probabilities with labels, in whole rows.</param>
    /// <param name="band">From <see cref="ConsistencyBand.Of"/> of the same table; none is drawn when it is left out.</param>
    /// <returns>A complete SVG document.</returns>
    /// <exception cref="InvalidCalibrationDataException">The table is empty or holds a score outside [0, 1].</exception>
    public static string ToSvg(string title, ScoreTable table, ConsistencyBand? band = null)
    {
        ArgumentNullException.ThrowIfNull(title);
        Guard.Probabilities(table);
        var svg = new SvgWriter(title, ReliabilityDiagram.Width, ReliabilityDiagram.Height);
        var frame = ReliabilityDiagram.Frame(svg);
        svg.Text(ReliabilityDiagram.Left, 32, SvgTheme.Shorten(title, 66), size: 18, bold: true);
        ReliabilityDiagram.DrawAxes(svg, frame, "forecast", "share of YES, recalibrated");
        if (band is not null)
        {
            var outline = new List<(double, double)>();
            for (var i = 0; i < band.Scores.Length; i++) outline.Add(frame.At(band.Scores[i], band.Upper[i]));
            for (var i = band.Scores.Length - 1; i >= 0; i--) outline.Add(frame.At(band.Scores[i], band.Lower[i]));
            svg.Area(outline, "band", 0.7);
            svg.Segment(frame.X(0), frame.Y(0), frame.X(1), frame.Y(1), "axis", " stroke-dasharray=\"6 4\"");
        }

        var steps = AdjacentViolators.Pool(table);
        svg.Path(steps.SelectMany(s => new[] { frame.At(s.First, s.Value), frame.At(s.Last, s.Value) }), "s0", 2);
        foreach (var step in steps)
        {
            // A block of one score has no line of its own.
            if (step.First == step.Last) svg.Line($"""<circle cx="{frame.X(step.First):0.##}" cy="{frame.Y(step.Value):0.##}" r="2.5" {SvgTheme.Paint("s0")}/>""");
        }

        ReliabilityDiagram.DrawHistogram(svg, [table]);
        DrawLegend(svg, table, band);
        return svg.End();
    }

    private static void DrawLegend(SvgWriter svg, ScoreTable table, ConsistencyBand? band)
    {
        var (x, y) = (ReliabilityDiagram.Left + ReliabilityDiagram.Side + 22, ReliabilityDiagram.Top + 12);
        var corp = CorpDecomposition.Of(table);
        svg.Segment(x - 2, y - 4, x + 14, y - 4, "s0", " stroke-width=\"2\"");
        svg.Text(x + 20, y, "outcomes, isotonic (CORP)", bold: true);
        svg.Text(x + 20, y + 17, $"n {ReliabilityDiagram.Count((double)table.TotalWeight / table.UnitsPerWeight)}", "muted", size: 12);
        if (band is not null)
        {
            svg.Line($"""<rect x="{x - 2:0.##}" y="{y + 32:0.##}" width="16" height="12" {SvgTheme.Paint("band")} fill-opacity="0.7"/>""");
            svg.Text(x + 20, y + 43, string.Create(CultureInfo.InvariantCulture, $"{100 * band.Level:0.#} % consistency band"));
            svg.Text(x + 20, y + 60, string.Create(CultureInfo.InvariantCulture, $"{band.Draws} draws, seed {band.Seed}"), "muted", size: 12);
        }

        svg.Segment(x - 2, y + 80, x + 14, y + 80, "axis", " stroke-dasharray=\"6 4\"");
        svg.Text(x + 20, y + 84, "perfect calibration");
        foreach (var (name, value, row) in new[] { ("Brier", corp.Score, 0), ("miscalibration", corp.Miscalibration, 1), ("discrimination", corp.Discrimination, 2), ("uncertainty", corp.Uncertainty, 3) })
        {
            svg.Text(x + 20, y + 118 + (20 * row), name, "muted", size: 12);
            svg.Text(x + 190, y + 118 + (20 * row), value.ToString("0.0000", CultureInfo.InvariantCulture), anchor: "end", size: 12);
        }
    }
}
