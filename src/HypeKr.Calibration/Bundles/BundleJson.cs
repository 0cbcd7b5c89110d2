using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace HypeKr.Calibration;

/// <summary>A bundle as canonical JSON: members in a fixed order, no spaces, models as integers, doubles in their shortest form that reads back the same.</summary>
/// <remarks>"sha256" is the hash of the bytes of "content", and "content" holds the hash of the bytes of "models". No other bytes are a bundle.</remarks>
internal static class BundleJson
{
    public const int Version = 2;
    private const string Format = "hypekr-calibrator-bundle";

    public static (byte[] Json, string Hash, string ModelHash) Write(CalibratorBundle bundle)
    {
        var models = Models(bundle);
        var modelHash = HashOf(models);
        var content = Content(bundle, modelHash);
        var hash = HashOf(content);
        var buffer = new ArrayBufferWriter<byte>(content.Length + models.Length + 400);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteNumber("version", Version);
            json.WriteString("sha256", hash);
            if (bundle.Signature is { } signature)
            {
                json.WriteStartObject("signature");
                json.WriteString("key", signature.KeyId);
                json.WriteBase64String("value", signature.Value.Span);
                json.WriteString("check", Check(signature, hash));
                json.WriteEndObject();
            }
            else
            {
                json.WriteNull("signature");
            }

            json.WritePropertyName("content");
            json.WriteRawValue(content, skipInputValidation: true);
            json.WritePropertyName("models");
            json.WriteRawValue(models, skipInputValidation: true);
            json.WriteEndObject();
        }

        return (buffer.WrittenSpan.ToArray(), hash, modelHash);
    }

    public static CalibratorBundle Read(byte[] utf8, BundleLoadOptions options)
    {
        try
        {
            var reader = new CanonicalReader(utf8);
            var bundle = reader.TryTake("{\"format\":\"hypekr-calibrator-bundle\",\"version\":2,\"sha256\":"u8) ? ReadBundle(ref reader, utf8, options) : ReadOther(utf8, options);
            BundleWarning[] refused = [.. bundle.Warnings.Where(w => options.Refuse.Contains(w.Kind))];
            return refused.Length == 0 ? bundle : throw new BundleDriftException(refused);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or ArgumentException or OverflowException or IndexOutOfRangeException or InvalidCalibrationDataException)
        {
            throw new BundleFormatException($"The text is no usable bundle: {e.Message}", e);
        }
    }

    private static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Finds a damaged signature also where nobody verifies it: the hash does not cover it.</summary>
    private static string Check(BundleSignature signature, string hash) => HashOf([.. Encoding.UTF8.GetBytes(signature.KeyId), 0, .. signature.Value.Span, .. Encoding.UTF8.GetBytes(hash)]);

    private static byte[] Content(CalibratorBundle bundle, string modelHash) => Written(json =>
    {
        var provenance = bundle.Provenance;
        json.WriteString("parent", provenance.ParentHash);
        WriteTime(json, "dataFrom", provenance.DataFrom);
        WriteTime(json, "dataTo", provenance.DataTo);
        WriteTime(json, "cutOff", provenance.CutOff);
        json.WriteNumber("rows", bundle.RowCount);
        json.WriteNumber("positives", bundle.PositiveCount);
        json.WriteString("package", provenance.PackageVersion);
        json.WriteString("runtime", provenance.RuntimeVersion);
        json.WriteString("labels", provenance.LabelConvention);
        json.WriteString("ece", provenance.EceConvention);
        json.WriteString("models", modelHash);
    });

    private static byte[] Models(CalibratorBundle bundle) => Written(json =>
    {
        WriteOptions(json, bundle.Options);
        json.WritePropertyName("global");
        WriteMaps(json, bundle.Global, null);
        json.WriteStartArray("categories");
        foreach (var (name, maps) in bundle.Categories) WriteMaps(json, maps, bundle.RungOf(name).Scope);
        json.WriteEndArray();
        WriteCells(json, bundle.Conformal);
        WriteShrinkage(json, bundle.Shrinkage);
    });

    private static byte[] Written(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time) => json.WriteString(name, time?.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));

    private static void WriteOptions(Utf8JsonWriter json, CalibratorOptions options)
    {
        json.WriteStartObject("options");

        // Without trailing zeros, so that 0.10 and 0.1 are one bundle.
        json.WriteString("alpha", Plain(options.Alpha));
        json.WriteNumber("minimumSamples", options.Conformal.MinimumSamples);
        json.WriteString("taxonomy", options.Conformal.Taxonomy.ToString());
        json.WriteString("smallCells", options.Conformal.SmallCells.ToString());
        json.WriteString("boundary", options.Conformal.Boundary.ToString());
        json.WriteString("emptySets", options.Conformal.EmptySets.ToString());
        json.WriteNumber("isotonicMinimum", options.Ladder.IsotonicMinimum);
        json.WriteNumber("parametricMinimum", options.Ladder.ParametricMinimum);
        json.WriteString("preferred", options.Ladder.Preferred.ToString());
        json.WriteString("parametric", options.Ladder.Parametric.ToString());
        json.WriteBoolean("perCategory", options.Ladder.PerCategory);
        json.WriteString("adoption", options.Ladder.Adoption.ToString());
        json.WriteString("requiredZ", Plain(options.Ladder.RequiredZ));
        json.WriteString("seed", options.Ladder.Seed.ToString(CultureInfo.InvariantCulture));
        json.WriteString("maximumExtrapolation", Plain(options.MaximumExtrapolation));
        json.WriteNumber("shrinkageStrength", options.ShrinkageStrength);
        json.WriteNumber("maximumQuoteAgeTicks", options.MaximumQuoteAge.Ticks);
        json.WriteString("minimumEdge", Plain(options.MinimumEdge));
        json.WriteEndObject();
    }

    private static string Plain(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);

    private static void WriteMaps(Utf8JsonWriter json, FittedMaps maps, CalibrationScope? rung)
    {
        json.WriteStartObject();
        if (rung is not null) json.WriteString("category", maps.Category);
        json.WriteNumber("rows", maps.RowCount);
        json.WriteNumber("positives", maps.PositiveCount);
        json.WriteNumber("unit", maps.UnitsPerWeight);
        json.WriteNumber("low", maps.LowestScore);
        json.WriteNumber("high", maps.HighestScore);
        if (maps.Isotonic is { } isotonic)
        {
            json.WriteStartArray("isotonic");
            foreach (var step in isotonic.Steps)
            {
                json.WriteStartArray();
                json.WriteNumberValue(step.First);
                json.WriteNumberValue(step.Last);
                json.WriteNumberValue(step.Positives);
                json.WriteNumberValue(step.Weight);
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }
        else
        {
            json.WriteNull("isotonic");
        }

        if (maps.VennAbers is { } vennAbers)
        {
            json.WriteStartObject("vennAbers");
            WriteSteps(json, "lower", vennAbers.LowerSteps);
            WriteSteps(json, "upper", vennAbers.UpperSteps);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("vennAbers");
        }

        if (maps.Parametric is { } parametric)
        {
            json.WriteStartArray("parametric");
            json.WriteStringValue(parametric.Form.ToString());
            json.WriteNumberValue(parametric.A);
            json.WriteNumberValue(parametric.B);
            json.WriteNumberValue(parametric.C);
            json.WriteNumberValue(parametric.MeanLoss);
            json.WriteEndArray();
        }
        else
        {
            json.WriteNull("parametric");
        }

        json.WriteStartArray("tests");
        foreach (var test in maps.Tests)
        {
            json.WriteStartArray();
            json.WriteStringValue(test.Scope.ToString());
            json.WriteStringValue(test.Method.ToString());
            json.WriteNumberValue(test.Rows);
            json.WriteNumberValue(test.RawBrier);
            json.WriteNumberValue(test.CalibratedBrier);
            json.WriteNumberValue(test.StandardError);
            json.WriteBooleanValue(test.Passed);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteString("adopted", maps.Adopted.ToString());
        if (rung is { } scope) json.WriteString("rung", scope.ToString());
        json.WriteEndObject();
    }

    private static void WriteSteps(Utf8JsonWriter json, string name, ReadOnlySpan<VennAbersStep> steps)
    {
        json.WriteStartArray(name);
        foreach (var step in steps)
        {
            json.WriteStartArray();
            json.WriteNumberValue(step.Score);
            json.WriteNumberValue(step.Numerator);
            json.WriteNumberValue(step.Denominator);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteCells(Utf8JsonWriter json, MondrianConformal conformal)
    {
        json.WriteStartArray("cells");
        foreach (var cell in conformal.Cells)
        {
            json.WriteStartObject();
            json.WriteString("category", cell.Category);
            if (cell.Class is { } @class) json.WriteNumber("class", @class);
            else json.WriteNull("class");
            json.WriteStartArray("scores");
            foreach (var score in cell.Scores) json.WriteNumberValue(score);
            json.WriteEndArray();
            if (cell.HasTies)
            {
                json.WriteStartArray("counts");
                for (var i = 0; i < cell.Scores.Length; i++) json.WriteNumberValue(cell.CountAt(i));
                json.WriteEndArray();
            }
            else
            {
                json.WriteNull("counts");
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteShrinkage(Utf8JsonWriter json, MarketShrinkage? shrinkage)
    {
        if (shrinkage is null)
        {
            json.WriteNull("shrinkage");
            return;
        }

        json.WriteStartObject("shrinkage");
        WriteOptional(json, "global", shrinkage.GlobalAlpha);
        json.WriteStartArray("categories");
        foreach (var (category, fitted) in shrinkage.Categories)
        {
            json.WriteStartObject();
            json.WriteString("category", category);
            json.WriteNumber("rows", fitted.Count);
            WriteOptional(json, "raw", fitted.RawAlpha);
            json.WriteNumber("weight", fitted.Weight);
            WriteOptional(json, "alpha", fitted.Alpha);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }

    /// <summary>Tells what a text that is no canonical bundle of this version is instead.</summary>
    private static CalibratorBundle ReadOther(byte[] utf8, BundleLoadOptions options)
    {
        using var document = JsonDocument.Parse(utf8);
        var root = document.RootElement;
        var format = root.GetProperty("format").GetString();
        if (format != Format) throw new BundleFormatException($"The format is \"{format}\"; a bundle has \"{Format}\".");
        var version = root.GetProperty("version").GetInt32();
        if (version == Version) throw new BundleFormatException("The bundle is not in its canonical form (members in their order, no spaces): it is not as it was written.");
        if (version != 1) throw new BundleFormatException(string.Create(CultureInfo.InvariantCulture, $"The bundle has version {version}; this library reads version {Version}, and migrates version 1."));
        if (options.Verifier is not null) throw new BundleFormatException("The bundle has no signature, which version 1 did not know, and the load options ask for one.");
        return BundleSchema1.Read(root);
    }

    private static CalibratorBundle ReadBundle(ref CanonicalReader reader, byte[] utf8, BundleLoadOptions options)
    {
        var stated = reader.Text();
        reader.Expect(",\"signature\":"u8);
        BundleSignature? signature = null;
        if (!reader.TryTake("null"u8))
        {
            reader.Expect("{\"key\":"u8);
            var key = reader.Text();
            reader.Expect(",\"value\":"u8);
            var value = reader.Text();
            signature = new BundleSignature(key, Convert.FromBase64String(value));
            if (Convert.ToBase64String(signature.Value.Span) != value) throw new BundleFormatException("The signature is not in its canonical form: it is not as it was written.");
            reader.Expect(",\"check\":"u8);
            var check = reader.Text();
            if (check != Check(signature, stated)) throw new BundleFormatException("The signature does not have its own check sum; it was changed after it was written.");
            reader.Expect("}"u8);
        }

        reader.Expect(",\"content\":"u8);
        var start = reader.Position;
        var (provenance, rows, positives, modelHash) = ReadContent(ref reader);
        var hash = HashOf(reader.From(start));
        reader.Expect(",\"models\":"u8);
        start = reader.Position;
        var parts = ReadModels(ref reader);
        if (HashOf(reader.From(start)) != modelHash) throw new BundleFormatException($"The content states the hash {modelHash} for its models, which have another; they were changed after they were written.");
        if (hash != stated) throw new BundleFormatException($"The bundle states the hash \"{stated}\" but its content has {hash}; it was changed after it was written.");
        reader.Expect("}"u8);
        if (!reader.IsAtEnd) throw reader.Unexpected("the end");
        if (rows != parts.Global.RowCount || positives != parts.Global.PositiveCount) throw new BundleFormatException(string.Create(CultureInfo.InvariantCulture, $"The content states {rows} rows and {positives} positives, which contradicts the models' {parts.Global.RowCount} and {parts.Global.PositiveCount}."));
        if (options.Verifier is { } verifier)
        {
            if (signature is null) throw new BundleFormatException("The bundle has no signature, and the load options ask for one.");
            if (!verifier(signature, Convert.FromHexString(hash))) throw new BundleFormatException($"The signature of key \"{signature.KeyId}\" was refused.");
        }

        return new CalibratorBundle(parts.Options, provenance, parts.Global, parts.Categories, parts.Rungs, parts.Conformal, parts.Shrinkage, signature, [.. Warnings(provenance)], (utf8, hash, modelHash));
    }

    private static IEnumerable<BundleWarning> Warnings(BundleProvenance stated)
    {
        var here = new BundleProvenance();
        if (stated.PackageVersion != here.PackageVersion) yield return new BundleWarning(BundleWarningKind.PackageVersion, stated.PackageVersion, here.PackageVersion);
        if (stated.RuntimeVersion != here.RuntimeVersion) yield return new BundleWarning(BundleWarningKind.RuntimeVersion, stated.RuntimeVersion, here.RuntimeVersion);
        if (stated.LabelConvention != here.LabelConvention) yield return new BundleWarning(BundleWarningKind.Convention, stated.LabelConvention, here.LabelConvention);
        if (stated.EceConvention != here.EceConvention) yield return new BundleWarning(BundleWarningKind.Convention, stated.EceConvention, here.EceConvention);
    }

    private static (BundleProvenance Provenance, long Rows, long Positives, string ModelHash) ReadContent(ref CanonicalReader reader)
    {
        reader.Expect("{\"parent\":"u8);
        var parent = reader.OptionalText();
        reader.Expect(",\"dataFrom\":"u8);
        var from = ReadTime(ref reader);
        reader.Expect(",\"dataTo\":"u8);
        var to = ReadTime(ref reader);
        reader.Expect(",\"cutOff\":"u8);
        var cutOff = ReadTime(ref reader);
        reader.Expect(",\"rows\":"u8);
        var rows = reader.Integer();
        reader.Expect(",\"positives\":"u8);
        var positives = reader.Integer();
        reader.Expect(",\"package\":"u8);
        var package = reader.Text();
        reader.Expect(",\"runtime\":"u8);
        var runtime = reader.Text();
        reader.Expect(",\"labels\":"u8);
        var labels = reader.Text();
        reader.Expect(",\"ece\":"u8);
        var ece = reader.Text();
        reader.Expect(",\"models\":"u8);
        var models = reader.Text();
        reader.Expect("}"u8);
        var provenance = new BundleProvenance { ParentHash = parent, DataFrom = from, DataTo = to, CutOff = cutOff, PackageVersion = package, RuntimeVersion = runtime, LabelConvention = labels, EceConvention = ece };
        provenance.Validate();
        return (provenance, rows, positives, models);
    }

    private static DateTimeOffset? ReadTime(ref CanonicalReader reader) => reader.OptionalText() is { } text ? DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture) : null;

    private static (CalibratorOptions Options, FittedMaps Global, Dictionary<string, FittedMaps> Categories, Dictionary<string, CalibrationRung> Rungs, MondrianConformal Conformal, MarketShrinkage? Shrinkage) ReadModels(ref CanonicalReader reader)
    {
        reader.Expect("{\"options\":"u8);
        var options = ReadOptions(ref reader);
        reader.Expect(",\"global\":{"u8);
        var (global, _) = ReadMaps(ref reader, null);
        if (global.Isotonic is null || global.VennAbers is null) throw new BundleFormatException("The maps of all rows lack isotonic or Venn-Abers steps.");
        reader.Expect(",\"categories\":["u8);
        var categories = new Dictionary<string, FittedMaps>(StringComparer.Ordinal);
        var rungs = new Dictionary<string, CalibrationRung>(StringComparer.Ordinal);
        string? last = null;
        while (!reader.TryTake((byte)']'))
        {
            if (last is not null) reader.Expect(","u8);
            reader.Expect("{\"category\":"u8);
            var name = Guard.Category(reader.Text(), categories.Count);
            if (last is not null && string.CompareOrdinal(last, name) >= 0) throw new BundleFormatException($"Category \"{name}\" does not come after \"{last}\".");
            reader.Expect(","u8);
            var (maps, scope) = ReadMaps(ref reader, name);
            categories.Add(name, maps);
            rungs.Add(name, scope switch
            {
                CalibrationScope.Category when maps.Adopted != CalibrationMethod.Identity => new CalibrationRung(scope, maps.Adopted),
                CalibrationScope.Global when global.Adopted != CalibrationMethod.Identity => new CalibrationRung(scope, global.Adopted),
                CalibrationScope.None => CalibrationRung.Identity,
                _ => throw new BundleFormatException($"Category \"{name}\" stands on the rung {scope}, which has adopted no map."),
            });
            last = name;
        }

        reader.Expect(",\"cells\":["u8);
        var conformal = ReadCells(ref reader, options.Conformal);
        reader.Expect(",\"shrinkage\":"u8);
        var shrinkage = ReadShrinkage(ref reader, options.ShrinkageStrength);
        reader.Expect("}"u8);
        return (options, global, categories, rungs, conformal, shrinkage);
    }

    private static CalibratorOptions ReadOptions(ref CanonicalReader reader)
    {
        reader.Expect("{\"alpha\":"u8);
        var alpha = ReadDecimal(ref reader);
        reader.Expect(",\"minimumSamples\":"u8);
        var minimum = checked((int)reader.Integer());
        reader.Expect(",\"taxonomy\":"u8);
        var taxonomy = Word<MondrianTaxonomy>(ref reader);
        reader.Expect(",\"smallCells\":"u8);
        var small = Word<SmallCellRule>(ref reader);
        reader.Expect(",\"boundary\":"u8);
        var boundary = Word<ConformalBoundary>(ref reader);
        reader.Expect(",\"emptySets\":"u8);
        var empty = Word<EmptySetRule>(ref reader);
        reader.Expect(",\"isotonicMinimum\":"u8);
        var isotonic = checked((int)reader.Integer());
        reader.Expect(",\"parametricMinimum\":"u8);
        var parametricMinimum = checked((int)reader.Integer());
        reader.Expect(",\"preferred\":"u8);
        var preferred = Word<CalibrationMethod>(ref reader);
        reader.Expect(",\"parametric\":"u8);
        var parametric = Word<CalibrationMethod>(ref reader);
        reader.Expect(",\"perCategory\":"u8);
        var perCategory = reader.Flag();
        reader.Expect(",\"adoption\":"u8);
        var adoption = Word<AdoptionRule>(ref reader);
        reader.Expect(",\"requiredZ\":"u8);
        var required = ReadDecimal(ref reader);
        reader.Expect(",\"seed\":"u8);
        var seed = ulong.Parse(reader.Text(), NumberStyles.None, CultureInfo.InvariantCulture);
        reader.Expect(",\"maximumExtrapolation\":"u8);
        var extrapolation = ReadDecimal(ref reader);
        reader.Expect(",\"shrinkageStrength\":"u8);
        var strength = reader.Number();
        reader.Expect(",\"maximumQuoteAgeTicks\":"u8);
        var age = TimeSpan.FromTicks(reader.Integer());
        reader.Expect(",\"minimumEdge\":"u8);
        var edge = ReadDecimal(ref reader);
        reader.Expect("}"u8);
        var options = new CalibratorOptions
        {
            Alpha = alpha,
            Conformal = new MondrianOptions { MinimumSamples = minimum, Taxonomy = taxonomy, SmallCells = small, Boundary = boundary, EmptySets = empty },
            Ladder = new LadderOptions { IsotonicMinimum = isotonic, ParametricMinimum = parametricMinimum, Preferred = preferred, Parametric = parametric, PerCategory = perCategory, Adoption = adoption, RequiredZ = required, Seed = seed },
            MaximumExtrapolation = extrapolation,
            ShrinkageStrength = strength,
            MaximumQuoteAge = age,
            MinimumEdge = edge,
        };
        options.Validate();
        return options;
    }

    private static decimal ReadDecimal(ref CanonicalReader reader) => decimal.Parse(reader.Text(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static T Word<T>(ref CanonicalReader reader) where T : struct, Enum
    {
        var text = reader.Text();
        foreach (var value in Enum.GetValues<T>())
        {
            if (value.ToString() == text) return value;
        }

        throw new BundleFormatException($"\"{text}\" is none of {string.Join(", ", Enum.GetNames<T>())}.");
    }

    // Words that come a thousand times are compared as bytes.
    private static CalibrationScope Scope(ref CanonicalReader reader)
    {
        if (reader.TryTake("\"Category\""u8)) return CalibrationScope.Category;
        if (reader.TryTake("\"Global\""u8)) return CalibrationScope.Global;
        reader.Expect("\"None\""u8);
        return CalibrationScope.None;
    }

    private static CalibrationMethod Method(ref CanonicalReader reader)
    {
        if (reader.TryTake("\"VennAbers\""u8)) return CalibrationMethod.VennAbers;
        if (reader.TryTake("\"Isotonic\""u8)) return CalibrationMethod.Isotonic;
        if (reader.TryTake("\"Beta\""u8)) return CalibrationMethod.Beta;
        if (reader.TryTake("\"Platt\""u8)) return CalibrationMethod.Platt;
        reader.Expect("\"Identity\""u8);
        return CalibrationMethod.Identity;
    }

    private static (FittedMaps Maps, CalibrationScope Rung) ReadMaps(ref CanonicalReader reader, string? category)
    {
        reader.Expect("\"rows\":"u8);
        var rows = reader.Integer();
        reader.Expect(",\"positives\":"u8);
        var positives = reader.Integer();
        Guard.Counts(rows, positives, 0);
        reader.Expect(",\"unit\":"u8);
        var unit = reader.Integer();
        if (unit < 1) throw new BundleFormatException(string.Create(CultureInfo.InvariantCulture, $"{unit} units of weight a row are impossible."));
        reader.Expect(",\"low\":"u8);
        var low = Guard.Probability(reader.Number(), "lowest score");
        reader.Expect(",\"high\":"u8);
        var high = Guard.Probability(reader.Number(), "highest score");
        if (low > high) throw new BundleFormatException(string.Create(CultureInfo.InvariantCulture, $"The lowest score {low} is above the highest, {high}."));
        reader.Expect(",\"isotonic\":"u8);
        IsotonicCalibrator? isotonic = null;
        if (!reader.TryTake("null"u8))
        {
            var steps = ReadIsotonic(ref reader);
            if (unit == 1) BundleChecks.Totals(steps, rows, positives);
            if (steps[0].First != low || steps[^1].Last != high) throw new BundleFormatException(string.Create(CultureInfo.InvariantCulture, $"The isotonic steps do not reach from the lowest score {low} to the highest, {high}."));
            isotonic = IsotonicCalibrator.FromSteps(steps, IsotonicOptions.Default);
        }

        reader.Expect(",\"vennAbers\":"u8);
        VennAbersCalibrator? vennAbers = null;
        if (!reader.TryTake("null"u8))
        {
            reader.Expect("{\"lower\":"u8);
            var lower = ReadSteps(ref reader);
            reader.Expect(",\"upper\":"u8);
            var upper = ReadSteps(ref reader);
            reader.Expect("}"u8);
            BundleChecks.VennAbers(lower, upper);
            vennAbers = VennAbersCalibrator.FromSteps(lower, upper);
        }

        reader.Expect(",\"parametric\":"u8);
        BetaCalibrator? parametric = null;
        if (!reader.TryTake("null"u8))
        {
            reader.Expect("["u8);
            var form = Word<BetaForm>(ref reader);
            reader.Expect(","u8);
            var a = reader.Number();
            reader.Expect(","u8);
            var b = reader.Number();
            reader.Expect(","u8);
            var c = reader.Number();
            reader.Expect(","u8);
            var loss = reader.Number();
            reader.Expect("]"u8);
            if (a < 0 || b < 0) throw new BundleFormatException(string.Create(CultureInfo.InvariantCulture, $"The parametric map with a = {a} and b = {b} falls somewhere; neither is below 0."));
            parametric = BetaCalibrator.FromParameters(form, a, b, c, loss);
        }

        reader.Expect(",\"tests\":["u8);
        var tests = new List<AdoptionTest>(2);
        while (!reader.TryTake((byte)']'))
        {
            if (tests.Count > 0) reader.Expect(","u8);
            reader.Expect("["u8);
            var scope = Scope(ref reader);
            reader.Expect(","u8);
            var method = Method(ref reader);
            reader.Expect(","u8);
            var count = reader.Integer();
            reader.Expect(","u8);
            var raw = reader.Number();
            reader.Expect(","u8);
            var calibrated = reader.Number();
            reader.Expect(","u8);
            var error = reader.Number();
            reader.Expect(","u8);
            var passed = reader.Flag();
            reader.Expect("]"u8);
            tests.Add(new AdoptionTest(scope, method, count, raw, calibrated, error, passed));
        }

        reader.Expect(",\"adopted\":"u8);
        var adopted = Method(ref reader);
        var exists = adopted switch
        {
            CalibrationMethod.VennAbers => vennAbers is not null,
            CalibrationMethod.Isotonic => isotonic is not null,
            CalibrationMethod.Beta or CalibrationMethod.Platt => parametric is not null,
            _ => true,
        };
        if (!exists) throw new BundleFormatException($"{adopted} is adopted{(category is null ? "" : $" for \"{category}\"")}, and there is no such map.");
        var rung = CalibrationScope.None;
        if (category is not null)
        {
            reader.Expect(",\"rung\":"u8);
            rung = Scope(ref reader);
        }

        reader.Expect("}"u8);
        return (new FittedMaps(category, rows, positives, low, high) { UnitsPerWeight = unit, Isotonic = isotonic, VennAbers = vennAbers, Parametric = parametric, Tests = tests.Count == 0 ? [] : tests, Adopted = adopted }, rung);
    }

    private static IsotonicStep[] ReadIsotonic(ref CanonicalReader reader)
    {
        var steps = new List<IsotonicStep>(32);
        reader.Expect("["u8);
        while (!reader.TryTake((byte)']'))
        {
            if (steps.Count > 0) reader.Expect(","u8);
            reader.Expect("["u8);
            var first = reader.Number();
            reader.Expect(","u8);
            var last = reader.Number();
            reader.Expect(","u8);
            var positives = reader.Integer();
            reader.Expect(","u8);
            var weight = reader.Integer();
            reader.Expect("]"u8);
            steps.Add(new IsotonicStep(first, last, positives, weight));
        }

        var all = steps.ToArray();
        BundleChecks.Isotonic(all);
        return all;
    }

    private static VennAbersStep[] ReadSteps(ref CanonicalReader reader)
    {
        var steps = new List<VennAbersStep>(64);
        reader.Expect("["u8);
        while (!reader.TryTake((byte)']'))
        {
            if (steps.Count > 0) reader.Expect(","u8);
            reader.Expect("["u8);
            var score = reader.Number();
            reader.Expect(","u8);
            var numerator = reader.Integer();
            reader.Expect(","u8);
            var denominator = reader.Integer();
            reader.Expect("]"u8);
            steps.Add(new VennAbersStep(score, numerator, denominator));
        }

        return [.. steps];
    }

    private static MondrianConformal ReadCells(ref CanonicalReader reader, MondrianOptions options)
    {
        var categories = new List<string>();
        var cells = new List<SortedScores>();
        var (scores, counts) = (new List<double>(256), new List<long>(256));
        var rows = 0L;
        while (!reader.TryTake((byte)']'))
        {
            if (cells.Count > 0) reader.Expect(","u8);
            reader.Expect("{\"category\":"u8);
            var first = !options.ByClass || cells.Count % 2 == 0;
            if (!options.ByCategory)
            {
                reader.Expect("null"u8);
            }
            else
            {
                var name = Guard.Category(reader.Text(), cells.Count);
                if (first)
                {
                    if (categories.Count > 0 && string.CompareOrdinal(categories[^1], name) >= 0) throw new BundleFormatException($"The cells of \"{name}\" do not come after those of \"{categories[^1]}\".");
                    categories.Add(name);
                }
                else if (name != categories[^1])
                {
                    throw new BundleFormatException($"The cell for YES of \"{categories[^1]}\" is missing.");
                }
            }

            reader.Expect(",\"class\":"u8);
            reader.Expect(!options.ByClass ? "null"u8 : first ? "0"u8 : "1"u8);
            reader.Expect(",\"scores\":["u8);
            scores.Clear();
            counts.Clear();
            while (!reader.TryTake((byte)']'))
            {
                if (scores.Count > 0) reader.Expect(","u8);
                var score = reader.Number();
                if (!(score >= 0 && score <= 1) || (scores.Count > 0 && scores[^1] >= score)) throw new BundleFormatException(string.Create(CultureInfo.InvariantCulture, $"The nonconformity score {score} is outside [0, 1], or not above the one before it."));
                scores.Add(score);
            }

            reader.Expect(",\"counts\":"u8);
            if (reader.TryTake("null"u8))
            {
                cells.Add(SortedScores.FromDistinct([.. scores]));
            }
            else
            {
                reader.Expect("["u8);
                for (var i = 0; i < scores.Count; i++)
                {
                    if (i > 0) reader.Expect(","u8);
                    var count = reader.Integer();
                    if (count < 1) throw new BundleFormatException(string.Create(CultureInfo.InvariantCulture, $"{count} rows with one nonconformity score are impossible."));
                    counts.Add(count);
                }

                reader.Expect("]"u8);
                cells.Add(SortedScores.FromWeights([.. scores], [.. counts]));
            }

            rows += cells[^1].Total;
            reader.Expect("}"u8);
        }

        var needed = (options.ByCategory ? categories.Count : 1) * (options.ByClass ? 2 : 1);
        if (cells.Count != needed || rows == 0) throw new BundleFormatException(string.Create(CultureInfo.InvariantCulture, $"There are {cells.Count} cells of {rows} rows; the taxonomy {options.Taxonomy} needs {needed}, and at least one row."));
        return MondrianConformal.FromCells([.. categories], [.. cells], options);
    }

    private static MarketShrinkage? ReadShrinkage(ref CanonicalReader reader, double strength)
    {
        if (reader.TryTake("null"u8)) return null;
        reader.Expect("{\"global\":"u8);
        var global = ReadAlpha(ref reader);
        reader.Expect(",\"categories\":["u8);
        var categories = new SortedDictionary<string, CategoryShrinkage>(StringComparer.Ordinal);
        while (!reader.TryTake((byte)']'))
        {
            if (categories.Count > 0) reader.Expect(","u8);
            reader.Expect("{\"category\":"u8);
            var name = Guard.Category(reader.Text(), categories.Count);
            reader.Expect(",\"rows\":"u8);
            var rows = reader.Integer();
            reader.Expect(",\"raw\":"u8);
            var raw = ReadAlpha(ref reader);
            reader.Expect(",\"weight\":"u8);
            var weight = Guard.Probability(reader.Number(), "weight");
            reader.Expect(",\"alpha\":"u8);
            categories.Add(name, new CategoryShrinkage(rows, raw, weight, ReadAlpha(ref reader)));
            reader.Expect("}"u8);
        }

        reader.Expect("}"u8);
        return new MarketShrinkage(new ShrinkageOptions { Strength = strength }, global, null, categories);
    }

    private static double? ReadAlpha(ref CanonicalReader reader) => reader.OptionalNumber() is { } alpha ? Guard.Probability(alpha, "alpha") : null;
}
