using System.Globalization;
using Microsoft.Extensions.AI;

namespace HypeKr.Delphi;

/// <summary>How one run of a panel is carried out. Nothing here but <see cref="Seed"/> and <see cref="ChatOptions"/> changes what is asked.</summary>
public sealed record DelphiOptions
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(1);

    /// <summary>Seed of the label shuffles and of the seeds sent with the samples. The same seed, question, panel and answers give the same result, byte for byte.</summary>
    /// <value>Default: 0.</value>
    public long Seed { get; init; }

    /// <summary>Calls in flight at once in this run, at least 1.</summary>
    /// <value>Default: 16. A limit over several runs belongs in a rate-limiting decorator of the client.</value>
    public int MaxConcurrency { get; init; } = 16;

    /// <summary>How long one call may take, counted from when it starts; then it is given up, even if the client ignores its cancellation.</summary>
    /// <value>Default: two minutes. At most a day, or <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</value>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The clock of <see cref="CallTimeout"/>.</summary>
    /// <value>Default: <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// Options every call starts from, cloned for each: tools, output limits, reasoning effort. Temperature is
    /// overwritten by a persona's own if it has one, and <c>Seed</c> by the sample's.
    /// </summary>
    /// <value>Default: null.</value>
    public ChatOptions? ChatOptions { get; init; }

    internal void Validate()
    {
        if (MaxConcurrency < 1) throw Bad(string.Create(CultureInfo.InvariantCulture, $"MaxConcurrency is {MaxConcurrency}; expected at least 1."));
        if ((CallTimeout <= TimeSpan.Zero || CallTimeout > LongestTimeout) && CallTimeout != Timeout.InfiniteTimeSpan)
        {
            throw Bad(string.Create(CultureInfo.InvariantCulture, $"CallTimeout is {CallTimeout}; expected a span above zero and at most {LongestTimeout}, or Timeout.InfiniteTimeSpan."));
        }

        if (TimeProvider is null) throw Bad("TimeProvider is null; use TimeProvider.System.");
        if (ChatOptions?.ConversationId is { } id) throw Bad($"ChatOptions.ConversationId is \"{id}\"; panelists must not share a conversation, so leave it null.");

        static ArgumentException Bad(string message) => new(message, "options");
    }
}
