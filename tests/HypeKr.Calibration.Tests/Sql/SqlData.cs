namespace HypeKr.Calibration.Tests;

/// <summary>Forecasts in the shapes that part databases from each other and from us.</summary>
internal static class SqlData
{
    public static readonly string[] Names = ["random", "tied", "extreme", "nulls", "edges"];

    public static IReadOnlyList<SqlRow> Make(string shape, int n = 4000)
    {
        var random = new Random(shape.Length * 1009);
        return [.. Enumerable.Range(0, n).Select(i => Row(shape, random, i))];
    }

    private static SqlRow Row(string shape, Random random, int i)
    {
        var u = random.NextDouble();
        double? score = shape switch
        {
            "tied" => random.Next(0, 21) / 20.0,
            "extreme" => random.Next(9) switch { 0 => 0, 1 => -0.0, 2 => 1, 3 => double.Epsilon, 4 => Math.BitDecrement(1), 5 => 9.045e-08, 6 => 1e-300 * u, 7 => Math.BitIncrement(0.3), _ => u },
            "nulls" => random.Next(8) switch { 0 => null, 1 => double.NaN, 2 => 1.0000000000000002, 3 => -1e-9, _ => Math.Round(u, 3) },

            // Products that lie at or beside a whole number: 0.3 * 10, 0.6 * 15, and half steps of the grid.
            "edges" => random.Next(3) switch { 0 => random.Next(0, 151) / 150.0, 1 => random.Next(0, 20001) / 20000.0, _ => Math.BitIncrement(random.Next(0, 15) / 15.0) },
            _ => u,
        };
        var yes = random.NextDouble() < (score is >= 0 and <= 1 ? (0.7 * score) + 0.1 : 0.4);
        double? label = shape is "nulls" or "extreme"
            ? random.Next(9) switch { 0 => null, 1 => double.NaN, 2 => 9.045e-08, 3 => 0.9999, 4 => 0.5, 5 => Math.BitDecrement(0.5), _ => yes ? 1 : 0 }
            : yes ? 1 : 0;
        var category = shape == "nulls" && random.Next(10) == 0 ? (random.Next(2) == 0 ? null : "") : random.Next(4) switch { 0 => "politics", 1 => "sports; DROP TABLE", 2 => "l'été \\ \"x\"", _ => "économie" };
        double? market = random.Next(6) switch { 0 => null, 1 => shape == "nulls" ? double.NaN : 0.5, _ => random.Next(1, 100) / 100.0 };
        return new SqlRow(score, label, category, market, new DateOnly(2026, 1, 1).AddDays(i % 45));
    }

    public static bool IsYes(SqlRow row) => BinaryOutcome.FromResolution(row.Label!.Value).IsYes;

    public static ScoreTable Table(IEnumerable<SqlRow> rows) => ScoreTable.FromGroups(rows.Where(r => r.IsUsable).Select(r => new ScoreGroup(r.Score!.Value, 1, IsYes(r) ? 1 : 0)));
}
