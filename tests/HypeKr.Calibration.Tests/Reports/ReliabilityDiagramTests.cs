using System.Xml.Linq;

namespace HypeKr.Calibration.Tests;

public sealed class ReliabilityDiagramTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Draws_a_point_and_an_interval_for_every_bin()
    {
        var series = new ReliabilitySeries("raw", Overconfident(), new BinningRule(BinEdges.LeftClosed, 10));
        var document = XDocument.Parse(ReliabilityDiagram.ToSvg("Reliability", series));
        Assert.Equal(Svg + "svg", document.Root!.Name);
        Assert.Equal(series.Bins.Bins.Count, document.Descendants(Svg + "circle").Count(c => c.Element(Svg + "title") is not null));
        Assert.Equal(series.Bins.Bins.Count, document.Descendants(Svg + "line").Count(l => (string?)l.Attribute("stroke-opacity") == "0.4"));

        // The picture's own numbers: the first bin's point lies where its mean forecast and observed rate say.
        var first = series.Bins.Bins[0];
        var point = document.Descendants(Svg + "circle").First();
        Assert.Equal(70 + (480 * first.MeanForecast), Number(point, "cx"), 2);
        Assert.Equal(56 + (480 * (1 - first.ObservedRate)), Number(point, "cy"), 2);
    }

    [Fact]
    public void Legend_names_every_series_with_its_error_and_the_rule()
    {
        var table = Overconfident();
        var text = XDocument.Parse(ReliabilityDiagram.ToSvg("Two", new ReliabilitySeries("raw <&> \"quoted\"", table, BinningRule.Default), new ReliabilitySeries("isotonic", table, BinningRule.Default)))
            .Descendants(Svg + "text").Select(t => t.Value).ToArray();
        Assert.Contains("raw <&> \"quoted\"", text);
        Assert.Contains("isotonic", text);
        Assert.Contains("15 bins, LeftClosed", text);
        Assert.Equal(2, text.Count(t => t == FormattableString.Invariant($"n 2000, ECE {ReliabilityBins.Of(table, BinningRule.Default).ExpectedError:0.000}")));
    }

    [Fact]
    public void Histogram_counts_every_forecast()
    {
        var document = XDocument.Parse(ReliabilityDiagram.ToSvg("Counts", new ReliabilitySeries("raw", ScoreTable.FromGroups([new(0.05, 3, 1), new(0.1, 4, 1), new(1, 2, 2)]), BinningRule.Default)));
        Assert.Equal(["3", "4", "2"], document.Descendants(Svg + "text").Where(t => (string?)t.Attribute("font-size") == "11").Select(t => t.Value));
    }

    [Fact]
    public void Refuses_no_series_and_too_many()
    {
        Assert.Throws<ArgumentException>(() => ReliabilityDiagram.ToSvg("none"));
        var one = new ReliabilitySeries("raw", Overconfident(), BinningRule.Default);
        Assert.Throws<ArgumentException>(() => ReliabilityDiagram.ToSvg("eight", [.. Enumerable.Repeat(one, 8)]));
    }

    internal static ScoreTable Overconfident()
    {
        var random = new Random(7);
        var groups = Enumerable.Range(0, 2000).Select(_ =>
        {
            var truth = random.NextDouble();
            var forecast = Math.Clamp(0.5 + ((truth - 0.5) * 1.4), 0, 1);
            return new ScoreGroup(forecast, 1, random.NextDouble() < truth ? 1 : 0);
        });
        return ScoreTable.FromGroups(groups);
    }

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, System.Globalization.CultureInfo.InvariantCulture);
}
