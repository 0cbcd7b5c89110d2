using System.Text;

namespace HypeKr.Calibration;

/// <summary>A reliability diagram as an SVG picture: observed rate against mean forecast, with the number of forecasts below.</summary>
/// <remarks>
/// A point is a bin, its area grows with the number of forecasts, and its bar is the 90 % Wilson interval of the observed rate: a
/// curve without uncertainty misleads. Points above the diagonal were forecast too low. The text needs no font file, script or network.
/// </remarks>
public static class ReliabilityDiagram
{
    private const double Left = 70;
    private const double Top = 56;
    private const double Side = 480;
    private const double HistogramTop = Top + Side + 62;
    private const double HistogramHeight = 110;
    private const double Width = Left + Side + 250;
    private const double Height = HistogramTop + HistogramHeight + 56;
    private const int HistogramSlots = 10;

    // z of a two-sided 90 % interval.
    private const double Z = 1.6448536269514722;

    // Distinct for readers with any common colour blindness (Okabe and Ito 2008).
    private static readonly string[] Colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"];

    /// <summary>Draws one or several forecasters.</summary>
    /// <param name="title">What stands above the diagram.</param>
    /// <param name="series">At least one and at most seven.</param>
    /// <returns>A complete SVG document.</returns>
    /// <exception cref="ArgumentException">There is no series, or more than seven.</exception>
    public static string ToSvg(string title, params IReadOnlyList<ReliabilitySeries> series)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(series);
        if (series.Count == 0 || series.Count > Colours.Length) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A diagram shows 1 to {Colours.Length} series, not {series.Count}."), nameof(series));

        var svg = new StringBuilder();
        Line(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" width="{Width}" height="{Height}" font-family="system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif" font-size="13" fill="#222">""");
        Line(svg, $"""<title>{Escape(title)}</title>""");
        Line(svg, $"""<rect width="{Width}" height="{Height}" fill="#fff"/>""");
        Line(svg, $"""<text x="{Left}" y="32" font-size="18" font-weight="600">{Escape(title)}</text>""");
        DrawAxes(svg);
        for (var i = 0; i < series.Count; i++) DrawSeries(svg, series[i].Bins, Colours[i]);
        DrawHistogram(svg, series);
        DrawLegend(svg, series);
        svg.Append("</svg>\n");
        return svg.ToString();
    }

    private static void DrawAxes(StringBuilder svg)
    {
        for (var i = 0; i <= 10; i++)
        {
            var at = i / 10.0;
            Line(svg, $"""<line x1="{X(at):0.##}" y1="{Y(0):0.##}" x2="{X(at):0.##}" y2="{Y(1):0.##}" stroke="#e6e6e6"/>""");
            Line(svg, $"""<line x1="{X(0):0.##}" y1="{Y(at):0.##}" x2="{X(1):0.##}" y2="{Y(at):0.##}" stroke="#e6e6e6"/>""");
            if (i % 2 != 0) continue;
            Line(svg, $"""<text x="{X(at):0.##}" y="{Y(0) + 19:0.##}" text-anchor="middle">{at:0.0}</text>""");
            Line(svg, $"""<text x="{X(0) - 9:0.##}" y="{Y(at) + 4.5:0.##}" text-anchor="end">{at:0.0}</text>""");
        }

        Line(svg, $"""<rect x="{Left}" y="{Top}" width="{Side}" height="{Side}" fill="none" stroke="#888"/>""");
        Line(svg, $"""<line x1="{X(0)}" y1="{Y(0)}" x2="{X(1)}" y2="{Y(1)}" stroke="#888" stroke-dasharray="6 4"/>""");
        Line(svg, $"""<text x="{Left + (Side / 2)}" y="{Y(0) + 42:0.##}" text-anchor="middle">mean forecast of the bin</text>""");
        Line(svg, $"""<text transform="translate(22 {Top + (Side / 2)}) rotate(-90)" text-anchor="middle">share of YES in the bin</text>""");
    }

    private static void DrawSeries(StringBuilder svg, ReliabilityBins bins, string colour)
    {
        foreach (var bin in bins.Bins)
        {
            var (low, high) = Wilson(bin.ObservedRate, (double)bin.Weight / bins.UnitsPerWeight);
            Line(svg, $"""<line x1="{X(bin.MeanForecast):0.##}" y1="{Y(low):0.##}" x2="{X(bin.MeanForecast):0.##}" y2="{Y(high):0.##}" stroke="{colour}" stroke-opacity="0.4" stroke-width="2"/>""");
        }

        var points = string.Join(' ', bins.Bins.Select(b => string.Create(CultureInfo.InvariantCulture, $"{X(b.MeanForecast):0.##},{Y(b.ObservedRate):0.##}")));
        Line(svg, $"""<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.5" stroke-opacity="0.8"/>""");
        var largest = bins.Bins.Max(b => b.Weight);
        foreach (var bin in bins.Bins)
        {
            var radius = 3 + (6 * Math.Sqrt((double)bin.Weight / largest));
            var count = Count((double)bin.Weight / bins.UnitsPerWeight);
            Line(svg, $"""<circle cx="{X(bin.MeanForecast):0.##}" cy="{Y(bin.ObservedRate):0.##}" r="{radius:0.##}" fill="{colour}" fill-opacity="0.85" stroke="#fff"><title>{count} forecasts, mean {bin.MeanForecast:0.000}, observed {bin.ObservedRate:0.000}</title></circle>""");
        }
    }

    /// <summary>Forecasts a tenth, whatever the series' own bins are, so that series can be compared.</summary>
    private static void DrawHistogram(StringBuilder svg, IReadOnlyList<ReliabilitySeries> series)
    {
        var counts = series.Select(s => Tenths(s.Table)).ToArray();
        var most = counts.Max(c => c.Max());
        var bottom = HistogramTop + HistogramHeight;
        Line(svg, $"""<line x1="{Left}" y1="{bottom}" x2="{Left + Side}" y2="{bottom}" stroke="#888"/>""");
        Line(svg, $"""<text x="{Left - 9}" y="{HistogramTop + 5}" text-anchor="end">{Count(most)}</text>""");
        Line(svg, $"""<text x="{Left - 9}" y="{bottom + 4}" text-anchor="end">0</text>""");
        Line(svg, $"""<text transform="translate(22 {HistogramTop + (HistogramHeight / 2)}) rotate(-90)" text-anchor="middle">forecasts</text>""");
        var slot = Side / HistogramSlots;
        var bar = (slot - 8) / series.Count;
        for (var i = 0; i < series.Count; i++)
        {
            for (var k = 0; k < HistogramSlots; k++)
            {
                if (counts[i][k] == 0) continue;
                var height = HistogramHeight * counts[i][k] / most;
                var x = Left + (k * slot) + 4 + (i * bar);
                Line(svg, $"""<rect x="{x:0.##}" y="{bottom - height:0.##}" width="{bar:0.##}" height="{height:0.##}" fill="{Colours[i]}" fill-opacity="0.75"/>""");

                // With several series the numbers would run into each other.
                if (series.Count == 1) Line(svg, $"""<text x="{x + (bar / 2):0.##}" y="{bottom - height - 4:0.##}" text-anchor="middle" font-size="11">{Count(counts[i][k])}</text>""");
            }
        }

        for (var k = 0; k <= HistogramSlots; k += 2) Line(svg, $"""<text x="{X(k / 10.0):0.##}" y="{bottom + 19}" text-anchor="middle">{k / 10.0:0.0}</text>""");
        Line(svg, $"""<text x="{Left + (Side / 2)}" y="{bottom + 41}" text-anchor="middle">forecasts by tenth of the probability</text>""");
    }

    private static void DrawLegend(StringBuilder svg, IReadOnlyList<ReliabilitySeries> series)
    {
        var x = Left + Side + 22;
        var y = Top + 12;
        for (var i = 0; i < series.Count; i++, y += 44)
        {
            var bins = series[i].Bins;
            Line(svg, $"""<circle cx="{x + 6}" cy="{y - 4}" r="6" fill="{Colours[i]}"/>""");
            Line(svg, $"""<text x="{x + 20}" y="{y}" font-weight="600">{Escape(series[i].Name)}</text>""");
            Line(svg, $"""<text x="{x + 20}" y="{y + 17}" font-size="12" fill="#555">n {Count((double)bins.TotalWeight / bins.UnitsPerWeight)}, ECE {bins.ExpectedError:0.000}</text>""");
        }

        Line(svg, $"""<line x1="{x - 2}" y1="{y - 4}" x2="{x + 14}" y2="{y - 4}" stroke="#888" stroke-dasharray="6 4"/>""");
        Line(svg, $"""<text x="{x + 20}" y="{y}">perfect calibration</text>""");
        Line(svg, $"""<line x1="{x + 6}" y1="{y + 12}" x2="{x + 6}" y2="{y + 28}" stroke="#666" stroke-opacity="0.6" stroke-width="2"/>""");
        Line(svg, $"""<text x="{x + 20}" y="{y + 24}">90 % Wilson interval</text>""");
        foreach (var rule in series.Select(s => s.Bins.Rule.ToString()).Distinct())
        {
            Line(svg, $"""<text x="{x + 20}" y="{y + 48}" font-size="12" fill="#555">{Escape(rule)}</text>""");
            y += 18;
        }
    }

    private static double[] Tenths(ScoreTable table)
    {
        var counts = new double[HistogramSlots];
        for (var i = 0; i < table.Count; i++) counts[Math.Min((int)(table.Scores[i] * HistogramSlots), HistogramSlots - 1)] += (double)table.WeightAt(i) / table.UnitsPerWeight;
        return counts;
    }

    /// <summary>Wilson, "Probable inference, the law of succession, and statistical inference" (1927).</summary>
    private static (double Low, double High) Wilson(double rate, double n)
    {
        var centre = (rate + (Z * Z / (2 * n))) / (1 + (Z * Z / n));
        var half = Z / (1 + (Z * Z / n)) * Math.Sqrt((rate * (1 - rate) / n) + (Z * Z / (4 * n * n)));
        return (Math.Max(centre - half, 0), Math.Min(centre + half, 1));
    }

    private static double X(double value) => Left + (Side * value);

    private static double Y(double value) => Top + (Side * (1 - value));

    private static string Count(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            escaped.Append(c switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                // Characters that XML cannot hold at all.
                < ' ' => " ",
                _ => c.ToString(),
            });
        }

        return escaped.ToString();
    }

    private static void Line(StringBuilder svg, FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
