using System.Collections.Concurrent;

namespace HypeKr.Calibration.Tests;

public sealed class BundleStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hypekr-store").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Publishes_rolls_back_and_reopens()
    {
        var clock = new StepClock();
        var store = BundleStore.Open(_folder, new BundleStoreOptions { TimeProvider = clock });
        Assert.Null(store.Current);
        Assert.Empty(store.History);
        Assert.Throws<BundleStoreException>(store.Rollback);
        var (a, b, c) = (Constant(1), Constant(2), Constant(3));
        foreach (var bundle in (CalibratorBundle[])[a, b, b, c]) store.Publish(bundle);
        Assert.Equal([a.Hash, b.Hash, c.Hash], store.History.Select(e => e.Hash));
        Assert.Equal(b.Hash, store.Rollback().Hash);
        Assert.Equal(a.Hash, store.Rollback().Hash);
        Assert.Contains("no bundle before", Assert.Throws<BundleStoreException>(store.Rollback).Message, StringComparison.Ordinal);
        Assert.Equal(c.Hash, store.RollbackTo(c.Hash).Hash);
        Assert.Equal(b.Hash, store.Rollback().Hash);
        Assert.Throws<BundleStoreException>(() => store.RollbackTo(Constant(9).Hash));
        Assert.Throws<BundleStoreException>(() => store.Load("../history"));

        var again = BundleStore.Open(_folder);
        Assert.Equal(b.Hash, again.Current!.Hash);
        Assert.Equal(b.ToJson(), again.Current.ToJson());
        Assert.Equal(store.History, again.History);
        Assert.Equal([false, false, false, true, true, true, true], again.History.Select(e => e.IsRollback));
        Assert.Equal(again.History.Select(e => e.At).Order(), again.History.Select(e => e.At));
        Assert.Equal(a.Hash, again.Load(a.Hash).Hash);
        Assert.Empty(Directory.GetFiles(_folder, "*.tmp"));
    }

    [Fact]
    public void What_could_not_be_read_again_is_not_published()
    {
        var options = new BundleStoreOptions { Load = new BundleLoadOptions { Verifier = (signature, _) => signature.KeyId == "team" } };
        var store = BundleStore.Open(_folder, options);
        store.Publish(Constant(1).Sign("team", _ => [1]));
        Assert.Contains("has no signature", Assert.Throws<BundleFormatException>(() => store.Publish(Constant(2))).Message, StringComparison.Ordinal);
        Assert.Contains("was refused", Assert.Throws<BundleFormatException>(() => store.Publish(Constant(2).Sign("stranger", _ => [1]))).Message, StringComparison.Ordinal);
        Assert.Equal(Constant(1).Hash, store.Current!.Hash);
        Assert.Equal(Constant(1).Hash, BundleStore.Open(_folder, options).Current!.Hash);
    }

    [Fact]
    public void A_store_with_bundles_of_schema_1_goes_on_and_rolls_back_to_them()
    {
        var text = BundleProvenanceTests.Resource("schema-1.json");
        var old = System.Text.Json.JsonDocument.Parse(text).RootElement.GetProperty("sha256").GetString()!;
        File.WriteAllText(Path.Combine(_folder, old + ".bundle.json"), text);
        var entries = $"[[\"{old}\",\"2026-01-01T00:00:00.0000000\\u002B00:00\",false]]";
        File.WriteAllText(Path.Combine(_folder, "history.json"), $$"""{"format":"hypekr-bundle-store","version":1,"sha256":"{{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(entries)))}}","entries":{{entries}}}""");
        var store = BundleStore.Open(_folder);
        Assert.Equal(old, store.Current!.Provenance.ParentHash);
        Assert.Throws<BundleStoreException>(store.Rollback);
        store.Publish(Constant(1));
        Assert.Equal(old, store.Rollback().Provenance.ParentHash);
        Assert.Equal([old, Constant(1).Hash, old], BundleStore.Open(_folder).History.Select(e => e.Hash));
        Assert.Equal(Constant(1).Hash, store.RollbackTo(Constant(1).Hash).Hash);
        Assert.Equal(old, store.RollbackTo(old).Provenance.ParentHash);
        Assert.Equal(old, BundleStore.Open(_folder).Current!.Provenance.ParentHash);

        // Published as it is now, it is one of today.
        store.Publish(store.Current!);
        Assert.Equal(store.Current!.Hash, BundleStore.Open(_folder).History[^1].Hash);
        Assert.Equal(old, store.Rollback().Provenance.ParentHash);
    }

    [Theory]
    [InlineData("publish")]
    [InlineData("republish")]
    [InlineData("keep")]
    [InlineData("roll back")]
    public void A_store_whose_newest_bundle_is_damaged_can_be_mended(string how)
    {
        var store = BundleStore.Open(_folder);
        store.Publish(Constant(1));
        store.Publish(Constant(2));
        File.WriteAllText(Directory.GetFiles(_folder, Constant(2).Hash + "*").Single(), "{}");
        var options = new BundleStoreOptions { FallBack = true };
        var opened = BundleStore.Open(_folder, options);
        Assert.Equal(Constant(1).Hash, opened.Current!.Hash);
        Assert.False(opened.Refresh());
        Assert.Equal([Constant(2).Hash], opened.Damaged);
        var expected = how switch { "publish" => Constant(3), "republish" => Constant(2), _ => Constant(1) };
        if (how == "roll back") opened.RollbackTo(expected.Hash);
        else opened.Publish(expected);
        Assert.Empty(opened.Damaged);
        Assert.Equal(expected.Hash, opened.Current!.Hash);

        // Whole for those too who pass over nothing.
        Assert.Equal(expected.Hash, BundleStore.Open(_folder).Current!.Hash);
    }

    [Fact]
    public void Another_store_on_the_folder_follows_after_a_refresh()
    {
        var (first, second) = (BundleStore.Open(_folder), BundleStore.Open(_folder));
        first.Publish(Constant(1));
        Assert.Null(second.Current);
        Assert.True(second.Refresh());
        Assert.False(second.Refresh());
        Assert.Equal(first.Current!.Hash, second.Current!.Hash);
        second.Publish(Constant(2));
        first.Publish(Constant(3));
        Assert.Equal(3, first.History.Count);
        using (File.Open(Path.Combine(_folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.Contains("Another process is publishing", Assert.Throws<BundleStoreException>(() => first.Publish(Constant(4))).Message, StringComparison.Ordinal);
        }

        Assert.Equal(Constant(3).Hash, first.Current!.Hash);
    }

    [Fact]
    public void Damage_is_an_error_or_passed_over_with_its_name()
    {
        var store = BundleStore.Open(_folder);
        foreach (var bundle in (CalibratorBundle[])[Constant(1), Constant(2)]) store.Publish(bundle);
        var file = Directory.GetFiles(_folder, Constant(2).Hash + "*").Single();
        var bytes = File.ReadAllBytes(file);
        File.WriteAllBytes(file, bytes[..^1]);
        Assert.Throws<BundleFormatException>(() => BundleStore.Open(_folder));
        var opened = BundleStore.Open(_folder, new BundleStoreOptions { FallBack = true });
        Assert.Equal(Constant(1).Hash, opened.Current!.Hash);
        Assert.Equal([Constant(2).Hash], opened.Damaged);

        // Under the name of another bundle, whole as it is.
        File.WriteAllBytes(file, File.ReadAllBytes(Directory.GetFiles(_folder, Constant(1).Hash + "*").Single()));
        Assert.Contains("holds bundle", Assert.Throws<BundleFormatException>(() => BundleStore.Open(_folder)).Message, StringComparison.Ordinal);
        File.Delete(file);
        Assert.Throws<BundleStoreException>(() => BundleStore.Open(_folder));
        File.WriteAllBytes(file, bytes);
        Assert.Equal(Constant(2).Hash, BundleStore.Open(_folder).Current!.Hash);

        var history = Path.Combine(_folder, "history.json");
        var whole = File.ReadAllBytes(history);
        for (var i = 0; i < whole.Length; i++)
        {
            foreach (var flip in (byte[])[1, 0x20, 0xFF])
            {
                var changed = whole.ToArray();
                changed[i] ^= flip;
                File.WriteAllBytes(history, changed);
                Assert.Throws<BundleFormatException>(() => BundleStore.Open(_folder));
            }

            File.WriteAllBytes(history, whole[..i]);
            Assert.Throws<BundleFormatException>(() => BundleStore.Open(_folder));
        }
    }

    [Fact]
    public async Task Ten_readers_never_see_a_mixture_while_a_writer_swaps_a_thousand_times()
    {
        // Three bundles whose every stage says which one it is: another market, level and sample size each.
        var bundles = Enumerable.Range(1, 3).Select(Constant).ToArray();
        var expected = bundles.ToDictionary(b => b.Hash, Stages);
        Assert.Equal(3, expected.Values.Distinct().Count());
        var folder = Directory.Exists("/dev/shm") ? Directory.CreateDirectory(Path.Combine("/dev/shm", "hypekr-" + Guid.NewGuid().ToString("N"))).FullName : _folder;
        try
        {
            var store = BundleStore.Open(folder);
            store.Publish(bundles[0]);
            using var done = new CancellationTokenSource();
            var mixed = new ConcurrentQueue<string>();
            var (seen, reads) = (new ConcurrentDictionary<string, int>(), 0L);
            var readers = Enumerable.Range(0, 10).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    while (!done.IsCancellationRequested)
                    {
                        var bundle = store.Current!;
                        seen.TryAdd(bundle.Hash, 0);
                        Interlocked.Increment(ref reads);
                        var stages = Stages(bundle);
                        if (stages != expected[bundle.Hash]) mixed.Enqueue(stages);

                        // There are fewer cores than readers, and the writer wants one.
                        Thread.Yield();
                    }
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)).ToArray();
            for (var swap = 1; swap <= 1000; swap++) store.Publish(bundles[swap % 3]);
            await done.CancelAsync();
            await Task.WhenAll(readers);
            Assert.Empty(mixed);
            Assert.Equal(1001, store.History.Count);
            Assert.Equal(3, seen.Count);
            Assert.True(reads > 1000);
        }
        finally
        {
            if (folder != _folder) Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A bundle whose every stage encodes a number from 1 to 9.</summary>
    internal static CalibratorBundle Constant(int number)
    {
        // Between 0.2 and 0.8 a fraction of number/10 are YES, so that every map is a constant near it.
        var rows = Enumerable.Range(0, 200 + number).Select(i => new CalibrationRow(new RawProbability(0.2 + (i * 7 % 61 / 100.0)), "politics", BinaryOutcome.From(i % 10 < number), 0.5));
        return CalibratorBundle.Fit(rows, new CalibratorOptions { Alpha = 0.1m + (0.01m * number), Ladder = new LadderOptions { Adoption = AdoptionRule.BySampleSize } });
    }

    private static string Stages(CalibratorBundle bundle)
    {
        var forecast = bundle.Calibrate(new RawProbability(0.5), "politics", new MarketQuote(0.45m, 0.55m));
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{forecast.BundleHash} {forecast.Isotonic.Value} {forecast.Interval} {forecast.Calibrated.Value} {forecast.Alpha} {forecast.Blended!.Value.Value} {forecast.Set.Alpha} {forecast.Set.Labels[0].PValue} {forecast.Set.Labels[1].PValue} {forecast.Explanation}");
    }

    private sealed class StepClock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now += TimeSpan.FromSeconds(1);
    }
}
