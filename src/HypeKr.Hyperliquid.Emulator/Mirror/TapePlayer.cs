using System.Globalization;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Plays a tape line by line: only the next one is planned.</summary>
internal sealed class TapePlayer(Venue venue, MarketTape tape)
{
    private IEnumerator<TapeLine>? _lines;
    private long _offset;

    public void Start()
    {
        foreach (var line in tape.Lines()) Check(line);
        _lines = tape.Lines().GetEnumerator();
        if (!_lines.MoveNext())
        {
            _lines.Dispose();
            return;
        }

        _offset = venue.Now - _lines.Current.Time;
        PlanNext();
    }

    private void PlanNext() => Plan(_lines!.Current.Time + _offset);

    /// <summary>Plans the line that is next.</summary>
    public void Plan(long at) => venue.Clock.At(at, PlayNext, WorkKind.TapeLine, this);

    private void PlayNext()
    {
        Play(_lines!.Current);
        if (_lines.MoveNext()) PlanNext();
        else _lines.Dispose();
    }

    /// <summary>Where it is in which file. What is read is a player that stands before the same line of the same file.</summary>
    /// <exception cref="EmulatorStateException">The file is gone, or is another than it was.</exception>
    public static TapePlayer Keep(StateArchive a, Venue venue, TapePlayer? player)
    {
        var (path, hash, line, offset) = (a.Text(player?.Tape.Path), a.Bytes(player?.Tape.Hash), a.Long(player?._lines!.Current.Number), a.Long(player?._offset));
        if (player is not null) return player;

        MarketTape tape;
        try
        {
            tape = MarketTape.Open(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or MarketTapeException)
        {
            throw new EmulatorStateException($"The state stands within the tape '{path}', which cannot be read: {e.Message}", e);
        }

        if (!tape.Hash.AsSpan().SequenceEqual(hash.Span)) throw new EmulatorStateException($"The state stands within the tape '{path}', which has been changed since: put the file back as it was.");
        var restored = new TapePlayer(venue, tape) { _offset = offset, _lines = tape.Lines().GetEnumerator() };
        while (restored._lines.MoveNext())
        {
            if (restored._lines.Current.Number == line) return restored;
        }

        throw StateArchive.Wrong("it stands at a line that the tape does not have");
    }

    public MarketTape Tape => tape;

    private void Check(TapeLine line)
    {
        var fault = venue.Asset(line.Coin) switch
        {
            null => "there is no such coin.",
            var asset when line.Mid is { } mid && !SeedCheck.IsMark(mid) => $"the mid {WireText.Plain(mid)} has more than 8 decimals.",
            TradedSide when line.Mid >= 1 => "the mid of an outcome is below 1.",
            var asset when line.Book is { } book => OutsideMarket.WhyNoBook(asset, book.Bids, book.Asks),
            var asset when line.Trade is { } trade => asset.CheckGrid(trade.Price, trade.Size)?.Text,
            _ => null,
        };
        if (fault is not null) throw new MarketTapeException(string.Create(CultureInfo.InvariantCulture, $"Line {line.Number} of the tape, about {line.Coin}, cannot be played: {fault}"), line.Number);
    }

    private void Play(TapeLine line)
    {
        var asset = venue.Asset(line.Coin)!;
        if (line.Mid is { } mid)
        {
            venue.SetMark(asset, mid);
            venue.Outside.Book(asset).MoveTo(asset.Mirror(mid));
        }

        if (asset.WhyClosed is not null) return;
        if (line.Book is { } book) venue.Outside.SetBook(asset, book.Bids, book.Asks);
        if (line.Trade is { } trade) venue.Outside.Trade(asset, trade.TakerBuys, trade.Price, trade.Size);
    }
}
