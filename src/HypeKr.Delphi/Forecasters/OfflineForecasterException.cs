namespace HypeKr.Delphi;

/// <summary>An offline forecaster was asked what it cannot answer: a request from outside a panel, or a question it does not know.</summary>
/// <remarks>Within a panel it appears as a <see cref="SampleFailure.Faulted"/> sample and, if nobody can answer, inside a <see cref="QuorumNotReachedException"/>.</remarks>
public sealed class OfflineForecasterException : DelphiException
{
    internal OfflineForecasterException(string message)
        : base(message)
    {
    }
}
