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

    /// <summary>The lower bound, where three points were asked for and given.</summary>
    public double? Lower { get; init; }

    /// <summary>The upper bound, where three points were asked for and given.</summary>
    public double? Upper { get; init; }

    /// <summary>For a question with several outcomes, their probabilities in its order, scaled to sum to 1; null for a yes/no question, and if there are none.</summary>
    public IReadOnlyList<double>? Probabilities { get; init; }

    /// <summary>Calls made for the sample: 1, or 2 where it was asked once more; 0 if it was never sent.</summary>
    public int Calls { get; init; } = 1;

    /// <summary>How many of <see cref="Calls"/> reported usage.</summary>
    public int CallsReporting { get; init; }

    /// <summary>The provider that the client names, such as <c>openai</c>; null if it names none, or nothing came.</summary>
    public string? Provider { get; init; }

    /// <summary>The first answer, verbatim, where the sample was asked once more.</summary>
    public string? FirstAnswer { get; init; }

    /// <summary>Why there is no probability.</summary>
    public SampleFailure Failure { get; init; }

    /// <summary>The answer, verbatim; null if none came.</summary>
    public string? Answer { get; init; }

    /// <summary>The provider's id of the response, if it gave one. A cache repeats it: what was counted once is not counted twice.</summary>
    public string? ResponseId { get; init; }

    /// <summary>The model that answered, as the response says; the client's default model where it says nothing.</summary>
    public string? ModelId { get; init; }

    /// <summary>What the responses say they used; null where they say nothing.</summary>
    public SampleUsage? Usage { get; init; }

    /// <summary>The type of the exception behind <see cref="SampleFailure.Faulted"/> or <see cref="SampleFailure.TimedOut"/>. Not its message, which may hold a key.</summary>
    public string? Error { get; init; }

    /// <summary>Whether there is an answer.</summary>
    [JsonIgnore]
    public bool HasAnswer => Failure == SampleFailure.None;

    /// <summary>The exception itself, for the caller; it is not part of the record.</summary>
    [JsonIgnore]
    public Exception? Exception { get; init; }
}
