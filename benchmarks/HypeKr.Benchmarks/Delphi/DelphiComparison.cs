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

        var recorded = Measure.InTurn(
            "the same with a journal in a file", () => panel.OursWithJournal().GetAwaiter().GetResult(), "Task.WhenAll of the same calls", () => panel.WhenAll().GetAwaiter().GetResult(), target: null, PanelBenchmark.Calls);
        yield return recorded;

        foreach (var hasFinalLine in new[] { true, false })
        {
            var parser = new ParserBenchmark { HasFinalLine = hasFinalLine };
            var answer = Measure.InTurn($"parse 1 KB that ends in {(hasFinalLine ? "a final line" : "prose")}", () => parser.Ours(), "one scan of the text", () => parser.Scan(), target: null);
            yield return answer with { Target = answer.Other / ParserBudget };
        }

        var growth = new ParserGrowthBenchmark();
        foreach (var row in RuleTable.Rows()) yield return row;

        yield return Measure.InTurn("parse hostile text of 64 KB, by the KB", () => growth.Ours(), "the same text in parts of 4 KB", () => growth.InParts(), target: null, ParserGrowthBenchmark.Kilobytes);
    }
}
