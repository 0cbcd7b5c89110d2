using System.Data.Common;
using HypeKr.Calibration;

namespace HypeKr.Snippets;

/// <summary>The code of docs/guides/calibration: SQL and reports.</summary>
public static class CalibrationDataGuides
{
    public static CalibratorBundle Sql(DbConnection connection, CalibratorOptions options)
    {
        #region sql-fit
        var sql = new ForecastSql(SqlDialect.PostgreSql, SqlSource.Table("archive", "forecasts"), new ForecastColumns
        {
            Score = "raw_prob",
            Label = "outcome",                                  // YES from 0.5 up; LabelType = SqlLabel.Boolean for a boolean
            Category = "category",
            Market = "market_price",
        });
        var census = Read(sql.Census(), ForecastCensus.FromReader);                          // what is open, what is wrong
        if (census.Faults > 0) Console.WriteLine($"{census.Faults} rows are left out: {census}");

        var tables = Read(sql.CategorizedScoreTable(stepsPerOne: 10_000), CategorizedScoreTable.FromReader);
        var pairs = Read(sql.PairedScoreTable(stepsPerOne: 10_000), ForecastSql.ReadPairs);
        var bundle = CalibratorBundle.Fit(tables.Tables, pairs, options);                    // the bundle that the rows would give

        T Read<T>(string query, Func<DbDataReader, T> read)
        {
            using var command = connection.CreateCommand();
            command.CommandText = query;
            using var reader = command.ExecuteReader();
            return read(reader);
        }
        #endregion

        #region sql-scores
        var scores = Read(sql.Scores(EceBinning.Floor(15), stepsPerOne: 10_000), GroupedScores.FromReader);
        Console.WriteLine($"Brier {scores.Brier:0.0000}, reliability {scores.Murphy.Reliability:0.0000}, ECE {scores.ExpectedCalibrationError:0.0000}");
        #endregion
        return bundle;
    }

    public static void Apply(DbConnection connection, CalibratorBundle bundle)
    {
        #region sql-apply
        var export = CalibratorSql.Bundle(bundle, SqlDialect.PostgreSql, prefix: "model_2026_03");
        foreach (var statement in export.CreateStatements) Execute(statement);               // tables with their rows

        var open = new ForecastColumns { Score = "raw_prob", Category = "category", Market = "market_price" };
        Execute($"CREATE TABLE calibrated AS {export.ApplyQuery(SqlSource.Table("open_questions"), open, "question_id")}");

        void Execute(string statement)
        {
            using var command = connection.CreateCommand();
            command.CommandText = statement;
            command.ExecuteNonQuery();
        }
        #endregion
    }

    public static ScoreTable Shards(IEnumerable<DbDataReader> shards)
    {
        #region sql-shards
        var whole = ScoreTable.Merge(shards.Select(reader => ScoreTable.FromReader(reader)));   // in any order: the same bits as one query over all
        #endregion
        return whole;
    }

    public static void Report(ScoreTable raw, ScoreTable calibrated, DailyScoreTable days, ConformalTally tally, CalibratorBundle bundle, IEnumerable<CalibrationRow> byCreation)
    {
        #region report-page
        var report = new CalibrationReport
        {
            Title = "Calibration, March 2026",
            Note = "Resolved questions that the bundle was not fitted on.",
            Forecasts = [new ReliabilitySeries("raw", raw, EceBinning.Floor(15)), new ReliabilitySeries("calibrated", calibrated, EceBinning.Floor(15))],
            Days = days,                                                                     // decomposition over time
            Coverage = tally,
            Conformal = bundle.Conformal,                                                    // the band of every cell
            Martingales = [new MartingalePath("rows are no longer alike", ExchangeabilityMonitor.Path(byCreation))],
        };
        File.WriteAllText("report.html", report.ToHtml());
        #endregion

        #region report-picture
        var band = ConsistencyBand.Of(raw, seed: 1);
        File.WriteAllText("reliability.svg", CorpDiagram.ToSvg("Raw forecasts", raw, band));
        #endregion
    }
}
