using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace HypeKr.Calibration;

/// <summary>A bundle as canonical JSON: members in a fixed order, no spaces, models as integers, doubles in their shortest form that reads back the same.</summary>
internal static class BundleJson
{
    private const string Format = "hypekr-calibrator-bundle";
    private const int Version = 1;

    public static string HashOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public static string Write(ReadOnlySpan<byte> content, string hash)
    {
        var buffer = new ArrayBufferWriter<byte>(content.Length + 200);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteNumber("version", Version);
            json.WriteString("sha256", hash);
            json.WritePropertyName("content");
            json.WriteRawValue(content);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static byte[] WriteContent(CalibratorBundle bundle)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteOptions(json, bundle.Options);
            json.WriteNumber("rows", bundle.RowCount);
            json.WriteNumber("positives", bundle.PositiveCount);

            json.WriteStartArray("isotonic");
            foreach (var step in bundle.Isotonic.Steps)
            {
                json.WriteStartArray();
                json.WriteNumberValue(step.First);
                json.WriteNumberValue(step.Last);
                json.WriteNumberValue(step.Positives);
                json.WriteNumberValue(step.Weight);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteStartObject("vennAbers");
            WriteSteps(json, "lower", bundle.VennAbers.LowerSteps);
            WriteSteps(json, "upper", bundle.VennAbers.UpperSteps);
            json.WriteEndObject();
            WriteCells(json, bundle.Conformal);
            WriteShrinkage(json, bundle.Shrinkage);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static CalibratorBundle Read(byte[] utf8)
    {
        CalibratorBundle bundle;
        string stated;
        try
        {
            using var document = JsonDocument.Parse(utf8);
            var root = document.RootElement;
            Members(root, "format", "version", "sha256", "content");
            var format = root.GetProperty("format").GetString();
            if (format != Format) throw new BundleFormatException($"The format is \"{format}\"; a bundle has \"{Format}\".");
            var version = root.GetProperty("version").GetInt32();
            if (version != Version) throw new BundleFormatException(string.Create(CultureInfo.InvariantCulture, $"The bundle has version {version}; this library reads version {Version}."));
            stated = root.GetProperty("sha256").GetString() ?? "";
            bundle = ReadContent(root.GetProperty("content"));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or ArgumentException or OverflowException or IndexOutOfRangeException or InvalidCalibrationDataException)
        {
            throw new BundleFormatException($"The text is no usable bundle: {e.Message}", e);
        }

        // The hash is of the content as this library writes it, so spaces do not matter and every number does.
        if (bundle.Hash != stated) throw new BundleFormatException($"The bundle states the hash \"{stated}\" but its content has {bundle.Hash}; it was changed after it was written.");
        return bundle;
    }

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
        json.WriteNumber("shrinkageStrength", options.ShrinkageStrength);
        json.WriteNumber("maximumQuoteAgeTicks", options.MaximumQuoteAge.Ticks);
        json.WriteString("minimumEdge", Plain(options.MinimumEdge));
        json.WriteEndObject();
    }

    private static string Plain(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);

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
            for (var i = 0; i < cell.Scores.Length; i++)
            {
                json.WriteStartArray();
                json.WriteNumberValue(cell.Scores[i]);
                json.WriteNumberValue(cell.CountAt(i));
                json.WriteEndArray();
            }

            json.WriteEndArray();
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

    private static CalibratorBundle ReadContent(JsonElement content)
    {
        Members(content, "options", "rows", "positives", "isotonic", "vennAbers", "cells", "shrinkage");
        var options = ReadOptions(content.GetProperty("options"));
        var rows = content.GetProperty("rows").GetInt64();
        var positives = content.GetProperty("positives").GetInt64();
        var vennAbers = content.GetProperty("vennAbers");
        Members(vennAbers, "lower", "upper");
        var isotonic = ReadIsotonic(content.GetProperty("isotonic"));
        CheckTotal("rows", rows, isotonic, s => s.Weight);
        CheckTotal("positives", positives, isotonic, s => s.Positives);
        var lower = ReadSteps(vennAbers.GetProperty("lower"), "lower");
        var upper = ReadSteps(vennAbers.GetProperty("upper"), "upper");
        CheckOrder(lower, upper);
        return new CalibratorBundle(
            options,
            rows,
            positives,
            IsotonicCalibrator.FromSteps(isotonic, IsotonicOptions.Default),
            VennAbersCalibrator.FromSteps(lower, upper),
            ReadCells(content.GetProperty("cells"), options.Conformal),
            ReadShrinkage(content.GetProperty("shrinkage"), options.ShrinkageStrength));
    }

    private static CalibratorOptions ReadOptions(JsonElement json)
    {
        Members(json, "alpha", "minimumSamples", "taxonomy", "smallCells", "boundary", "emptySets", "shrinkageStrength", "maximumQuoteAgeTicks", "minimumEdge");
        var options = new CalibratorOptions
        {
            Alpha = ReadDecimal(json.GetProperty("alpha")),
            Conformal = new MondrianOptions
            {
                MinimumSamples = json.GetProperty("minimumSamples").GetInt32(),
                Taxonomy = ReadWord<MondrianTaxonomy>(json.GetProperty("taxonomy")),
                SmallCells = ReadWord<SmallCellRule>(json.GetProperty("smallCells")),
                Boundary = ReadWord<ConformalBoundary>(json.GetProperty("boundary")),
                EmptySets = ReadWord<EmptySetRule>(json.GetProperty("emptySets")),
            },
            ShrinkageStrength = json.GetProperty("shrinkageStrength").GetDouble(),
            MaximumQuoteAge = TimeSpan.FromTicks(json.GetProperty("maximumQuoteAgeTicks").GetInt64()),
            MinimumEdge = ReadDecimal(json.GetProperty("minimumEdge")),
        };
        options.Validate();
        return options;
    }

    private static decimal ReadDecimal(JsonElement json) => decimal.Parse(json.GetString() ?? "", NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static T ReadWord<T>(JsonElement json) where T : struct, Enum
    {
        var text = json.GetString();
        foreach (var value in Enum.GetValues<T>())
        {
            if (value.ToString() == text) return value;
        }

        throw new BundleFormatException($"\"{text}\" is none of {string.Join(", ", Enum.GetNames<T>())}.");
    }

    private static IsotonicStep[] ReadIsotonic(JsonElement json)
    {
        var steps = new List<IsotonicStep>();
        foreach (var item in json.EnumerateArray())
        {
            var step = new IsotonicStep(Finite(item[0]), Finite(item[1]), item[2].GetInt64(), item[3].GetInt64());
            if (item.GetArrayLength() != 4 || step.First > step.Last || (steps.Count > 0 && steps[^1].Last >= step.First))
            {
                throw new BundleFormatException(string.Create(CultureInfo.InvariantCulture, $"Isotonic step {steps.Count} contradicts itself or the step before: scores rise."));
            }

            var before = steps.Count > 0 ? (steps[^1].Positives, steps[^1].Weight) : ((long, long)?)null;
            CheckValue("Isotonic", steps.Count, before, (step.Positives, step.Weight));
            steps.Add(step);
        }

        return steps.Count > 0 ? [.. steps] : throw new BundleFormatException("There is no isotonic step.");
    }

    private static VennAbersStep[] ReadSteps(JsonElement json, string name)
    {
        var steps = new List<VennAbersStep>();
        foreach (var item in json.EnumerateArray())
        {
            var step = new VennAbersStep(Finite(item[0]), item[1].GetInt64(), item[2].GetInt64());
            if (item.GetArrayLength() != 3 || (steps.Count > 0 && steps[^1].Score >= step.Score))
            {
                throw new BundleFormatException(string.Create(CultureInfo.InvariantCulture, $"Venn-Abers {name} step {steps.Count} contradicts itself or the step before: scores rise."));
            }

            var before = steps.Count > 0 ? (steps[^1].Numerator, steps[^1].Denominator) : ((long, long)?)null;
            CheckValue($"Venn-Abers {name}", steps.Count, before, (step.Numerator, step.Denominator));
            steps.Add(step);
        }

        return steps.Count > 0 ? [.. steps] : throw new BundleFormatException($"There is no Venn-Abers {name} step.");
    }

    // Values are compared as exact fractions: two that differ can be one double.
    private static void CheckValue(string list, int index, (long Numerator, long Denominator)? before, (long Numerator, long Denominator) value)
    {
        if (value.Denominator < 1 || value.Numerator < 0 || value.Numerator > value.Denominator)
        {
            throw new BundleFormatException(string.Create(CultureInfo.InvariantCulture, $"{list} step {index} contradicts itself: {value.Numerator} of {value.Denominator} is no value in [0, 1]."));
        }

        if (before is { } last && !Below(last, value))
        {
            throw new BundleFormatException(string.Create(CultureInfo.InvariantCulture, $"{list} step {index} contradicts the step before: {value.Numerator}/{value.Denominator} is not above {last.Numerator}/{last.Denominator}."));
        }
    }

    /// <summary>p0 is below p1 everywhere. They are closest where a lower step begins, or where one of them has no step and is 0 or 1.</summary>
    private static void CheckOrder(VennAbersStep[] lower, VennAbersStep[] upper)
    {
        if (upper[0].Numerator == 0) throw new BundleFormatException("Venn-Abers upper step 0 contradicts the lower ones: its value is 0, and p1 is above p0 everywhere.");
        var j = 0;
        for (var i = 0; i < lower.Length; i++)
        {
            while (j < upper.Length && upper[j].Score < lower[i].Score) j++;
            var above = j < upper.Length ? (upper[j].Numerator, upper[j].Denominator) : (1, 1);
            if (!Below((lower[i].Numerator, lower[i].Denominator), above))
            {
                throw new BundleFormatException(string.Create(CultureInfo.InvariantCulture, $"Venn-Abers lower step {i} contradicts the upper ones: at {lower[i].Score} p0 is {lower[i].Numerator}/{lower[i].Denominator} and p1 {above.Numerator}/{above.Denominator}, and p0 is below p1 everywhere."));
            }
        }
    }

    private static void CheckTotal(string name, long stated, IsotonicStep[] steps, Func<IsotonicStep, long> part)
    {
        Int128 sum = 0;
        foreach (var step in steps) sum += part(step);
        if (sum != stated) throw new BundleFormatException(string.Create(CultureInfo.InvariantCulture, $"The bundle states {stated} {name}, which contradicts its isotonic steps: they hold {sum}."));
    }

    private static bool Below((long Numerator, long Denominator) a, (long Numerator, long Denominator) b) =>
        Math.BigMul(a.Numerator, b.Denominator) < Math.BigMul(b.Numerator, a.Denominator);

    private static MondrianConformal ReadCells(JsonElement json, MondrianOptions options)
    {
        var rows = new List<(string, int, double, long)>();
        foreach (var cell in json.EnumerateArray())
        {
            Members(cell, "category", "class", "scores");
            var (named, labelled) = (cell.GetProperty("category").GetString(), cell.GetProperty("class"));
            if (named is null == options.ByCategory || labelled.ValueKind == JsonValueKind.Null == options.ByClass) throw new BundleFormatException($"A cell does not fit the taxonomy {options.Taxonomy}.");
            var category = options.ByCategory ? Guard.Category(named ?? "", 0) : "";
            var @class = options.ByClass ? labelled.GetInt32() : 0;
            if (@class is not (0 or 1)) throw new BundleFormatException(string.Create(CultureInfo.InvariantCulture, $"The class {@class} is neither 0 nor 1."));
            foreach (var score in cell.GetProperty("scores").EnumerateArray())
            {
                var count = score[1].GetInt64();
                if (score.GetArrayLength() != 2 || count < 1) throw new BundleFormatException($"A score of cell \"{category}\" has no positive count.");
                rows.Add((category, @class, Finite(score[0]), count));
            }
        }

        return MondrianConformal.FromCounts(rows, 2, options);
    }

    private static MarketShrinkage? ReadShrinkage(JsonElement json, double strength)
    {
        if (json.ValueKind == JsonValueKind.Null) return null;
        Members(json, "global", "categories");
        var categories = new SortedDictionary<string, CategoryShrinkage>(StringComparer.Ordinal);
        foreach (var item in json.GetProperty("categories").EnumerateArray())
        {
            Members(item, "category", "rows", "raw", "weight", "alpha");
            var fitted = new CategoryShrinkage(item.GetProperty("rows").GetInt64(), ReadOptional(item.GetProperty("raw")), Guard.Probability(item.GetProperty("weight").GetDouble(), "weight"), ReadOptional(item.GetProperty("alpha")));
            categories.Add(Guard.Category(item.GetProperty("category").GetString() ?? "", 0), fitted);
        }

        return new MarketShrinkage(new ShrinkageOptions { Strength = strength }, ReadOptional(json.GetProperty("global")), null, categories);
    }

    private static double? ReadOptional(JsonElement json) => json.ValueKind == JsonValueKind.Null ? null : Guard.Probability(json.GetDouble(), "alpha");

    private static double Finite(JsonElement json)
    {
        var value = json.GetDouble();
        return double.IsFinite(value) ? value : throw new BundleFormatException("A score is not finite.");
    }

    /// <summary>Exactly these members: one more would be outside the hash.</summary>
    private static void Members(JsonElement json, params ReadOnlySpan<string> names)
    {
        var count = 0;
        foreach (var member in json.EnumerateObject())
        {
            if (!names.Contains(member.Name)) throw new BundleFormatException($"\"{member.Name}\" is no member of a bundle.");
            count++;
        }

        if (count != names.Length) throw new BundleFormatException(string.Create(CultureInfo.InvariantCulture, $"{count} members where {names.Length} are needed: {string.Join(", ", names)}."));
    }
}
