using BenchmarkDotNet.Attributes;
using HypeKr.Delphi;

namespace HypeKr.Benchmarks;

/// <summary>What does it cost to read an answer, beside looking at each of its characters once?</summary>
public class ParserBenchmark
{
    private const string Reasons =
        """
        **Reference class.** Over the last 30 years it rained in Seoul on 1 May in 9 of them, a base rate of about 0.30.

        **The inside view.** No forecast reaches that far; the season's outlook gives 55% for a wetter spring than usual, and spells of 2 to 3 days are
        common. The threshold of 0.1 mm is low, which favours YES, so I move up by some 5 points. On the other hand (1) the station sits in a dry spot and
        (2) early May is before the rains, which start in late June in 8 years of 10.

        **Uncertainty.** Anything from 0.25 to 0.45 would not surprise me.

        """;

    // Answers as models give them, 1 KB each: the way that was asked for, and another.
    private static readonly string WithFinalLine = Pad("FINAL_PROBABILITY: 0.34\n");
    private static readonly string InProse = Pad("I estimate a 34% chance.\n");

    [ParamsAllValues]
    public bool HasFinalLine { get; set; } = true;

    private string Text => HasFinalLine ? WithFinalLine : InProse;

    [Benchmark]
    public ParsedForecast Ours() => ForecastParser.Parse(Text);

    [Benchmark(Baseline = true)]
    public int Scan() => Text.IndexOf('\uFFFF');

    private static string Pad(string end) => Reasons + string.Concat(Enumerable.Repeat("All in all I stay close to the base rate. ", 20))[..(1024 - Reasons.Length - end.Length - 1)] + "\n" + end;
}
