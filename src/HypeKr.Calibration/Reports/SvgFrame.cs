namespace HypeKr.Calibration;

/// <summary>A rectangle with a scale on each side.</summary>
internal sealed class SvgFrame(SvgWriter svg, double left, double top, double width, double height, (double Low, double High) x, (double Low, double High) y)
{
    public double Left => left;

    public double Top => top;

    public double Right => left + width;

    public double Bottom => top + height;

    public double X(double value) => left + (width * (value - x.Low) / (x.High - x.Low));

    public double Y(double value) => top + (height * (1 - ((value - y.Low) / (y.High - y.Low))));

    public (double X, double Y) At(double horizontal, double vertical) => (X(horizontal), Y(vertical));

    /// <summary>Grid lines and labels at round values of the vertical scale.</summary>
    public void VerticalTicks(Func<double, string>? label = null)
    {
        foreach (var tick in Ticks(y))
        {
            svg.Segment(left, Y(tick), left + width, Y(tick), "grid");
            svg.Text(left - 9, Y(tick) + 4.5, label?.Invoke(tick) ?? Plain(tick), "muted", "end");
        }
    }

    /// <summary>Grid lines and labels at round values of the horizontal scale.</summary>
    public void HorizontalTicks(Func<double, string>? label = null)
    {
        foreach (var tick in Ticks(x))
        {
            svg.Segment(X(tick), top, X(tick), top + height, "grid");
            svg.Text(X(tick), Bottom + 19, label?.Invoke(tick) ?? Plain(tick), "muted", "middle");
        }
    }

    public void Border() => svg.Line($"""<rect x="{left:0.##}" y="{top:0.##}" width="{width:0.##}" height="{height:0.##}" {SvgTheme.Paint(null, "axis")}/>""");

    /// <summary>At most six round values in a range, 1, 2 or 5 times a power of ten apart.</summary>
    public static IEnumerable<double> Ticks((double Low, double High) range)
    {
        var span = range.High - range.Low;
        var power = Math.Pow(10, Math.Floor(Math.Log10(span / 6)));
        var step = span / power <= 6 ? power : span / power <= 12 ? 2 * power : span / power <= 30 ? 5 * power : 10 * power;
        for (var i = (long)Math.Ceiling((range.Low / step) - 1e-9); i * step <= range.High + (step * 1e-9); i++) yield return i * step;
    }

    public static string Plain(double value) => Math.Round(value, 10).ToString("0.######", CultureInfo.InvariantCulture);
}
