namespace HypeKr.Calibration;

/// <summary>How often the conformal sets of every cell held the truth, beside what was promised and where a cell of its size may lie.</summary>
public static class CoverageChart
{
    private const double RowHeight = 28;

    /// <summary>Draws a row for every cell that had an object.</summary>
    /// <param name="title">What stands above the chart.</param>
    /// <param name="tally">How the sets did on rows that the cells were not fitted on.</param>
    /// <param name="alpha">The error rate of the sets.</param>
    /// <param name="conformal">The cells, for the band of each; none is drawn when they are left out.</param>
    /// <returns>A complete SVG document.</returns>
    /// <exception cref="ArgumentException">The tally has no object.</exception>
    public static string ToSvg(string title, ConformalTally tally, SignificanceLevel alpha, MondrianConformal? conformal = null)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(tally);
        return tally.Cells is { Count: > 0 } cells ? ToSvg(title, cells, alpha, conformal) : throw new ArgumentException("The tally has no object; add sets with their outcomes first.", nameof(tally));
    }

    /// <summary>Draws some cells.</summary>
    internal static string ToSvg(string title, IReadOnlyList<CellCoverage> cells, SignificanceLevel alpha, MondrianConformal? conformal)
    {
        var promised = 1 - ((double)alpha.Numerator / alpha.Denominator);
        var height = (cells.Count * RowHeight) + 12;
        var svg = new SvgWriter(title, 800, height + 176);
        svg.Text(20, 32, SvgTheme.Shorten(title, 70), size: 18, bold: true);
        var lowest = Math.Floor(Math.Min(promised - 0.1, cells.Min(c => WilsonInterval.Of(c.Rate ?? 1, c.Total).Low)) * 10) / 10;
        var frame = new SvgFrame(svg, 210, 56, 420, height, (Math.Max(0, lowest), 1), (0, 1));
        frame.HorizontalTicks(v => string.Create(CultureInfo.InvariantCulture, $"{100 * v:0.#} %"));
        frame.Border();
        for (var i = 0; i < cells.Count; i++)
        {
            var (cell, y) = (cells[i], frame.Top + 6 + (RowHeight * (i + 0.5)));
            var band = Band(conformal, cell, alpha);
            if (band is { } b) svg.Line($"""<rect x="{frame.X(Math.Max(b.Lower, lowest)):0.##}" y="{y - 9:0.##}" width="{Math.Max(frame.X(b.Upper ?? 1) - frame.X(Math.Max(b.Lower, lowest)), 1):0.##}" height="18" {SvgTheme.Paint("band")} fill-opacity="0.7"/>""");
            var (low, high) = WilsonInterval.Of(cell.Rate ?? 0, cell.Total);
            var paint = cell.Class == 1 ? "s0" : "s1";
            svg.Segment(frame.X(low), y, frame.X(high), y, paint, " stroke-opacity=\"0.5\" stroke-width=\"2\"");
            svg.Line($"""<circle cx="{frame.X(cell.Rate ?? 0):0.##}" cy="{y:0.##}" r="5" {SvgTheme.Paint(paint, "paper")}/>""");
            svg.Line($"<g><title>{SvgTheme.Escape($"{cell.Category} {Class(cell.Class)}")}</title>");
            svg.Text(200, y + 4.5, $"{SvgTheme.Shorten(cell.Category ?? "", 22)} {Class(cell.Class)}", anchor: "end");
            svg.Line($"</g>");
            svg.Text(642, y + 4.5, string.Create(CultureInfo.InvariantCulture, $"{100 * (cell.Rate ?? 0):0.0} % of {cell.Total}"), "muted", size: 12);
        }

        svg.Segment(frame.X(promised), frame.Top, frame.X(promised), frame.Bottom, "ink", " stroke-dasharray=\"6 4\"");
        svg.Text(420, frame.Bottom + 42, "share of sets that held the truth", anchor: "middle");
        var bottom = frame.Bottom + 72;
        svg.Segment(210, bottom - 4, 226, bottom - 4, "ink", " stroke-dasharray=\"6 4\"");
        svg.Text(234, bottom, string.Create(CultureInfo.InvariantCulture, $"promised, {100 * promised:0.##} %"), size: 12);
        svg.Segment(370, bottom - 4, 386, bottom - 4, "muted", " stroke-width=\"2\"");
        svg.Text(394, bottom, "90 % Wilson interval", size: 12);
        if (conformal is not null)
        {
            svg.Line($"""<rect x="210" y="{bottom + 12:0.##}" width="16" height="12" {SvgTheme.Paint("band")} fill-opacity="0.7"/>""");
            svg.Text(234, bottom + 22, "where 90 % of cells fitted on so many rows lie (from below only under ties)", size: 12);
        }

        return svg.End();
    }

    private static CoverageBand? Band(MondrianConformal? conformal, CellCoverage cell, SignificanceLevel alpha) =>
        cell is { Category: { } category, Class: { } label } ? conformal?.FindCell(category, label)?.CoverageBand(alpha) : null;

    private static string Class(int? label) => label switch { 0 => "NO", 1 => "YES", { } other => other.ToString(CultureInfo.InvariantCulture), _ => "" };
}
