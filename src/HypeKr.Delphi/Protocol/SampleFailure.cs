namespace HypeKr.Delphi;

/// <summary>Why a sample gave no probability. A failed sample is left out; it is never read as one half.</summary>
public enum SampleFailure
{
    /// <summary>It did not fail.</summary>
    None,

    /// <summary>The model declined, in words or by a content filter.</summary>
    Refusal,

    /// <summary>The answer holds no forecast.</summary>
    NoForecast,

    /// <summary>The answer holds several, or one that can be read in two ways.</summary>
    Ambiguous,

    /// <summary>The answer's number is no probability, such as 140 %.</summary>
    OutOfRange,

    /// <summary>The answer has no text.</summary>
    Empty,

    /// <summary>The answer was cut off at its token limit; a number in the middle of a thought is not the forecast.</summary>
    Truncated,

    /// <summary>The call took longer than <see cref="DelphiOptions.CallTimeout"/>, or the client gave up by itself.</summary>
    TimedOut,

    /// <summary>The client threw, or reported an error as content.</summary>
    Faulted,

    /// <summary>The round ran out of time before the call was answered, or sent.</summary>
    Late,

    /// <summary>Three points were asked for, and the answer has no lower and upper bound around its best estimate.</summary>
    NoInterval,
}
