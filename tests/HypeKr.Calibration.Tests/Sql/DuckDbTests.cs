namespace HypeKr.Calibration.Tests;

public sealed class DuckDbTests
{
    [Fact]
    public void Tables_that_it_counts_are_ours() => Run(SqlChecks.Counts);

    [Fact]
    public void Pairs_with_the_market_are_ours() => Run(SqlChecks.Pairs);

    [Fact]
    public void Every_row_is_counted_once_with_its_fault() => Run(SqlChecks.Census);

    [Fact]
    public void Brier_Murphy_and_calibration_error_are_ours() => Run(SqlChecks.Scores);

    [Fact]
    public void Sums_on_the_grid_are_exact() => Run(SqlChecks.Exact);

    [Fact]
    public void Merged_shards_are_the_whole() => Run(SqlChecks.Shards);

    [Fact]
    public void Exported_models_predict_what_we_predict_to_the_bit() => Run(SqlChecks.Models);

    [Fact]
    public void Exported_bundles_give_the_rows_that_we_give() => Run(BundleChecks.Applies);

    private static void Run(Action<SqlEngine> check)
    {
        using var engine = new DuckDbEngine();
        check(engine);
    }
}
