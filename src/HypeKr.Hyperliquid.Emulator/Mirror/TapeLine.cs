using System.Globalization;
using System.Text.Json;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>One line of a tape: exactly one of its last three parts.</summary>
internal sealed record TapeLine(long Number, long Time, string Coin)
{
    private const string Shape = "expected {\"time\": ms, \"coin\": \"BTC\"} and one of \"mid\", \"book\", \"trade\"";

    public decimal? Mid { get; private init; }

    public (IReadOnlyList<BookLevelSeed> Bids, IReadOnlyList<BookLevelSeed> Asks)? Book { get; private init; }

    public (bool TakerBuys, decimal Price, decimal Size)? Trade { get; private init; }

    public static TapeLine Parse(string text, long number)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            var line = new TapeLine(number, root.GetProperty("time").GetInt64(), root.GetProperty("coin").GetString() ?? throw new FormatException("coin is null"));
            var read = line with
            {
                Mid = root.TryGetProperty("mid", out var mid) ? Positive(mid, "mid") : null,
                Book = root.TryGetProperty("book", out var book) ? (Levels(book.GetProperty("bids")), Levels(book.GetProperty("asks"))) : null,
                Trade = root.TryGetProperty("trade", out var trade) ? (Side(trade.GetProperty("side")), Positive(trade.GetProperty("px"), "px"), Positive(trade.GetProperty("sz"), "sz")) : null,
            };
            if ((read.Mid is null ? 0 : 1) + (read.Book is null ? 0 : 1) + (read.Trade is null ? 0 : 1) != 1) throw new FormatException(Shape);
            return read;
        }
        catch (KeyNotFoundException)
        {
            throw new MarketTapeException(string.Create(CultureInfo.InvariantCulture, $"Line {number} of the tape lacks a member: {Shape}."), number);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new MarketTapeException(string.Create(CultureInfo.InvariantCulture, $"Line {number} of the tape cannot be read: {e.Message}."), number, e);
        }
    }

    private static BookLevelSeed[] Levels(JsonElement levels) =>
        [.. levels.EnumerateArray().Select(l => new BookLevelSeed(Positive(l[0], "a price"), Positive(l[1], "a size")))];

    private static bool Side(JsonElement side) => side.GetString() switch
    {
        "B" => true,
        "A" => false,
        var other => throw new FormatException($"\"side\" is \"{other}\", expected \"B\" for a taker that buys or \"A\""),
    };

    private static decimal Positive(JsonElement text, string what)
    {
        if (text.ValueKind != JsonValueKind.String || !decimal.TryParse(text.GetString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value <= 0)
        {
            throw new FormatException($"{what} is {text.GetRawText()}, expected a decimal number above 0 as a string");
        }

        return value;
    }
}
