using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Every recorded answer of <c>/info</c>, read through the public API: each member arrives in a property with its value.</summary>
[Trait("Category", "Vectors")]
public sealed class RecordedChecklistTests(ITestOutputHelper output)
{
    /// <summary>A member of positions in 2023 that the venue sends no more; it is kept as it came.</summary>
    private const string Retired = "maxTradeSzs";

    [SharedFact("hyperliquid/recorded")]
    public void All_that_was_recorded_arrives()
    {
        const string Folder = "hyperliquid/recorded";
        var files = Directory.GetFiles(Path.Combine(Repository.SharedVectors, Folder), "info-*.json").Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var type = file!["info-".Length..^".json".Length];
            VectorFile.OpenShared($"{Folder}/{file}").Run(output, @case =>
            {
                using var venue = new TestVenue();
                var response = @case.GetProperty("response");
                venue.Info.Answer(type, response.GetRawText());

                var model = ChecklistRows.All[$"info {type}"].Calls[0].RunAsync(venue).GetAwaiter().GetResult();

                Assert.Equal("", string.Join("\n", Arrival.Faults(response, model).Where(fault => !fault.Contains(Retired, StringComparison.Ordinal)).Take(10)));
            });
        }
    }
}
