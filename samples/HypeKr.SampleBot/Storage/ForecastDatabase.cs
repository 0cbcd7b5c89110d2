using System.Globalization;
using DuckDB.NET.Data;

namespace HypeKr.SampleBot;

/// <summary>The DuckDB file that keeps every forecast: one row a question and run, written again as its order goes on.</summary>
internal sealed class ForecastDatabase : IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS forecasts (
            run_id VARCHAR NOT NULL, question_id VARCHAR NOT NULL, question VARCHAR NOT NULL, category VARCHAR NOT NULL,
            asked_at TIMESTAMP NOT NULL,
            raw_prob DOUBLE, isotonic_prob DOUBLE, lower_prob DOUBLE, upper_prob DOUBLE,
            calibrated_prob DOUBLE, blended_prob DOUBLE, prediction_set VARCHAR NOT NULL,
            bid DECIMAL(18, 8), ask DECIMAL(18, 8), fee DECIMAL(18, 8),
            decision VARCHAR NOT NULL, reason VARCHAR NOT NULL,
            coin VARCHAR, cloid VARCHAR, order_status VARCHAR, filled_size DECIMAL(28, 8), average_price DECIMAL(28, 8),
            spread DOUBLE, confidence DOUBLE,
            panel VARCHAR NOT NULL, prompt_version VARCHAR NOT NULL, bundle_hash VARCHAR NOT NULL,
            outcome BOOLEAN,
            PRIMARY KEY (run_id, question_id))
        """;

    private const string Upsert = """
        INSERT OR REPLACE INTO forecasts VALUES (
            $run_id, $question_id, $question, $category, $asked_at, $raw_prob, $isotonic_prob, $lower_prob, $upper_prob,
            $calibrated_prob, $blended_prob, $prediction_set, $bid, $ask, $fee, $decision, $reason,
            $coin, $cloid, $order_status, $filled_size, $average_price, $spread, $confidence,
            $panel, $prompt_version, $bundle_hash, $outcome)
        """;

    private readonly DuckDBConnection _connection;

    public ForecastDatabase(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        _connection = new DuckDBConnection($"DataSource={Path}");
        _connection.Open();
        using var command = _connection.CreateCommand();
        command.CommandText = Schema;
        command.ExecuteNonQuery();
    }

    public string Path { get; }

    /// <summary>Writes the rows in one transaction: all of them or none. A row of the same run and question is replaced.</summary>
    public void Write(params IEnumerable<ForecastRow> rows)
    {
        using var transaction = _connection.BeginTransaction();
        foreach (var row in rows)
        {
            using var command = _connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = Upsert;
            Bind(command, row);
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    public long Count()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM forecasts";
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    public void Dispose() => _connection.Dispose();

    private static void Bind(DuckDBCommand command, ForecastRow row)
    {
        void Add(string name, object? value) => command.Parameters.Add(new DuckDBParameter(name, value ?? DBNull.Value));
        Add("run_id", row.RunId);
        Add("question_id", row.QuestionId);
        Add("question", row.Question);
        Add("category", row.Category);
        Add("asked_at", row.AskedAt.UtcDateTime);
        Add("raw_prob", row.RawProbability);
        Add("isotonic_prob", row.IsotonicProbability);
        Add("lower_prob", row.Lower);
        Add("upper_prob", row.Upper);
        Add("calibrated_prob", row.CalibratedProbability);
        Add("blended_prob", row.BlendedProbability);
        Add("prediction_set", row.PredictionSet);
        Add("bid", row.Bid);
        Add("ask", row.Ask);
        Add("fee", row.Fee);
        Add("decision", row.Decision);
        Add("reason", row.Reason);
        Add("coin", row.Coin);
        Add("cloid", row.Cloid);
        Add("order_status", row.OrderStatus);
        Add("filled_size", row.FilledSize);
        Add("average_price", row.AveragePrice);
        Add("spread", row.Spread);
        Add("confidence", row.Confidence);
        Add("panel", row.Panel);
        Add("prompt_version", row.PromptVersion);
        Add("bundle_hash", row.BundleHash);
        Add("outcome", row.Outcome);
    }
}
