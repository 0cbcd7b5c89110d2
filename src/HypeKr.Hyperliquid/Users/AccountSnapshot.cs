using System.Collections.Immutable;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>The state of an account at one moment. Immutable: what is read from one snapshot was known together.</summary>
public sealed class AccountSnapshot
{
    internal AccountSnapshot(EthereumAddress address) => Address = address;

    /// <summary>The account.</summary>
    public EthereumAddress Address { get; }

    /// <summary>What the snapshot is good for.</summary>
    public AccountStateStatus Status { get; internal init; }

    /// <summary>When everything was last read over HTTP, on this machine's clock; null before it was. The feeds have been without a gap since, as long as <see cref="Status"/> is <see cref="AccountStateStatus.Synced"/>.</summary>
    public DateTimeOffset? ConfirmedAt { get; internal init; }

    /// <summary>Margin and positions by dex; empty text is the main dex.</summary>
    public IReadOnlyDictionary<string, PerpState> PerpStates => field ??= Perps.ToImmutableDictionary(p => p.Key, p => p.Value.State, StringComparer.Ordinal);

    /// <summary>Spot and outcome balances; null before they came.</summary>
    public SpotState? Spot { get; internal init; }

    /// <summary>Open orders of all dexs that are kept, triggers among them.</summary>
    public IReadOnlyList<OrderDetails> OpenOrders => field ??= [.. Orders.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => pair.Value)];

    /// <summary>The fills that are kept, each once, in the order in which they became known.</summary>
    public IReadOnlyList<Fill> Fills { get; internal init; } = [];

    /// <summary>How many fills were kept once and are no longer: the number of the first of <see cref="Fills"/>.</summary>
    public long FirstFill { get; internal init; }

    /// <summary>Times of which the venue could not give all fills; empty where nothing is missing.</summary>
    public IReadOnlyList<HistoryGap> FillGaps { get; internal init; } = [];

    internal ImmutableDictionary<string, DexState> Perps { get; init; } = ImmutableDictionary<string, DexState>.Empty;

    internal ImmutableDictionary<string, IReadOnlyList<OrderDetails>> Orders { get; init; } = ImmutableDictionary<string, IReadOnlyList<OrderDetails>>.Empty;

    /// <summary>The position in a perp, as the venue told it last; null where there is none.</summary>
    /// <param name="coin">The wire coin.</param>
    public Position? FindPosition(string coin)
    {
        ArgumentNullException.ThrowIfNull(coin);
        return Perps.TryGetValue(CoinName.DexOf(coin), out var dex) ? dex.State.FindPosition(coin) : null;
    }

    /// <summary>The signed size of a position, counting fills that became known after the position did.</summary>
    /// <param name="coin">The wire coin of a perp.</param>
    /// <returns>Zero where there is none.</returns>
    public decimal GetSignedSize(string coin)
    {
        ArgumentNullException.ThrowIfNull(coin);
        if (!Perps.TryGetValue(CoinName.DexOf(coin), out var dex)) return 0;
        Fill? newest = null;
        for (var i = Fills.Count - 1; i >= 0 && FirstFill + i >= dex.FillMark; i--)
        {
            if (Fills[i] is not { } fill || fill.Coin != coin || fill.StartPosition is null || fill.Time < dex.State.Time) continue;
            if (newest is null || fill.Time > newest.Time) newest = fill;
        }

        return newest is null ? dex.State.FindPosition(coin)?.SignedSize ?? 0 : newest.StartPosition!.Value + (newest.Side == BookSide.Bid ? newest.Size : -newest.Size);
    }

    /// <summary>A dex's state, and how many fills were known when it came.</summary>
    internal sealed record DexState(PerpState State, long FillMark);
}
