using System.Text.Json;

namespace HypeKr.Calibration;

/// <summary>Looks at windows of days with fixed thresholds, for those who are asked to. It gives no guarantee: see <see cref="FixedThresholds"/>.</summary>
/// <remarks>Forecasts are counted on a grid of 1000, so the state is at most 90 days of small tables. Not safe for concurrent use.</remarks>
public sealed class FixedThresholdMonitor
{
    private const string MonitorName = "fixed thresholds";
    private const int Kept = 90;

    private readonly MonitorState _state;
    private readonly decimal _alpha;
    private readonly SortedDictionary<DateOnly, Day> _days = [];

    /// <summary>A monitor that has seen nothing.</summary>
    /// <param name="thresholds">Which rules are on.</param>
    /// <param name="alpha">The error rate that sets promised, between 0 and 1.</param>
    public FixedThresholdMonitor(FixedThresholds thresholds, decimal alpha = 0.1m) : this(new MonitorState(MonitorName, null), thresholds, alpha)
    {
    }

    private FixedThresholdMonitor(MonitorState state, FixedThresholds thresholds, decimal alpha)
    {
        ArgumentNullException.ThrowIfNull(thresholds);
        if (alpha is <= 0 or >= 1) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Alpha lies between 0 and 1, for example 0.1.");
        (_state, Thresholds, _alpha) = (state, thresholds, alpha);
    }

    /// <summary>Which rules are on.</summary>
    public FixedThresholds Thresholds { get; }

    /// <summary>Learns of one resolved forecast.</summary>
    /// <param name="day">The day of the window it belongs to.</param>
    /// <param name="forecast">The probability that is claimed to be calibrated, in [0, 1].</param>
    /// <param name="outcome">What the question came to.</param>
    /// <param name="covered">Whether its conformal set held the truth; null where there was no set.</param>
    /// <exception cref="InvalidCalibrationDataException">The forecast is no probability.</exception>
    public void Update(DateOnly day, double forecast, BinaryOutcome outcome, bool? covered = null)
    {
        var score = (int)((Guard.Probability(forecast, "forecast") * 1000) + 0.5);
        if (!_days.TryGetValue(day, out var own)) _days[day] = own = new Day();
        var (count, positives) = own.Scores.GetValueOrDefault(score);
        own.Scores[score] = (count + 1, positives + (outcome.IsYes ? 1 : 0));
        if (covered is { } hit) (own.Sets, own.Covered) = (own.Sets + 1, own.Covered + (hit ? 1 : 0));
        foreach (var old in _days.Keys.TakeWhile(d => d.DayNumber <= _days.Keys.Last().DayNumber - Kept).ToList()) _days.Remove(old);
        _state.Seen(0);
    }

    /// <summary>The rules that are broken by the windows that end today, each with its number; none where a window has no row or its rule is off.</summary>
    /// <param name="today">The last day of all windows.</param>
    public IReadOnlyList<string> Check(DateOnly today)
    {
        var broken = new List<string>();
        if (Thresholds.EceAbove is { } most && Table(today, 30) is { Count: > 0 } month && ReliabilityBins.Of(month, new BinningRule(BinEdges.FloorCapped, 15)).ExpectedError is var error && error > most)
        {
            broken.Add(string.Create(CultureInfo.InvariantCulture, $"ECE of 30 days is {error:0.0000}, above {most}"));
        }

        if (Thresholds.BrierRatioAbove is { } ratio && Table(today, 7) is { Count: > 0 } week && ProbabilityScores.Brier(Table(today, Kept)) is var quarter && ProbabilityScores.Brier(week) is var now && now > ratio * quarter)
        {
            broken.Add(string.Create(CultureInfo.InvariantCulture, $"Brier of 7 days is {now:0.0000}, above {ratio} times the {quarter:0.0000} of {Kept} days"));
        }

        if (Thresholds.CoverageOffBy is { } off)
        {
            var days = Window(today, 30).ToList();
            var (sets, covered) = (days.Sum(d => d.Sets), days.Sum(d => d.Covered));
            if (sets > 0 && Math.Abs(((double)covered / sets) - (double)(1 - _alpha)) > off) broken.Add(string.Create(CultureInfo.InvariantCulture, $"coverage of 30 days is {(double)covered / sets:0.000}, off {1 - _alpha} by more than {off}"));
        }

        return broken;
    }

    /// <summary>The state as JSON, to go on with later.</summary>
    public string ToJson() => _state.ToJson(json =>
    {
        json.WriteString("alpha", _alpha.ToString("0.############################", CultureInfo.InvariantCulture));
        Write(json, "eceAbove", Thresholds.EceAbove);
        Write(json, "brierRatioAbove", Thresholds.BrierRatioAbove);
        Write(json, "coverageOffBy", Thresholds.CoverageOffBy);
        json.WriteStartArray("days");
        foreach (var (date, day) in _days)
        {
            json.WriteStartArray();
            json.WriteStringValue(date.ToString("O", CultureInfo.InvariantCulture));
            json.WriteNumberValue(day.Sets);
            json.WriteNumberValue(day.Covered);
            foreach (var (score, (count, positives)) in day.Scores)
            {
                json.WriteNumberValue(score);
                json.WriteNumberValue(count);
                json.WriteNumberValue(positives);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    });

    /// <summary>Resumes a saved monitor.</summary>
    /// <exception cref="MonitorFormatException">The text is no such monitor.</exception>
    public static FixedThresholdMonitor FromJson(string json) => MonitorState.FromJson(json, [MonitorName], static (state, root) =>
    {
        var thresholds = new FixedThresholds { EceAbove = Read(root, "eceAbove"), BrierRatioAbove = Read(root, "brierRatioAbove"), CoverageOffBy = Read(root, "coverageOffBy") };
        var monitor = new FixedThresholdMonitor(state, thresholds, decimal.Parse(root.GetProperty("alpha").GetString() ?? "", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture));
        foreach (var item in root.GetProperty("days").EnumerateArray())
        {
            var day = new Day { Sets = item[1].GetInt64(), Covered = item[2].GetInt64() };
            Guard.Counts(day.Sets, day.Covered, 0);
            for (var i = 3; i < item.GetArrayLength(); i += 3)
            {
                var (score, count, positives) = (item[i].GetInt32(), item[i + 1].GetInt64(), item[i + 2].GetInt64());
                Guard.Counts(count, positives, i);
                if (score is < 0 or > 1000) throw new MonitorFormatException(string.Create(CultureInfo.InvariantCulture, $"The forecast {score} of 1000 is none."));
                day.Scores[score] = (count, positives);
            }

            monitor._days[DateOnly.ParseExact(item[0].GetString() ?? "", "O", CultureInfo.InvariantCulture)] = day;
        }

        return monitor;
    });

    private static void Write(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }

    private static double? Read(JsonElement root, string name) => root.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    private IEnumerable<Day> Window(DateOnly today, int days) => _days.Where(d => d.Key <= today && d.Key.DayNumber > today.DayNumber - days).Select(d => d.Value);

    private ScoreTable Table(DateOnly today, int days) => ScoreTable.FromGroups(Window(today, days).SelectMany(d => d.Scores.Select(s => new ScoreGroup(s.Key / 1000.0, s.Value.Count, s.Value.Positives))));

    private sealed class Day
    {
        public SortedDictionary<int, (long Count, long Positives)> Scores { get; } = [];

        public long Sets { get; set; }

        public long Covered { get; set; }
    }
}
