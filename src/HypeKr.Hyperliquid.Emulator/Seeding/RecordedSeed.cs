using System.Globalization;
using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Recorded responses of the real venue, read as a seed.</summary>
internal static class RecordedSeed
{
    public static EmulatorSeed Read(string directory)
    {
        return Guard(directory, () =>
        {
            var mids = ReadMids(directory);
            var perps = ReadPerps(directory, mids, ReadFundings(directory));
            var (tokens, pairs) = ReadSpot(directory, mids);
            var coins = perps.Select(p => p.Name).Concat(pairs.Select(p => p.Name ?? $"@{WireText.Of(p.Index)}")).ToHashSet(StringComparer.Ordinal);
            return new EmulatorSeed { Perps = perps, Tokens = tokens, SpotPairs = pairs, Books = ReadBooks(directory, coins) };
        });
    }

    /// <summary>Reads, and says of what does not fit that it does not.</summary>
    public static T Guard<T>(string directory, Func<T> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        try
        {
            return read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or OverflowException or HypeKrCryptoException)
        {
            throw new EmulatorSeedException($"The recorded responses are not of the expected shape: {e.Message}", e);
        }
    }

    private static Dictionary<string, decimal> ReadMids(string directory)
    {
        var mids = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var mid in Responses(directory, "info-allMids.json", required: false).SelectMany(r => r.EnumerateObject()))
        {
            mids.TryAdd(mid.Name, Number(mid.Value));
        }

        return mids;
    }

    private static List<PerpSeed> ReadPerps(string directory, Dictionary<string, decimal> mids, Dictionary<string, FundingSeed[]> fundings)
    {
        var universe = Responses(directory, "info-meta.json", required: true).Select(r => r.GetProperty("universe")).MaxBy(u => u.GetArrayLength());
        if (universe.ValueKind == JsonValueKind.Undefined) throw new EmulatorSeedException("info-meta.json has no case.");

        return
        [
            .. universe.EnumerateArray().Select(perp =>
            {
                var name = perp.GetProperty("name").GetString()!;
                return new PerpSeed
                {
                    Name = name,
                    SizeDecimals = perp.GetProperty("szDecimals").GetInt32(),
                    MaxLeverage = perp.GetProperty("maxLeverage").GetInt32(),
                    MarkPrice = mids.TryGetValue(name, out var mid) ? mid : null,
                    FundingHistory = fundings.GetValueOrDefault(name) ?? [],
                    OnlyIsolated = IsSet(perp, "onlyIsolated"),
                    IsDelisted = IsSet(perp, "isDelisted"),
                };
            }),
        ];
    }

    private static (IReadOnlyList<SpotTokenSeed> Tokens, IReadOnlyList<SpotPairSeed> Pairs) ReadSpot(string directory, Dictionary<string, decimal> mids)
    {
        var meta = Responses(directory, "info-spotMeta.json", required: false).MaxBy(r => r.GetProperty("universe").GetArrayLength());
        if (meta.ValueKind == JsonValueKind.Undefined) return (new EmulatorSeed().Tokens, []);

        SpotTokenSeed[] tokens =
        [
            .. meta.GetProperty("tokens").EnumerateArray().Select(token => new SpotTokenSeed
            {
                Name = token.GetProperty("name").GetString()!,
                Index = token.GetProperty("index").GetInt32(),
                SizeDecimals = token.GetProperty("szDecimals").GetInt32(),
                WeiDecimals = token.GetProperty("weiDecimals").GetInt32(),
                TokenId = token.GetProperty("tokenId").GetString(),
                FullName = token.GetProperty("fullName").GetString(),
            }),
        ];
        return (tokens,
        [
            .. meta.GetProperty("universe").EnumerateArray().Select(pair =>
            {
                var index = pair.GetProperty("index").GetInt32();
                var name = pair.GetProperty("name").GetString()!;
                return new SpotPairSeed
                {
                    Index = index,
                    Base = NameOf(pair.GetProperty("tokens")[0].GetInt32()),
                    Quote = NameOf(pair.GetProperty("tokens")[1].GetInt32()),
                    Name = name == $"@{WireText.Of(index)}" ? null : name,
                    MarkPrice = mids.TryGetValue(name, out var mid) ? mid : null,
                };
            }),
        ]);

        // Tokens are found by their index; their position in the list says nothing.
        string NameOf(int token) => tokens.First(t => t.Index == token).Name;
    }

    /// <summary>The longest recorded history of each coin.</summary>
    private static Dictionary<string, FundingSeed[]> ReadFundings(string directory) => Responses(directory, "info-fundingHistory.json", required: false)
        .Where(r => r.GetArrayLength() > 0)
        .GroupBy(r => r[0].GetProperty("coin").GetString()!, StringComparer.Ordinal)
        .ToDictionary(
            g => g.Key,
            g => g.MaxBy(r => r.GetArrayLength()).EnumerateArray()
                .Select(row => new FundingSeed(DateTimeOffset.FromUnixTimeMilliseconds(row.GetProperty("time").GetInt64()), Number(row.GetProperty("fundingRate")), Number(row.GetProperty("premium"))))
                .ToArray(),
            StringComparer.Ordinal);

    private static List<BookSeed> ReadBooks(string directory, HashSet<string> coins)
    {
        var books = new List<BookSeed>();
        foreach (var book in Responses(directory, "info-l2Book.json", required: false))
        {
            var coin = book.GetProperty("coin").GetString()!;
            if (!coins.Remove(coin)) continue;

            var levels = book.GetProperty("levels");
            books.Add(new BookSeed { Coin = coin, Bids = ReadLevels(levels[0]), Asks = ReadLevels(levels[1]) });
        }

        return books;
    }

    private static BookLevelSeed[] ReadLevels(JsonElement levels) =>
        [.. levels.EnumerateArray().Select(level => new BookLevelSeed(Number(level.GetProperty("px")), Number(level.GetProperty("sz"))) { Orders = level.GetProperty("n").GetInt32() })];

    private static List<JsonElement> Responses(string directory, string name, bool required)
    {
        if (required && !File.Exists(Path.Combine(directory, name))) throw new EmulatorSeedException($"The folder of recorded responses has no {name}.");
        return [.. Cases(directory, name).Select(c => c.GetProperty("response"))];
    }

    /// <summary>The cases of a file; none where there is no such file.</summary>
    public static List<JsonElement> Cases(string directory, string name)
    {
        var file = Path.Combine(directory, name);
        if (!File.Exists(file)) return [];

        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(c => c.Clone())];
    }

    private static bool IsSet(JsonElement element, string flag) => element.TryGetProperty(flag, out var value) && value.ValueKind == JsonValueKind.True;

    private static decimal Number(JsonElement text) =>
        decimal.Parse(text.GetString()!, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
