using System.Collections.Frozen;

namespace HypeKr.Delphi;

/// <summary>Reads one probability at a position: a number with its unit, a range, odds, evens, or the result of a calculation.</summary>
internal static class QuantityReader
{
    /// <summary>A range wider than this says too little to take its middle.</summary>
    private const double MaxRangeWidth = 0.20;

    /// <summary>A calculation is followed over this many stretches.</summary>
    private const int MaxEquations = 4;

    private static readonly PhraseSet EvenWords = new(
        "even odds", "even money", "even chance", "even chances", "evens", "fifty fifty", "fifty/fifty", "coin flip", "coin toss", "coinflip", "toss up", "tossup", "반반");

    private static readonly PhraseSet ToWords = new("to", "bis", "до", "에서", "내지", "至", "到");

    private static readonly PhraseSet MovementWords = new(
        "from", "moved", "moves", "rose", "rises", "risen", "fell", "falls", "fallen", "dropped", "increased", "decreased", "climbed", "went", "jumped", "slipped", "up", "down");

    private static readonly PhraseSet ConfidenceWords = new(
        "confidence", "confident", "certain", "certainty", "sure", "ci", "credible", "confidence interval", "credible interval", "interval", "prediction interval", "신뢰", "신뢰구간", "확신");

    private static readonly PhraseSet Negations = new("not", "isn't", "hardly", "no", "never", "wasn't");

    // Every word that a quantity can begin with, in letters that set spaces between words.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> FirstWords = NumberReader.Words
        .Concat(["even", "evens", "fifty", "coin", "coinflip", "toss", "tossup", "between"]).ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether the word at a position may begin a quantity: most words are told by this look, and read no further.</summary>
    public static bool MayBegin(string text, int position)
    {
        if (text[position] is 'd' or 'g' or 'i' or 'j' or 'k' or 'l' or 'p' or 'q' or 'r' or 'u' or 'v' or 'w' or 'x' or 'y') return false;
        if (!char.IsAsciiLetter(text[position])) return true;
        var word = text.AsSpan(position, Scan.WordEnd(text, position) - position);

        // "a hundred", "a thousand", "a million": the commonest word of all, and seldom a number.
        return word is "a" ? Scan.At(text, position + 2) is 'h' or 't' or 'm' : FirstWords.Contains(word);
    }

    /// <summary>Reads a probability that begins exactly at a position.</summary>
    /// <param name="text">Folded text.</param>
    /// <param name="position">Where it must begin.</param>
    /// <param name="odds">What the label in front says about odds.</param>
    /// <param name="quantity">What was read.</param>
    public static bool TryRead(string text, int position, OddsLabel odds, out Quantity quantity)
    {
        if (!TryReadAlone(text, position, odds, out quantity)) return false;
        quantity = Restatement.Apply(text, quantity);
        return true;
    }

    /// <summary>Whether a percentage measures trust: "90% confident", "95% CI".</summary>
    public static bool IsConfidence(string text, Quantity quantity, out int after)
    {
        after = Scan.SkipBlanks(text, quantity.End, 3);
        if (Scan.At(text, after) == '-') after++;
        return ConfidenceWords.TryMatch(text, after, out after);
    }

    /// <summary>Reads a probability without what restates it.</summary>
    public static bool TryReadAlone(string text, int position, OddsLabel odds, out Quantity quantity)
    {
        var start = position;
        for (var n = 0; n < MaxEquations && TryEquation(text, position, out var result); n++) position = result;
        if (!TryEvens(text, position, odds, out quantity) && !TryBetween(text, position, out quantity) && !TryNumber(text, position, odds, out quantity)) return false;
        if (position > start) quantity = quantity with { Start = start };
        return true;
    }

    private static bool TryNumber(string text, int position, OddsLabel odds, out Quantity quantity)
    {
        quantity = default;
        if (!OperandReader.TryRead(text, position, out var first)) return false;
        if (OddsReader.TryRead(text, first, odds, out quantity) || TryRange(text, first, out quantity)) return true;
        if (first.IsPlain && first.Number.IsWord) return false;
        quantity = first.ToQuantity();
        return true;
    }

    private static bool TryEvens(string text, int position, OddsLabel odds, out Quantity quantity)
    {
        quantity = default;
        var even = odds is OddsLabel.Odds && PhraseSet.MatchesAt(text, position, "even", out _);
        if (!EvenWords.TryMatch(text, position, out var end) && !TryFifty(text, position, out end) && !even) return false;
        if (even) end = Math.Max(end, position + "even".Length);
        var before = position;
        for (var i = 0; i < 3; i++)
        {
            var word = Scan.PreviousWord(text, before, out var start);
            if (word.IsEmpty) break;
            if (Negations.TryMatch(text, start, out _)) return false;
            before = start;
        }

        quantity = new Quantity(ParsedForecast.Of(0.5), QuantityKind.Evens, position, end, true, false);
        return true;
    }

    /// <summary>"50/50", "50-50", "50 : 50".</summary>
    private static bool TryFifty(string text, int position, out int end)
    {
        end = position;
        if (Scan.At(text, position) is not ('5' or '0') || !IsFifty(text, position, out var first)) return false;
        var at = Scan.SkipBlanks(text, first, 1);
        if (Scan.At(text, at) is not ('/' or ':') && !Scan.IsDash(Scan.At(text, at))) return false;
        return IsFifty(text, Scan.SkipBlanks(text, at + 1, 1), out end);
    }

    private static bool IsFifty(string text, int position, out int end)
    {
        var read = NumberReader.TryReadDigits(text, position, out var number);
        end = number.End;
        return read && number is { Value: 50, IsSigned: false, HasPoint: false } && !Scan.IsSpacedLetter(Scan.At(text, end));
    }

    /// <summary>"between a and b".</summary>
    private static bool TryBetween(string text, int position, out Quantity quantity)
    {
        quantity = default;
        if (!PhraseSet.MatchesAt(text, position, "between", out var at) || !Scan.IsWordStart(text, position)) return false;
        at = SkipApproximately(text, at);
        if (!OperandReader.TryRead(text, at, out var low)) return false;
        at = Scan.SkipBlanks(text, low.End, 3);
        if (!PhraseSet.MatchesAt(text, at, "and", out var after) && !ToWords.TryMatch(text, at, out after))
        {
            if (!Scan.IsDash(Scan.At(text, at)) && Scan.At(text, at) != '&') return false;
            after = at + 1;
        }

        return OperandReader.TryRead(text, SkipApproximately(text, after), out var high) && TryRange(position, low, high, out quantity);
    }

    /// <summary>"a-b", "a – b", "a~b", "a to b" where both are percentages, decimals or shares.</summary>
    private static bool TryRange(string text, Operand low, out Quantity quantity)
    {
        quantity = default;
        var at = Scan.SkipBlanks(text, low.End, 3);
        var spaced = at > low.End;
        var mark = Scan.At(text, at);
        var word = false;
        int after;
        if (Scan.IsDash(mark) || mark is '~' or '〜' or '∼' or '…')
        {
            after = at + 1;
        }
        else if (Scan.Starts(text, at, "..."))
        {
            after = at + 3;
        }
        else if (ToWords.TryMatch(text, at, out after))
        {
            word = true;
        }
        else
        {
            return false;
        }

        if (!OperandReader.TryRead(text, SkipApproximately(text, after), out var high) || high.Number.IsSigned) return false;
        if (IsConfidence(text, high.ToQuantity(), out _)) return false;
        if (low.Kind is QuantityKind.Percentage && high.IsPlain && Scan.IsSpacedLetter(Scan.At(text, Scan.SkipBlanks(text, high.End, 2)))) return false;
        if (spaced && !word && low.IsPlain && high.IsPlain && low.Kind != high.Kind && low.Number.Value is not (0 or 1) && high.Number.Value is not (0 or 1)) return false;
        if (!TryRange(low.Start, low, high, out quantity)) return false;
        if (word && IsMovement(text, low.Start)) quantity = quantity with { Outcome = ParsedForecast.Ambiguous };
        return true;
    }

    private static bool TryRange(int start, Operand low, Operand high, out Quantity quantity)
    {
        quantity = default;
        if (low.Kind is QuantityKind.Percentage && high.IsPlain) high = high.AsPercentage(low.Scale);
        if (high.Kind is QuantityKind.Percentage && low.IsPlain) low = low.AsPercentage(high.Scale);
        if (low.IsPlain != high.IsPlain || (low.Kind is QuantityKind.Percentage) != (high.Kind is QuantityKind.Percentage)) return false;
        if (low.IsPlain && (low.Number.IsWord || high.Number.IsWord)) return false;

        var (a, b) = (low.Outcome, high.Outcome);
        var outcome = !a.HasValue ? a
            : !b.HasValue ? b
            : Quantity.Agree(a.Probability, b.Probability, MaxRangeWidth) ? ParsedForecast.Of((a.Probability + b.Probability) / 2)
            : ParsedForecast.Ambiguous;
        var spoken = low.ToQuantity().IsSpoken && high.ToQuantity().IsSpoken;
        quantity = new Quantity(outcome, QuantityKind.Range, start, high.End, spoken, low.Number.IsSigned);
        if (a.HasValue && b.HasValue) quantity = quantity with { Ends = (Math.Min(a.Probability, b.Probability), Math.Max(a.Probability, b.Probability)) };
        return true;
    }

    /// <summary>"rose from 20% to 35%" is a change, no range.</summary>
    private static bool IsMovement(string text, int position)
    {
        var word = Scan.PreviousWord(text, position, out var start);
        if (word.SequenceEqual("from")) word = Scan.PreviousWord(text, start, out start);
        return !word.IsEmpty && !word.SequenceEqual("from") && MovementWords.TryMatch(text, start, out _);
    }

    /// <summary>"0.6 × 0.85 = 0.51": the position after the last equals sign of a calculation on this line.</summary>
    private static bool TryEquation(string text, int position, out int result)
    {
        result = -1;
        if (!Scan.IsDigit(text, position) && Scan.At(text, position) is not ('(' or '.')) return false;
        var limit = Math.Min(text.Length, position + 120);
        var calculated = false;
        for (var i = position; i < limit; i++)
        {
            var c = text[i];
            if (char.IsAsciiDigit(c) || c is ' ' or '.' or ',' or '(' or ')' or '%' or '/' or '^' or '\\') continue;
            if (c is '=' or '≈')
            {
                var after = Scan.SkipBlanks(text, i + 1);
                if (calculated && (Scan.IsDigit(text, after) || Scan.At(text, after) == '.')) result = after;
                if (!calculated) return false;
            }
            else if (c is '×' or '·' or '+' or '−' || (c is '-' or '*' or 'x' && Scan.IsBlank(Scan.At(text, i - 1)) && Scan.IsBlank(Scan.At(text, i + 1))))
            {
                calculated = true;
            }
            else
            {
                break;
            }
        }

        return result > position;
    }

    /// <summary>Steps over blanks and "about" within a range or a bracket.</summary>
    public static int SkipApproximately(string text, int position)
    {
        position = Scan.SkipBlanks(text, position, 4);
        while (Scan.At(text, position) is '~' or '≈' or '*' or '`') position++;
        foreach (var word in (ReadOnlySpan<string>)["approximately", "about", "around", "roughly", "approx.", "approx", "perhaps", "maybe", "a", "약"])
        {
            if (PhraseSet.MatchesAt(text, position, word, out var end) && end < text.Length) return Scan.SkipBlanks(text, end, 4);
        }

        return position;
    }
}
