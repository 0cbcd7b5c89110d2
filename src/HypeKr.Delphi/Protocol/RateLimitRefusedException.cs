namespace HypeKr.Delphi;

/// <summary>The rate limiter of a <see cref="ModelLimit"/> gave no permit and would not queue: the call was not made.</summary>
public sealed class RateLimitRefusedException : DelphiException
{
    internal RateLimitRefusedException()
        : base("The rate limiter refused a permit instead of queueing. Give it a queue at least as long as a round has calls.")
    {
    }
}
