namespace HypeKr.Delphi;

/// <summary>A track record that nothing should be fitted on: too few outcomes, all the same, or forecasts that point the wrong way.</summary>
public sealed class RecalibrationRefusedException : DelphiException
{
    internal RecalibrationRefusedException(string message)
        : base(message)
    {
    }
}
