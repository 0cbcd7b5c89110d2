namespace HypeKr.Calibration;

/// <summary>The paths of test martingales, with the wealth at which the alarm goes off.</summary>
/// <remarks>Ville's inequality: while nothing drifts, the chance that a path ever reaches 1/δ is at most δ, however long one looks.</remarks>
public static class MartingaleChart
{
    // More than that a picture does not show.
    private const int MostPoints = 1200;

    /// <summary>Draws one or several paths.</summary>
    /// <param name="title">What stands above the chart.</param>
    /// <param name="falseAlarmRate">δ, between 0 and 1: the alarm goes off at a wealth of 1/δ.</param>
    /// <param name="paths">At least one and at most seven.</param>
    /// <returns>A complete SVG document.</returns>
    /// <exception cref="ArgumentException">There is no path or more than seven, one is empty, or δ is not between 0 and 1.</exception>
    public static string ToSvg(string title, double falseAlarmRate, params IReadOnlyList<MartingalePath> paths)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(paths);
        if (!(falseAlarmRate > 0 && falseAlarmRate < 1)) throw new ArgumentOutOfRangeException(nameof(falseAlarmRate), falseAlarmRate, "A false alarm rate lies between 0 and 1, for example 0.01.");
        if (paths.Count == 0 || paths.Count > SvgTheme.SeriesCount || paths.Any(p => p.Log10Wealth.Count == 0)) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A chart shows 1 to {SvgTheme.SeriesCount} paths with a point each, not {paths.Count}."), nameof(paths));
        var alarm = -Math.Log10(falseAlarmRate);
        var wealth = paths.Select(p => p.Log10Wealth.Select(w => double.IsFinite(w) ? w : w > 0 ? 300 : -300).ToArray()).ToArray();
        var (low, high) = (Math.Min(-1, wealth.Min(w => w.Min())), Math.Max(alarm * 1.25, wealth.Max(w => w.Max())));
        var longest = wealth.Max(w => w.Length);
        var svg = new SvgWriter(title, 800, 400);
        svg.Text(70, 32, SvgTheme.Shorten(title, 66), size: 18, bold: true);
        var frame = new SvgFrame(svg, 70, 56, 510, 280, (0, longest), (low - ((high - low) * 0.03), high + ((high - low) * 0.03)));
        frame.VerticalTicks(v => v == Math.Floor(v) && Math.Abs(v) <= 6 ? Math.Pow(10, v).ToString("0.######", CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"1e{v:0.##}"));
        frame.HorizontalTicks(v => v.ToString("0", CultureInfo.InvariantCulture));
        frame.Border();
        svg.Segment(frame.Left, frame.Y(alarm), frame.Right, frame.Y(alarm), "s1", " stroke-dasharray=\"6 4\" stroke-width=\"1.5\"");
        for (var i = 0; i < wealth.Length; i++)
        {
            var path = wealth[i];
            svg.Path(Thinned(path).Select(k => frame.At(k, k == 0 ? 0 : path[k - 1])), SvgTheme.Series(Colour(i)), 1.8);
            var crossed = Array.FindIndex(path, w => w >= alarm);
            var y = 74 + (42 * i);
            svg.Segment(602, y - 4, 618, y - 4, SvgTheme.Series(Colour(i)), " stroke-width=\"2\"");
            svg.Text(626, y, SvgTheme.Shorten(paths[i].Name, 24), size: 12, bold: true);
            svg.Text(626, y + 16, crossed < 0 ? "no alarm" : string.Create(CultureInfo.InvariantCulture, $"alarm after {crossed + 1}"), "muted", size: 12);
        }

        var under = 74 + (42 * wealth.Length);
        svg.Segment(602, under - 4, 618, under - 4, "s1", " stroke-dasharray=\"6 4\"");
        svg.Text(626, under, string.Create(CultureInfo.InvariantCulture, $"alarm at {1 / falseAlarmRate:0.##}"), size: 12);
        svg.Text(325, frame.Bottom + 44, "forecasts", anchor: "middle");
        svg.Text(18, 196, "wealth", anchor: "middle", rotate: -90);
        return svg.End();
    }

    // The colour of the alarm line is nobody else's.
    private static int Colour(int index) => index == 0 ? 0 : index + 1 < SvgTheme.SeriesCount ? index + 1 : 0;

    private static IEnumerable<int> Thinned(double[] path)
    {
        var step = Math.Max(1, path.Length / MostPoints);
        for (var i = 0; i < path.Length; i += step) yield return i;
        yield return path.Length;
    }
}
