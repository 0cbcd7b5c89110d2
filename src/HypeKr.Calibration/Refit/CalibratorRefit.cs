using MathNet.Numerics.Distributions;

namespace HypeKr.Calibration;

/// <summary>Fits a new bundle from running counts, and refuses it unless it is shown to be better than the current one on the newest rows.</summary>
/// <remarks>
/// <para>
/// The newest share of the rows that the current bundle has not seen is held back, cut by question creation. A bundle fitted on the rest
/// of the window is compared with the current one there, row by row in Brier score, one-sided, at a level that shrinks with every attempt.
/// If it passes, the bundle that is returned is fitted on the whole window, tail included, by the same policies.
/// </para>
/// <para>
/// A current bundle that does not say up to when its data go (<see cref="BundleProvenance.DataTo"/>) may have seen the tail, and has the
/// advantage then. A function of its arguments: equal data give equal bundles and decisions. The normal approximation takes rows as independent; pass one
/// row a question.
/// </para>
/// </remarks>
public static class CalibratorRefit
{
    /// <summary>Tries to replace the current bundle.</summary>
    /// <param name="data">The running counts.</param>
    /// <param name="current">The current bundle; null for the first, which must be better than the raw probabilities.</param>
    /// <param name="state">What was remembered of earlier attempts.</param>
    /// <param name="now">The time, for the state; no row may be of a later day.</param>
    /// <param name="options">How; defaults when left out.</param>
    /// <exception cref="InvalidCalibrationDataException">The column raw_prob holds what a bundle made of it: calibrated_prob equals raw_prob in every new row of a category whose calibration changes numbers. Or a question was created after now or after the cut-off: such a row would be the newest for good.</exception>
    public static RefitResult Run(RefitData data, CalibratorBundle? current, RefitState state, DateTimeOffset now, RefitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(state);
        RefuseLater(data, now, "now");
        var attempts = state.BundleHash == current?.Hash ? state.Attempts : 0;
        var result = Try(data, current, state with { BundleHash = current?.Hash, Attempts = attempts }, options ?? RefitOptions.Default);

        // Only a look at the tail spends anything.
        var spent = result.Test is null ? attempts : attempts + 1;
        return With(result, result.IsAccepted ? new RefitState(result.Candidate!.Hash, 0, now) : new RefitState(current?.Hash, spent, now));
    }

    /// <summary>A dry run: what <see cref="Run"/> would answer now, with nothing to remember. Whoever waits for a preview that passes and runs then has spent more than the level says.</summary>
    /// <param name="data">The running counts.</param>
    /// <param name="current">The current bundle; null for the first.</param>
    /// <param name="state">What was remembered of earlier attempts; nothing when left out.</param>
    /// <param name="options">How; defaults when left out.</param>
    /// <exception cref="InvalidCalibrationDataException">As of <see cref="Run"/>.</exception>
    public static RefitResult Preview(RefitData data, CalibratorBundle? current, RefitState? state = null, RefitOptions? options = null)
    {
        state ??= RefitState.Start;
        return With(Try(data, current, state with { BundleHash = current?.Hash, Attempts = state.BundleHash == current?.Hash ? state.Attempts : 0 }, options ?? RefitOptions.Default), state);
    }

    /// <summary>The first day whose rows the bundle has not seen.</summary>
    internal static DateOnly FirstNewDay(CalibratorBundle? current) => current?.Provenance.DataTo is { } to ? DateOnly.FromDateTime(to.UtcDateTime).AddDays(1) : DateOnly.MinValue;

    private static RefitResult With(RefitResult result, RefitState state) => new(result.Candidate, result.Refusals, result.Test, result.Changes, state);

    private static RefitResult Try(RefitData data, CalibratorBundle? current, RefitState state, RefitOptions options)
    {
        ArgumentNullException.ThrowIfNull(data);
        options.Validate();
        if (options.CutOff is { } cutOff) RefuseLater(data, cutOff, "the cut-off of outcomes");
        var policies = options.Calibrator ?? current?.Options ?? CalibratorOptions.Default;
        var window = options.Window.Of(data);
        if (window.RowCount < options.MinimumRows) return Refused(RefitRefusalKind.TooFewRows, string.Create(CultureInfo.InvariantCulture, $"the window ({options.Window}) has {window.RowCount} rows, and {options.MinimumRows} are needed"));
        var days = window.CountByDay();
        var firstNew = FirstNewDay(current);
        var fresh = days.Where(d => d.Day >= firstNew).Sum(d => d.Rows);
        if (fresh < options.MinimumNewRows) return Refused(RefitRefusalKind.TooFewNewRows, string.Create(CultureInfo.InvariantCulture, $"{fresh} rows are of questions created after those of the current bundle, and {options.MinimumNewRows} are needed"));
        RefuseCalibrated(data, current);

        // Whole days from the newest on, until the share is reached.
        var at = days.Length - 1;
        for (var held = days[at].Rows; held < options.TailShare * fresh; held += days[at].Rows) at--;
        if (at == 0) return Refused(RefitRefusalKind.NoRowsBeforeTail, string.Create(CultureInfo.InvariantCulture, $"all rows of the window are in the tail that is held back from {days[0].Day:O} on"));
        var tail = window.Between(days[at].Day, days[^1].Day);
        var tested = Fit(window.Between(days[0].Day, days[at - 1].Day), policies, options, null);
        var candidate = Fit(window, policies, options, current?.Hash);

        // MathNet's quantile is the C runtime's to the last bit; a decision that hangs on it is a coin's.
        var spent = (double)options.Level * 6 / (Math.PI * Math.PI * (state.Attempts + 1.0) * (state.Attempts + 1.0));
        var losses = Losses(tail, current, tested);
        var all = new PairedBrier();
        foreach (var part in losses.Values) all.Add(part);
        var test = new RefitTest(days[at].Day, all.Rows, all.First, all.Second, all.StandardError, state.Attempts + 1, Normal.InvCDF(0, 1, 1 - spent), options.Margin);
        RefitRefusal[] refusals = test.Passed ? [] : [new RefitRefusal(RefitRefusalKind.NoImprovement, string.Create(CultureInfo.InvariantCulture, $"not shown to be {(options.Margin > 0 ? "no worse" : "better")}: z is {test.Z:0.00}, and {test.RequiredZ:0.00} is needed at attempt {test.Attempt}"))];
        return new RefitResult(candidate, refusals, test, Changes(current, candidate, losses), state);

        RefitResult Refused(RefitRefusalKind kind, string why) => new(null, [new RefitRefusal(kind, why)], null, [], state);
    }

    /// <summary>A calibrated_prob that is the raw_prob in every row, where calibration changes numbers, says that one column was written into the other.</summary>
    /// <remarks>Only rows of questions created after those of the current bundle tell: older ones were calibrated by others, and a map that was the identity then left numbers as they were.</remarks>
    private static void RefuseCalibrated(RefitData data, CalibratorBundle? current)
    {
        var columns = data.Columns(FirstNewDay(current));
        if (current is null)
        {
            var (compared, equal) = (columns.Values.Sum(c => c.Compared), columns.Values.Sum(c => c.Equal));
            if (compared > 0 && equal == compared) throw new InvalidCalibrationDataException(string.Create(CultureInfo.InvariantCulture, $"calibrated_prob equals raw_prob in all {compared} rows that have one, so one column holds the other's numbers. A refit is made from raw_prob, the aggregate before calibration; leave calibrated_prob empty where no bundle calibrated."));
            return;
        }

        foreach (var (category, (compared, equal)) in columns)
        {
            if (compared > 1 && equal == compared && current.RungOf(category).Method != CalibrationMethod.Identity)
            {
                throw new InvalidCalibrationDataException(string.Create(CultureInfo.InvariantCulture, $"calibrated_prob equals raw_prob in all {compared} new rows of \"{category}\", though its calibration ({current.RungOf(category)}) changes numbers: the raw column holds calibrated values. A refit is made from raw_prob, the aggregate before calibration."));
            }
        }
    }

    private static void RefuseLater(RefitData data, DateTimeOffset limit, string what)
    {
        if (data.RowCount == 0 || data.Days.Max() is var last && last <= DateOnly.FromDateTime(limit.UtcDateTime)) return;
        throw new InvalidCalibrationDataException(string.Create(CultureInfo.InvariantCulture, $"There are rows of questions created on {last:O}, after {what}, {limit.UtcDateTime:O}. Leave them out, or mend their created_at."));
    }

    private static CalibratorBundle Fit(RefitData data, CalibratorOptions policies, RefitOptions options, string? parent)
    {
        var days = data.CountByDay();
        var (rows, weighted, pairs) = data.Tables(options.Window.Rule, days[^1].Day);
        var provenance = new BundleProvenance { ParentHash = parent, DataFrom = Start(days[0].Day), DataTo = Start(days[^1].Day), CutOff = options.CutOff };
        return BundleFit.Fit(rows, weighted, pairs, policies, provenance);

        static DateTimeOffset Start(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
    }

    private static SortedDictionary<string, PairedBrier> Losses(RefitData tail, CalibratorBundle? current, CalibratorBundle tested)
    {
        var losses = new SortedDictionary<string, PairedBrier>(StringComparer.Ordinal);
        foreach (var (category, table) in tail.Tables(null, DateOnly.MinValue).Rows)
        {
            var (before, after) = (table.Scores.ToArray(), new double[table.Count]);
            var places = new int[table.Count];
            Array.Fill(places, tested.IndexOf(category));
            tested.Apply(before, places, after);
            if (current is not null)
            {
                Array.Fill(places, current.IndexOf(category));
                current.Apply(before, places, before);
            }

            var sums = new PairedBrier();
            for (var i = 0; i < table.Count; i++) sums.Add(before[i], after[i], table.Positives[i], table.Negatives[i]);
            losses.Add(category, sums);
        }

        return losses;
    }

    private static RefitChange[] Changes(CalibratorBundle? current, CalibratorBundle candidate, SortedDictionary<string, PairedBrier> losses)
    {
        var names = candidate.CategoryNames.Union(current?.CategoryNames ?? [], StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return [.. names.Select(name =>
        {
            Span<double> raw = stackalloc double[19];
            for (var i = 0; i < raw.Length; i++) raw[i] = (i + 1) / 20.0;
            Span<double> before = stackalloc double[raw.Length];
            Span<double> after = stackalloc double[raw.Length];
            Span<int> places = stackalloc int[raw.Length];
            places.Fill(candidate.IndexOf(name));
            candidate.Apply(raw, places, after);
            raw.CopyTo(before);
            if (current is not null)
            {
                places.Fill(current.IndexOf(name));
                current.Apply(raw, places, before);
            }

            var (mean, largest) = (0.0, 0.0);
            for (var i = 0; i < raw.Length; i++)
            {
                var shift = after[i] - before[i];
                mean += Math.Abs(shift) / raw.Length;
                if (Math.Abs(shift) > Math.Abs(largest)) largest = shift;
            }

            var tail = losses.GetValueOrDefault(name);
            return new RefitChange(
                name,
                current?.Categories.GetValueOrDefault(name)?.RowCount ?? 0,
                candidate.Categories.GetValueOrDefault(name)?.RowCount ?? 0,
                current?.RungOf(name) ?? CalibrationRung.Identity,
                candidate.RungOf(name),
                current?.Shrinkage?.Alpha(name),
                candidate.Shrinkage?.Alpha(name),
                mean,
                largest,
                tail?.Rows ?? 0,
                tail?.First,
                tail?.Second);
        })];
    }
}
