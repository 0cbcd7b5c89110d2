namespace HypeKr.Calibration.Tests;

public sealed class PostgresTests
{
    [PostgresFact]
    public void Tables_that_it_counts_are_ours() => Run(SqlChecks.Counts);

    [PostgresFact]
    public void Pairs_with_the_market_are_ours() => Run(SqlChecks.Pairs);

    [PostgresFact]
    public void Every_row_is_counted_once_with_its_fault() => Run(SqlChecks.Census);

    [PostgresFact]
    public void Brier_Murphy_and_calibration_error_are_ours() => Run(SqlChecks.Scores);

    [PostgresFact]
    public void Sums_on_the_grid_are_exact() => Run(SqlChecks.Exact);

    [PostgresFact]
    public void Merged_shards_are_the_whole() => Run(SqlChecks.Shards);

    [PostgresFact]
    public void Exported_models_predict_what_we_predict_to_the_bit() => Run(SqlChecks.Models);

    [PostgresFact]
    public void Exported_bundles_give_the_rows_that_we_give() => Run(BundleChecks.Applies);

    private static void Run(Action<SqlEngine> check)
    {
        using var engine = new PostgresEngine();
        check(engine);
    }
}
