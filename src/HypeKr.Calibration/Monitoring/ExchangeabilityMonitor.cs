namespace HypeKr.Calibration;

/// <summary>A conformal test martingale: alarms when raw forecasts of one category and outcome stop looking like those before them.</summary>
/// <remarks>
/// <para>
/// Each row is judged against the rows before it in the cell of its category and true outcome, by a smoothed p-value, and then joins the
/// cell. While rows of a cell are exchangeable these p-values are independent and uniform, whatever the forecasts, so power bets on
/// small and on large ones (ε·p^(ε-1), and the same of 1 - p) and linear bets win nothing in expectation. Vovk, Nouretdinov and
/// Gammerman, "Testing exchangeability on-line" (2003); Vovk et al., "Retrain or not retrain" (2021).
/// </para>
/// <para>
/// Rows must come in an order that was fixed before their outcomes were known: by the creation of the question. YES tends to resolve
/// before NO, so the order of resolution alarms by itself. Scores are counted on a grid of 1000, ties broken at random by the seed, which
/// keeps the state small and the p-values exact.
/// </para>
/// <para>Half of the capital bets on all cells together, half is spread over the cells in the order in which they appear. Not safe for concurrent use.</para>
/// </remarks>
public sealed class ExchangeabilityMonitor
{
    private const string MonitorName = "exchangeability";
    private const int Steps = 1000;
    private const int Gamblers = 9;

    private readonly MonitorState _state;
    private readonly BettingMixture _pooled;
    private readonly List<Cell> _cells = [];
    private readonly Dictionary<(string Category, bool IsYes), Cell> _byKey = [];

    /// <summary>A monitor that has seen nothing.</summary>
    /// <param name="options">How strict it is; defaults when left out.</param>
    public ExchangeabilityMonitor(MonitorOptions? options = null) : this(new MonitorState(MonitorName, options), new BettingMixture(Gamblers))
    {
    }

    private ExchangeabilityMonitor(MonitorState state, BettingMixture pooled) => (_state, _pooled) = (state, pooled);

    /// <summary>Where it stands.</summary>
    public MonitorReading Reading => _state.Reading;

    /// <summary>Learns of one resolved forecast.</summary>
    /// <param name="category">The question's category.</param>
    /// <param name="raw">The forecast before calibration.</param>
    /// <param name="outcome">What the question came to.</param>
    /// <exception cref="UninitializedValueException">A value is a default one.</exception>
    public MonitorReading Update(string category, RawProbability raw, BinaryOutcome outcome)
    {
        ArgumentException.ThrowIfNullOrEmpty(category);
        var isYes = outcome.IsYes;
        if (!_byKey.TryGetValue((category, isYes), out var cell)) cell = Add(category, isYes, new long[Steps + 1], new BettingMixture(Gamblers));
        var score = (int)((raw.Value * Steps) + 0.5);
        var p = cell.PValue(score, Theta());
        Span<double> factors = stackalloc double[Gamblers];
        Bets(p, factors);
        _pooled.Pay(factors, _state.Options.Share);
        cell.Bets.Pay(factors, _state.Options.Share);
        cell.Add(score, 1);
        return _state.Seen(Evidence());
    }

    /// <summary>The log10 of the evidence after each row, as a chart shows it; 0 before the first.</summary>
    /// <param name="rows">Resolved forecasts, in the order of their questions' creation.</param>
    /// <param name="options">How strict the monitor is; defaults when left out.</param>
    public static IReadOnlyList<double> Path(IEnumerable<CalibrationRow> rows, MonitorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var monitor = new ExchangeabilityMonitor(options);
        return [.. rows.Select(r => monitor.Update(r.Category, r.Raw, r.Outcome).LogEvidence / ExactMath.Log(10))];
    }

    /// <summary>The state as JSON, to go on with later.</summary>
    public string ToJson() => _state.ToJson(json =>
    {
        json.WritePropertyName("pooled");
        _pooled.Write(json);
        json.WriteStartArray("cells");
        foreach (var cell in _cells)
        {
            json.WriteStartObject();
            json.WriteString("category", cell.Category);
            json.WriteBoolean("yes", cell.IsYes);
            json.WritePropertyName("bets");
            cell.Bets.Write(json);
            json.WriteStartArray("counts");
            for (var i = 0; i < cell.Counts.Length; i++)
            {
                if (cell.Counts[i] == 0) continue;
                json.WriteNumberValue(i);
                json.WriteNumberValue(cell.Counts[i]);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>Resumes a saved monitor.</summary>
    /// <exception cref="MonitorFormatException">The text is no such monitor.</exception>
    public static ExchangeabilityMonitor FromJson(string json) => MonitorState.FromJson(json, [MonitorName], static (state, root) =>
    {
        var monitor = new ExchangeabilityMonitor(state, BettingMixture.Read(root.GetProperty("pooled"), Gamblers));
        foreach (var item in root.GetProperty("cells").EnumerateArray())
        {
            var counts = new long[Steps + 1];
            var pairs = item.GetProperty("counts");
            for (var i = 0; i < pairs.GetArrayLength(); i += 2)
            {
                var count = pairs[i + 1].GetInt64();
                counts[pairs[i].GetInt32()] = count > 0 ? count : throw new MonitorFormatException("A cell has a score without rows.");
            }

            monitor.Add(Guard.Category(item.GetProperty("category").GetString() ?? "", 0), item.GetProperty("yes").GetBoolean(), counts, BettingMixture.Read(item.GetProperty("bets"), Gamblers));
        }

        return monitor;
    });

    private Cell Add(string category, bool isYes, long[] counts, BettingMixture bets)
    {
        var cell = new Cell(category, isYes, counts, bets);
        _byKey.Add((category, isYes), cell);
        _cells.Add(cell);
        return cell;
    }

    /// <summary>Uniform in (0, 1), from the seed and the number of the row alone, so that nothing of a generator has to be saved.</summary>
    private double Theta() => ((new SeededRandom(unchecked(_state.Options.Seed + (0x9E3779B97F4A7C15 * (ulong)(_state.Rows + 1)))).NextUInt64() >> 11) + 0.5) * (1.0 / (1UL << 53));

    private double Evidence()
    {
        // The k-th cell has a stake of 1/(k(k+1)), set aside before it appears; what is left lies idle.
        Span<double> terms = _cells.Count < 64 ? stackalloc double[_cells.Count + 2] : new double[_cells.Count + 2];
        terms[0] = _pooled.LogWealth;
        terms[1] = ExactMath.Log(1.0 / (_cells.Count + 1));
        for (var k = 0; k < _cells.Count; k++) terms[k + 2] = _cells[k].Bets.LogWealth - ExactMath.Log((k + 1.0) * (k + 2.0));

        // The pooled half and the other: mean of one and the sum of the rest.
        return BettingMixture.LogMean(terms) + ExactMath.Log(terms.Length / 2.0);
    }

    private static void Bets(double p, Span<double> factors)
    {
        var (low, high) = (ExactMath.Log(p), ExactMath.Log(1 - p));
        ReadOnlySpan<double> powers = [0.4, 0.65, 0.85];
        for (var i = 0; i < powers.Length; i++)
        {
            factors[i] = powers[i] * ExactMath.Exp((powers[i] - 1) * low);
            factors[i + 3] = powers[i] * ExactMath.Exp((powers[i] - 1) * high);
        }

        factors[6] = 1 + (1.4 * (p - 0.5));
        factors[7] = 1 - (1.4 * (p - 0.5));
        factors[8] = 1;
    }

    private sealed class Cell
    {
        // Fenwick, "A new data structure for cumulative frequency tables" (1994).
        private readonly long[] _tree = new long[Steps + 2];
        private long _total;

        public Cell(string category, bool isYes, long[] counts, BettingMixture bets)
        {
            (Category, IsYes, Counts, Bets) = (category, isYes, new long[Steps + 1], bets);
            for (var i = 0; i < counts.Length; i++) Add(i, counts[i]);
        }

        public string Category { get; }

        public bool IsYes { get; }

        public long[] Counts { get; }

        public BettingMixture Bets { get; }

        public void Add(int score, long count)
        {
            Counts[score] += count;
            _total += count;
            for (var i = score + 1; i < _tree.Length; i += i & -i) _tree[i] += count;
        }

        /// <summary>The smoothed p-value (#stranger + θ(#equal + 1)) / (n + 1): of YES low forecasts are strange, of NO high ones.</summary>
        public double PValue(int score, double theta)
        {
            var below = 0L;
            for (var i = score; i > 0; i -= i & -i) below += _tree[i];
            var stranger = IsYes ? below : _total - below - Counts[score];
            return Math.Min((stranger + (theta * (Counts[score] + 1))) / (_total + 1), 1 - 1e-15);
        }
    }
}
