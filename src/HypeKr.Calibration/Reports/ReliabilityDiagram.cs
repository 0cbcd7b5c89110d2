namespace HypeKr.Calibration;

/// <summary>A reliability diagram as an SVG picture: observed rate against mean forecast, with the number of forecasts below.</summary>
/// <remarks>
/// A point is a bin, its area grows with the number of forecasts, and its bar is the 90 % Wilson interval of the observed rate: a
/// curve without uncertainty misleads. Points above the diagonal were forecast too low. The text needs no font file, script or network.
/// </remarks>
public static class ReliabilityDiagram
{
    internal const double Left = 70;
    internal const double Top = 56;
    internal const double Side = 480;
    private const double HistogramTop = Top + Side + 62;
    private const double HistogramHeight = 110;
    internal const double Width = Left + Side + 250;
    internal const double Height = HistogramTop + HistogramHeight + 56;
    private const int HistogramSlots = 10;

    /// <summary>Draws one or several forecasters.</summary>
    /// <param name="title">What stands above the diagram.</param>
    /// <param name="series">At least one and at most seven.</param>
    /// <returns>A complete SVG document.</returns>
    /// <exception cref="ArgumentException">There is no series, or more than seven.</exception>
    public static string ToSvg(string title, params IReadOnlyList<ReliabilitySeries> series)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(series);
        if (series.Count == 0 || series.Count > SvgTheme.SeriesCount) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A diagram shows 1 to {SvgTheme.SeriesCount} series, not {series.Count}."), nameof(series));

        var svg = new SvgWriter(title, Width, Height);
        var frame = Frame(svg);
        svg.Text(Left, 32, SvgTheme.Shorten(title, 66), size: 18, bold: true);
        DrawAxes(svg, frame, "mean forecast of the bin", "share of YES in the bin");
        for (var i = 0; i < series.Count; i++) DrawSeries(svg, frame, series[i].Bins, SvgTheme.Series(i));
        DrawHistogram(svg, [.. series.Select(s => s.Table)]);
        DrawLegend(svg, series);
        return svg.End();
    }

    /// <summary>The square of a diagram, for others who draw in it.</summary>
    internal static SvgFrame Frame(SvgWriter svg) => new(svg, Left, Top, Side, Side, (0, 1), (0, 1));

    internal static void DrawAxes(SvgWriter svg, SvgFrame frame, string horizontal, string vertical)
    {
        for (var i = 0; i <= 10; i++)
        {
            var at = i / 10.0;
            svg.Segment(frame.X(at), frame.Bottom, frame.X(at), Top, "grid");
            svg.Segment(Left, frame.Y(at), frame.Right, frame.Y(at), "grid");
            if (i % 2 != 0) continue;
            var label = at.ToString("0.0", CultureInfo.InvariantCulture);
            svg.Text(frame.X(at), frame.Bottom + 19, label, "muted", "middle");
            svg.Text(Left - 9, frame.Y(at) + 4.5, label, "muted", "end");
        }

        frame.Border();
        svg.Segment(frame.X(0), frame.Y(0), frame.X(1), frame.Y(1), "axis", " stroke-dasharray=\"6 4\"");
        svg.Text(Left + (Side / 2), frame.Bottom + 42, horizontal, anchor: "middle");
        svg.Text(22, Top + (Side / 2), vertical, anchor: "middle", rotate: -90);
    }

    private static void DrawSeries(SvgWriter svg, SvgFrame frame, ReliabilityBins bins, string paint)
    {
        foreach (var bin in bins.Bins)
        {
            var (low, high) = WilsonInterval.Of(bin.ObservedRate, (double)bin.Weight / bins.UnitsPerWeight);
            svg.Segment(frame.X(bin.MeanForecast), frame.Y(low), frame.X(bin.MeanForecast), frame.Y(high), paint, " stroke-opacity=\"0.4\" stroke-width=\"2\"");
        }

        svg.Path(bins.Bins.Select(b => frame.At(b.MeanForecast, b.ObservedRate)), paint, 1.5, " stroke-opacity=\"0.8\"");
        var largest = bins.Bins.Max(b => b.Weight);
        foreach (var bin in bins.Bins)
        {
            var radius = 3 + (6 * Math.Sqrt((double)bin.Weight / largest));
            var count = Count((double)bin.Weight / bins.UnitsPerWeight);
            svg.Line($"""<circle cx="{frame.X(bin.MeanForecast):0.##}" cy="{frame.Y(bin.ObservedRate):0.##}" r="{radius:0.##}" {SvgTheme.Paint(paint, "paper")} fill-opacity="0.85"><title>{count} forecasts, mean {bin.MeanForecast:0.000}, observed {bin.ObservedRate:0.000}</title></circle>""");
        }
    }

    /// <summary>Forecasts a tenth, whatever the series' own bins are, so that series can be compared.</summary>
    internal static void DrawHistogram(SvgWriter svg, IReadOnlyList<ScoreTable> tables)
    {
        var counts = tables.Select(Tenths).ToArray();
        var most = counts.Max(c => c.Max());
        var bottom = HistogramTop + HistogramHeight;
        svg.Segment(Left, bottom, Left + Side, bottom, "axis");
        svg.Text(Left - 9, HistogramTop + 5, Count(most), "muted", "end");
        svg.Text(Left - 9, bottom + 4, "0", "muted", "end");
        svg.Text(22, HistogramTop + (HistogramHeight / 2), "forecasts", anchor: "middle", rotate: -90);
        var slot = Side / HistogramSlots;
        var bar = (slot - 8) / tables.Count;
        for (var i = 0; i < tables.Count; i++)
        {
            for (var k = 0; k < HistogramSlots; k++)
            {
                if (counts[i][k] == 0) continue;
                var height = HistogramHeight * counts[i][k] / most;
                var x = Left + (k * slot) + 4 + (i * bar);
                svg.Line($"""<rect x="{x:0.##}" y="{bottom - height:0.##}" width="{bar:0.##}" height="{height:0.##}" {SvgTheme.Paint(SvgTheme.Series(i))} fill-opacity="0.75"/>""");

                // With several series the numbers would run into each other.
                if (tables.Count == 1) svg.Text(x + (bar / 2), bottom - height - 4, Count(counts[i][k]), "muted", "middle", 11);
            }
        }

        for (var k = 0; k <= HistogramSlots; k += 2) svg.Text(Left + (Side * k / HistogramSlots), bottom + 19, (k / 10.0).ToString("0.0", CultureInfo.InvariantCulture), "muted", "middle");
        svg.Text(Left + (Side / 2), bottom + 41, "forecasts by tenth of the probability", anchor: "middle");
    }

    private static void DrawLegend(SvgWriter svg, IReadOnlyList<ReliabilitySeries> series)
    {
        var x = Left + Side + 22;
        var y = Top + 12;
        for (var i = 0; i < series.Count; i++, y += 44)
        {
            var bins = series[i].Bins;
            svg.Line($"""<circle cx="{x + 6:0.##}" cy="{y - 4:0.##}" r="6" {SvgTheme.Paint(SvgTheme.Series(i))}/>""");
            svg.Text(x + 20, y, SvgTheme.Shorten(series[i].Name, 26), bold: true);
            svg.Text(x + 20, y + 17, string.Create(CultureInfo.InvariantCulture, $"n {Count((double)bins.TotalWeight / bins.UnitsPerWeight)}, ECE {bins.ExpectedError:0.000}"), "muted", size: 12);
        }

        svg.Segment(x - 2, y - 4, x + 14, y - 4, "axis", " stroke-dasharray=\"6 4\"");
        svg.Text(x + 20, y, "perfect calibration");
        svg.Segment(x + 6, y + 12, x + 6, y + 28, "muted", " stroke-opacity=\"0.6\" stroke-width=\"2\"");
        svg.Text(x + 20, y + 24, "90 % Wilson interval");
        foreach (var rule in series.Select(s => s.Bins.Rule.ToString()).Distinct())
        {
            svg.Text(x + 20, y + 48, rule, "muted", size: 12);
            y += 18;
        }
    }

    private static double[] Tenths(ScoreTable table)
    {
        var counts = new double[HistogramSlots];
        for (var i = 0; i < table.Count; i++) counts[Math.Min((int)(table.Scores[i] * HistogramSlots), HistogramSlots - 1)] += (double)table.WeightAt(i) / table.UnitsPerWeight;
        return counts;
    }

    internal static string Count(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
