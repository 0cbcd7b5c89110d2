using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace HypeKr.Benchmarks;

/// <summary><c>compare AREA [--json FILE]</c>: our side and the others' in turn, as a table and as JSON.</summary>
internal static class CompareCommand
{
    private static readonly Dictionary<string, Func<IEnumerable<ComparisonRow>>> Areas = new()
    {
        ["crypto"] = CryptoComparison.Rows,
        ["hyperliquid"] = HyperliquidComparison.Rows,
        ["hyperliquid-live"] = HyperliquidComparison.LiveRows,
        ["emulator"] = EmulatorComparison.Rows,
        ["calibration"] = CalibrationComparison.Rows,
        ["calibration-database"] = DatabaseComparison.Rows,
        ["delphi"] = DelphiComparison.Rows,
    };

    public static int Run(string[] args)
    {
        if (args.Length is not (1 or 3) || !Areas.TryGetValue(args[0], out var area) || (args.Length == 3 && args[1] != "--json"))
        {
            Console.Error.WriteLine($"usage: compare {string.Join('|', Areas.Keys)} [--json FILE]");
            return 2;
        }

        if (typeof(CompareCommand).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true })
        {
            Console.Error.WriteLine("A debug build measures nothing: run with -c Release.");
            return 2;
        }

        var rows = new List<ComparisonRow>();
        Console.WriteLine($"{"what",-46} {"ours",12} {"other",12} {"unit",6} {"ratio",8} {"target",8} {"bytes",10}  other");
        foreach (var row in area())
        {
            rows.Add(row);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Name,-46} {Text(row.Ours),12} {Text(row.Other),12} {row.Unit,6} {Text(row.Ratio),8} {Text(row.Target),8} {row.AllocatedBytes,10}  {row.OtherName}"));
        }

        if (args.Length == 3) File.WriteAllText(args[2], JsonSerializer.Serialize(rows, ComparisonJsonContext.Default.ListComparisonRow) + "\n");
        return 0;
    }

    private static string Text(double? value) => value?.ToString(value < 0.1 ? "F4" : "F2", CultureInfo.InvariantCulture) ?? "-";
}
