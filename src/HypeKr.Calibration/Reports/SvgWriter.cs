using System.Text;

namespace HypeKr.Calibration;

/// <summary>Writes one picture, line by line.</summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder _svg = new();

    public SvgWriter(string title, double width, double height)
    {
        Line($"""<svg xmlns="http://www.w3.org/2000/svg" class="hk" role="img" viewBox="0 0 {width:0.##} {height:0.##}" width="{width:0.##}" height="{height:0.##}" font-family="system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif" font-size="13">""");
        Line($"<title>{SvgTheme.Escape(title)}</title>");
        Line($"<style>{SvgTheme.Css}</style>");
        Line($"""<rect width="{width:0.##}" height="{height:0.##}" {SvgTheme.Paint("paper")}/>""");
    }

    public void Line(FormattableString text) => _svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');

    public void Text(double x, double y, string text, string paint = "ink", string anchor = "start", double size = 13, bool bold = false, double rotate = 0)
    {
        var place = rotate == 0 ? string.Create(CultureInfo.InvariantCulture, $"x=\"{x:0.##}\" y=\"{y:0.##}\"") : string.Create(CultureInfo.InvariantCulture, $"transform=\"translate({x:0.##} {y:0.##}) rotate({rotate:0.##})\"");
        var style = (anchor == "start" ? "" : $" text-anchor=\"{anchor}\"") + (size == 13 ? "" : string.Create(CultureInfo.InvariantCulture, $" font-size=\"{size:0.##}\"")) + (bold ? " font-weight=\"600\"" : "");
        Line($"<text {place}{style} {SvgTheme.Paint(paint)}>{SvgTheme.Escape(text)}</text>");
    }

    public void Segment(double x1, double y1, double x2, double y2, string paint, string extra = "") =>
        Line($"""<line x1="{x1:0.##}" y1="{y1:0.##}" x2="{x2:0.##}" y2="{y2:0.##}" {SvgTheme.Paint(null, paint)}{extra}/>""");

    public void Path(IEnumerable<(double X, double Y)> points, string paint, double width = 1.8, string extra = "") =>
        Line($"""<polyline points="{Join(points)}" {SvgTheme.Paint(null, paint)} stroke-width="{width:0.##}" stroke-linejoin="round"{extra}/>""");

    public void Area(IEnumerable<(double X, double Y)> points, string paint, double opacity) =>
        Line($"""<polygon points="{Join(points)}" {SvgTheme.Paint(paint)} fill-opacity="{opacity:0.##}"/>""");

    /// <summary>The whole document.</summary>
    public string End() => _svg.Append("</svg>\n").ToString();

    private static string Join(IEnumerable<(double X, double Y)> points) => string.Join(' ', points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.X:0.##},{p.Y:0.##}")));
}
