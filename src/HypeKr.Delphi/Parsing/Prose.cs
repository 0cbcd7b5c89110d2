namespace HypeKr.Delphi;

/// <summary>Tier 3: what sentences say. A sentence with a cue counts; without one, a text that holds a single probability.</summary>
internal sealed class Prose
{
    private static readonly PhraseSet CueVerbs = new(
        "estimate", "estimating", "say", "saying", "put", "putting", "place", "placing", "go with", "going with", "assign", "assigning", "forecast", "forecasting", "predict", "predicting",
        "settle on", "settling on", "settled on", "settle at", "settle for", "land", "landing", "arrive at", "arriving at", "conclude", "concluding", "guess", "guessing", "call it", "calling it",
        "peg", "pegging", "lean", "leaning", "think", "thinking");

    private static readonly PhraseSet Auxiliaries = new("would", "will", "am", "do", "have", "had", "shall", "can only");

    private static readonly PhraseSet Adverbs = new(
        "still", "also", "now", "therefore", "thus", "personally", "currently", "tentatively", "just", "rather", "honestly", "then", "ultimately", "probably", "finally", "instead", "again",
        "provisionally", "so", "myself", "only", "overall", "hence", "cautiously", "conservatively", "roughly", "really", "always", "simply", "have to", "to", "be");

    private static readonly PhraseSet Adjectives = new("own", "best", "final", "overall", "central");

    private static readonly PhraseSet Nouns = new("estimate", "forecast", "prediction", "guess", "view", "number", "read");

    private static readonly PhraseSet Cues = new(
        "best guess", "in sum", "bottom line", "therefore", "all in all", "저는", "제 추정", "제 판단", "제 예측", "종합하면", "결론적으로");

    private static readonly PhraseSet Articles = new("the", "an", "its", "their", "this", "that");

    /// <summary>The Korean cue stands at the end of its sentence, behind the number.</summary>
    private const string ClosingCue = "추정합니다";

    private static readonly PhraseSet Abbreviations = new("approx", "ca", "c", "vs", "e.g", "i.e", "est", "prob", "no", "mr", "mrs", "dr", "st", "u.s", "u.k", "etc", "max", "min", "fig");

    private static readonly PhraseSet TrustWords = new("confidence", "confident", "certainty", "신뢰도", "확신도", "신뢰 수준");

    private static readonly PhraseSet TrustJoints = new(
        "level", "score", "rating", "interval", "is", "of", "at", "in", "my", "this", "that", "the", "estimate", "forecast", "probability", "prediction", "answer", "judgement", "judgment", "assessment",
        "about", "around", "roughly", "approximately", "medium", "moderate", "high", "low", "very", "fairly", "ci", "a", "to", "and", "between", "from", "yes", "no");

    private static readonly PhraseSet IntervalWords = new("ci", "interval", "intervals");

    private static readonly PhraseSet PriceMarks = new("$", "€", "£", "¥", "₩");

    private static readonly PhraseSet Things = new(
        "point", "points", "percentage", "pp", "pts", "bp", "bps", "basis", "million", "billion", "trillion", "thousand", "degrees", "day", "days", "week", "weeks", "month", "months", "year", "years",
        "hour", "hours", "minutes", "seconds", "km", "miles", "kg", "usd", "dollars", "eur", "euros", "cents", "seats", "goals", "sigma");

    private readonly AnswerText _text;
    private readonly List<Quantity> _quantities;

    public Prose(AnswerText text)
    {
        _text = text;
        _quantities = FindQuantities(text.Folded);
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
            if (!TryCue(folded, i, out var after) || after > end) continue;
            var quantity = first;
            while (quantity < last && _quantities[quantity].Start < after) quantity++;
            if (quantity == last) break;
            if (chosen < 0 || (quantity > chosen && StartsClause(folded, chosenCue, i))) chosen = quantity;
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

    private static bool StartsClause(string folded, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (folded[i] is ';' or '—' or ':') return true;
            foreach (var word in (ReadOnlySpan<string>)["but", "so", "yet", "then", "overall", "hence", "and"])
            {
                if (folded[i] == word[0] && Scan.IsWordStart(folded, i) && PhraseSet.MatchesAt(folded, i, word, out _)) return true;
            }
        }

        return false;
    }

    private static bool TryCue(string folded, int at, out int end)
    {
        end = at;
        if (!char.IsLetter(folded[at]) || (Scan.IsSpacedLetter(folded[at]) && !Scan.IsWordStart(folded, at))) return false;
        if (Cues.TryMatch(folded, at, out end)) return true;
        return folded[at] switch
        {
            'i' => TryFirstPerson(folded, at, out end),
            'm' => PhraseSet.MatchesAt(folded, at, "my", out end) && TryOwnNoun(folded, ref end),
            'o' => PhraseSet.MatchesAt(folded, at, "overall", out end) && !Articles.TryMatch(folded, WordBefore(folded, at), out _),
            _ => false,
        };
    }

    private static int WordBefore(string folded, int at)
    {
        Scan.PreviousWord(folded, at, out var start);
        return start;
    }

    /// <summary>"I would put", "I'd say", "I'm going with", "I think".</summary>
    private static bool TryFirstPerson(string folded, int at, out int end)
    {
        var contracted = false;
        end = at + 1;
        foreach (var form in (ReadOnlySpan<string>)["i'd", "i'll", "i'm", "i've"])
        {
            if (PhraseSet.MatchesAt(folded, at, form, out end)) contracted = true;
            if (contracted) break;
        }

        if (!contracted && !PhraseSet.MatchesAt(folded, at, "i", out end)) return false;
        for (var i = 0; i < 4; i++)
        {
            end = Scan.SkipBlanks(folded, end, 3);
            if (Scan.At(folded, end) is '\n' or ',') end = Scan.SkipBlanks(folded, end + 1, 3);
            while (Scan.IsEmphasis(Scan.At(folded, end))) end++;
            if (CueVerbs.TryMatch(folded, end, out var verb))
            {
                end = verb;
                return true;
            }

            if (!Auxiliaries.TryMatch(folded, end, out var next) && !Adverbs.TryMatch(folded, end, out next)) return false;
            end = next;
        }

        return false;
    }

    /// <summary>"my number", "my own best estimate".</summary>
    private static bool TryOwnNoun(string folded, ref int end)
    {
        for (var i = 0; i < 3; i++)
        {
            end = Scan.SkipBlanks(folded, end, 3);
            if (Scan.At(folded, end) is '\n' or ',') end = Scan.SkipBlanks(folded, end + 1, 3);
            if (Nouns.TryMatch(folded, end, out var noun))
            {
                end = noun;
                return true;
            }

            if (!Adjectives.TryMatch(folded, end, out var next)) return false;
            end = next;
        }

        return false;
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
                '.' => EndsAfter(folded, i) && !IsAbbreviation(folded, i),
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

    private static bool IsAbbreviation(string folded, int dot)
    {
        var start = dot;
        while (start > 0 && dot - start < 8 && (char.IsAsciiLetter(folded[start - 1]) || folded[start - 1] == '.')) start--;
        return start < dot && Abbreviations.TryMatch(folded, start, out var end) && end == dot;
    }

    private static List<Quantity> FindQuantities(string folded)
    {
        var found = new List<Quantity>();
        for (var i = 0; i < folded.Length;)
        {
            var c = folded[i];
            var starts = char.IsAsciiDigit(c) || c is '.' or '+' or '-' or '−' or '–' or '반' or '百' || (Scan.IsSpacedLetter(c) && Scan.IsWordStart(folded, i));
            if (!starts || !QuantityReader.TryRead(folded, i, OddsLabel.None, out var quantity))
            {
                i = char.IsAsciiDigit(c) ? NumberReader.TokenEnd(folded, i) : i + 1;
                continue;
            }

            if (quantity.IsSpoken && !IsTrust(folded, quantity) && !IsOtherThing(folded, quantity)) found.Add(quantity);
            i = Math.Max(quantity.End, i + 1);
        }

        return found;
    }

    /// <summary>"90% confident", "Confidence: 0.75", "(confidence: medium, 60%)", "a 90% CI of 50–74%".</summary>
    private static bool IsTrust(string folded, Quantity quantity)
    {
        if (QuantityReader.IsConfidence(folded, quantity, out _)) return true;
        var at = quantity.Start;
        var graded = false;
        for (var i = 0; i < 8; i++)
        {
            at = BackOver(folded, at, graded);
            var word = Scan.PreviousWord(folded, at, out var start);
            if (word.IsEmpty) return false;
            if (TrustWords.TryMatch(folded, start, out _) || IntervalWords.TryMatch(folded, start, out _)) return true;
            if (!TrustJoints.TryMatch(folded, start, out _)) return false;
            graded |= word is "medium" or "moderate" or "high" or "low";
            at = start;
        }

        return false;
    }

    /// <summary>Back over what may stand between "confidence" and its figure. A comma may only after a grade ("medium, 60%").</summary>
    private static int BackOver(string folded, int at, bool graded)
    {
        for (var n = 0; n < 12 && at > 0; n++, at--)
        {
            var c = folded[at - 1];
            if (Scan.IsBlank(c) || Scan.IsEmphasis(c) || Scan.IsQuote(c) || c is ':' or '=' or '(' or '[' or '~' or '≈' or '|' or '<' or '>') continue;
            if (c == ')' && folded.LastIndexOf('(', at - 1, Math.Min(at, 24)) is >= 0 and var open)
            {
                at = open + 1;
                continue;
            }

            if (c == '\n' && IsAfterColon(folded, at - 1)) continue;
            if (c == ',' && !graded && IsGrade(folded, at - 1)) continue;
            break;
        }

        return at;
    }

    private static bool IsGrade(string folded, int comma) => Scan.PreviousWord(folded, comma, out _) is "medium" or "moderate" or "high" or "low";

    private static bool IsAfterColon(string folded, int newline)
    {
        while (newline > 0 && (char.IsWhiteSpace(folded[newline - 1]) || Scan.IsEmphasis(folded[newline - 1]))) newline--;
        return newline > 0 && folded[newline - 1] is ':' or 'e' or 'y';
    }

    /// <summary>"0.4 points", "$0.62", "p &lt; 0.05": decimals that are no probability.</summary>
    private static bool IsOtherThing(string folded, Quantity quantity)
    {
        if (quantity.Kind is not QuantityKind.Decimal && quantity.Kind is not QuantityKind.Range) return false;
        var next = Scan.SkipBlanks(folded, quantity.End, 3);
        if (Scan.At(folded, next) == '-') next++;
        if (next > quantity.End && Things.TryMatch(folded, next, out _)) return true;
        return quantity.Start > 0 && PriceMarks.TryMatch(folded, quantity.Start - 1, out _) && Scan.At(folded, quantity.End) != '$' && Scan.At(folded, quantity.End) != '\\';
    }
}
