namespace HypeKr.Calibration;

/// <summary>The Brier score and its parts over time: miscalibration that rises is drift, discrimination that falls is a forecaster who knows less.</summary>
public static class DecompositionChart
{
    private const double Width = 800;
    private const double Height = 400;

    /// <summary>Draws a point for every stretch of days that has forecasts.</summary>
    /// <param name="title">What stands above the chart.</param>
    /// <param name="days">Probabilities with labels, by the day on which they were made.</param>
    /// <param name="daysPerPoint">How many days a point covers, at least 1.</param>
    /// <returns>A complete SVG document.</returns>
    /// <exception cref="InvalidCalibrationDataException">There is no day, or a score lies outside [0, 1].</exception>
    public static string ToSvg(string title, DailyScoreTable days, int daysPerPoint = 7)
    {
        ArgumentNullException.ThrowIfNull(title);
        var points = Points(days, daysPerPoint);
        var svg = new SvgWriter(title, Width, Height);
        svg.Text(70, 32, SvgTheme.Shorten(title, 66), size: 18, bold: true);
        var (first, last) = (points[0].Middle, points[^1].Middle);
        var most = points.Max(p => Math.Max(p.Parts.Uncertainty, p.Parts.Score));
        var frame = new SvgFrame(svg, 70, 56, 480, 280, first == last ? (first - 1, last + 1) : (first, last), (0, Math.Max(most * 1.08, 0.01)));
        frame.VerticalTicks();
        var labels = Math.Min(points.Count, 5);
        for (var i = 0; i < labels; i++)
        {
            var point = points[labels == 1 ? 0 : i * (points.Count - 1) / (labels - 1)];
            svg.Segment(frame.X(point.Middle), frame.Top, frame.X(point.Middle), frame.Bottom, "grid");
            svg.Text(frame.X(point.Middle), frame.Bottom + 19, point.First.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "muted", "middle", 12);
        }

        frame.Border();
        (string Name, Func<CorpDecomposition, double> Value, string Paint, string Dash)[] lines =
        [
            ("uncertainty", p => p.Uncertainty, "axis", " stroke-dasharray=\"2 3\""),
            ("Brier score", p => p.Score, "s6", ""),
            ("discrimination (more is better)", p => p.Discrimination, "s2", ""),
            ("miscalibration (less is better)", p => p.Miscalibration, "s1", ""),
        ];
        for (var i = 0; i < lines.Length; i++)
        {
            var (name, value, paint, dash) = lines[i];
            svg.Path(points.Select(p => frame.At(p.Middle, value(p.Parts))), paint, 2, dash);
            foreach (var point in points) svg.Line($"""<circle cx="{frame.X(point.Middle):0.##}" cy="{frame.Y(value(point.Parts)):0.##}" r="2.5" {SvgTheme.Paint(paint)}><title>{point.First:yyyy-MM-dd}: {name} {value(point.Parts):0.0000}, {point.Rows:0.#} forecasts</title></circle>""");
            svg.Segment(568, 70 + (24 * i), 584, 70 + (24 * i), paint, $" stroke-width=\"2\"{dash}");
            svg.Text(592, 74 + (24 * i), name, size: 12);
        }

        svg.Text(568, 70 + (24 * lines.Length) + 8, daysPerPoint == 1 ? "a point a day" : string.Create(CultureInfo.InvariantCulture, $"a point for {daysPerPoint} days"), "muted", size: 12);
        svg.Text(568, 70 + (24 * lines.Length) + 26, string.Create(CultureInfo.InvariantCulture, $"{points.Min(p => p.Rows):0.#} to {points.Max(p => p.Rows):0.#} forecasts a point"), "muted", size: 12);
        svg.Text(70 + 240, frame.Bottom + 44, "day the forecast was made", anchor: "middle");
        return svg.End();
    }

    private static List<(DateOnly First, double Middle, double Rows, CorpDecomposition Parts)> Points(DailyScoreTable days, int daysPerPoint)
    {
        ArgumentNullException.ThrowIfNull(days);
        ArgumentOutOfRangeException.ThrowIfLessThan(daysPerPoint, 1);
        if (days.Days.Count == 0) throw new InvalidCalibrationDataException("There is no day with a forecast; at least one is needed.");
        var start = days.Days.Keys.First().DayNumber;
        return [.. days.Days.GroupBy(d => (d.Key.DayNumber - start) / daysPerPoint).Select(g =>
        {
            var table = ScoreTable.Merge(g.Select(d => d.Value));
            var first = start + (g.Key * daysPerPoint);
            return (DateOnly.FromDayNumber(first), first + ((daysPerPoint - 1) / 2.0), (double)table.TotalWeight / table.UnitsPerWeight, CorpDecomposition.Of(table));
        })];
    }
}
