using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace HypeKr.Calibration;

/// <summary>Bundles as they were written before there were maps by category: schema 1.</summary>
internal static class BundleSchema1
{
    /// <summary>Reads a bundle of schema 1 and makes it one of today: pooled maps without tests, used whatever the sample size, as that schema did.</summary>
    public static CalibratorBundle Read(JsonElement root)
    {
        Members(root, "format", "version", "sha256", "content");
        var stated = root.GetProperty("sha256").GetString() ?? "";
        var content = root.GetProperty("content");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content.GetRawText())));
        var bundle = ReadContent(content, hash);
        if (hash != stated) throw new BundleFormatException($"The bundle states the hash \"{stated}\" but its content has {hash}; it was changed after it was written.");
        return bundle;
    }

    private static CalibratorBundle ReadContent(JsonElement content, string hash)
    {
        Members(content, "options", "rows", "positives", "isotonic", "vennAbers", "cells", "shrinkage");
        var options = ReadOptions(content.GetProperty("options"));
        var rows = content.GetProperty("rows").GetInt64();
        var positives = content.GetProperty("positives").GetInt64();
        var vennAbers = content.GetProperty("vennAbers");
        Members(vennAbers, "lower", "upper");
        var isotonic = ReadIsotonic(content.GetProperty("isotonic"));
        BundleChecks.Totals(isotonic, rows, positives);
        var (lower, upper) = (ReadSteps(vennAbers.GetProperty("lower")), ReadSteps(vennAbers.GetProperty("upper")));
        BundleChecks.VennAbers(lower, upper);
        var conformal = ReadCells(content.GetProperty("cells"), options.Conformal);
        var shrinkage = ReadShrinkage(content.GetProperty("shrinkage"), options.ShrinkageStrength);
        var global = new FittedMaps(null, rows, positives, isotonic[0].First, isotonic[^1].Last)
        {
            Isotonic = IsotonicCalibrator.FromSteps(isotonic, IsotonicOptions.Default),
            VennAbers = VennAbersCalibrator.FromSteps(lower, upper),
            Adopted = CalibrationMethod.VennAbers,
        };

        // That schema did not count rows by category; the cells do, where they tell categories apart.
        var categories = new Dictionary<string, FittedMaps>(StringComparer.Ordinal);
        var rungs = new Dictionary<string, CalibrationRung>(StringComparer.Ordinal);
        foreach (var name in conformal.Categories.Union(shrinkage?.Categories.Keys ?? [], StringComparer.Ordinal))
        {
            var cells = conformal.Cells.Where(c => c.Category == name).ToArray();
            categories.Add(name, new FittedMaps(name, cells.Sum(c => c.Count), cells.Where(c => c.Class == 1).Sum(c => c.Count), global.LowestScore, global.HighestScore));
            rungs.Add(name, new CalibrationRung(CalibrationScope.Global, CalibrationMethod.VennAbers));
        }

        return new CalibratorBundle(
            options,
            new BundleProvenance { ParentHash = hash, PackageVersion = "schema 1", RuntimeVersion = "schema 1" },
            global,
            categories,
            rungs,
            conformal,
            shrinkage,
            null,
            [new BundleWarning(BundleWarningKind.SchemaMigrated, "schema 1", "schema 2")]);
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
            Ladder = new LadderOptions { PerCategory = false, Adoption = AdoptionRule.BySampleSize, ParametricMinimum = 2, IsotonicMinimum = 2 },
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
        var steps = json.EnumerateArray().Select(i => i.GetArrayLength() == 4 ? new IsotonicStep(Finite(i[0]), Finite(i[1]), i[2].GetInt64(), i[3].GetInt64()) : throw new BundleFormatException("An isotonic step has four numbers.")).ToArray();
        BundleChecks.Isotonic(steps);
        return steps;
    }

    private static VennAbersStep[] ReadSteps(JsonElement json) =>
        [.. json.EnumerateArray().Select(i => i.GetArrayLength() == 3 ? new VennAbersStep(Finite(i[0]), i[1].GetInt64(), i[2].GetInt64()) : throw new BundleFormatException("A Venn-Abers step has three numbers."))];

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
