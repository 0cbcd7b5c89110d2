namespace HypeKr.Hyperliquid;

/// <summary>How one feed treats its reader.</summary>
public sealed class FeedOptions
{
    /// <summary>What happens when the reader is too slow.</summary>
    /// <value>The default is null: what suits the feed. State that is sent whole keeps the latest, events of the market drop the oldest, and what concerns a user's orders and money fails.</value>
    public SlowReaderPolicy? SlowReader { get; init; }

    /// <summary>How many of the venue's messages wait for the reader before he is too slow. One message may hold many values.</summary>
    /// <value>The default is 1,024.</value>
    public int Capacity { get; init; } = 1024;

    /// <summary>How long a subscription may be silent, while its socket lives, before it is made anew. <see cref="Timeout.InfiniteTimeSpan"/> lets it be silent for ever.</summary>
    /// <value>The default is null: what suits the feed, which is a minute for what always ticks (mids, books, contexts) and for ever for events.</value>
    public TimeSpan? StaleAfter { get; init; }

    internal void Check(string parameter)
    {
        if (Capacity <= 0) throw new ArgumentOutOfRangeException(parameter, Capacity, $"{nameof(Capacity)} must be above zero.");
        if (SlowReader is < SlowReaderPolicy.Latest or > SlowReaderPolicy.Fail) throw new ArgumentOutOfRangeException(parameter, SlowReader, $"{nameof(SlowReader)} is none of its values.");
        if (StaleAfter is { } stale && stale != Timeout.InfiniteTimeSpan && stale < TimeSpan.FromSeconds(1))
        {
            throw new ArgumentOutOfRangeException(parameter, stale, $"{nameof(StaleAfter)} must be at least a second, or infinite.");
        }
    }
}
