using System.Text.Json;

namespace HypeKr.Calibration;

/// <summary>The capital of several gamblers who bet against "nothing is wrong" with equal stakes. Their mean is a test martingale, and stays one when after every row a share of all capital is spread evenly.</summary>
/// <remarks>
/// Capital is kept as logarithms. Ville, "Étude critique de la notion de collectif" (1939): the chance that a martingale that starts at 1
/// ever reaches 1/δ is at most δ. Spreading capital: Herbster and Warmuth, "Tracking the best expert" (1998).
/// </remarks>
internal sealed class BettingMixture
{
    private readonly double[] _log;

    public BettingMixture(int gamblers) => _log = new double[gamblers];

    /// <summary>ln of the mean capital.</summary>
    public double LogWealth { get; private set; }

    /// <summary>Pays every gambler, and spreads a share of the capital.</summary>
    /// <param name="factors">What each gambler's capital is multiplied with: above 0, and 1 in expectation or less while nothing is wrong.</param>
    /// <param name="share">The share.</param>
    public void Pay(ReadOnlySpan<double> factors, double share)
    {
        for (var j = 0; j < _log.Length; j++) _log[j] += ExactMath.Log(factors[j]);
        LogWealth = LogMean(_log);
        if (share == 0) return;
        for (var j = 0; j < _log.Length; j++) _log[j] = LogWealth + ExactMath.Log(((1 - share) * ExactMath.Exp(_log[j] - LogWealth)) + share);
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var log in _log) json.WriteNumberValue(log);
        json.WriteEndArray();
    }

    public static BettingMixture Read(JsonElement json, int gamblers)
    {
        if (json.GetArrayLength() != gamblers) throw new MonitorFormatException(string.Create(CultureInfo.InvariantCulture, $"There are {json.GetArrayLength()} gamblers where {gamblers} are needed."));
        var mixture = new BettingMixture(gamblers);
        for (var j = 0; j < gamblers; j++)
        {
            mixture._log[j] = json[j].GetDouble();
            if (!double.IsFinite(mixture._log[j])) throw new MonitorFormatException("A gambler's capital is not finite.");
        }

        mixture.LogWealth = LogMean(mixture._log);
        return mixture;
    }

    /// <summary>ln of the mean of exponentials.</summary>
    public static double LogMean(ReadOnlySpan<double> logs)
    {
        var largest = double.NegativeInfinity;
        foreach (var log in logs) largest = Math.Max(largest, log);
        var sum = 0.0;
        foreach (var log in logs) sum += ExactMath.Exp(log - largest);
        return largest + ExactMath.Log(sum / logs.Length);
    }
}
