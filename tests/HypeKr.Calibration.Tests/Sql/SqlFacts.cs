namespace HypeKr.Calibration.Tests;

/// <summary>A fact on the PostgreSQL that HYPEKR_POSTGRES names, as <c>.ci/run</c> does; skipped elsewhere.</summary>
internal sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(PostgresEngine.Variable))) Skip = $"{PostgresEngine.Variable} names no PostgreSQL, for example \"Host=/run/postgresql;Username=postgres\"; .ci/run starts one.";
    }
}

/// <summary>A fact on the ClickHouse whose HTTP address HYPEKR_CLICKHOUSE names; skipped elsewhere.</summary>
internal sealed class ClickHouseFactAttribute : FactAttribute
{
    public ClickHouseFactAttribute()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(ClickHouseEngine.Variable))) Skip = $"{ClickHouseEngine.Variable} names no ClickHouse, for example \"http://127.0.0.1:8123\".";
    }
}
