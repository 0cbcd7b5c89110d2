using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace HypeKr.Calibration.Tests;

/// <summary>A child process publishes bundles without end and is killed (SIGKILL) at a random moment, 200 times; the store must open each time with a bundle that was published, whole.</summary>
[Trait("Category", "Crash")]
public sealed class KilledSaveTests
{
    private const string Variable = "HYPEKR_TEST_BUNDLE_KILL";

    // Before the entry point of the test host's program; in a test run the variable is not set.
    [ModuleInitializer]
    internal static void RunAsChild()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } folder) return;
        CalibratorBundle[] bundles = [.. Directory.GetFiles(folder, "*.given").Order(StringComparer.Ordinal).Select(f => CalibratorBundle.Load(f))];
        var store = BundleStore.Open(Path.Combine(folder, "store"));
        for (var i = 0; ; i++)
        {
            var bundle = bundles[i % bundles.Length];
            Console.Out.WriteLine("saving " + bundle.Hash);
            Console.Out.Flush();
            store.Publish(bundle);
            Console.Out.WriteLine("saved " + bundle.Hash);
            Console.Out.Flush();
        }
    }

    [Fact]
    public async Task Killed_during_200_saves_the_store_opens_with_the_old_or_the_new_bundle_whole()
    {
        var folder = Directory.CreateTempSubdirectory("hypekr-killed-save").FullName;
        try
        {
            var bundles = Enumerable.Range(1, 4).Select(BundleStoreTests.Constant).ToDictionary(b => b.Hash);
            foreach (var bundle in bundles.Values) bundle.Save(Path.Combine(folder, bundle.Hash + ".given"));
            var random = new Random(8);
            var (kills, inSave, temporary) = (0, 0, 0);
            var current = (string?)null;
            while (kills < 200)
            {
                var start = new ProcessStartInfo("dotnet", [typeof(KilledSaveTests).Assembly.Location]) { RedirectStandardOutput = true, RedirectStandardError = true };
                start.Environment[Variable] = folder;
                using var child = Process.Start(start)!;

                // Some whole publications, then a moment within the next: in spins, which a clock's steps are too coarse for.
                var skip = random.Next(1, 4);
                var (old, saving) = (current, (string?)null);
                while (await child.StandardOutput.ReadLineAsync() is { } line)
                {
                    var (word, hash) = (line.Split(' ')[0], line.Split(' ')[1]);
                    if (word == "saved") old = hash;
                    else saving = hash;
                    if (word == "saving" && skip-- == 0) break;
                }

                if (saving is null) Assert.Fail("The child said nothing: " + await child.StandardError.ReadToEndAsync());
                Thread.SpinWait(random.Next(0, 60_000));
                child.Kill();
                kills++;

                // What it still said counts: the kill may have come later than meant.
                while (await child.StandardOutput.ReadLineAsync() is { } line)
                {
                    if (!line.Contains(' ', StringComparison.Ordinal) || line.Split(' ')[1].Length != 64) continue;
                    if (line.StartsWith("saved", StringComparison.Ordinal)) old = line.Split(' ')[1];
                    else saving = line.Split(' ')[1];
                }

                await child.WaitForExitAsync();
                if (Directory.GetFiles(Path.Combine(folder, "store"), "*.tmp").Length > 0) temporary++;
                var opened = BundleStore.Open(Path.Combine(folder, "store")).Current;
                Assert.True(opened?.Hash == old || opened?.Hash == saving, string.Create(CultureInfo.InvariantCulture, $"Kill {kills}: {opened?.Hash} is neither {old} nor {saving}."));
                if (opened is not null) Assert.Equal(bundles[opened.Hash].ToJson(), opened.ToJson());
                if (old != saving && opened?.Hash != saving) inSave++;
                current = opened?.Hash;
            }

            // The moments were within saves, or the test would show nothing.
            Assert.True(inSave >= 20 && temporary >= 1, string.Create(CultureInfo.InvariantCulture, $"{inSave} of {kills} kills came before the new bundle was current, {temporary} left a temporary file."));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
