namespace HypeKr.Hyperliquid;

/// <summary>How a local book is kept.</summary>
public sealed class LocalBookOptions
{
    /// <summary>How long the last book counts as current.</summary>
    /// <value>The default is 15 seconds. The venue sends a book with each block in which it changed, those of 20 levels that are asked for as slow every 5 seconds.</value>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>As <c>isFast</c> of <see cref="MarketsClient.SubscribeBookAsync"/>: true gives 5 levels a side every half second, false 20 every 5 seconds.</summary>
    /// <value>The default is null: what the venue gives.</value>
    public bool? IsFast { get; init; }

    internal void Check(string parameter)
    {
        if (StaleAfter <= TimeSpan.Zero) throw new ArgumentOutOfRangeException(parameter, StaleAfter, $"{nameof(StaleAfter)} must be above zero.");
    }
}
