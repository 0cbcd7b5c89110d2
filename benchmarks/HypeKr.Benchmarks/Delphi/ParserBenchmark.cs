using BenchmarkDotNet.Attributes;
using HypeKr.Delphi;

namespace HypeKr.Benchmarks;

/// <summary>What does it cost to read an answer, beside looking at each of its characters once?</summary>
public class ParserBenchmark
{
    // An answer as models give them, 1 KB.
    private static readonly string Usual = Pad(
        """
        **Reference class.** Over the last 30 years it rained in Seoul on 1 May in 9 of them, a base rate of about 0.30.

        **The inside view.** No forecast reaches that far; the season's outlook gives 55% for a wetter spring than usual, and spells of 2 to 3 days are
        common. The threshold of 0.1 mm is low, which favours YES, so I move up by some 5 points. On the other hand (1) the station sits in a dry spot and
        (2) early May is before the rains, which start in late June in 8 years of 10.

        **Uncertainty.** Anything from 0.25 to 0.45 would not surprise me.

        """,
        "FINAL_PROBABILITY: 0.34\n");

    [Benchmark]
    public ParsedForecast Ours() => ForecastParser.Parse(Usual);

    [Benchmark(Baseline = true)]
    public int Scan() => Usual.IndexOf('\uFFFF');

    private static string Pad(string head, string end) => head + string.Concat(Enumerable.Repeat("All in all I stay close to the base rate. ", 100))[..(1024 - head.Length - end.Length - 1)] + "\n" + end;
}
