namespace HypeKr.Calibration;

/// <summary>Alarms when outcomes stop coming as often as the forecasts say: for each row P(YES) = forecast is bet against.</summary>
/// <remarks>
/// Bets 1 + λ·g(p)·(y - p) with g = ±1 (a bias) and ±(2p - 1) (too bold or too timid) win nothing in expectation while forecasts are
/// calibrated, given all that was known when each was made. Arnold, Henzi and Ziegel, "Sequentially valid tests for forecast calibration"
/// (2023). Rows may be in any order that was fixed before outcomes were known, such as that of the questions' creation, and none of it may
/// be left out for being open still: YES tends to resolve before NO, so what has resolved first is mostly YES whatever the forecasts. Not
/// safe for concurrent use.
/// </remarks>
public sealed class CalibrationMonitor
{
    private const string MonitorName = "calibration";
    private const int Gamblers = 13;

    private readonly MonitorState _state;
    private readonly BettingMixture _bets;

    /// <summary>A monitor that has seen nothing.</summary>
    /// <param name="options">How strict it is; defaults when left out.</param>
    public CalibrationMonitor(MonitorOptions? options = null) : this(new MonitorState(MonitorName, options), new BettingMixture(Gamblers))
    {
    }

    private CalibrationMonitor(MonitorState state, BettingMixture bets) => (_state, _bets) = (state, bets);

    /// <summary>Where it stands.</summary>
    public MonitorReading Reading => _state.Reading;

    /// <summary>Learns of one resolved forecast.</summary>
    /// <param name="forecast">The probability that is claimed to be calibrated, in [0, 1].</param>
    /// <param name="outcome">What the question came to.</param>
    /// <exception cref="InvalidCalibrationDataException">The forecast is no probability.</exception>
    public MonitorReading Update(double forecast, BinaryOutcome outcome)
    {
        var p = Guard.Probability(forecast, "forecast");
        var residual = (outcome.IsYes ? 1 : 0) - p;
        Span<double> factors = stackalloc double[Gamblers];
        ReadOnlySpan<double> stakes = [0.15, 0.35, 0.8];
        for (var i = 0; i < stakes.Length; i++)
        {
            factors[i] = 1 + (stakes[i] * residual);
            factors[i + 3] = 1 - (stakes[i] * residual);
            factors[i + 6] = 1 + (stakes[i] * ((2 * p) - 1) * residual);
            factors[i + 9] = 1 - (stakes[i] * ((2 * p) - 1) * residual);
        }

        factors[12] = 1;
        _bets.Pay(factors, _state.Options.Share);
        return _state.Seen(_bets.LogWealth);
    }

    /// <summary>The state as JSON, to go on with later.</summary>
    public string ToJson() => _state.ToJson(json =>
    {
        json.WritePropertyName("bets");
        _bets.Write(json);
    });

    /// <summary>Resumes a saved monitor.</summary>
    /// <exception cref="MonitorFormatException">The text is no such monitor.</exception>
    public static CalibrationMonitor FromJson(string json) => MonitorState.FromJson(json, [MonitorName], static (state, root) => new CalibrationMonitor(state, BettingMixture.Read(root.GetProperty("bets"), Gamblers)));
}
