namespace HypeKr.Delphi;

/// <summary>The probabilities that sentences mention; confidences, prices and measures are not among them.</summary>
internal static class ProseQuantities
{
    private static readonly PhraseSet TrustWords = new("confidence", "confident", "certainty", "신뢰도", "확신도", "신뢰 수준");

    private static readonly PhraseSet TrustJoints = new(
        "level", "score", "rating", "interval", "is", "of", "at", "in", "my", "this", "that", "the", "estimate", "forecast", "probability", "prediction", "answer", "judgement", "judgment", "assessment",
        "about", "around", "roughly", "approximately", "medium", "moderate", "high", "low", "very", "fairly", "ci", "a", "to", "and", "between", "from", "yes", "no");

    private static readonly PhraseSet IntervalWords = new("ci", "interval", "intervals");

    private static readonly PhraseSet PriceMarks = new("$", "€", "£", "¥", "₩");

    private static readonly PhraseSet Things = new(
        "point", "points", "percentage", "pp", "pts", "bp", "bps", "basis", "million", "billion", "trillion", "thousand", "degrees", "day", "days", "week", "weeks", "month", "months", "year", "years",
        "hour", "hours", "minutes", "seconds", "km", "miles", "kg", "usd", "dollars", "eur", "euros", "cents", "seats", "goals", "sigma");

    /// <summary>All of them, in the order of the text.</summary>
    public static List<Quantity> FindAll(string folded)
    {
        var found = new List<Quantity>();
        for (var i = 0; i < folded.Length;)
        {
            var c = folded[i];
            if (char.IsAsciiLetterLower(c))
            {
                var end = i + 1;
                while (end < folded.Length && char.IsAsciiLetterLower(folded[end])) end++;
                if (!Scan.IsWordStart(folded, i) || !QuantityReader.MayBegin(folded, i))
                {
                    i = end;
                    continue;
                }
            }

            var starts = char.IsAsciiDigit(c) || char.IsAsciiLetterLower(c) || c switch
            {
                // A point or a sign begins a number only in front of one.
                '.' => Scan.IsDigit(folded, i + 1),
                '+' or '-' or '−' or '–' => Scan.At(folded, i + 1) is '.' || Scan.IsDigit(folded, i + 1),
                '반' or '百' => true,
                _ => Scan.IsSpacedLetter(c) && Scan.IsWordStart(folded, i),
            };
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
