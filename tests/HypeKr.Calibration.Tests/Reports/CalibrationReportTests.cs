using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace HypeKr.Calibration.Tests;

public sealed class CalibrationReportTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Page_holds_every_picture_and_fetches_nothing()
    {
        var html = Example().ToHtml();
        Assert.Equal(5, Regex.Count(html, "<svg "));
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<link", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", html, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", html, StringComparison.Ordinal);
        Assert.Empty(Regex.Matches(html, "(?:src|href)=\"[^\"]*\""));

        // The only address is the name of the SVG vocabulary.
        Assert.Equal(["http://www.w3.org/2000/svg"], Regex.Matches(html, "https?://[^\"<\\s]+").Select(m => m.Value).Distinct());
        if (Environment.GetEnvironmentVariable("HYPEKR_REPORT") is { Length: > 0 } file) File.WriteAllText(file, html);
    }

    [Fact]
    public void Page_is_light_dark_and_printable()
    {
        var html = Example().ToHtml();
        Assert.Contains("@media (prefers-color-scheme:dark)", html, StringComparison.Ordinal);
        Assert.True(html.IndexOf("@media print", StringComparison.Ordinal) > html.IndexOf("prefers-color-scheme:dark", StringComparison.Ordinal), "Print overrides dark.");

        // No colour is set past the style sheet: every painted shape has a class for it.
        foreach (var svg in Regex.Matches(html, "<svg .*?</svg>", RegexOptions.Singleline).Select(m => XDocument.Parse(m.Value)))
        {
            var painted = svg.Descendants().Where(e => ((string?)e.Attribute("fill"))?.StartsWith('#') == true || ((string?)e.Attribute("stroke"))?.StartsWith('#') == true);
            Assert.All(painted, e => Assert.Matches("[fl]-", (string?)e.Attribute("class")));
            Assert.All(svg.Descendants(Svg + "text"), e => Assert.NotNull(e.Attribute("fill")));
        }
    }

    [Fact]
    public void Same_seed_gives_the_same_page() => Assert.Equal(Example().ToHtml(), Example().ToHtml());

    [Fact]
    public void Names_are_text_wherever_they_stand()
    {
        var html = (Example() with { Title = "<b>&\"", Note = "a <script> note", Forecasts = [new ReliabilitySeries("x</text><script>alert(1)</script>", ReliabilityDiagramTests.Overconfident(), BinningRule.Default)] }).ToHtml();
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("<h1>&lt;b&gt;&amp;&quot;</h1>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Perfect_forecaster_stays_in_the_band_and_an_overconfident_one_leaves_it()
    {
        var random = new Random(3);
        var perfect = ScoreTable.FromGroups(Enumerable.Range(0, 4000).Select(_ => random.Next(1, 100) / 100.0).Select(p => new ScoreGroup(p, 1, random.NextDouble() < p ? 1 : 0)).ToList());
        Assert.InRange(Outside(perfect), 0, 0.25);
        Assert.InRange(Outside(ReliabilityDiagramTests.Overconfident()), 0.4, 1);

        static double Outside(ScoreTable table)
        {
            table = table.Quantize(100);
            var band = ConsistencyBand.Of(table, seed: 5);
            var isotonic = IsotonicCalibrator.Fit(table);
            var outside = 0;
            for (var i = 0; i < band.Scores.Length; i++)
            {
                var value = isotonic.Predict(band.Scores[i]);
                if (value < band.Lower[i] || value > band.Upper[i]) outside++;
            }

            return (double)outside / band.Scores.Length;
        }
    }

    [Fact]
    public void Band_of_many_scores_is_on_a_grid_and_its_ends_are_in_order()
    {
        var (scores, labels) = AdversarialRows.Make("spread", 3000);
        var band = ConsistencyBand.Of(ScoreTable.FromRows(scores, labels), seed: 1, draws: 50);
        Assert.InRange(band.Scores.Length, 400, 501);
        for (var i = 0; i < band.Scores.Length; i++) Assert.True(band.Lower[i] <= band.Upper[i]);
    }

    [Fact]
    public void Time_chart_has_a_point_a_stretch_with_its_own_numbers()
    {
        var days = Days(40);
        var document = XDocument.Parse(DecompositionChart.ToSvg("Time", days, 10));
        var titles = document.Descendants(Svg + "circle").Select(c => c.Element(Svg + "title")!.Value).ToList();
        Assert.Equal(16, titles.Count);
        var second = CorpDecomposition.Of(ScoreTable.Merge(days.Days.Where(d => d.Key >= new DateOnly(2026, 1, 11) && d.Key <= new DateOnly(2026, 1, 20)).Select(d => d.Value)));
        Assert.Contains(FormattableString.Invariant($"2026-01-11: Brier score {second.Score:0.0000}, 250 forecasts"), titles);
    }

    [Fact]
    public void Many_cells_are_several_pictures_that_fit_a_page_and_none_is_missing()
    {
        foreach (var (categories, pictures, shown) in new[] { (12, 1, 24), (13, 2, 26), (120, 10, 240), (500, 10, 240) })
        {
            var tally = new ConformalTally();
            for (var i = 0; i < categories; i++)
            {
                // The last ones are the largest.
                tally.Add(Name(i), [false, true], 1, 100 + i);
                tally.Add(Name(i), [true, true], 0, 100 + i);
            }

            var html = (Example() with { Coverage = tally, Days = null, Martingales = [] }).ToHtml();
            var svgs = Regex.Matches(html, "<svg .*?</svg>", RegexOptions.Singleline).Skip(2).Select(m => XDocument.Parse(m.Value)).ToList();
            Assert.Equal(pictures, svgs.Count);
            Assert.All(svgs, s => Assert.True((double)s.Root!.Attribute("height")! <= 900, "235 mm at the width of the page"));
            var names = svgs.SelectMany(s => s.Descendants(Svg + "g").Select(g => g.Element(Svg + "title")!.Value)).ToList();
            Assert.Equal(Enumerable.Range(categories - (shown / 2), shown / 2).SelectMany(i => new[] { $"{Name(i)} NO", $"{Name(i)} YES" }), names);
            Assert.Equal(categories == 500, html.Contains("The 240 largest of 1000 cells are shown.", StringComparison.Ordinal));

            // What is written beside a row fits there, and tells rows apart.
            var labels = svgs.SelectMany(s => s.Descendants(Svg + "g").Select(g => g.Element(Svg + "text")!.Value)).ToList();
            Assert.All(labels, l => Assert.True(l.Length <= 26, l));
            Assert.Equal(shown, labels.Distinct().Count());
        }

        static string Name(int i) => FormattableString.Invariant($"questions on the subject of {i:0000}");
    }

    [Theory]
    [InlineData("politics", "politics")]
    [InlineData("exactly of twenty-two c", "exactly of twe…y-two c")]
    [InlineData("政治政治政治政治政治政", "政治政治政治政治政治政")]
    [InlineData("政治政治政治政治政治政治", "政治政治政治政…治政治")]
    public void A_name_is_shortened_in_its_middle(string name, string expected) => Assert.Equal(expected, SvgTheme.Shorten(name, 22));

    [Fact]
    public void Martingale_chart_says_when_the_alarm_went_off()
    {
        var text = XDocument.Parse(MartingaleChart.ToSvg("Bets", 0.01, new MartingalePath("calm", [0.1, -0.2, -0.1]), new MartingalePath("drift", [0.4, 1.3, 2.1, 2.2]))).Descendants(Svg + "text").Select(t => t.Value).ToList();
        Assert.Contains("no alarm", text);
        Assert.Contains("alarm after 3", text);
        Assert.Contains("alarm at 100", text);
    }

    [Fact]
    public void Charts_refuse_what_they_cannot_show()
    {
        Assert.Throws<ArgumentException>(() => CoverageChart.ToSvg("none", new ConformalTally(), 0.1m));
        Assert.Throws<ArgumentException>(() => MartingaleChart.ToSvg("none", 0.01));
        Assert.Throws<ArgumentOutOfRangeException>(() => MartingaleChart.ToSvg("rate", 1, new MartingalePath("x", [0])));
        Assert.Throws<InvalidCalibrationDataException>(() => DecompositionChart.ToSvg("none", DailyScoreTable.Empty));
        Assert.Throws<ArgumentException>(() => (Example() with { Forecasts = [] }).ToHtml());
        Assert.Throws<ArgumentOutOfRangeException>(() => ConsistencyBand.Of(ReliabilityDiagramTests.Overconfident(), 1, level: 1));
    }

    internal static CalibrationReport Example()
    {
        var table = ReliabilityDiagramTests.Overconfident();
        var isotonic = IsotonicCalibrator.Fit(table);
        var random = new Random(11);
        string[] names = ["politics", "sports", "economy"];
        var rows = Enumerable.Range(0, 3000).Select(i => (Category: names[i % 3], P: random.Next(1, 100) / 100.0)).Select(r => (r.Category, r.P, Yes: random.NextDouble() < r.P)).ToList();
        var fit = rows[..1500];
        var conformal = MondrianConformal.FitBinary(CategorizedScoreTable.FromRows([.. fit.Select(r => r.Category)], [.. fit.Select(r => r.P)], [.. fit.Select(r => r.Yes)]));
        var tally = new ConformalTally();
        foreach (var (category, p, yes) in rows[1500..]) tally.Add(conformal.PredictBinary(category, p, 0.1m), yes ? 1 : 0);
        return new CalibrationReport
        {
            Title = "Calibration of the example",
            Note = "Synthetic forecasts of a forecaster who exaggerates by 1.4.",
            Forecasts = [new ReliabilitySeries("raw", table, EceBinning.Floor(15)), new ReliabilitySeries("isotonic, in sample", table.Map(isotonic), EceBinning.Floor(15))],
            Days = Days(90),
            Coverage = tally,
            Conformal = conformal,
            Martingales = [Walk("politics", 0.008), Walk("sports", -0.012)],
        };

        MartingalePath Walk(string name, double drift)
        {
            var (path, wealth) = (new List<double>(), 0.0);
            for (var i = 0; i < 400; i++) path.Add(wealth += drift + (0.13 * (random.NextDouble() - 0.5)));
            return new MartingalePath(name, path);
        }
    }

    private static DailyScoreTable Days(int count)
    {
        var random = new Random(5);
        return DailyScoreTable.FromTables(Enumerable.Range(0, count).Select(day => KeyValuePair.Create(new DateOnly(2026, 1, 1).AddDays(day), ScoreTable.FromGroups(Enumerable.Range(0, 25).Select(_ =>
        {
            var truth = random.NextDouble();
            return new ScoreGroup(Math.Clamp(0.5 + ((truth - 0.5) * (1 + (day / 60.0))), 0, 1), 1, random.NextDouble() < truth ? 1 : 0);
        }).ToList()))));
    }
}
