using System.Diagnostics.Metrics;
using HypeKr.TestSupport;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>The guide lists every instrument with its unit and tags, and every activity, and what the suite saw is in it.</summary>
[Collection(LastCollection.Name)]
public sealed class ObservabilityGuideTests
{
    private const string Prefix = "hypekr.hyperliquid.";

    private static readonly string[] Guide = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "guides", "observability.md"));

    private static IEnumerable<string[]> Rows(string heading) => Guide
        .SkipWhile(line => !line.StartsWith($"| {heading} |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1]);

    [Fact]
    public void Every_instrument_stands_in_the_table_with_its_kind_and_unit()
    {
        // The meter's instruments are made when the first is asked for.
        Assert.NotNull(Telemetry.RequestDuration);
        var documented = Rows("instrument").Select(row => (Name: Prefix + Word(row[0]), Kind: row[1], Unit: row[2])).OrderBy(row => row.Name, StringComparer.Ordinal);
        var instruments = SuiteTraffic.Instruments.DistinctBy(instrument => instrument.Name)
            .Select(instrument => (instrument.Name, Kind: KindOf(instrument), Unit: instrument.Unit!)).OrderBy(row => row.Name, StringComparer.Ordinal);

        Assert.Equal(documented, instruments);
        Assert.All(SuiteTraffic.Instruments, instrument => Assert.False(string.IsNullOrEmpty(instrument.Description)));
    }

    [Fact]
    public void Every_tag_and_value_that_was_seen_stands_in_the_tables()
    {
        var tags = Rows("instrument").ToDictionary(row => Prefix + Word(row[0]), row => Words(row[3]).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        var values = Rows("tag").ToDictionary(row => Word(row[0]), row => Words(row[1]).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var (instrument, tag, value) in SuiteTraffic.InstrumentTags)
        {
            Assert.True(tags[instrument].Contains(tag), $"{instrument} has the tag {tag}, which the guide does not list.");
            if (tag == "type") Assert.Equal(value, Telemetry.Word(value));
            else Assert.True(values[tag].Contains(value), $"{tag} of {instrument} is '{value}', which the guide does not list.");
        }
    }

    [Fact]
    public void Every_activity_that_was_seen_stands_in_the_table_with_its_tags()
    {
        var documented = Rows("activity").SelectMany(row => Words(row[2]).Select(tag => $"{Word(row[0]).Split(' ')[0]}: {tag}")).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(19, documented.Count);
        Assert.Empty(SuiteTraffic.ActivityTags.Except(documented));
    }

    private static string KindOf(Instrument instrument) => instrument.GetType().Name switch
    {
        "Histogram`1" => "histogram",
        "Counter`1" => "counter",
        "UpDownCounter`1" => "up-down counter",
        var other => other,
    };

    private static string Word(string cell) => Words(cell).First();

    private static IEnumerable<string> Words(string cell) => cell.Split('`').Where((_, i) => i % 2 == 1);
}
