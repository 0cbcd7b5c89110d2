namespace HypeKr.Delphi;

/// <summary>Reads one probability at a position: a number with its unit, a range, odds, evens, an equation's result; and what restates it.</summary>
internal static class QuantityReader
{
    /// <summary>A range wider than this says too little to take its middle.</summary>
    private const double MaxRangeWidth = 0.20;

    /// <summary>A calculation is followed over this many stretches.</summary>
    private const int MaxEquations = 4;

    /// <summary>What stands in brackets beside a value is short.</summary>
    private const int MaxBracket = 80;

    private static readonly PhraseSet EvenWords = new(
        "even odds", "even money", "even chance", "even chances", "evens", "fifty fifty", "fifty/fifty", "coin flip", "coin toss", "coinflip", "toss up", "tossup", "반반");

    private static readonly PhraseSet ToWords = new("to", "bis", "до", "에서", "내지", "至", "到");

    private static readonly PhraseSet MovementWords = new(
        "from", "moved", "moves", "rose", "rises", "risen", "fell", "falls", "fallen", "dropped", "increased", "decreased", "climbed", "went", "jumped", "slipped", "up", "down");

    private static readonly PhraseSet Against = new("against", "long", "longshot", "long shot");

    private static readonly PhraseSet For = new("on", "in favor", "in favour", "odds", "favorite", "favourite");

    private static readonly PhraseSet ConfidenceWords = new(
        "confidence", "confident", "certain", "certainty", "sure", "ci", "credible", "confidence interval", "credible interval", "interval", "prediction interval", "신뢰", "신뢰구간", "확신");

    private static readonly PhraseSet IntervalWords = new(
        "ci", "c.i.", "confidence", "credible", "interval", "range", "bounds", "low", "lower", "between", "from", "iqr", "신뢰구간", "범위");

    private static readonly PhraseSet Restating = new("or", "i.e.", "i.e", "ie", "that is", "or about", "or roughly", "equivalently", "equals", "aka", "즉");

    /// <summary>What names the point that a range was given for.</summary>
    private static readonly PhraseSet PointWords = new(
        "most likely", "best guess", "best estimate", "central estimate", "point estimate", "midpoint", "mid point", "mean", "median", "mode", "central", "centre", "center", "say");

    private static readonly PhraseSet Negations = new("not", "isn't", "hardly", "no", "never", "wasn't");

    /// <summary>Reads a probability that begins exactly at a position.</summary>
    /// <param name="text">Folded text.</param>
    /// <param name="position">Where it must begin.</param>
    /// <param name="odds">What the label in front says about odds.</param>
    /// <param name="quantity">What was read.</param>
    public static bool TryRead(string text, int position, OddsLabel odds, out Quantity quantity)
    {
        if (!TryReadAlone(text, position, odds, out quantity)) return false;
        quantity = Restated(text, quantity);
        return true;
    }

    /// <summary>Whether a percentage measures trust: "90% confident", "95% CI".</summary>
    public static bool IsConfidence(string text, Quantity quantity, out int after)
    {
        after = Scan.SkipBlanks(text, quantity.End, 3);
        if (Scan.At(text, after) == '-') after++;
        return ConfidenceWords.TryMatch(text, after, out after);
    }

    private static bool TryReadAlone(string text, int position, OddsLabel odds, out Quantity quantity)
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
        if (TryOdds(text, first, odds, out quantity) || TryRange(text, first, out quantity)) return true;
        if (first.IsPlain && first.Number.IsWord) return false;
        quantity = From(first);
        return true;
    }

    private static Quantity From(Operand operand)
    {
        var spoken = operand.Kind is QuantityKind.Percentage or QuantityKind.Share
            || (operand.Kind is QuantityKind.Decimal && Math.Abs(operand.Number.Value) < 1);
        return new Quantity(operand.Outcome, operand.Kind, operand.Start, operand.End, spoken, operand.Number.IsSigned);
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
        if (!IsFifty(text, position, out var first)) return false;
        var at = Scan.SkipBlanks(text, first, 1);
        if (Scan.At(text, at) is not ('/' or ':') && !Scan.IsDash(Scan.At(text, at))) return false;
        return IsFifty(text, Scan.SkipBlanks(text, at + 1, 1), out end);
    }

    private static bool IsFifty(string text, int position, out int end) =>
        NumberReader.TryReadDigits(text, position, out var number) & (end = number.End) > 0
        && number is { Value: 50, IsSigned: false, HasPoint: false }
        && !Scan.IsSpacedLetter(Scan.At(text, end));

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
        if (IsConfidence(text, From(high), out _)) return false;
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
        var spoken = From(low).IsSpoken && From(high).IsSpoken;
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

    /// <summary>"3:1", "3 to 1", "3-to-1", "3-1 against".</summary>
    private static bool TryOdds(string text, Operand first, OddsLabel label, out Quantity quantity)
    {
        quantity = default;
        if (!first.IsPlain || first.Number.Value < 0) return false;
        var at = Scan.SkipBlanks(text, first.End, 2);
        var mark = Scan.At(text, at);
        var colon = mark is ':' or '∶';
        var hyphen = false;
        int after;
        if (colon)
        {
            after = Scan.SkipBlanks(text, at + 1, 2);
        }
        else if (PhraseSet.MatchesAt(text, mark == '-' ? at + 1 : at, "to", out after))
        {
            after = Scan.At(text, after) == '-' ? after + 1 : Scan.SkipBlanks(text, after, 2);
        }
        else if (Scan.IsDash(mark))
        {
            hyphen = true;
            after = Scan.SkipBlanks(text, at + 1, 1);
        }
        else
        {
            return false;
        }

        if (!OperandReader.TryRead(text, after, out var second) || !second.IsPlain || second.Number.IsSigned) return false;
        if (colon && Scan.At(text, second.End) == ':' && Scan.IsDigit(text, second.End + 1)) return false;
        var end = second.End;
        var worded = HasOddsBefore(text, first.Start, out var reversed);
        reversed |= label is OddsLabel.Against;
        var next = Scan.SkipBlanks(text, end, 3);
        if (Scan.At(text, next) == '-') next++;
        for (var i = 0; i < 2; i++)
        {
            if (Against.TryMatch(text, next, out var match))
            {
                reversed = true;
            }
            else if (!For.TryMatch(text, next, out match) || (match - next == 2 && !ValueReader.IsOnlyMarks(text.AsSpan(match, Math.Min(2, text.Length - match)))))
            {
                break;
            }

            (worded, end) = (true, match);
            next = Scan.SkipBlanks(text, match, 3);
        }

        var stated = worded || label is not OddsLabel.None;
        if (hyphen && (!stated || (first.Kind is QuantityKind.Decimal && first.Number.Value < 1))) return false;
        if (!colon && !stated && !IsRatio(first.Number, second.Number)) return false;
        if ((first.Number.IsWord || second.Number.IsWord) && !stated) return false;

        var (a, b) = reversed ? (second.Number.Value, first.Number.Value) : (first.Number.Value, second.Number.Value);
        var outcome = a + b == 0 ? ParsedForecast.OutOfRange
            : double.IsInfinity(a) || double.IsInfinity(b) ? ParsedForecast.OutOfRange
            : ParsedForecast.Of(a / (a + b));
        quantity = new Quantity(outcome, QuantityKind.Odds, first.Start, end, worded, false);
        return true;
    }

    /// <summary>Without a word for odds, "3 to 1" cannot be a range and "60 to 70" or "0.4 to 0.6" can.</summary>
    private static bool IsRatio(Number first, Number second) =>
        !(first.Value <= 1 && second.Value <= 1) && (first.Value > second.Value || (first is { Value: < 10, HasPoint: false } && !second.HasPoint));

    private static bool HasOddsBefore(string text, int position, out bool against)
    {
        against = false;
        var odds = false;
        for (var i = 0; i < 5; i++)
        {
            var word = Scan.PreviousWord(text, position, out var start);
            if (word.IsEmpty) break;
            odds |= word.SequenceEqual("odds");
            against |= word.SequenceEqual("against") || word.SequenceEqual("long");
            if (odds && !word.SequenceEqual("odds")) break;
            position = start;
        }

        against &= odds;
        return odds;
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

    /// <summary>Checks a value against what restates it, and steps over an interval beside it.</summary>
    private static Quantity Restated(string text, Quantity quantity)
    {
        var at = quantity.End;
        for (var n = 0; n < 6 && (Scan.IsBlank(Scan.At(text, at)) || Scan.IsEmphasis(Scan.At(text, at)) || Scan.At(text, at) is '$' or '\\'); n++) at++;
        var mark = Scan.At(text, at);
        if (mark is '±' || Scan.Starts(text, at, "+/-"))
        {
            at = Scan.SkipBlanks(text, at + (mark is '±' ? 1 : 3));
            return OperandReader.TryRead(text, at, out var margin) ? quantity with { End = margin.End } : quantity;
        }

        if (mark is '(' or '[')
        {
            var close = Scan.FindOnLine(text, at, mark is '(' ? ')' : ']', MaxBracket);
            return close < 0 ? quantity : Bracketed(quantity, text[(at + 1)..close], close + 1);
        }

        if (mark == ',') at = Scan.SkipBlanks(text, at + 1, 2);
        if (quantity.Kind is QuantityKind.Range && SkipPointWords(text, at) is var point && point > at)
        {
            return TryReadAlone(text, point, OddsLabel.None, out var central) ? Reconciled(quantity, central, central.End) : quantity;
        }

        if (mark is '=' or '≈' || Scan.Starts(text, at, "→") || Scan.Starts(text, at, "->"))
        {
            at += Scan.Starts(text, at, "->") ? 2 : 1;
        }
        else if (!Restating.TryMatch(text, at, out at))
        {
            return quantity;
        }

        at = SkipApproximately(text, at);
        if (!TryReadAlone(text, at, OddsLabel.None, out var other) || !other.IsSpoken && other.Kind is QuantityKind.Whole) return quantity;
        return Reconciled(quantity, other, other.End);
    }

    private static Quantity Bracketed(Quantity quantity, string inner, int end)
    {
        if (inner.AsSpan().Contains('±') || inner.Contains("+/-", StringComparison.Ordinal)) return quantity with { End = end };
        if (IntervalWords.Occurs(inner, 0, inner.Length) && ContainsDigit(inner)) return quantity with { End = end };
        var at = SkipApproximately(inner, 0);
        if (Scan.At(inner, at) is '=') at = SkipApproximately(inner, at + 1);
        if (Restating.TryMatch(inner, at, out var after)) at = SkipApproximately(inner, after);
        if (quantity.Kind is QuantityKind.Range) at = SkipPointWords(inner, at);
        if (!TryReadAlone(inner, at, OddsLabel.None, out var other)) return quantity;
        var rest = inner.AsSpan(other.End).Trim(" .*_`'\"");
        if (rest.Length > 0)
        {
            // "0.62 (0.50, 0.74)" is an interval; "35% (26 of 40 polls)" is another matter.
            var second = rest[0] is ',' or ';' ? other.End + inner.AsSpan(other.End).IndexOfAny(',', ';') + 1 : -1;
            var pair = second > 0 && TryReadAlone(inner, Scan.SkipBlanks(inner, second), OddsLabel.None, out var high) && inner.AsSpan(high.End).Trim().IsEmpty;
            return pair ? quantity with { End = end } : quantity;
        }

        // "[1]" and "(1)" are citations.
        return other.Kind is QuantityKind.Whole && other.Outcome is not { HasValue: true, Probability: > 0 and < 1 } ? quantity : Reconciled(quantity, other, end);
    }

    private static Quantity Reconciled(Quantity quantity, Quantity other, int end)
    {
        if (other.Kind is QuantityKind.Range && quantity.Kind is not QuantityKind.Range) return quantity with { End = end };
        if (!quantity.Outcome.HasValue && quantity.Kind is not QuantityKind.Range) return quantity with { End = end };
        if (!other.Outcome.HasValue) return quantity with { Outcome = other.Outcome, End = end };
        var value = other.Outcome.Probability;
        if (quantity.Kind is QuantityKind.Range && other.Kind is not QuantityKind.Range)
        {
            var inside = value >= quantity.Ends.Low - Quantity.Agreement && value <= quantity.Ends.High + Quantity.Agreement;
            return quantity with { Outcome = inside ? other.Outcome : ParsedForecast.Ambiguous, End = end };
        }

        if (!quantity.Outcome.HasValue) return quantity with { End = end };
        return Quantity.Agree(quantity.Outcome.Probability, value)
            ? quantity with { End = end }
            : quantity with { Outcome = ParsedForecast.Ambiguous, End = end };
    }

    private static int SkipPointWords(string text, int position)
    {
        if (!PointWords.TryMatch(text, position, out var end)) return position;
        end = Scan.SkipBlanks(text, end, 4);
        if (Scan.At(text, end) is ':' or '=') end++;
        end = SkipApproximately(text, end);
        foreach (var word in (ReadOnlySpan<string>)["is", "of", "at"])
        {
            if (PhraseSet.MatchesAt(text, end, word, out var after)) return SkipApproximately(text, after);
        }

        return end;
    }

    private static bool ContainsDigit(string text) => text.AsSpan().ContainsAnyInRange('0', '9');

    /// <summary>Steps over blanks and "about" within a range or a bracket.</summary>
    private static int SkipApproximately(string text, int position)
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

/// <summary>What the label in front of a value says about odds.</summary>
internal enum OddsLabel
{
    None,
    Odds,
    Against,
}
