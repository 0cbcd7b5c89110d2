namespace HypeKr.Delphi;

/// <summary>One step of a run as it happens: exactly one of <see cref="Sample"/>, <see cref="Round"/> and <see cref="Result"/> is set.</summary>
/// <remarks>Samples come in the order they were answered, which no two runs share; rounds and the result do not depend on it.</remarks>
public sealed record PanelProgress
{
    internal PanelProgress()
    {
    }

    /// <summary>The cell that <see cref="Sample"/> fills.</summary>
    public ForecastCall? Call { get; internal init; }

    /// <summary>An answer, or that there was none.</summary>
    public PanelSample? Sample { get; internal init; }

    /// <summary>A round that has ended.</summary>
    public DelphiRound? Round { get; internal init; }

    /// <summary>The result; the last step of every run that has one.</summary>
    public DelphiResult? Result { get; internal init; }
}
