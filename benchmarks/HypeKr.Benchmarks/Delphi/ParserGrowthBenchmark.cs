using BenchmarkDotNet.Attributes;
using HypeKr.Delphi;

namespace HypeKr.Benchmarks;

/// <summary>Does the time for hostile text grow with its length alone?</summary>
public class ParserGrowthBenchmark
{
    /// <summary>The longer text in KB; the shorter one is a sixteenth of it, read sixteen times.</summary>
    public const int Kilobytes = 64;

    private const int Parts = 16;

    private static readonly string Long = Labels(Kilobytes);
    private static readonly string Short = Labels(Kilobytes / Parts);

    [Benchmark(OperationsPerInvoke = Kilobytes)]
    public ParsedForecast Ours() => ForecastParser.Parse(Long);

    [Benchmark(Baseline = true, OperationsPerInvoke = Kilobytes)]
    public ParsedForecast InParts()
    {
        var result = default(ParsedForecast);
        for (var i = 0; i < Parts; i++) result = ForecastParser.Parse(Short);
        return result;
    }

    // Labels that never come to a value: of the hostile texts that were tried, the one that takes longest.
    private static string Labels(int kilobytes) => string.Concat(Enumerable.Repeat("\"probability\": ", kilobytes * 1024 / 16));
}
