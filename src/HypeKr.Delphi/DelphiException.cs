namespace HypeKr.Delphi;

/// <summary>The root of every error that this package raises about panels, forecasts and offline forecasters.</summary>
/// <remarks>Bad arguments are <see cref="ArgumentException"/>; a caller's cancellation is <see cref="OperationCanceledException"/>.</remarks>
public abstract class DelphiException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What was wrong, with the value, and what would be right.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    protected DelphiException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
