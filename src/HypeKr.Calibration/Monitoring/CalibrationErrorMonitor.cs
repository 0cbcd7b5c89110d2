namespace HypeKr.Calibration;

/// <summary>Alarms when the calibration error (15 bins, floor(p·15)) of block after block exceeds what a perfectly calibrated forecaster shows one time in twenty on as many rows.</summary>
/// <remarks>
/// The error of few rows is far from 0 by chance alone, so each block is held against its own simulated null quantile, and the exceedances
/// are bet on: at a null rate of 6 %, which leaves room for the simulation. For anytime answers within a block use
/// <see cref="CalibrationMonitor"/>; this one speaks the language of reports. Not safe for concurrent use.
/// </remarks>
public sealed class CalibrationErrorMonitor
{
    private const string MonitorName = "calibration error";
    private const int Gamblers = 4;
    private const int Draws = 199;
    private const double NullRate = 0.06;

    private readonly MonitorState _state;
    private readonly BettingMixture _bets;
    private readonly List<ScoreGroup> _block = [];

    /// <summary>A monitor that has seen nothing.</summary>
    /// <param name="blockRows">How many rows a block has, at least 50.</param>
    /// <param name="options">How strict it is; defaults when left out.</param>
    public CalibrationErrorMonitor(int blockRows = 200, MonitorOptions? options = null) : this(new MonitorState(MonitorName, options), new BettingMixture(Gamblers), blockRows)
    {
    }

    private CalibrationErrorMonitor(MonitorState state, BettingMixture bets, int blockRows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blockRows, 50);
        (_state, _bets, BlockRows) = (state, bets, blockRows);
    }

    /// <summary>How many rows a block has.</summary>
    public int BlockRows { get; }

    /// <summary>Where it stands; the evidence moves at the end of each block.</summary>
    public MonitorReading Reading => _state.Reading;

    /// <summary>The error of the last whole block beside its null values; null before the first.</summary>
    public NullCalibrationError? LastBlock { get; private set; }

    /// <summary>Learns of one resolved forecast.</summary>
    /// <param name="forecast">The probability that is claimed to be calibrated, in [0, 1].</param>
    /// <param name="outcome">What the question came to.</param>
    /// <exception cref="InvalidCalibrationDataException">The forecast is no probability.</exception>
    public MonitorReading Update(double forecast, BinaryOutcome outcome)
    {
        _block.Add(new ScoreGroup(Guard.Probability(forecast, "forecast"), 1, outcome.IsYes ? 1 : 0));
        if (_block.Count == BlockRows)
        {
            var error = NullCalibrationError.Of(ScoreTable.FromGroups(_block), new BinningRule(BinEdges.FloorCapped, 15), unchecked(_state.Options.Seed + (ulong)_state.Rows), Draws);
            LastBlock = error;
            _block.Clear();
            Span<double> factors = stackalloc double[Gamblers];
            ReadOnlySpan<double> rates = [NullRate, 0.15, 0.4, 0.8];
            for (var i = 0; i < Gamblers; i++) factors[i] = error.Measured > error.Upper95 ? rates[i] / NullRate : (1 - rates[i]) / (1 - NullRate);

            // A block counts as its rows where capital is spread.
            _bets.Pay(factors, Math.Min(0.5, _state.Options.Share * BlockRows));
        }

        return _state.Seen(_bets.LogWealth);
    }

    /// <summary>The state as JSON, to go on with later: the rows of the block that is under way among it.</summary>
    public string ToJson() => _state.ToJson(json =>
    {
        json.WriteNumber("blockRows", BlockRows);
        json.WritePropertyName("bets");
        _bets.Write(json);
        json.WriteStartArray("block");
        foreach (var row in _block)
        {
            json.WriteNumberValue(row.Score);
            json.WriteNumberValue(row.Positives);
        }

        json.WriteEndArray();
    });

    /// <summary>Resumes a saved monitor.</summary>
    /// <exception cref="MonitorFormatException">The text is no such monitor.</exception>
    public static CalibrationErrorMonitor FromJson(string json) => MonitorState.FromJson(json, [MonitorName], static (state, root) =>
    {
        var monitor = new CalibrationErrorMonitor(state, BettingMixture.Read(root.GetProperty("bets"), Gamblers), root.GetProperty("blockRows").GetInt32());
        var block = root.GetProperty("block");
        if (block.GetArrayLength() % 2 != 0 || block.GetArrayLength() / 2 != state.Rows % monitor.BlockRows) throw new MonitorFormatException("The block under way does not fit the number of rows.");
        for (var i = 0; i < block.GetArrayLength(); i += 2)
        {
            var positives = block[i + 1].GetInt64();
            Guard.Counts(1, positives, i / 2);
            monitor._block.Add(new ScoreGroup(Guard.Probability(block[i].GetDouble(), i / 2, "forecast"), 1, positives));
        }

        return monitor;
    });
}
