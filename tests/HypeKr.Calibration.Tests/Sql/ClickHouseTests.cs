namespace HypeKr.Calibration.Tests;

public sealed class ClickHouseTests
{
    [ClickHouseFact]
    public void Tables_that_it_counts_are_ours() => Run(SqlChecks.Counts);

    [ClickHouseFact]
    public void Pairs_with_the_market_are_ours() => Run(SqlChecks.Pairs);

    [ClickHouseFact]
    public void Every_row_is_counted_once_with_its_fault() => Run(SqlChecks.Census);

    [ClickHouseFact]
    public void Brier_Murphy_and_calibration_error_are_ours() => Run(SqlChecks.Scores);

    [ClickHouseFact]
    public void Sums_on_the_grid_are_exact() => Run(SqlChecks.Exact);

    [ClickHouseFact]
    public void Merged_shards_are_the_whole() => Run(SqlChecks.Shards);

    private static void Run(Action<SqlEngine> check)
    {
        using var engine = new ClickHouseEngine();
        check(engine);
    }
}
