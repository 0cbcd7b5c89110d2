namespace HypeKr.Calibration;

/// <summary>Which column of a source is what. Names are quoted wherever they are used.</summary>
public sealed record ForecastColumns
{
    /// <summary>The forecast, a probability: column raw_prob where a bundle is to be fitted or applied.</summary>
    public required string Score { get; init; }

    /// <summary>How the question came out; null where the source has none and only a model is applied.</summary>
    public string? Label { get; init; }

    /// <summary>What the label column holds.</summary>
    /// <value><see cref="SqlLabel.Resolution"/> by default.</value>
    public SqlLabel LabelType { get; init; }

    /// <summary>The question's category.</summary>
    public string? Category { get; init; }

    /// <summary>The market price as a probability.</summary>
    public string? Market { get; init; }

    /// <summary>The day or instant that decides which day a forecast belongs to: when the question was asked, not when it resolved.</summary>
    /// <remarks>An instant with a time zone (timestamptz) falls on a day of the session's time zone: set that to UTC.</remarks>
    public string? Time { get; init; }
}
