namespace HypeKr.Delphi;

/// <summary>Tier 3: what sentences say. A sentence with a cue counts; without one, a text that holds a single probability.</summary>
internal sealed class Prose
{
    /// <summary>The Korean cue stands at the end of its sentence, behind the number.</summary>
    private const string ClosingCue = "추정합니다";

    private static readonly PhraseSet Abbreviations = new("approx", "ca", "c", "vs", "e.g", "i.e", "est", "prob", "u.s", "u.k");

    private static readonly PhraseSet Titles = new("mr", "mrs", "ms", "dr", "st");

    private readonly AnswerText _text;
    private readonly List<Quantity> _quantities;

    public Prose(AnswerText text)
    {
        _text = text;
        _quantities = ProseQuantities.FindAll(text.Folded);
    }

    /// <summary>The last sentence with a cue and a quantity after it.</summary>
    /// <param name="from">Where to begin.</param>
    public ParsedForecast? FindCued(int from)
    {
        ParsedForecast? last = null;
        var next = 0;
        foreach (var (start, end) in Sentences(from))
        {
            while (next < _quantities.Count && _quantities[next].Start < start) next++;
            var first = next;
            while (next < _quantities.Count && _quantities[next].Start < end) next++;
            if (next > first && Cued(start, end, first, next) is { } outcome) last = outcome;
        }

        return last;
    }

    /// <summary>The only probability in the text; several that differ are ambiguous.</summary>
    public ParsedForecast FindSingle()
    {
        ParsedForecast? only = null;
        var change = false;
        foreach (var quantity in _quantities)
        {
            if (quantity.IsSigned)
            {
                change |= quantity.Outcome.Error is ForecastParseError.OutOfRange;
                continue;
            }

            if (only is { } seen && !Same(seen, quantity.Outcome)) return ParsedForecast.Ambiguous;
            only ??= quantity.Outcome;
        }

        return only ?? (change ? ParsedForecast.OutOfRange : ParsedForecast.NoForecast);
    }

    private static bool Same(ParsedForecast a, ParsedForecast b) =>
        a.HasValue && b.HasValue ? Quantity.Agree(a.Probability, b.Probability) : a == b && a.Error is ForecastParseError.OutOfRange;

    /// <summary>The first quantity after the cue; a later cue counts where a new clause begins between the two.</summary>
    private ParsedForecast? Cued(int start, int end, int first, int last)
    {
        var folded = _text.Folded;
        var chosen = -1;
        var chosenCue = start;
        for (var i = start; i < end; i++)
        {
            var next = folded.AsSpan(i, end - i).IndexOfAny(ProseCues.FirstLetters);
            if (next < 0) break;
            i += next;
            if (folded[i] < 0x80 && !Scan.IsWordStart(folded, i)) continue;
            if (!ProseCues.TryMatch(folded, i, out var after) || after > end) continue;
            var quantity = first;
            while (quantity < last && _quantities[quantity].Start < after) quantity++;
            if (quantity == last) break;
            if (chosen < 0 || (quantity > chosen && ProseCues.StartsClause(folded, chosenCue, i))) chosen = quantity;
            chosenCue = i;
            i = after - 1;
        }

        if (chosen >= 0) return _quantities[chosen].Outcome;
        var closing = folded.IndexOf(ClosingCue, start, end - start, StringComparison.Ordinal);
        if (closing < 0) return null;
        for (var i = last - 1; i >= first; i--)
        {
            if (_quantities[i].Start < closing) return _quantities[i].Outcome;
        }

        return null;
    }

    /// <summary>Sentences end at a full stop before white space, and at a line's end unless the next line goes on.</summary>
    private IEnumerable<(int Start, int End)> Sentences(int from)
    {
        var folded = _text.Folded;
        var start = from;
        for (var i = from; i < folded.Length; i++)
        {
            var c = folded[i];
            var ends = c switch
            {
                '\n' => !GoesOn(i),
                '。' => true,
                '.' => EndsAfter(folded, i) && !IsAbbreviation(i),
                '!' or '?' => EndsAfter(folded, i),
                _ => false,
            };
            if (!ends) continue;
            yield return (start, i);
            start = i + 1;
        }

        if (start < folded.Length) yield return (start, folded.Length);
    }

    /// <summary>Whether a line break is only a wrap (the next line begins in lower case), or leads from a colon to a number.</summary>
    private bool GoesOn(int newline)
    {
        var text = _text.Text;
        var before = newline;
        for (var n = 0; n < 12 && before > 0 && (char.IsWhiteSpace(text[before - 1]) || Scan.IsEmphasis(text[before - 1])); n++) before--;
        if (before == 0) return false;
        if (text[before - 1] is ':') return LeadsToNumber(newline);
        var wrapped = char.IsLetterOrDigit(text[before - 1]) || text[before - 1] is ',' or '%';
        return wrapped && char.IsLower(Scan.At(text, newline + 1)) && !text.AsSpan(before, newline - before).Contains('\n');
    }

    private bool LeadsToNumber(int at)
    {
        for (var n = 0; n < 12 && (char.IsWhiteSpace(Scan.At(_text.Text, at)) || Scan.IsEmphasis(Scan.At(_text.Text, at)) || Scan.At(_text.Text, at) is '~' or '≈' or '-'); n++) at++;
        return Scan.IsDigit(_text.Text, at);
    }

    private static bool EndsAfter(string folded, int at)
    {
        for (var n = 0; n < 4; n++)
        {
            var c = Scan.At(folded, ++at);
            if (c == '\0' || char.IsWhiteSpace(c)) return true;
            if (!Scan.IsEmphasis(c) && !Scan.IsQuote(c) && c is not (')' or ']' or '<' or Scan.Mask)) return false;
        }

        return false;
    }

    /// <summary>"approx. 30%", "Dr. Who"; but "in the U.S. Polls say" begins a sentence.</summary>
    private bool IsAbbreviation(int dot)
    {
        var folded = _text.Folded;
        var start = dot;
        while (start > 0 && dot - start < 8 && (char.IsAsciiLetter(folded[start - 1]) || folded[start - 1] == '.')) start--;
        if (start == dot) return false;
        if (Titles.TryMatch(folded, start, out var end) && end == dot) return true;
        return Abbreviations.TryMatch(folded, start, out end) && end == dot && !char.IsUpper(Scan.At(_text.Text, Scan.SkipBlanks(_text.Text, dot + 1)));
    }
}
