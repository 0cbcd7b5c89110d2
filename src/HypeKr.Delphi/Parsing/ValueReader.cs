namespace HypeKr.Delphi;

/// <summary>What stands where a value is expected.</summary>
internal enum ValueKind
{
    /// <summary>Something else, or nothing.</summary>
    Nothing,

    /// <summary>A mark for a value that was never filled in.</summary>
    Placeholder,

    /// <summary>A value, right or wrong.</summary>
    Value,
}

/// <summary>What was read where a value is expected.</summary>
internal readonly record struct ValueReading(ValueKind Kind, ParsedForecast Outcome, QuantityKind Form, int Start, int End)
{
    public static ValueReading Nothing => default;

    public static ValueReading Placeholder(int start, int end) => new(ValueKind.Placeholder, ParsedForecast.NoForecast, default, start, end);
}

/// <summary>Reads a value after a label, in an element, in a JSON string or alone on a line.</summary>
internal static class ValueReader
{
    private const int MaxFillers = 9;

    private const int MaxRest = 80;

    private static readonly PhraseSet Fillers = new(
        "about", "approximately", "approx.", "approx", "around", "roughly", "circa", "ca.", "ca", "c.", "some", "somewhere", "something like", "maybe", "perhaps",
        "possibly", "probably", "likely", "nearly", "almost", "just", "only", "exactly", "precisely", "currently", "now", "still", "therefore", "thus",
        "estimated", "assessed", "put", "set", "in the range of", "in the region of", "in the neighborhood of", "in the neighbourhood of", "in the vicinity of",
        "on the order of", "range of", "of", "at", "a", "an", "the", "my", "is", "be", "that", "from", "close to", "near", "equal to", "i.e.",
        "less than", "more than", "greater than", "higher than", "lower than", "fewer than", "better than", "worse than", "no more than", "not more than",
        "no less than", "not less than", "no greater than", "no higher than", "no lower than", "at least", "at most", "at minimum", "at maximum", "minimum", "maximum", "max", "min",
        "under", "over", "below", "above", "beneath", "exceeding", "exceeds", "well", "slightly", "a little", "a bit", "a touch", "north of", "south of", "upwards of",
        "up to", "not exceeding", "rund", "etwa", "ungefähr", "mindestens", "höchstens", "unter", "über", "weniger als", "mehr als", "bei", "environ", "moins de", "plus de", "au moins",
        "au plus", "de", "del", "aproximadamente", "alrededor de", "cerca de", "menos de", "más de", "al menos", "около", "примерно", "менее", "более", "не менее", "не более",
        "약", "대략", "현재", "최소", "최대", "거의", "大约", "大約", "约", "約", "およそ", "低于", "高于", "超过", "不到", "至少", "至多");

    private static readonly PhraseSet LabelFillers = new(
        "probability", "prob.", "prob", "chance", "likelihood", "odds", "estimate", "forecast", "prediction", "final", "answer", "p", "pr", "yes", "of this event", "of this", "of yes", "확률", "가능성");

    private static readonly PhraseSet PlaceholderWords = new(
        "tbd", "t.b.d.", "tbc", "n/a", "n.a.", "na", "unknown", "none", "null", "undefined", "undetermined", "pending", "not available", "not applicable", "모름", "미정");

    private static readonly PhraseSet MarkupTags = new("b", "i", "u", "em", "strong", "code", "span", "mark", "p", "div", "td", "br", "sub", "sup");

    /// <summary>What makes a number with decimals, a fraction or a ratio something else than a probability.</summary>
    private static readonly PhraseSet Units = new(
        "point", "points", "percentage", "pp", "pts", "bp", "bps", "basis", "day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours", "minute", "minutes", "seconds",
        "million", "billion", "trillion", "thousand", "people", "voters", "votes", "seats", "degrees", "km", "miles", "kg", "goals", "usd", "dollars", "eur", "euros", "inches", "tokens", "sigma");

    /// <summary>Words that may follow a bare whole number that is a percentage without its sign.</summary>
    private static readonly PhraseSet AfterWhole = new(
        "because", "based", "given", "since", "as", "due", "but", "with", "after", "if", "and", "or", "so", "chance", "probability", "likelihood", "overall", "today", "which", "though", "although",
        "reflecting", "considering", "confidence", "final", "is", "at", "note", "reasoning", "rationale", "assuming", "from", "up", "down");

    /// <summary>Reads the value that begins at a position, after what may lead up to it.</summary>
    /// <param name="text">Folded text.</param>
    /// <param name="position">Where to begin.</param>
    /// <param name="odds">What the label says about odds.</param>
    /// <param name="labelled">Whether a second label may stand before the value ("Final answer: probability 12%").</param>
    public static ValueReading Read(string text, int position, OddsLabel odds = OddsLabel.None, bool labelled = true)
    {
        var at = position;
        for (var n = 0; n < MaxFillers; n++)
        {
            at = SkipMarks(text, at);
            if (Scan.At(text, at) is '[' or '<' && TryEnclosed(text, at, odds, out var enclosed, out var inside))
            {
                if (enclosed.Kind is not ValueKind.Nothing) return enclosed;
                at = inside;
                continue;
            }

            if (TrySpecial(text, at, out var special)) return special;
            if (QuantityReader.TryRead(text, at, odds, out var quantity))
            {
                if (quantity.Kind is QuantityKind.Percentage && QuantityReader.IsConfidence(text, quantity, out var after))
                {
                    if (labelled && (Scan.Starts(text, after - 2, "ci") || Scan.Starts(text, after - 8, "interval")))
                    {
                        at = AfterLabel(text, after);
                        continue;
                    }

                    return ValueReading.Nothing;
                }

                return IsOtherThing(text, quantity) || IsPrice(text, quantity) ? ValueReading.Nothing : new ValueReading(ValueKind.Value, quantity.Outcome, quantity.Kind, quantity.Start, quantity.End);
            }

            if (TryPlaceholder(text, at, out var blank)) return blank;
            if (Fillers.TryMatch(text, at, out var next))
            {
                at = next;
            }
            else if (labelled && LabelFillers.TryMatch(text, at, out next))
            {
                at = AfterLabel(text, next);
            }
            else
            {
                break;
            }
        }

        return ValueReading.Nothing;
    }

    /// <summary>Reads a text that holds one value and nothing else.</summary>
    public static ValueReading ReadWhole(string text, bool labelled = false)
    {
        var at = 0;
        while (Scan.At(text, at) is '#' or '=' or '→' or '≈' or ' ' or '\t' or '•' || Scan.Starts(text, at, "->") || Scan.Starts(text, at, "=>")) at += text[at] is '-' ? 2 : 1;
        var reading = Read(text, at, labelled: labelled);
        return reading.Kind is not ValueKind.Nothing && IsOnlyMarks(text.AsSpan(reading.End)) ? reading : ValueReading.Nothing;
    }

    /// <summary>Whether nothing but punctuation, brackets and a Korean copula is left.</summary>
    public static bool IsOnlyMarks(ReadOnlySpan<char> rest)
    {
        rest = rest.Trim();
        foreach (var copula in (ReadOnlySpan<string>)["정도입니다", "입니다", "정도", "이다", "です"])
        {
            if (rest.StartsWith(copula, StringComparison.Ordinal)) rest = rest[copula.Length..];
        }

        foreach (var c in rest)
        {
            if (!Scan.IsBlank(c) && !Scan.IsEmphasis(c) && !Scan.IsQuote(c) && c is not ('.' or '。' or '!' or ')' or ']' or '}' or '>' or '$' or '\\' or ',' or ';' or '~' or '|' or '\n')) return false;
        }

        return true;
    }

    /// <summary>Steps over blanks, emphasis, quotes, opening brackets, signs of inequality and of "about", and LaTeX.</summary>
    private static int SkipMarks(string text, int at)
    {
        for (var n = 0; n < 40; n++)
        {
            var c = Scan.At(text, at);
            if (c == '\\')
            {
                if (Scan.Starts(text, at, "\\frac") || Scan.Starts(text, at, "\\dfrac") || Scan.Starts(text, at, "\\tfrac")) return at;
                var end = at + 1;
                if (!char.IsAsciiLetter(Scan.At(text, end))) end++;
                while (end - at < 16 && char.IsAsciiLetter(Scan.At(text, end))) end++;
                at = Math.Min(end, text.Length);
            }
            else if (c is '<' or '>' && (Scan.IsDigit(text, Scan.SkipBlanks(text, at + 1, 2)) || Scan.At(text, Scan.SkipBlanks(text, at + 1, 2)) is '=' or '.' or '~'))
            {
                if (c == '<' && Scan.FindOnLine(text, at, '>', 40) >= 0) return at;
                at++;
            }
            else if (Scan.IsBlank(c) || Scan.IsEmphasis(c) || Scan.IsQuote(c) || c is '$' or '~' or '≈' or '∼' or '≃' or '≅' or '≤' or '≥' or '⩽' or '⩾' or '≲' or '≳' or '=' or '(' or '{')
            {
                if (c == '_' && Scan.At(text, at + 1) == '_' && IsBlankLine(text, at)) return at;
                at++;
            }
            else
            {
                break;
            }
        }

        return at;
    }

    private static bool IsBlankLine(string text, int at)
    {
        while (Scan.At(text, at) == '_') at++;
        return Scan.At(text, at) is '\n' or '\0' or '%' or ' ';
    }

    private static int AfterLabel(string text, int at)
    {
        if (Scan.At(text, at) == '(')
        {
            var close = Scan.FindOnLine(text, at, ')', 24);
            if (close > 0) at = close + 1;
        }

        at = Scan.SkipDecoration(text, at);
        return Scan.At(text, at) is ':' or '=' or '→' or ',' or '–' or '—' ? at + 1 : at;
    }

    /// <summary>"[0.62]" is a value in brackets; "[your estimate]", "[0-100]" and "&lt;number&gt;" are placeholders.</summary>
    private static bool TryEnclosed(string text, int at, OddsLabel odds, out ValueReading reading, out int inside)
    {
        reading = ValueReading.Nothing;
        inside = at + 1;
        var close = Scan.FindOnLine(text, at, text[at] == '[' ? ']' : '>', 160);
        if (close < 0) return text[at] == '[';
        var content = text[inside..close];
        if (text[at] == '<' && MarkupTags.TryMatch(content, content.StartsWith('/') ? 1 : 0, out _))
        {
            inside = close + 1;
            return true;
        }

        var inner = Read(content, 0, odds);
        var whole = inner.Kind is ValueKind.Value && IsOnlyMarks(content.AsSpan(inner.End));
        if (whole && inner.Form is not QuantityKind.Range)
        {
            reading = inner with { Start = inside + inner.Start, End = close + 1 };
        }
        else if (whole || text[at] == '[' || !Scan.IsDigit(text, inside))
        {
            reading = ValueReading.Placeholder(at, close + 1);
        }

        return true; // "<1%, certainly not >2%" is an inequality
    }

    /// <summary>NaN is no forecast, and infinity lies out of range.</summary>
    private static bool TrySpecial(string text, int at, out ValueReading reading)
    {
        reading = default;
        if (TryLatexFraction(text, at, out reading)) return true;
        var start = at;
        if (Scan.At(text, at) is '-' or '+' or '−') at++;
        if (Scan.At(text, at) == '∞')
        {
            reading = new ValueReading(ValueKind.Value, ParsedForecast.OutOfRange, QuantityKind.Decimal, start, at + 1);
            return true;
        }

        foreach (var word in (ReadOnlySpan<string>)["infinity", "inf"])
        {
            if (!PhraseSet.MatchesAt(text, at, word, out var end) || !Scan.IsWordStart(text, at)) continue;
            reading = new ValueReading(ValueKind.Value, ParsedForecast.OutOfRange, QuantityKind.Decimal, start, end);
            return true;
        }

        if (!PhraseSet.MatchesAt(text, at, "nan", out var after)) return false;
        reading = ValueReading.Placeholder(start, after);
        return true;
    }

    /// <summary>"\frac{3}{4}".</summary>
    private static bool TryLatexFraction(string text, int at, out ValueReading reading)
    {
        reading = default;
        var word = Scan.Starts(text, at, "\\frac{") ? 6 : Scan.Starts(text, at, "\\dfrac{") || Scan.Starts(text, at, "\\tfrac{") ? 7 : 0;
        if (word == 0 || !NumberReader.TryReadDigits(text, at + word, out var part) || !Scan.Starts(text, part.End, "}{")) return false;
        if (!NumberReader.TryReadDigits(text, part.End + 2, out var whole) || Scan.At(text, whole.End) != '}') return false;
        var outcome = new Operand(part, whole.Value, 1, QuantityKind.Fraction, whole.End + 1).Outcome;
        reading = new ValueReading(ValueKind.Value, outcome, QuantityKind.Fraction, at, whole.End + 1);
        return true;
    }

    /// <summary>"0.NN", "XX%", "?", "TBD", "N/A", "____".</summary>
    private static bool TryPlaceholder(string text, int at, out ValueReading reading)
    {
        reading = default;
        if (PlaceholderWords.TryMatch(text, at, out var end) && IsOnlyMarks(text.AsSpan(end, Scan.LineEnd(text, end, MaxRest) - end)))
        {
            reading = ValueReading.Placeholder(at, end);
            return true;
        }

        end = at;
        if (Scan.IsDigit(text, end) && Scan.At(text, end + 1) == '.' && NumberReader.IsBlankDecimal(text, end + 2))
        {
            end += 2;
            while (Scan.At(text, end) is (>= 'a' and <= 'z') or '#' or '?' or '_') end++;
        }
        else
        {
            var mark = Scan.At(text, end);
            if (mark is not ((>= 'a' and <= 'z') or '#' or '?' or '_')) return false;
            while (end - at < 8 && (Scan.At(text, end) == mark || (end > at && Scan.At(text, end) == '.' && Scan.At(text, end + 1) == mark))) end++;
            var percent = Scan.At(text, Scan.SkipBlanks(text, end, 2)) == '%';
            if (char.IsAsciiLetter(mark) && !percent && (end - at < 2 || mark is not ('x' or 'n' or 'y' or 'z'))) return false;
            if (Scan.IsSpacedLetter(Scan.At(text, end)) || (mark == '#' && !percent && end - at < 2)) return false;
        }

        reading = ValueReading.Placeholder(at, end);
        return true;
    }

    /// <summary>"$95,000", but not "$0.47$".</summary>
    private static bool IsPrice(string text, Quantity quantity) =>
        quantity.Start > 0 && text[quantity.Start - 1] is '$' or '€' or '£' && Scan.At(text, quantity.End) is not ('$' or '\\')
        && (quantity.Kind is QuantityKind.Whole || !quantity.Outcome.HasValue);

    /// <summary>"12 days", "3 points", "7 candidates": a number of something else.</summary>
    private static bool IsOtherThing(string text, Quantity quantity)
    {
        if (quantity.Kind is QuantityKind.Percentage or QuantityKind.Evens or QuantityKind.Share) return false;
        if (quantity.Kind is QuantityKind.Range && quantity.IsSpoken) return false;
        var next = Scan.SkipBlanks(text, quantity.End, 4);
        if (Scan.At(text, next) == '-') next++;
        if (Units.TryMatch(text, next, out _) && next > quantity.End) return true;
        if (quantity.Kind is not (QuantityKind.Whole or QuantityKind.Range) || !Scan.IsSpacedLetter(Scan.At(text, next))) return false;
        return !AfterWhole.TryMatch(text, next, out _);
    }
}
