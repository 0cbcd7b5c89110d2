using System.Globalization;

namespace HypeKr.Hyperliquid;

/// <summary>What a coin may look like on the wire. Asked before anything else is done with one.</summary>
/// <remarks>
/// <c>BTC</c> and <c>kPEPE</c> (main perps), <c>xyz:GOLD</c> (builder perps), <c>PURR/USDC</c> and <c>@107</c> (spot),
/// <c>#1230</c> (outcome books) and <c>+1230</c> (outcome balances).
/// </remarks>
internal static class CoinName
{
    /// <summary>Over twice the longest name that the venue can make of a dex and a coin.</summary>
    public const int MaxLength = 40;

    public static bool IsValid(ReadOnlySpan<char> coin)
    {
        if (coin.Length is 0 or > MaxLength) return false;
        if (coin[0] is '@' or '#' or '+') return coin.Length > 1 && !coin[1..].ContainsAnyExceptInRange('0', '9');
        var separator = coin.IndexOfAny('/', ':');
        return separator < 0 ? IsWord(coin) : IsWord(coin[..separator]) && IsWord(coin[(separator + 1)..]);
    }

    /// <exception cref="UnknownCoinException">The text cannot be a coin.</exception>
    public static void Check(string coin)
    {
        ArgumentNullException.ThrowIfNull(coin);
        if (!IsValid(coin))
        {
            throw new UnknownCoinException(coin, $"{Quoted.Text(coin)} is not a coin: coins look like BTC, xyz:GOLD, PURR/USDC, @107 or #1230, with at most {MaxLength} letters, digits, '_' or '-'.");
        }
    }

    /// <summary>The dex of a coin; empty for the main dex, spot and outcomes.</summary>
    public static string DexOf(string coin) => coin.IndexOf(':', StringComparison.Ordinal) is > 0 and var separator ? coin[..separator] : "";

    /// <summary>The number that a coin such as <c>@107</c> or <c>#1230</c> says itself; null for the others, whose number stands in a list alone.</summary>
    public static AssetId? IdOf(string coin)
    {
        if (coin.Length < 2 || coin[0] is not ('@' or '#') || (coin[1] == '0' && coin.Length > 2)) return null;
        if (!long.TryParse(coin.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
        if (coin[0] == '@') return number < AssetId.SpotPairs ? AssetId.ForSpot((int)number) : null;
        var outcome = number / AssetId.SidesPerOutcome;
        return outcome <= int.MaxValue ? AssetId.ForOutcome((int)outcome, (int)(number % AssetId.SidesPerOutcome)) : null;
    }

    private static bool IsWord(ReadOnlySpan<char> word)
    {
        foreach (var c in word)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-')) return false;
        }

        return !word.IsEmpty;
    }
}
