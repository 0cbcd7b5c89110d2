namespace HypeKr.Calibration;

/// <summary>Alarms when a forecaster has a higher Brier score than another on the same questions: the bundle against the one before it, against the raw forecast, or against the market.</summary>
/// <remarks>
/// Bets 1 + λ·d on the difference d of the two losses of each row, in [-1, 1], lose in expectation as long as the watched forecaster is
/// no worse at every row, in an order that was fixed before outcomes were known (see <see cref="CalibrationMonitor"/>). Waudby-Smith and
/// Ramdas, "Estimating means of bounded random variables by betting" (2024). Not safe for concurrent use.
/// </remarks>
public sealed class PairedLossMonitor
{
    private const string BrierName = "brier";
    private const string EdgeName = "edge";
    private const int Gamblers = 5;

    private readonly MonitorState _state;
    private readonly BettingMixture _bets;

    /// <summary>A monitor that has seen nothing.</summary>
    /// <param name="options">How strict it is; defaults when left out.</param>
    public PairedLossMonitor(MonitorOptions? options = null) : this(new MonitorState(BrierName, options), new BettingMixture(Gamblers))
    {
    }

    private PairedLossMonitor(MonitorState state, BettingMixture bets) => (_state, _bets) = (state, bets);

    /// <summary>Where it stands.</summary>
    public MonitorReading Reading => _state.Reading;

    /// <summary>A monitor of the edge: alarms when forecasts are worse than the market prices they were to beat.</summary>
    /// <param name="options">How strict it is; defaults when left out.</param>
    public static PairedLossMonitor OfEdge(MonitorOptions? options = null) => new(new MonitorState(EdgeName, options), new BettingMixture(Gamblers));

    /// <summary>Learns of one resolved question.</summary>
    /// <param name="watched">The forecast that is to be no worse, in [0, 1].</param>
    /// <param name="reference">The forecast or market price it is compared with, in [0, 1].</param>
    /// <param name="outcome">What the question came to.</param>
    /// <exception cref="InvalidCalibrationDataException">A value is no probability.</exception>
    public MonitorReading Update(double watched, double reference, BinaryOutcome outcome)
    {
        var (a, b) = (Guard.Probability(watched, "forecast"), Guard.Probability(reference, "reference"));
        var y = outcome.IsYes ? 1 : 0;
        var difference = ((a - y) * (a - y)) - ((b - y) * (b - y));
        ReadOnlySpan<double> stakes = [0, 0.1, 0.25, 0.5, 0.95];
        Span<double> factors = stackalloc double[Gamblers];
        for (var i = 0; i < stakes.Length; i++) factors[i] = 1 + (stakes[i] * difference);
        _bets.Pay(factors, _state.Options.Share);
        return _state.Seen(_bets.LogWealth);
    }

    /// <summary>The state as JSON, to go on with later.</summary>
    public string ToJson() => _state.ToJson(json =>
    {
        json.WritePropertyName("bets");
        _bets.Write(json);
    });

    /// <summary>Resumes a saved monitor of either kind.</summary>
    /// <exception cref="MonitorFormatException">The text is no such monitor.</exception>
    public static PairedLossMonitor FromJson(string json) => MonitorState.FromJson(json, [BrierName, EdgeName], static (state, root) => new PairedLossMonitor(state, BettingMixture.Read(root.GetProperty("bets"), Gamblers)));
}
