using System.Buffers;

namespace HypeKr.Delphi;

/// <summary>A forecast that the text states in so many words.</summary>
/// <param name="Outcome">Its value, or what is wrong with it; no forecast for a placeholder.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends.</param>
internal readonly record struct StatedForecast(ParsedForecast Outcome, int Start, int End);

/// <summary>Tier 2: values behind a label ("Probability: 35%", "P(YES) = 0.64"), and lines or cells for YES and NO.</summary>
internal static class LabelledValues
{
    private static readonly PhraseSet Labels = new(
        "probability", "prob", "chance", "chances", "likelihood", "odds", "forecast", "prediction", "estimate");

    private static readonly PhraseSet ForeignLabels = new(
        "확률", "가능성", "確率", "概率", "可能性", "wahrscheinlichkeit", "probabilité", "probabilidad", "probabilidade", "вероятность");

    private static readonly PhraseSet SideLabels = new("yes", "no", "예", "아니오", "아니요");

    private static readonly PhraseSet OthersWords = new(
        "market", "market's", "markets", "markets'", "implied", "base rate", "prior", "historical", "historic", "consensus", "crowd", "crowd's", "crowds", "bookmaker", "bookmakers",
        "bookmaker's", "bookmakers'", "betting", "baseline", "starting", "initial", "conditional", "시장", "내재", "사전", "초기", "기준");

    /// <summary>Words that may stand between such a word and the label.</summary>
    private static readonly PhraseSet Between = new(
        "win", "event", "yes", "no", "rough", "own", "success", "mean", "median", "average", "estimated", "subjective", "based", "derived", "implied", "rate", "price", "pass", "passage");

    private static readonly PhraseSet TrustWords = new("confidence", "confident", "certainty", "신뢰도", "확신도");

    // What a label, a side or a P(...) can begin with.
    private static readonly SearchValues<char> FirstLetters = SearchValues.Create([.. Labels.FirstLetters, .. ForeignLabels.FirstLetters, .. SideLabels.FirstLetters, 'p']);

    /// <summary>One label with its value; a foreign one is somebody else's.</summary>
    private readonly record struct Labelled(Polarity Polarity, ParsedForecast Outcome, int Start, int ValueStart, int End, bool IsForeign);

    /// <summary>The last labelled value from a position on, with the one for the other side where both are given.</summary>
    public static StatedForecast? Find(AnswerText text, int from)
    {
        var all = FindAll(text, from);
        if (all.Count == 0) return null;

        // YES and NO pair up in the order in which they stand; an unstated side is YES for a NO that follows it.
        var last = all[0];
        Labelled? pair = null;
        foreach (var next in all.Skip(1))
        {
            var joins = pair is null && (last.Polarity, next.Polarity) is
                (Polarity.Yes, Polarity.No) or (Polarity.No, Polarity.Yes) or (Polarity.Unstated, Polarity.No);
            pair = joins ? last : null;
            last = next;
        }

        var outcome = (last.Polarity, pair) switch
        {
            (Polarity.No, { } yes) => YesNo.Combine(yes.Outcome, last.Outcome),
            (Polarity.No, null) => YesNo.Turned(last.Outcome),
            (_, { } no) => YesNo.Combine(last.Outcome, no.Outcome),
            _ => last.Outcome,
        };
        return new StatedForecast(outcome, last.Start, last.End);
    }

    /// <summary>Whether a line is a label that stands for NO or for somebody else's probability.</summary>
    public static bool IsForeignHeading(string folded, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (!char.IsLetter(folded[i])) continue;
            var no = PhraseSet.MatchesAt(folded, i, "no", out var after) && Scan.IsWordStart(folded, i);
            var others = !no && (Labels.TryMatch(folded, i, out after) || ForeignLabels.TryMatch(folded, i, out after)) && IsOthers(folded, i);
            if (!no && !others) continue;
            var rest = folded.AsSpan(after, Math.Max(0, end - after)).Trim(" *_`)");
            if (rest.IsEmpty ? others || folded[end - 1] is '*' or ')' : rest is ":") return true;
        }

        return false;
    }

    private static List<Labelled> FindAll(AnswerText text, int from)
    {
        var found = new List<Labelled>();
        var folded = text.Folded;
        for (var i = from; i < folded.Length; i++)
        {
            var next = folded.AsSpan(i).IndexOfAny(FirstLetters);
            if (next < 0) break;
            i += next;
            if (folded[i] < 0x80 && !Scan.IsWordStart(folded, i)) continue;
            if (!TryLabel(text, i, out var label) && !TrySide(text, i, out label) && !TryFunction(text, i, out label)) continue;

            // "Probability of NO: 30%" is found by its label and by its NO; the side is what the second adds.
            if (found.Count > 0 && found[^1].ValueStart == label.ValueStart)
            {
                if (label.IsForeign) found[^1] = label;
                if (found[^1].Polarity is Polarity.Unstated) found[^1] = found[^1] with { Polarity = label.Polarity };
            }
            else
            {
                found.Add(label);
            }
        }

        found.RemoveAll(l => l.IsForeign);
        return found;
    }

    private static bool TryLabel(AnswerText text, int at, out Labelled label)
    {
        label = default;
        var folded = text.Folded;
        var form = Labels.TryMatch(folded, at, out var end) ? LabelForm.Plain : LabelForm.Foreign;
        if ((form is LabelForm.Foreign && !ForeignLabels.TryMatch(folded, at, out end)) || IsQuantified(folded, at)) return false;
        var odds = OddsLabel.None;
        if (Scan.Starts(folded, at, "odds"))
        {
            odds = PhraseSet.MatchesAt(folded, Scan.SkipBlanks(folded, end), "against", out var against) ? OddsLabel.Against : OddsLabel.Odds;
            if (odds is OddsLabel.Against) end = against;
        }

        var reading = LabelTail.Read(text, end, odds, form);
        if (!reading.IsFound && TableColumn.TryRead(folded, at, end, out var below)) reading = new LabelReading(below, Polarity.Unstated);
        if (!reading.IsFound) return false;
        var polarity = reading.Polarity;
        if (polarity is Polarity.Unstated)
        {
            polarity = Scan.PreviousWord(folded, at, out _) switch { "yes" => Polarity.Yes, "no" => Polarity.No, _ => Polarity.Unstated };
        }

        label = new Labelled(polarity, reading.Value.Outcome, at, reading.Value.Start, reading.Value.End, IsOthers(folded, at));
        return true;
    }

    /// <summary>"P(YES)", "P(event)", "P(NO)"; other events and conditions are steps of a calculation.</summary>
    private static bool TryFunction(AnswerText text, int at, out Labelled label)
    {
        label = default;
        var folded = text.Folded;
        if (folded[at] != 'p' || !Scan.IsWordStart(folded, at)) return false;
        var open = at + (Scan.At(folded, at + 1) == 'r' ? 2 : 1);
        open = Scan.SkipBlanks(folded, open, 1);
        if (Scan.At(folded, open) != '(') return false;
        var close = Scan.FindOnLine(folded, open, ')', 32);
        if (close < 0) return false;
        var polarity = folded.AsSpan(open + 1, close - open - 1).Trim(" *_`'\"") switch
        {
            "yes" or "event" or "the event" or "예" => Polarity.Yes,
            "no" or "not yes" or "¬yes" or "not event" or "no event" or "아니오" => Polarity.No,
            _ => Polarity.Unstated,
        };
        if (polarity is Polarity.Unstated) return false;
        var reading = LabelTail.Read(text, close + 1, OddsLabel.None, LabelForm.Plain);
        if (!reading.IsFound) return false;
        label = new Labelled(polarity, reading.Value.Outcome, at, reading.Value.Start, reading.Value.End, IsOthers(folded, at));
        return true;
    }

    /// <summary>"YES: 72%", "- No: 0.36", "| Yes | 64% |".</summary>
    private static bool TrySide(AnswerText text, int at, out Labelled label)
    {
        label = default;
        var folded = text.Folded;
        if (!SideLabels.TryMatch(folded, at, out var end) || !StandsAlone(text, at)) return false;
        var after = Scan.SkipDecoration(folded, end);
        if (Scan.At(folded, after) == '(')
        {
            var close = Scan.FindOnLine(folded, after, ')', 40);
            if (close < 0) return false;
            after = Scan.SkipDecoration(folded, close + 1);
        }

        if (Scan.At(folded, after) is not (':' or '=' or '→' or '|' or '≈')) return false;
        if (folded[after] == '|' && !IsCell(folded, at)) return false;
        if (!LabelTail.TrySeparator(folded, after, out _)) return false;
        var reading = LabelTail.Read(text, after, OddsLabel.None, LabelForm.Side);
        if (!reading.IsFound && TableColumn.TryRead(folded, at, end, out var below)) reading = new LabelReading(below, Polarity.Unstated);
        if (!reading.IsFound) return false;
        var polarity = folded[at] is 'y' or '예' ? Polarity.Yes : Polarity.No;
        label = new Labelled(polarity, reading.Value.Outcome, at, reading.Value.Start, reading.Value.End, IsOthers(folded, at));
        return true;
    }

    /// <summary>Whether "yes" or "no" heads a line, a cell or a clause, rather than being a word in a sentence.</summary>
    private static bool StandsAlone(AnswerText text, int at)
    {
        var folded = text.Folded;
        if (at > 0 && char.IsLetterOrDigit(folded[at - 1])) return false;
        var before = at;
        for (var n = 0; n < 8 && before > 0 && (Scan.IsBlank(folded[before - 1]) || Scan.IsEmphasis(folded[before - 1]) || Scan.IsQuote(folded[before - 1])); n++) before--;
        if (before == 0) return true;
        var c = folded[before - 1];
        if (c == '/') return !char.IsLetter(Scan.At(folded, before - 2)) || folded[before - 2] is >= '\u1100'; // "YES/NO: ..."
        return c is '\n' or ',' or ';' or '|' or '(' or '-' or '•' or '–' or '.' or ':' or '+' or '#' || char.IsUpper(text.Text[at]) || before < at && folded[at - 1] == '_';
    }

    private static bool IsCell(string folded, int at)
    {
        for (var n = 0; n < 8 && at > 0; n++, at--)
        {
            var c = folded[at - 1];
            if (c is '|' or '\n') return true;
            if (!Scan.IsBlank(c) && !Scan.IsEmphasis(c)) return false;
        }

        return at == 0;
    }

    /// <summary>Whether the label names somebody else's probability, or trust in one.</summary>
    private static bool IsOthers(string folded, int at)
    {
        var position = at;
        for (var i = 0; i < 5; i++)
        {
            var word = Scan.PreviousWord(folded, position, out var start);
            if (word.IsEmpty) return false;
            if (TrustWords.TryMatch(folded, start, out _)) return true;
            var near = i == 0 || (i == 1 && Between.TryMatch(folded, position, out _));
            if (near && IsWord(folded, start, position)) return true;
            if (near && word.SequenceEqual("rate") && Scan.PreviousWord(folded, start, out _).SequenceEqual("base")) return true;
            position = start;
        }

        return false;
    }

    private static bool IsWord(string folded, int start, int position) => OthersWords.TryMatch(folded, start, out var end) && end <= position;

    /// <summary>"a 30% chance that it is ..." has said its number.</summary>
    private static bool IsQuantified(string folded, int at)
    {
        for (var n = 0; n < 4 && at > 0 && (Scan.IsBlank(folded[at - 1]) || Scan.IsEmphasis(folded[at - 1])); n++) at--;
        if (at == 0) return false;
        return folded[at - 1] is '%' || char.IsAsciiDigit(folded[at - 1]) || Scan.PreviousWord(folded, at, out _) is "percent" or "pct" or "cent";
    }
}
