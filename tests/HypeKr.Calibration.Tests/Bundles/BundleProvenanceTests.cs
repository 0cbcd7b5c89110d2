using System.Globalization;
using System.Security.Cryptography;

namespace HypeKr.Calibration.Tests;

/// <summary>What a bundle says of its origin, its signature, and bundles of other versions.</summary>
public sealed class BundleProvenanceTests
{
    [Fact]
    public void Provenance_is_part_of_the_hash_and_not_of_the_model_hash()
    {
        var first = BundleFixture.Bundle();
        var provenance = new BundleProvenance { ParentHash = first.Hash, DataFrom = Day(1), DataTo = Day(20), CutOff = Day(25) };
        var second = CalibratorBundle.Fit(BundleFixture.Rows(), null, provenance);
        Assert.Equal(first.ModelHash, second.ModelHash);
        Assert.NotEqual(first.Hash, second.Hash);
        var loaded = CalibratorBundle.FromJson(second.ToJson());
        Assert.Equal(second.Provenance, loaded.Provenance);
        Assert.Equal((first.Hash, Day(1), Day(20), Day(25), "YES from 0.5", "15 bins, FloorCapped"), (loaded.Provenance.ParentHash, loaded.Provenance.DataFrom, loaded.Provenance.DataTo, loaded.Provenance.CutOff, loaded.Provenance.LabelConvention, loaded.Provenance.EceConvention));
        Assert.Equal(System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription, loaded.Provenance.RuntimeVersion);
        Assert.Matches(@"^\d+\.\d+\.\d+", loaded.Provenance.PackageVersion);
        Assert.Equal((330, 3), (loaded.RowCount, loaded.Categories.Count));
        Assert.Throws<ArgumentException>(() => CalibratorBundle.Fit(BundleFixture.Rows(), null, new BundleProvenance { ParentHash = "abc" }));
        Assert.Throws<ArgumentException>(() => CalibratorBundle.Fit(BundleFixture.Rows(), null, new BundleProvenance { DataFrom = Day(2), DataTo = Day(1) }));
        Assert.DoesNotContain("HypeKr.", second.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Version_drift_is_a_warning_that_can_be_an_error()
    {
        var here = BundleFixture.Bundle();
        Assert.Empty(CalibratorBundle.FromJson(here.ToJson()).Warnings);
        var other = Made(here, new BundleProvenance { PackageVersion = "0.0.1", RuntimeVersion = ".NET 9.0.0", EceConvention = "20 bins, FloorUncapped" });
        var loaded = CalibratorBundle.FromJson(other.ToJson());
        Assert.Equal([BundleWarningKind.PackageVersion, BundleWarningKind.RuntimeVersion, BundleWarningKind.Convention], loaded.Warnings.Select(w => w.Kind));
        Assert.Contains("the bundle has 0.0.1", loaded.Warnings[0].ToString(), StringComparison.Ordinal);
        var error = Assert.Throws<BundleDriftException>(() => CalibratorBundle.FromJson(other.ToJson(), new BundleLoadOptions { Refuse = [BundleWarningKind.RuntimeVersion] }));
        Assert.Equal(BundleWarningKind.RuntimeVersion, Assert.Single(error.Warnings).Kind);
    }

    [Fact]
    public void A_signature_is_judged_by_the_caller()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var bundle = BundleFixture.Bundle();
        var signed = bundle.Sign("team key 1", hash => key.SignHash(hash.ToArray()));
        Assert.Equal((bundle.Hash, bundle.ModelHash), (signed.Hash, signed.ModelHash));
        var options = new BundleLoadOptions { Verifier = (signature, hash) => signature.KeyId == "team key 1" && key.VerifyHash(hash, signature.Value.Span) };
        Assert.Equal(signed.Signature, CalibratorBundle.FromJson(signed.ToJson(), options).Signature);
        Assert.Equal(signed.ToJson(), CalibratorBundle.FromJson(signed.ToJson()).ToJson());
        Assert.Contains("has no signature", Assert.Throws<BundleFormatException>(() => CalibratorBundle.FromJson(bundle.ToJson(), options)).Message, StringComparison.Ordinal);
        Assert.Contains("was refused", Assert.Throws<BundleFormatException>(() => CalibratorBundle.FromJson(bundle.Sign("other key", hash => key.SignHash(hash.ToArray())).ToJson(), options)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => bundle.Sign("key", _ => []));

        // A good signature of another bundle.
        var foreign = BundleFixture.Bundle(new CalibratorOptions { Alpha = 0.2m }).Sign("team key 1", _ => signed.Signature!.Value.ToArray());
        Assert.Contains("was refused", Assert.Throws<BundleFormatException>(() => CalibratorBundle.FromJson(foreign.ToJson(), options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bundle_of_schema_1_is_migrated_and_says_the_same()
    {
        var text = Resource("schema-1.json");
        var bundle = CalibratorBundle.FromJson(text);
        var warning = Assert.Single(bundle.Warnings);
        Assert.Equal(BundleWarningKind.SchemaMigrated, warning.Kind);
        Assert.Equal(System.Text.Json.JsonDocument.Parse(text).RootElement.GetProperty("sha256").GetString(), bundle.Provenance.ParentHash);
        foreach (var made in (CalibratorBundle[])[bundle, CalibratorBundle.FromJson(bundle.ToJson())])
        {
            foreach (var line in Resource("schema-1.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                var f = line.Trim().Split(';');
                var raw = double.Parse(f[1], CultureInfo.InvariantCulture);
                var forecast = made.Calibrate(new RawProbability(raw), f[0], new MarketQuote(0.4m, 0.45m, 0.01m));
                var decision = forecast.Decision is ForecastDecision.Trade trade ? "buy " + trade.Side : ((ForecastDecision.Skip)forecast.Decision).Reason.ToString();
                Assert.Equal(line.Trim(), string.Create(CultureInfo.InvariantCulture, $"{f[0]};{raw};{forecast.Isotonic.Value};{forecast.Interval.Lower};{forecast.Interval.Upper};{forecast.Calibrated.Value};{forecast.Blended!.Value.Value};{forecast.Set};{decision}"));
            }
        }

        Assert.Throws<BundleDriftException>(() => CalibratorBundle.FromJson(text, new BundleLoadOptions { Refuse = [BundleWarningKind.SchemaMigrated] }));
        for (var i = 0; i < text.Length; i += 3)
        {
            var changed = text.ToCharArray();
            changed[i] = changed[i] == '1' ? '2' : '1';
            Assert.Throws<BundleFormatException>(() => CalibratorBundle.FromJson(new string(changed)));
            if (i % 7 == 0) Assert.Throws<BundleFormatException>(() => CalibratorBundle.FromJson(text[..i]));
        }
    }

    [Fact]
    public void Files_are_replaced_whole()
    {
        var folder = Directory.CreateTempSubdirectory("hypekr-bundle").FullName;
        try
        {
            var path = Path.Combine(folder, "calibrator.json");
            BundleFixture.Bundle().Save(path);
            BundleFixture.Bundle(new CalibratorOptions { Alpha = 0.2m }).Save(path);
            Assert.Equal(0.2m, CalibratorBundle.Load(path).Options.Alpha);
            Assert.Equal([path], Directory.GetFiles(folder));
            Assert.ThrowsAny<IOException>(() => BundleFixture.Bundle().Save(Path.Combine(folder, "missing", "calibrator.json")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static DateTimeOffset Day(int day) => new(2026, 3, day, 0, 0, 0, TimeSpan.Zero);

    private static CalibratorBundle Made(CalibratorBundle bundle, BundleProvenance provenance) => new(bundle.Options, provenance, bundle.Global, bundle.Categories, bundle.Rungs(), bundle.Conformal, bundle.Shrinkage, null, []);

    internal static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(BundleProvenanceTests).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
