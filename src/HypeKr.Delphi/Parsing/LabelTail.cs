namespace HypeKr.Delphi;

/// <summary>Which side of the question a value is for.</summary>
internal enum Polarity
{
    /// <summary>Not said, hence YES.</summary>
    Unstated,
    Yes,
    No,
}

/// <summary>What follows a label: its value, and the side it is for.</summary>
internal readonly record struct LabelReading(ValueReading Value, Polarity Polarity)
{
    public bool IsFound => Value.Kind is not ValueKind.Nothing;
}

/// <summary>What kind of label it is that a value follows.</summary>
internal enum LabelForm
{
    /// <summary>"Probability": a separator is needed.</summary>
    Plain,

    /// <summary>A label of another language: any words may stand before its colon or equals sign.</summary>
    Foreign,

    /// <summary>"Yes", "No": a separator is needed, and no second label may follow it.</summary>
    Side,

    /// <summary>"Final answer": the separator may be left out where the value ends its clause.</summary>
    Final,

    /// <summary>"FINAL_PROBABILITY": the separator may be left out.</summary>
    FinalProbability,
}

/// <summary>Reads on from a label over optional words and a separator to the value.</summary>
internal static class LabelTail
{
    /// <summary>"of this event", "that the bill passes by June" and the like reach no further than this.</summary>
    private const int MaxPhrase = 200;

    private const int MaxBracket = 60;

    private const int MaxSeparators = 6;

    private static readonly PhraseSet PhraseStarts = new("of", "that", "for", "this", "it", "the", "we", "they");

    private static readonly PhraseSet Qualifiers = new("estimate", "assessment", "score", "value", "level", "forecast", "prediction", "today", "now", "here", "overall", "answer", "치", "값");

    private static readonly PhraseSet IsWords = new(
        "is", "are", "equals", "ist", "beträgt", "liegt bei", "est", "es", "составляет", "은", "는", "이", "가", "は", "が", "为", "是", "為", "约为");

    private static readonly PhraseSet Conditions = new("given", "if", "conditional", "assuming", "provided");

    private static readonly PhraseSet NoOutcomes = new("outcome", "outcomes", "resolution", "resolving", "result", "vote", "side", "answer", "contract", "shares");

    private static readonly PhraseSet Resolves = new("resolves", "resolve", "resolved", "resolving", "resolution", "resolution of", "outcome of", "is", "answer");

    /// <summary>Reads what follows a label.</summary>
    /// <param name="text">The answer.</param>
    /// <param name="position">The end of the label.</param>
    /// <param name="odds">What the label says about odds.</param>
    /// <param name="form">What kind of label it is.</param>
    public static LabelReading Read(AnswerText text, int position, OddsLabel odds, LabelForm form)
    {
        var isFinal = form is LabelForm.Final or LabelForm.FinalProbability;
        var folded = text.Folded;
        var polarity = Polarity.Unstated;
        var at = Scan.SkipDecoration(folded, position);
        for (var i = 0; i < 3; i++)
        {
            if (Scan.At(folded, at) is '(' or '[')
            {
                var close = Scan.FindOnLine(folded, at, folded[at] == '(' ? ')' : ']', MaxBracket);
                if (close < 0) break;
                var side = SideOf(text, at + 1, close);
                if (side is not Polarity.Unstated) polarity = side;
                var after = Scan.SkipDecoration(folded, close + 1);
                if (isFinal && side is Polarity.Unstated && !TrySeparator(folded, after, out _)) break;
                at = after;
            }
            else if (Qualifiers.TryMatch(folded, at, out var next))
            {
                at = Scan.SkipDecoration(folded, next);
            }
            else
            {
                break;
            }
        }

        if (PhraseStarts.TryMatch(folded, at, out _)) return ReadPhrase(text, at, odds, polarity, form);
        if (TrySeparator(folded, at, out var valueAt)) return new LabelReading(ReadValue(folded, valueAt, odds, form), polarity);
        if (form is LabelForm.Foreign) return ReadPhrase(text, at, odds, polarity, form);
        return isFinal ? new LabelReading(ReadUnseparated(folded, at, odds, form), polarity) : default;
    }

    /// <summary>Whether ":", "=", "→", "is" or their like stand here.</summary>
    public static bool TrySeparator(string folded, int at, out int after)
    {
        after = at + 1;
        var c = Scan.At(folded, at);
        if (c is ':' or '=' or '→' or '⇒' or '≈' or '~' or '∼' or '≃' or '≅' or '|' or '：')
        {
            if (Scan.At(folded, after) == '>') after++;
            return true;
        }

        if (Scan.Starts(folded, at, "->"))
        {
            after = at + 2;
            return true;
        }

        return IsWords.TryMatch(folded, at, out after);
    }

    /// <summary>The optional words: the value follows the last separator among them that has one, up to the first comma that ends in none.</summary>
    private static LabelReading ReadPhrase(AnswerText text, int start, OddsLabel odds, Polarity polarity, LabelForm form)
    {
        var folded = text.Folded;
        var found = default(LabelReading);
        var limit = Math.Min(folded.Length, start + MaxPhrase);
        var separators = 0;
        for (var i = start; i < limit; i++)
        {
            var c = folded[i];
            if (c is '\n' or ';' or '!' or '?' or Scan.Mask) break;
            if (c == '.' && !Scan.IsDigit(folded, i + 1)) break;
            if (c == ',' && found.IsFound) break;
            if (Scan.IsSpacedLetter(c) && Scan.IsWordStart(folded, i) && Conditions.TryMatch(folded, i, out _)) return default;
            if (Scan.IsSpacedLetter(c) && !Scan.IsWordStart(folded, i)) continue;
            if (!TrySeparator(folded, i, out var after) || (form is LabelForm.Foreign && c is not (':' or '='))) continue;
            if (++separators > MaxSeparators) break;
            var value = ReadValue(folded, after, odds, LabelForm.Plain);
            if (value.Kind is ValueKind.Nothing) continue;
            var side = SideOf(text, start, i);
            found = new LabelReading(value, side is Polarity.Unstated ? polarity : side);
            i = Math.Max(i, Math.Min(value.End, limit) - 1);
        }

        return found;
    }

    /// <summary>The value behind a separator, on this line or alone on the next.</summary>
    private static ValueReading ReadValue(string folded, int at, OddsLabel odds, LabelForm form)
    {
        var value = ValueReader.Read(folded, at, odds, form is not LabelForm.Side);
        if (value.Kind is not ValueKind.Nothing) return value;
        return TryNextLine(folded, at, out var line) ? ReadLine(folded, line, odds, form) : ValueReading.Nothing;
    }

    /// <summary>The value of a final label without a separator: strictly next to it, or alone on the next line.</summary>
    private static ValueReading ReadUnseparated(string folded, int at, OddsLabel odds, LabelForm form)
    {
        if (TryNextLine(folded, at, out var line)) return ReadLine(folded, line, odds, form);
        var dashed = Scan.IsDash(Scan.At(folded, at)) && Scan.IsBlank(Scan.At(folded, at + 1)) ? at + 1 : at;
        var value = ValueReader.Read(folded, dashed, odds);
        if (value.Kind is not ValueKind.Value) return ValueReading.Nothing;
        var loose = form is LabelForm.FinalProbability && value.Form is not QuantityKind.Whole;
        return loose || EndsClause(folded, value.End) ? value : ValueReading.Nothing;
    }

    private static ValueReading ReadLine(string folded, int line, OddsLabel odds, LabelForm form)
    {
        var end = Scan.LineEnd(folded, line, MaxPhrase);
        if (Scan.IsDash(Scan.At(folded, line)) && Scan.IsBlank(Scan.At(folded, line + 1))) line += 2;
        var value = ValueReader.Read(folded, line, odds);
        if (value.Kind is ValueKind.Nothing) return value;
        var alone = value.End >= end || ValueReader.IsOnlyMarks(folded.AsSpan(value.End, end - value.End));
        return alone || (form is LabelForm.Final or LabelForm.FinalProbability && value.Form is not (QuantityKind.Whole or QuantityKind.Fraction)) ? value : ValueReading.Nothing;
    }

    /// <summary>The start of the next line with text, if nothing but markup is left on this one.</summary>
    private static bool TryNextLine(string folded, int at, out int line)
    {
        line = Scan.SkipDecoration(folded, at);
        if (Scan.At(folded, line) == ':') line = Scan.SkipDecoration(folded, line + 1);
        var breaks = 0;
        for (var n = 0; n < 64 && (Scan.At(folded, line) == '\n' || Scan.IsBlank(Scan.At(folded, line))); n++, line++)
        {
            if (folded[line] == '\n') breaks++;
        }

        return breaks is > 0 and <= 3;
    }

    private static bool EndsClause(string folded, int at)
    {
        at = Scan.SkipDecoration(folded, at);
        return Scan.At(folded, at) is '\0' or '\n' or '.' or ',' or ';' or '(' or '!';
    }

    /// <summary>Whether a phrase between a label and its value names one side: "of NO", "(YES)", "that it resolves NO by June".</summary>
    private static Polarity SideOf(AnswerText text, int start, int end)
    {
        var folded = text.Folded;
        var (yes, no) = (false, false);
        for (var i = start; i < end; i++)
        {
            if (folded[i] is not ('n' or 'y' or '아' or '예') || !Scan.IsWordStart(folded, i)) continue;
            yes |= PhraseSet.MatchesAt(folded, i, "yes", out _) || PhraseSet.MatchesAt(folded, i, "예", out _);
            no |= Scan.Starts(folded, i, "아니오") || Scan.Starts(folded, i, "아니요");
            no |= PhraseSet.MatchesAt(folded, i, "no", out var after) && IsSide(text, i, after, end);
        }

        return yes == no ? Polarity.Unstated : yes ? Polarity.Yes : Polarity.No; // "(YES/NO)" names neither
    }

    /// <summary>"no" is a side where it ends the phrase or stands for an outcome; "no deal" is none.</summary>
    private static bool IsSide(AnswerText text, int at, int after, int end)
    {
        var next = Scan.SkipDecoration(text.Folded, after);
        if (next >= end || !char.IsLetter(Scan.At(text.Folded, next))) return true;
        if (NoOutcomes.TryMatch(text.Folded, next, out _)) return true;
        if (!Scan.Starts(text.Text, at, "NO")) return false;
        Scan.PreviousWord(text.Folded, at, out var before);
        return Resolves.TryMatch(text.Folded, before, out _);
    }
}
