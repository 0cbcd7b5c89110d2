using System.Text.Json.Serialization;

namespace HypeKr.Delphi;

/// <summary>One call and what came of it.</summary>
public sealed record PanelSample
{
    /// <summary>0 for a persona's first sample in a round.</summary>
    public required int Index { get; init; }

    /// <summary>The seed sent with the call. Providers may ignore it.</summary>
    public required long Seed { get; init; }

    /// <summary>The forecast in [0, 1] as the model gave it, or null if <see cref="Failure"/> says why not.</summary>
    public double? Probability { get; init; }

    /// <summary>Why there is no probability.</summary>
    public SampleFailure Failure { get; init; }

    /// <summary>The answer, verbatim; null if none came.</summary>
    public string? Answer { get; init; }

    /// <summary>The model that answered, as the response says.</summary>
    public string? ModelId { get; init; }

    /// <summary>What the response says it used; null where it says nothing.</summary>
    public SampleUsage? Usage { get; init; }

    /// <summary>The type of the exception behind <see cref="SampleFailure.Faulted"/> or <see cref="SampleFailure.TimedOut"/>. Not its message, which may hold a key.</summary>
    public string? Error { get; init; }

    /// <summary>The exception itself, for the caller; it is not part of the record.</summary>
    [JsonIgnore]
    public Exception? Exception { get; init; }
}
