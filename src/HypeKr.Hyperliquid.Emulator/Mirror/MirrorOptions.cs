namespace HypeKr.Hyperliquid.Emulator;

/// <summary>How a <see cref="VenueMirror"/> mirrors.</summary>
public sealed class MirrorOptions
{
    /// <summary>The coins that are mirrored from the start. Others are as soon as a request names them.</summary>
    /// <value>None by default.</value>
    public IReadOnlyList<string> Coins { get; init; } = [];

    /// <summary>How many coins are mirrored at most. Each takes up to three of the 1,000 subscriptions that the venue allows an address.</summary>
    /// <value>100 by default.</value>
    public int MaxCoins { get; init; } = 100;

    /// <summary>How long a book may be without a word from the venue. After that its quotes are taken away: nothing fills against a market that is not seen.</summary>
    /// <value>10 seconds by default; the venue sends a book at least every few seconds.</value>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the venue's lists of markets are read again, to find out whether an index still means what it meant.</summary>
    /// <value>5 minutes by default.</value>
    public TimeSpan UniverseInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The file of a state that <see cref="HyperliquidEmulator.Save"/> of an earlier mirror of the same venue wrote: accounts, balances, positions, orders and histories go on from it.</summary>
    /// <value>None by default: the mirror starts without accounts.</value>
    /// <remarks>
    /// The books and marks are the venue's of now. A market whose index means another by now is halted, and what was listed since is there
    /// too. Time that has passed meanwhile passes at once and without a book: funding is paid at the last rate that was mirrored, nothing is
    /// filled, and marks reach their triggers with the first book.
    /// </remarks>
    public string? State { get; init; }

    /// <summary>
    /// The emulator's own settings; its <see cref="EmulatorOptions.Seed"/> is replaced by the venue's markets. With a <see cref="State"/> the
    /// state's settings count, but for those that <see cref="HyperliquidEmulator.Restore"/> takes from the caller.
    /// </summary>
    public EmulatorOptions Emulator { get; init; } = new();

    internal void Check()
    {
        ArgumentNullException.ThrowIfNull(Coins);
        ArgumentNullException.ThrowIfNull(Emulator);
        if (MaxCoins is < 1 or > 300) throw new ArgumentOutOfRangeException(nameof(MaxCoins), MaxCoins, "1 to 300 coins can be mirrored.");
        if (Coins.Count > MaxCoins) throw new ArgumentOutOfRangeException(nameof(Coins), Coins.Count, $"There are more coins than {nameof(MaxCoins)}.");
        if (StaleAfter < TimeSpan.FromSeconds(1)) throw new ArgumentOutOfRangeException(nameof(StaleAfter), StaleAfter, "A book is stale after 1 second or more.");
        if (UniverseInterval < TimeSpan.FromSeconds(10)) throw new ArgumentOutOfRangeException(nameof(UniverseInterval), UniverseInterval, "The universe is read every 10 seconds or less often.");
        if (Emulator.RandomMarket is not null) throw new ArgumentException("A mirror has the venue's market, not a random one.", nameof(Emulator));
    }
}
