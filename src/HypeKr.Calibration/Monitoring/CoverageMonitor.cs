using System.Text.Json;

namespace HypeKr.Calibration;

/// <summary>Watches whether the conformal sets of a bundle hold the truth as often as they promised, cell by cell, with bounds that are right at all times together.</summary>
/// <remarks>
/// <para>
/// A healthy cell of n rows covers as often as its Beta band says, not exactly 1 - alpha: fixed allowances alarm for healthy small cells.
/// Here half of the false-alarm rate goes to the band (its lower quantile is the least healthy coverage), half to betting on misses
/// beyond that; the rate is split over the cells. Cells that may not exclude their label (too few rows) are not watched.
/// </para>
/// <para>
/// Bets: θ/m for a miss and (1 - θ)/(1 - m) for a hit, with m the most misses of a healthy cell and several θ above it; they lose in
/// expectation while misses are at most m. The confidence sequence is that of Robbins' uniform mixture (1970). Not safe for concurrent use.
/// </para>
/// </remarks>
public sealed class CoverageMonitor
{
    private const string MonitorName = "coverage";
    private const int Gamblers = 7;

    private readonly MonitorState _state;
    private readonly bool _byCategory;
    private readonly bool _byClass;
    private readonly List<Cell> _cells;
    private readonly Dictionary<(string? Category, int? Class), Cell> _byKey = [];

    private CoverageMonitor(MonitorState state, bool byCategory, bool byClass, List<Cell> cells)
    {
        (_state, _byCategory, _byClass, _cells) = (state, byCategory, byClass, cells);
        foreach (var cell in cells) _byKey.Add((cell.Category, cell.Class), cell);
    }

    /// <summary>Where it stands over all cells: the evidence is that of the cell with the most, less ln of how many cells there are.</summary>
    public MonitorReading Reading => _state.Reading;

    /// <summary>Where each cell stands.</summary>
    public IReadOnlyList<CoverageReading> Cells => [.. _cells.Select(c => c.Reading(_state.Options.Threshold + ExactMath.Log(_cells.Count)))];

    /// <summary>A monitor of a bundle's sets.</summary>
    /// <param name="bundle">The bundle that makes the sets.</param>
    /// <param name="options">How strict it is; defaults when left out.</param>
    public static CoverageMonitor Of(CalibratorBundle bundle, MonitorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        var state = new MonitorState(MonitorName, options);
        var policies = bundle.Options.Conformal;
        SignificanceLevel alpha = bundle.Options.Alpha;
        var watched = bundle.Conformal.Cells.Where(c => !c.AlwaysIncludes && !double.IsPositiveInfinity(c.Quantile(alpha))).ToList();
        var cells = watched.ConvertAll(c =>
        {
            var rank = alpha.Rank(c.Count, 1, policies.Boundary);
            var least = BetaQuantile.Of(rank, c.Count + 1 - rank, (double)state.Options.FalseAlarmRate / 2 / watched.Count);
            return new Cell(c.Category, c.Class, least, new BettingMixture(Gamblers));
        });
        return new CoverageMonitor(state, policies.ByCategory, policies.ByClass, cells);
    }

    /// <summary>Learns of one resolved forecast.</summary>
    /// <param name="category">The question's category.</param>
    /// <param name="set">The conformal set that was stated.</param>
    /// <param name="outcome">What the question came to.</param>
    public MonitorReading Update(string category, BinarySet set, BinaryOutcome outcome)
    {
        ArgumentException.ThrowIfNullOrEmpty(category);
        var covered = set.HasFlag(outcome.IsYes ? BinarySet.Yes : BinarySet.No);
        if (_byKey.TryGetValue((_byCategory ? category : null, _byClass ? (outcome.IsYes ? 1 : 0) : null), out var cell))
        {
            cell.Update(covered, _state.Options.Share, _state.Options.Threshold + ExactMath.Log(2 * _cells.Count));
        }

        // Half of the rate is spent on the bands.
        var most = _cells.Count == 0 ? 0 : _cells.Max(c => c.LogWealth) - ExactMath.Log(2 * _cells.Count);
        return _state.Seen(most);
    }

    /// <summary>Learns of one resolved forecast.</summary>
    /// <param name="forecast">The forecast, with its set.</param>
    /// <param name="outcome">What the question came to.</param>
    public MonitorReading Update(CalibratedForecast forecast, BinaryOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        return Update(forecast.Category, (forecast.Set.Contains(0) ? BinarySet.No : 0) | (forecast.Set.Contains(1) ? BinarySet.Yes : 0), outcome);
    }

    /// <summary>The state as JSON, to go on with later.</summary>
    public string ToJson() => _state.ToJson(json =>
    {
        json.WriteBoolean("byCategory", _byCategory);
        json.WriteBoolean("byClass", _byClass);
        json.WriteStartArray("cells");
        foreach (var cell in _cells) cell.Write(json);
        json.WriteEndArray();
    });

    /// <summary>Resumes a saved monitor.</summary>
    /// <exception cref="MonitorFormatException">The text is no such monitor.</exception>
    public static CoverageMonitor FromJson(string json) => MonitorState.FromJson(json, [MonitorName], static (state, root) =>
        new CoverageMonitor(state, root.GetProperty("byCategory").GetBoolean(), root.GetProperty("byClass").GetBoolean(), [.. root.GetProperty("cells").EnumerateArray().Select(Cell.Read)]));

    private sealed class Cell(string? category, int? @class, double least, BettingMixture bets)
    {
        private long _rows;
        private long _covered;
        private long? _alarm;

        public string? Category { get; } = category;

        public int? Class { get; } = @class;

        public double LogWealth => bets.LogWealth;

        public void Update(bool covered, double share, double threshold)
        {
            _rows++;
            if (covered) _covered++;
            var most = 1 - least;
            Span<double> factors = stackalloc double[Gamblers];
            for (var i = 0; i < Gamblers; i++)
            {
                // From a little above the most misses of a healthy cell to half way to 1; the first bets nothing.
                var theta = most + ((1 - most) * 0.5 * i / (Gamblers - 1));
                factors[i] = covered ? (1 - theta) / (1 - most) : theta / most;
            }

            bets.Pay(factors, share);
            if (_alarm is null && bets.LogWealth >= threshold) _alarm = _rows;
        }

        public CoverageReading Reading(double threshold)
        {
            var (lower, upper) = Bounds(_covered, _rows, threshold);
            return new CoverageReading(Category, Class, _rows, _covered, lower, upper, least, _alarm);
        }

        public void Write(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteString("category", Category);
            if (Class is { } label) json.WriteNumber("class", label);
            else json.WriteNull("class");
            json.WriteNumber("least", least);
            json.WriteNumber("rows", _rows);
            json.WriteNumber("covered", _covered);
            if (_alarm is { } row) json.WriteNumber("alarmRow", row);
            else json.WriteNull("alarmRow");
            json.WritePropertyName("bets");
            bets.Write(json);
            json.WriteEndObject();
        }

        public static Cell Read(JsonElement json)
        {
            var least = json.GetProperty("least").GetDouble();
            if (!(least > 0 && least < 1)) throw new MonitorFormatException(string.Create(CultureInfo.InvariantCulture, $"A least coverage of {least} is impossible."));
            int? label = json.GetProperty("class") is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : null;
            var cell = new Cell(json.GetProperty("category").GetString(), label, least, BettingMixture.Read(json.GetProperty("bets"), Gamblers))
            {
                _rows = json.GetProperty("rows").GetInt64(),
                _covered = json.GetProperty("covered").GetInt64(),
                _alarm = json.GetProperty("alarmRow") is { ValueKind: JsonValueKind.Number } row ? row.GetInt64() : null,
            };
            return cell._covered >= 0 && cell._covered <= cell._rows ? cell : throw new MonitorFormatException(string.Create(CultureInfo.InvariantCulture, $"{cell._covered} covered of {cell._rows} is impossible."));
        }

        /// <summary>The rates θ that Robbins' mixture has not refuted: θ^k (1-θ)^(n-k) ≥ B(k+1, n-k+1)·δ.</summary>
        private static (double Lower, double Upper) Bounds(long covered, long rows, double threshold)
        {
            if (rows == 0) return (0, 1);
            var level = MathNet.Numerics.SpecialFunctions.GammaLn(covered + 1.0) + MathNet.Numerics.SpecialFunctions.GammaLn(rows - covered + 1.0) - MathNet.Numerics.SpecialFunctions.GammaLn(rows + 2.0) - threshold;
            var best = (double)covered / rows;
            return (Edge(0, best), Edge(1, best));

            double Edge(double outside, double inside)
            {
                if (Likelihood(outside) >= level) return outside;
                for (var i = 0; i < 60; i++)
                {
                    var middle = (outside + inside) / 2;
                    if (Likelihood(middle) >= level) inside = middle;
                    else outside = middle;
                }

                return outside;
            }

            double Likelihood(double rate) => (covered == 0 ? 0 : covered * ExactMath.Log(rate)) + (rows == covered ? 0 : (rows - covered) * ExactMath.Log(1 - rate));
        }
    }
}
