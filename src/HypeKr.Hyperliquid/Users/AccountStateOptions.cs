using System.Globalization;

namespace HypeKr.Hyperliquid;

/// <summary>How the state of an account is kept.</summary>
public sealed class AccountStateOptions
{
    /// <summary>The perp dexs whose positions and orders are kept, by name; empty text is the main dex, with the orders of spot and outcomes.</summary>
    /// <value>The default is the main dex alone. Each is two subscriptions, and a weight of 22 for each reading over HTTP.</value>
    public IReadOnlyList<string> Dexs { get; init; } = [""];

    /// <summary>From when on fills are kept and given.</summary>
    /// <value>The default is null: the beginning of the UTC day in which the state is opened.</value>
    public DateTimeOffset? FillsFrom { get; init; }

    /// <summary>How many fills are kept; at least 10,000, which is what the venue keeps and could send again.</summary>
    /// <value>The default is 20,000.</value>
    public int FillsKept { get; init; } = 20_000;

    /// <summary>How often everything is read over HTTP though no feed has had a gap, since a subscription can die without a word. A weight of 44 each for one dex, of the venue's 1,200 a minute.</summary>
    /// <value>The default is two minutes: 22 of weight a minute, 220 for ten accounts. <see cref="Timeout.InfiniteTimeSpan"/> reads after gaps alone.</value>
    public TimeSpan ReconcileInterval { get; init; } = TimeSpan.FromMinutes(2);

    internal void Check(string parameter)
    {
        if (Dexs is not { Count: > 0 }) throw new ArgumentException($"{nameof(Dexs)} names no dex: the main dex is the empty text.", parameter);
        foreach (var dex in Dexs)
        {
            if (dex == FeedRoute.AllDexs) throw new ArgumentException($"{nameof(Dexs)} names each dex, not {FeedRoute.AllDexs}.", parameter);
            if (dex.Length > 0) DexName.Check(dex);
        }

        if (Dexs.Distinct(StringComparer.Ordinal).Count() != Dexs.Count) throw new ArgumentException($"{nameof(Dexs)} names a dex twice.", parameter);
        if (FillsKept < 10_000) throw new ArgumentOutOfRangeException(parameter, FillsKept, string.Create(CultureInfo.InvariantCulture, $"{nameof(FillsKept)} must be at least 10,000."));
        if (ReconcileInterval != Timeout.InfiniteTimeSpan && ReconcileInterval < TimeSpan.FromSeconds(5))
        {
            throw new ArgumentOutOfRangeException(parameter, ReconcileInterval, $"{nameof(ReconcileInterval)} must be at least 5 seconds, or infinite.");
        }
    }
}
