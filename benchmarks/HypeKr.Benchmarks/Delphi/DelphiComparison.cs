namespace HypeKr.Benchmarks;

internal static class DelphiComparison
{
    // At most 15 us a call over the floor; at least 5,000,000 answers of 1 KB a minute.
    private const double PanelBudget = 15;
    private const double ParserBudget = 60e6 / 5_000_000;

    public static IEnumerable<ComparisonRow> Rows()
    {
        var panel = new PanelBenchmark();
        var call = Measure.InTurn(
            "panel, one call of 48", () => panel.Ours().GetAwaiter().GetResult(), "Task.WhenAll of the same calls", () => panel.WhenAll().GetAwaiter().GetResult(), target: null, PanelBenchmark.Calls);
        yield return call with { Target = call.Other / (call.Other + PanelBudget) };

        yield return Parse("parse an answer of 1 KB", hostile: false, 1);
        yield return Parse("parse a hostile answer of 64 KB, by the KB", hostile: true, 64);
    }

    private static ComparisonRow Parse(string name, bool hostile, int kilobytes)
    {
        var parser = new ParserBenchmark { Hostile = hostile };
        var row = Measure.InTurn(name, () => parser.Ours(), "one scan of the text", () => parser.Scan(), target: null, kilobytes);
        return row with { Target = row.Other / ParserBudget };
    }
}
