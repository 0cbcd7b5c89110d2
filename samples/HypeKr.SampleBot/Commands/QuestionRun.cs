using System.Globalization;
using HypeKr.Calibration;
using HypeKr.Delphi;
using HypeKr.Hyperliquid;

namespace HypeKr.SampleBot;

/// <summary>One question on its way through the house.</summary>
internal sealed record QuestionRun
{
    public required BundledQuestion Question { get; init; }
    public required Instrument Instrument { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public required DelphiResult Result { get; init; }
    public MarketQuote? Quote { get; init; }
    public CalibratedForecast? Forecast { get; init; }

    /// <summary>The order as it is about to be sent.</summary>
    public OrderRequest? Planned { get; init; }

    public OrderResult? Order { get; init; }

    public bool IsFilled => Order is { Status: OrderResultStatus.Filled or OrderResultStatus.PartlyFilled };

    public string Interval => Forecast is { } f ? $"{Text.Probability(f.Interval.Lower)}-{Text.Probability(f.Interval.Upper)}" : "-";

    public string SetText => Forecast is null ? "-" : Text.Set(Forecast.Set);

    public string Decision => Forecast?.Decision switch
    {
        ForecastDecision.Trade { Side: ContractSide.Yes } => "trade YES",
        ForecastDecision.Trade => "trade NO",
        _ => "skip",
    };

    public string Reason => Forecast?.Decision.Explanation
        ?? (Result.HasForecast ? "a side of the book is empty, so there is no quote" : $"the panel gave no forecast ({Result.ExitReason})");

    public string PanelText => Result.HasForecast
        ? string.Create(CultureInfo.InvariantCulture, $"panel: {Result.Rounds.Count} {(Result.Rounds.Count == 1 ? "round" : "rounds")}, {Result.Calls} calls, {Result.ExitReason}; aggregate {Result.Aggregate:0.000}, spread {Result.Spread:0.000}, confidence {Result.Confidence:0.00}")
        : string.Create(CultureInfo.InvariantCulture, $"panel: {Result.Calls} calls, {Result.ExitReason}");

    public ForecastRow ToRow(string runId, string bundleHash) => new()
    {
        RunId = runId,
        QuestionId = Question.Id,
        Question = Question.Text,
        Category = Question.Category,
        AskedAt = AskedAt,
        RawProbability = Result.HasForecast ? Result.Aggregate : null,
        IsotonicProbability = Forecast?.Isotonic.Value,
        Lower = Forecast?.Interval.Lower,
        Upper = Forecast?.Interval.Upper,
        CalibratedProbability = Forecast?.Calibrated.Value,
        BlendedProbability = Forecast?.Blended?.Value,
        PredictionSet = SetText,
        Bid = Quote?.Bid,
        Ask = Quote?.Ask,
        Fee = Quote?.Fee,
        Decision = Decision,
        Reason = Reason,
        Coin = Planned?.Coin ?? Instrument.Coin,
        Cloid = Planned?.Cloid?.ToString(),
        OrderStatus = Order?.Status.ToString(),
        FilledSize = Order?.FilledSize,
        AveragePrice = Order?.AveragePrice,
        Spread = Result.HasForecast ? Result.Spread : null,
        Confidence = Result.HasForecast ? Result.Confidence : null,
        Panel = $"{Result.Panel}@{Result.PanelFingerprint}",
        PromptVersion = Result.PromptVersion,
        BundleHash = bundleHash,
    };
}
