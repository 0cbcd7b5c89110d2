using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Delphi;

/// <summary>A finished run: the forecast, and everything it was made of.</summary>
/// <remarks>It holds no clock and no latency, so that equal runs give equal JSON.</remarks>
public sealed record DelphiResult
{
    /// <summary><see cref="ForecastQuestion.Id"/>.</summary>
    public required string QuestionId { get; init; }

    /// <summary><see cref="PanelDefinition.Name"/>.</summary>
    public required string Panel { get; init; }

    /// <summary><see cref="PanelDefinition.Fingerprint"/>.</summary>
    public required string PanelFingerprint { get; init; }

    /// <summary>Version of the prompts' wording and layout. Forecasts under different versions are not comparable.</summary>
    public required string PromptVersion { get; init; }

    /// <summary>Names the run in a journal: a hash of question, panel, prompts, seed and <see cref="DelphiOptions.RunKey"/>.</summary>
    public required string RunId { get; init; }

    /// <summary><see cref="DelphiOptions.Seed"/>.</summary>
    public required long Seed { get; init; }

    /// <summary>Why the panel ended.</summary>
    public required ExitReason ExitReason { get; init; }

    /// <summary>The estimate of the last finished round; null if there was none, as after a skip by the prescreen, and for a question with several outcomes.</summary>
    public PanelEstimate? Estimate { get; init; }

    /// <summary>The same for a question with several outcomes.</summary>
    public OutcomesEstimate? OutcomesEstimate { get; init; }

    /// <summary>News items that were withheld, since they are younger than <see cref="ForecastQuestion.AsOf"/> or have no date.</summary>
    public int NewsWithheld { get; init; }

    /// <summary>What the reported tokens cost by <see cref="DelphiOptions.Prices"/>; null without prices. A lower bound where <see cref="PanelUsage.CallsReporting"/> is below <see cref="Calls"/>.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Calls made, the prescreen's and the failed ones among them.</summary>
    public required int Calls { get; init; }

    /// <summary>Tokens used.</summary>
    public required PanelUsage Usage { get; init; }

    /// <summary>What answered for each model role, in the order of first use.</summary>
    public required IReadOnlyList<PanelModel> Models { get; init; }

    /// <summary>Failed samples by kind; kinds that did not occur are absent.</summary>
    public required IReadOnlyDictionary<SampleFailure, int> Failures { get; init; }

    /// <summary>The prescreen's answers, one sample a persona; empty if the panel has no prescreen.</summary>
    public required IReadOnlyList<PanelistRound> Prescreen { get; init; }

    /// <summary>The rounds held; empty if the prescreen skipped the question.</summary>
    public required IReadOnlyList<DelphiRound> Rounds { get; init; }

    /// <summary>Whether there is a forecast.</summary>
    [JsonIgnore]
    public bool HasForecast => Estimate is not null || OutcomesEstimate is not null;

    /// <inheritdoc cref="OutcomesEstimate.Outcomes"/>
    /// <exception cref="InvalidOperationException">The question is yes or no, or there is no forecast.</exception>
    [JsonIgnore]
    public IReadOnlyList<OutcomeEstimate> Outcomes => OutcomesEstimate?.Outcomes
        ?? throw new InvalidOperationException(Estimate is not null ? $"\"{QuestionId}\" is a yes/no question: read Aggregate." : $"There is no forecast for \"{QuestionId}\" ({ExitReason}). Ask HasForecast first.");

    /// <inheritdoc cref="PanelEstimate.Aggregate"/>
    /// <exception cref="InvalidOperationException">There is no forecast, or the question has several outcomes.</exception>
    [JsonIgnore]
    public double Aggregate => Known.Aggregate;

    /// <inheritdoc cref="PanelEstimate.Extremized"/>
    /// <exception cref="InvalidOperationException">There is no forecast, or the question has several outcomes.</exception>
    [JsonIgnore]
    public double Extremized => Known.Extremized;

    /// <inheritdoc cref="PanelEstimate.GeometricMeanOfOdds"/>
    /// <exception cref="InvalidOperationException">There is no forecast, or the question has several outcomes.</exception>
    [JsonIgnore]
    public double GeometricMeanOfOdds => Known.GeometricMeanOfOdds;

    /// <inheritdoc cref="PanelEstimate.Spread"/>
    /// <exception cref="InvalidOperationException">There is no forecast, or the question has several outcomes.</exception>
    [JsonIgnore]
    public double Spread => Known.Spread;

    /// <inheritdoc cref="PanelEstimate.Confidence"/>
    /// <exception cref="InvalidOperationException">There is no forecast, or the question has several outcomes.</exception>
    [JsonIgnore]
    public double Confidence => Known.Confidence;

    private PanelEstimate Known => Estimate
        ?? throw new InvalidOperationException(OutcomesEstimate is not null ? $"\"{QuestionId}\" has several outcomes: read Outcomes." : $"There is no forecast for \"{QuestionId}\" ({ExitReason}). Ask HasForecast first.");

    /// <summary>The record of the run as indented JSON, answers included.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, DelphiJsonContext.Default.DelphiResult);
}
