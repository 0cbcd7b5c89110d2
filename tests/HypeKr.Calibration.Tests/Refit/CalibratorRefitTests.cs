using System.Globalization;
using Xunit.Abstractions;

namespace HypeKr.Calibration.Tests;

public sealed class CalibratorRefitTests(ITestOutputHelper output)
{
    [Fact]
    public void The_first_bundle_must_beat_the_raw_forecasts()
    {
        var bold = CalibratorRefit.Run(RefitData.FromRows(RefitStreams.Of(1, 0, 60, RefitStreams.Bold)), null, RefitState.Start, RefitStreams.Now);
        Assert.True(bold.IsAccepted, bold.ToString());
        Assert.Equal((1200, bold.Candidate), (bold.Bundle!.RowCount, bold.Bundle));
        Assert.Null(bold.Bundle.Provenance.ParentHash);
        Assert.Equal((new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero)), (bold.Bundle.Provenance.DataFrom, bold.Bundle.Provenance.DataTo));
        Assert.Equal((bold.Bundle.Hash, 0, RefitStreams.Now), (bold.State.BundleHash, bold.State.Attempts, bold.State.LastAttempt));

        var honest = CalibratorRefit.Run(RefitData.FromRows(RefitStreams.Of(1, 0, 60, RefitStreams.Honest)), null, RefitState.Start, RefitStreams.Now);
        Assert.False(honest.IsAccepted);
        Assert.Equal(RefitRefusalKind.NoImprovement, Assert.Single(honest.Refusals).Kind);
        Assert.Equal(((string?)null, 1), (honest.State.BundleHash, honest.State.Attempts));
    }

    [Fact]
    public void A_planted_good_refit_is_accepted_and_a_planted_bad_one_is_refused()
    {
        var before = RefitData.FromRows(RefitStreams.Of(2, 0, 60, RefitStreams.Bold));
        var current = CalibratorRefit.Run(before, null, RefitState.Start, RefitStreams.Now).Bundle!;

        // The forecaster becomes honest: a window of new rows is right about that.
        var changed = before.Add(RefitStreams.Of(2, 60, 60, RefitStreams.Honest));
        var good = CalibratorRefit.Run(changed, current, RefitState.Start, RefitStreams.Now, new RefitOptions { Window = RefitWindow.Since(RefitStreams.Start.AddDays(60)) });
        Assert.True(good.IsAccepted, good.ToString());
        Assert.Equal(current.Hash, good.Bundle!.Provenance.ParentHash);
        Assert.Equal(600, good.Test!.Value.Rows);
        Assert.Equal(RefitStreams.Start.AddDays(90), good.Test.Value.FirstDay);

        // A broken feed reverses thirty days of outcomes, after which all is as it was: what is fitted on those days is bad.
        var broken = before.Add(RefitStreams.Of(2, 60, 60, (raw, day) => day < 90 ? RefitStreams.Reversed(raw, day) : RefitStreams.Bold(raw, day)));
        var bad = CalibratorRefit.Run(broken, current, RefitState.Start, RefitStreams.Now, new RefitOptions { Window = RefitWindow.Since(RefitStreams.Start.AddDays(60)) });
        Assert.False(bad.IsAccepted);
        Assert.Null(bad.Bundle);
        Assert.NotNull(bad.Candidate);
        Assert.True(bad.Test!.Value.Z < 0, bad.ToString());
        Assert.Equal((current.Hash, 1), (bad.State.BundleHash, bad.State.Attempts));
        Assert.Contains("not shown to be better", bad.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_tail_without_a_rare_event_accepts_nothing()
    {
        // 0.6 of 100 were to come in the tail, none did: a map to 0 wins on every row of it by nearly as much.
        var rows = Enumerable.Range(0, 200).Select(i => new RefitRow("quakes", new RawProbability((1 + (i % 5)) / 500.0), BinaryOutcome.No, new DateTimeOffset(RefitStreams.Start.AddDays(i / 5), TimeOnly.MinValue, TimeSpan.Zero)));
        var options = new RefitOptions { Calibrator = new CalibratorOptions { Ladder = new LadderOptions { Preferred = CalibrationMethod.Isotonic, IsotonicMinimum = 50, Adoption = AdoptionRule.BySampleSize } } };
        var result = CalibratorRefit.Run(RefitData.FromRows(rows), null, RefitState.Start, RefitStreams.Now, options);
        Assert.False(result.IsAccepted, result.ToString());
        Assert.Equal((100, 0.0), (result.Test!.Value.Rows, result.Test.Value.CandidateBrier));
        Assert.InRange(result.Test.Value.Z, 0.1, 1);

        // No market, no trust in the line.
        Assert.DoesNotContain("alpha", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Worse_bundles_are_accepted_below_the_level_over_all_attempts()
    {
        // Nothing changes after the first bundle, and what would replace it has seen as many rows; five attempts, ten days apart. By chance
        // one of two bundles is nearer to the truth, which is known here: it is the replacement that is farther from it that must be rare.
        const int streams = 1000;
        var (accepted, worse) = (0, 0);
        Parallel.For(0, streams, new ParallelOptions { MaxDegreeOfParallelism = 2 }, seed =>
        {
            var data = RefitData.FromRows(RefitStreams.Of(100 + seed, 0, 30, RefitStreams.Bold));
            var (rows, _, pairs) = data.Tables(null, RefitStreams.Start);
            var current = CalibratorBundle.Fit(rows, pairs, null, new BundleProvenance { DataTo = new DateTimeOffset(RefitStreams.Start.AddDays(29), TimeOnly.MinValue, TimeSpan.Zero) });
            var state = RefitState.Start;
            for (var attempt = 1; attempt <= 5; attempt++)
            {
                data = data.Add(RefitStreams.Of(100 + seed, 20 + (10 * attempt), 10, RefitStreams.Bold));
                var result = CalibratorRefit.Run(data, current, state, RefitStreams.Now, new RefitOptions { Window = RefitWindow.LastRows(600) });
                state = result.State;
                if (result.IsAccepted)
                {
                    Interlocked.Increment(ref accepted);
                    if (Miss(result.Bundle!) >= Miss(current)) Interlocked.Increment(ref worse);
                    return;
                }

                Assert.Equal(attempt, state.Attempts);
            }
        });
        var bound = Streams.Bound(streams, 0.05);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{accepted} of {streams} were replaced, {worse} by a worse one, at most {bound}"));
        Assert.True(worse <= bound, $"{worse} of {streams}, at most {bound}");

        // The mean squared distance from the true probability, over the questions there are.
        static double Miss(CalibratorBundle bundle) => Enumerable.Range(1, 19).Sum(i =>
        {
            Span<double> calibrated = stackalloc double[2];
            bundle.Apply([i / 20.0, i / 20.0], [bundle.IndexOf("politics"), bundle.IndexOf("sports")], calibrated);
            var truth = RefitStreams.Bold(i / 20.0, 0);
            return (0.75 * (calibrated[0] - truth) * (calibrated[0] - truth)) + (0.25 * (calibrated[1] - truth) * (calibrated[1] - truth));
        });
    }

    [Fact]
    public void Planted_drift_is_found_and_leads_to_a_better_bundle()
    {
        var before = RefitData.FromRows(RefitStreams.Of(3, 0, 60, RefitStreams.Bold));
        var current = CalibratorRefit.Run(before, null, RefitState.Start, RefitStreams.Now).Bundle!;
        var monitor = new CalibrationMonitor();
        var (data, state, replaced) = (before, RefitState.Start, 0);
        var calibrated = new double[1];
        for (var day = 60; day < 160; day++)
        {
            var rows = RefitStreams.Of(3, day, 1, (raw, d) => d < 80 ? RefitStreams.Bold(raw, d) : RefitStreams.Reversed(raw, d)).ToArray();
            data = data.Add(rows);
            foreach (var row in rows)
            {
                current.Apply([row.Raw.Value], [current.IndexOf(row.Category)], calibrated);
                monitor.Update(calibrated[0], row.Outcome);
            }

            var due = new RefitTriggers().Due(data, current, state, RefitStreams.Now, monitor.Reading);
            if (due.Count == 0) continue;
            Assert.Equal(RefitTriggerKind.Drift, Assert.Single(due).Kind);

            // The state says no attempt a day, so that the level is not spent in the first days after an alarm.
            if (state.Attempts > 0 && day % 10 != 0) continue;
            var result = CalibratorRefit.Run(data, current, state, RefitStreams.Now, new RefitOptions { Window = RefitWindow.Forgetting(ForgettingRule.Halving(10)) });
            state = result.State;
            if (!result.IsAccepted) continue;
            Assert.InRange(day, 81, 110);
            (current, monitor, replaced) = (result.Bundle!, new CalibrationMonitor(), replaced + 1);
            if (replaced == 1) break;
        }

        Assert.Equal(1, replaced);
    }

    [Fact]
    public void Rows_groups_shards_and_any_order_give_one_refit()
    {
        var rows = RefitStreams.Of(4, 0, 40, RefitStreams.Bold).Select((r, i) => r with { Weight = i % 3 == 0 ? 0.5m : 1 }).ToArray();
        var options = new RefitOptions { Window = RefitWindow.Forgetting(ForgettingRule.Halving(20)) };
        var whole = CalibratorRefit.Run(RefitData.FromRows(rows), null, RefitState.Start, RefitStreams.Now, options);
        var shuffled = rows.OrderBy(r => r.GetHashCode()).ToArray();
        var shards = RefitData.FromRows(shuffled[300..]).Merge(RefitData.FromRows(shuffled[..300]));
        var running = shuffled.Chunk(37).Aggregate(RefitData.Empty, (data, chunk) => data.Add(chunk));
        foreach (var data in (RefitData[])[shards, running])
        {
            var other = CalibratorRefit.Run(data, null, RefitState.Start, RefitStreams.Now, options);
            Assert.Equal(whole.Candidate!.ToJson(), other.Candidate!.ToJson());
            Assert.Equal((whole.Test, whole.ToString()), (other.Test, other.ToString()));
        }

        Assert.True(whole.Candidate!.Global.UnitsPerWeight > 1);
        Assert.Equal(whole.Candidate.Hash, CalibratorBundle.FromJson(whole.Candidate.ToJson()).Hash);

        var plain = RefitStreams.Of(4, 0, 40, RefitStreams.Bold).ToArray();
        var groups = plain.GroupBy(r => (r.Category, Day: DateOnly.FromDateTime(r.CreatedAt.UtcDateTime), Raw: r.Raw.Value, r.Market))
            .Select(g => new RefitGroup(g.Key.Category, g.Key.Day, g.Key.Raw, g.Key.Market, g.Count(), g.Count(r => r.Outcome.IsYes)));
        Assert.Equal(CalibratorRefit.Preview(RefitData.FromRows(plain), null).ToString(), CalibratorRefit.Preview(RefitData.FromGroups(groups), null).ToString());
    }

    [Fact]
    public void Calibrated_numbers_in_the_raw_column_are_refused()
    {
        var rows = RefitStreams.Of(5, 0, 60, RefitStreams.Bold).ToArray();
        var current = CalibratorRefit.Run(RefitData.FromRows(rows), null, RefitState.Start, RefitStreams.Now).Bundle!;
        var news = RefitStreams.Of(5, 60, 60, RefitStreams.Bold).ToArray();
        double Calibrated(RefitRow row) => current.Calibrate(row.Raw, row.Category, new MarketQuote(0.45m, 0.55m)).Calibrated.Value;

        // As it should be: two columns.
        var apart = RefitData.FromRows(rows).Add(news.Select(r => r with { Calibrated = Calibrated(r) }));
        Assert.NotNull(CalibratorRefit.Preview(apart, current).Candidate);

        // One column written into the other.
        var mixed = RefitData.FromRows(rows).Add(news.Select(r => r with { Raw = new RawProbability(Calibrated(r)), Calibrated = Calibrated(r) }));
        Assert.Contains("the raw column holds calibrated values", Assert.Throws<InvalidCalibrationDataException>(() => CalibratorRefit.Preview(mixed, current)).Message, StringComparison.Ordinal);
        Assert.Contains("made from raw_prob", Assert.Throws<InvalidCalibrationDataException>(() => CalibratorRefit.Run(RefitData.FromRows(news.Select(r => r with { Calibrated = r.Raw.Value })), null, RefitState.Start, RefitStreams.Now)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whether_columns_are_mixed_is_told_by_the_rows_that_the_current_bundle_has_calibrated()
    {
        // A bundle that leaves numbers as they are, and rows that say so; then one that does not.
        var honest = RefitData.FromRows(RefitStreams.Of(15, 0, 60, RefitStreams.Bold).Select(r => r with { Calibrated = r.Raw.Value }));
        var (rows, _, pairs) = honest.Tables(null, RefitStreams.Start);
        var current = CalibratorBundle.Fit(rows, pairs, null, new BundleProvenance { DataTo = new DateTimeOffset(RefitStreams.Start.AddDays(59), TimeOnly.MinValue, TimeSpan.Zero) });
        Assert.NotEqual(CalibrationMethod.Identity, current.RungOf("politics").Method);
        Assert.Equal(RefitRefusalKind.TooFewNewRows, Assert.Single(CalibratorRefit.Preview(honest, current).Refusals).Kind);
        var news = RefitStreams.Of(15, 60, 60, RefitStreams.Bold).ToArray();
        Assert.NotNull(CalibratorRefit.Preview(honest.Add(news), current).Candidate);

        // A feed that is mixed up from one day on is found, however much sound history there is.
        double Calibrated(RefitRow row) => current.Calibrate(row.Raw, row.Category, new MarketQuote(0.45m, 0.55m)).Calibrated.Value;
        var sound = RefitData.FromRows(RefitStreams.Of(15, 0, 60, RefitStreams.Bold).Select(r => r with { Calibrated = Calibrated(r) }));
        var mixed = sound.Add(news.Select(r => r with { Raw = new RawProbability(Calibrated(r)), Calibrated = Calibrated(r) }));
        Assert.Contains("900 new rows of \"politics\"", Assert.Throws<InvalidCalibrationDataException>(() => CalibratorRefit.Preview(mixed, current)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_that_are_saved_and_gone_on_with_give_the_refit_of_those_that_run_through()
    {
        var rows = RefitStreams.Of(16, 0, 60, RefitStreams.Bold).Select((r, i) => r with { Weight = i % 5 == 0 ? 0.125m : null, Calibrated = i % 3 == 0 ? r.Raw.Value / 3 : null, Category = i % 7 == 0 ? "l'été \"x\"\n" : r.Category }).ToArray();
        var resumed = RefitData.Empty;
        foreach (var part in rows.Chunk(170)) resumed = RefitData.FromJson(resumed.ToJson()).Add(part);
        var through = RefitData.FromRows(rows);
        Assert.Equal(through.ToJson(), resumed.ToJson());
        Assert.Equal(through.Days, resumed.Days);
        var options = new RefitOptions { Window = RefitWindow.Forgetting(ForgettingRule.Halving(20)) };
        var (a, b) = (CalibratorRefit.Run(through, null, RefitState.Start, RefitStreams.Now, options), CalibratorRefit.Run(resumed, null, RefitState.Start, RefitStreams.Now, options));
        Assert.Equal(a.Candidate!.ToJson(), b.Candidate!.ToJson());
        Assert.Equal(a.ToString(), b.ToString());

        // What tells mixed columns is saved too.
        var mixed = RefitData.FromJson(RefitData.FromRows(rows.Select(r => r with { Calibrated = r.Raw.Value })).ToJson());
        Assert.Contains("1200 rows", Assert.Throws<InvalidCalibrationDataException>(() => CalibratorRefit.Preview(mixed, null)).Message, StringComparison.Ordinal);

        var folder = Directory.CreateTempSubdirectory("hypekr-refit-").FullName;
        try
        {
            through.Save(Path.Combine(folder, "counts.json"));
            Assert.Equal(through.ToJson(), RefitData.Load(Path.Combine(folder, "counts.json")).ToJson());
            Assert.Single(Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Counts_that_were_damaged_are_refused()
    {
        var json = RefitData.FromRows(RefitStreams.Of(17, 0, 2, RefitStreams.Bold).Select((r, i) => r with { Weight = i == 0 ? 2 : null })).ToJson();
        for (var i = 0; i < json.Length; i++)
        {
            Assert.Throws<MonitorFormatException>(() => RefitData.FromJson(json[..i]));
            Assert.Throws<MonitorFormatException>(() => RefitData.FromJson(json[..i] + (char)(json[i] ^ 1) + json[(i + 1)..]));
        }

        // Whole by its hash, and contradictory all the same.
        foreach (var days in (string[])["[7]", "[[\"2026-01-01\"]]", "[[\"2026-01-01\",[\"a\",0,0,[0.5,1,2],null,[]]]]", "[[\"2026-01-01\",[\"a\",2,0,[0.5,1,1],null,[]]]]", "[[\"2026-01-01\",[\"a\",0,0,[1.5,1,1],null,[]]]]", "[[\"2026-01-01\",[\"\",0,0,[0.5,1,1],null,[]]]]", "[[\"2026-01-01\",[\"a\",0,0,[0.5,1,1],null,[1,1,1,0]]]]", "[[\"2026-01-01\",[\"a\",0,0,[0.5,1,1],null,[]],[\"a\",0,0,[0.5,1,1],null,[]]]]", "[[\"2026-13-01\",[\"a\",0,0,[0.5,1,1],null,[]]]]"])
        {
            Assert.Throws<MonitorFormatException>(() => RefitData.FromJson(Sealed(days)));
        }

        Assert.Equal(1, RefitData.FromJson(Sealed("[[\"2026-01-01\",[\"a\",1,0,[0.5,1,1],null,[0.5,0.4,1,1]]]]")).RowCount);

        static string Sealed(string days) => $$"""{"format":"hypekr-refit-data","version":1,"sha256":"{{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(days)))}}","days":{{days}}}""";
    }

    [Fact]
    public void Rows_from_the_future_are_refused()
    {
        // One such row would be the newest for good: no later one would count as new.
        var data = RefitData.FromRows(RefitStreams.Of(6, 0, 60, RefitStreams.Bold));
        var last = new DateTimeOffset(RefitStreams.Start.AddDays(59), TimeOnly.MinValue, TimeSpan.Zero);
        Assert.True(CalibratorRefit.Run(data, null, RefitState.Start, last, new RefitOptions { CutOff = last }).IsAccepted);
        var before = last.AddSeconds(-1);
        Assert.Contains("2026-03-01, after now", Assert.Throws<InvalidCalibrationDataException>(() => CalibratorRefit.Run(data, null, RefitState.Start, before)).Message, StringComparison.Ordinal);
        Assert.Contains("after the cut-off", Assert.Throws<InvalidCalibrationDataException>(() => CalibratorRefit.Preview(data, null, null, new RefitOptions { CutOff = before })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Minimums_are_refusals_with_their_numbers()
    {
        var few = CalibratorRefit.Run(RefitData.FromRows(RefitStreams.Of(6, 0, 5, RefitStreams.Bold)), null, RefitState.Start, RefitStreams.Now);
        Assert.Equal((RefitRefusalKind.TooFewRows, 0), (Assert.Single(few.Refusals).Kind, few.State.Attempts));
        Assert.Contains("100 rows, and 150 are needed", few.Refusals[0].Explanation, StringComparison.Ordinal);
        Assert.Null(few.Candidate);

        var data = RefitData.FromRows(RefitStreams.Of(6, 0, 60, RefitStreams.Bold));
        var current = CalibratorRefit.Run(data, null, RefitState.Start, RefitStreams.Now).Bundle!;
        Assert.Equal(RefitRefusalKind.TooFewNewRows, Assert.Single(CalibratorRefit.Run(data.Add(RefitStreams.Of(6, 60, 4, RefitStreams.Bold)), current, RefitState.Start, RefitStreams.Now).Refusals).Kind);
        var oneDay = data.Between(RefitStreams.Start, RefitStreams.Start);
        Assert.Equal(RefitRefusalKind.NoRowsBeforeTail, Assert.Single(CalibratorRefit.Run(oneDay, null, RefitState.Start, RefitStreams.Now, new RefitOptions { MinimumRows = 5, MinimumNewRows = 5 }).Refusals).Kind);
    }

    [Fact]
    public void A_preview_spends_nothing_and_prints_what_would_change()
    {
        var data = RefitData.FromRows(RefitStreams.Of(7, 0, 60, RefitStreams.Bold));
        var state = new RefitState(null, 3, null);
        var preview = CalibratorRefit.Preview(data, null, state);
        var run = CalibratorRefit.Run(data, null, state, RefitStreams.Now);
        Assert.Same(state, preview.State);
        Assert.Equal(run.ToString(), preview.ToString());
        Assert.Equal(4, preview.Test!.Value.Attempt);
        Assert.Equal(["politics", "sports"], preview.Changes.Select(c => c.Category));
        Assert.Contains("politics: 0 → 900 rows, identity → category VennAbers", preview.ToString(), StringComparison.Ordinal);
        Assert.Contains("on the newest 450", preview.ToString(), StringComparison.Ordinal);
        Assert.True(CalibratorRefit.Preview(data, null).Test!.Value.RequiredZ < preview.Test.Value.RequiredZ);
    }

    [Fact]
    public void Windows_take_whole_days()
    {
        var data = RefitData.FromRows(RefitStreams.Of(8, 0, 30, RefitStreams.Honest));
        Assert.Equal(600, RefitWindow.All.Of(data).RowCount);
        Assert.Equal(60, RefitWindow.LastRows(41).Of(data).RowCount);
        Assert.Equal(40, RefitWindow.LastRows(40).Of(data).RowCount);
        Assert.Equal(600, RefitWindow.LastRows(10_000).Of(data).RowCount);
        Assert.Equal(100, RefitWindow.Since(RefitStreams.Start.AddDays(25)).Of(data).RowCount);
        Assert.Equal(140, RefitWindow.Forgetting(ForgettingRule.Window(7)).Of(data).RowCount);
        Assert.Equal("half every 5 days, 10 times", RefitWindow.Forgetting(ForgettingRule.Halving(5)).ToString());
    }

    [Fact]
    public void Triggers_say_why()
    {
        var data = RefitData.FromRows(RefitStreams.Of(9, 0, 60, RefitStreams.Bold));
        var first = CalibratorRefit.Run(data, null, RefitState.Start, RefitStreams.Now);
        var (current, state) = (first.Bundle!, first.State);
        Assert.Equal(RefitTriggerKind.NoBundle, Assert.Single(new RefitTriggers().Due(data, null, RefitState.Start, RefitStreams.Now)).Kind);
        Assert.Empty(new RefitTriggers().Due(RefitData.Empty, null, RefitState.Start, RefitStreams.Now));
        var all = new RefitTriggers { Every = TimeSpan.FromDays(7), NewRowsPerCategory = 100, OnVersionChange = true };
        Assert.Empty(all.Due(data, current, state, RefitStreams.Now.AddDays(6)));
        Assert.Equal(RefitTriggerKind.Schedule, Assert.Single(all.Due(data, current, state, RefitStreams.Now.AddDays(7))).Kind);
        var more = Assert.Single(all.Due(data.Add(RefitStreams.Of(9, 60, 10, RefitStreams.Bold)), current, state, RefitStreams.Now));
        Assert.Equal((RefitTriggerKind.NewRows, "\"politics\" has 150 new rows, and 100 are enough"), (more.Kind, more.Explanation));
        var reading = new MonitorReading("calibration", 900, 4, 3, 812);
        Assert.Contains("alarm at row 812", Assert.Single(all.Due(data, current, state, RefitStreams.Now, reading)).Explanation, StringComparison.Ordinal);
        Assert.Empty((all with { OnDrift = false }).Due(data, current, state, RefitStreams.Now, reading));
        var older = new CalibratorBundle(current.Options, new BundleProvenance { PackageVersion = "0.0.1" }, current.Global, current.Categories, current.Rungs(), current.Conformal, current.Shrinkage, null, []);
        Assert.Contains(all.Due(data, older, state, RefitStreams.Now), t => t.Kind == RefitTriggerKind.VersionChange);
        Assert.Equal(state, RefitState.FromJson(state.ToJson()));
        foreach (var text in (string[])["", "{}", state.ToJson().Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal), state.ToJson().Replace(current.Hash, "x", StringComparison.Ordinal)]) Assert.Throws<MonitorFormatException>(() => RefitState.FromJson(text));
    }

    [Fact]
    public void A_cursor_is_read_by_the_names_of_its_columns()
    {
        var rows = RefitStreams.Of(10, 0, 20, RefitStreams.Bold).ToArray();
        using var table = new System.Data.DataTable { Locale = CultureInfo.InvariantCulture };
        table.Columns.Add("calibrated_prob", typeof(double));
        table.Columns.Add("created_at", typeof(DateTime));
        table.Columns.Add("outcome", typeof(double));
        table.Columns.Add("market_prob", typeof(double));
        table.Columns.Add("RAW_PROB", typeof(float));
        table.Columns.Add("category", typeof(string));
        foreach (var row in rows) table.Rows.Add(0.123, row.CreatedAt.UtcDateTime, row.Outcome.IsYes ? 1.0 : 9.045e-08, row.Market is { } m ? m : DBNull.Value, (float)row.Raw.Value, row.Category);
        var expected = RefitData.FromRows(rows.Select(r => r with { Raw = new RawProbability((float)r.Raw.Value), Calibrated = 0.123 }));
        using (var reader = table.CreateDataReader()) Assert.Equal(CalibratorRefit.Preview(expected, null).ToString(), CalibratorRefit.Preview(RefitData.FromReader(reader), null).ToString());
        foreach (var (column, wrong) in new (string, object)[] { ("RAW_PROB", 1.5f), ("outcome", double.NaN), ("weight", 1e40), ("weight", -1.0) })
        {
            using var faulty = table.Copy();
            faulty.Columns.Add("weight", typeof(double));
            faulty.Rows[7][column] = wrong;
            using var reader = faulty.CreateDataReader();
            Assert.Equal(7, Assert.Throws<InvalidCalibrationDataException>(() => RefitData.FromReader(reader)).Row);
        }

        table.Columns["RAW_PROB"]!.ColumnName = "prob";
        using (var reader = table.CreateDataReader()) Assert.Contains("no column raw_prob", Assert.Throws<InvalidCalibrationDataException>(() => RefitData.FromReader(reader)).Message, StringComparison.Ordinal);
    }
}
