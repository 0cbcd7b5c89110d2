namespace HypeKr.Delphi;

/// <summary>What stands beside a value: the same value in another form, or an interval round it.</summary>
internal static class Restatement
{
    /// <summary>What stands in brackets beside a value is short.</summary>
    private const int MaxBracket = 80;

    private static readonly PhraseSet IntervalWords = new(
        "ci", "c.i.", "confidence", "credible", "interval", "range", "bounds", "low", "lower", "between", "from", "iqr", "신뢰구간", "범위");

    private static readonly PhraseSet Restating = new("or", "i.e.", "i.e", "ie", "that is", "or about", "or roughly", "equivalently", "equals", "aka", "즉");

    /// <summary>What names the point that a range was given for.</summary>
    private static readonly PhraseSet PointWords = new(
        "most likely", "best guess", "best estimate", "central estimate", "point estimate", "midpoint", "mid point", "mean", "median", "mode", "central", "centre", "center", "say");

    /// <summary>Checks a value against what restates it, and steps over an interval beside it.</summary>
    public static Quantity Apply(string text, Quantity quantity)
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
            return QuantityReader.TryReadAlone(text, point, OddsLabel.None, out var central) ? Reconciled(quantity, central, central.End) : quantity;
        }

        if (mark is '=' or '≈' || Scan.Starts(text, at, "→") || Scan.Starts(text, at, "->"))
        {
            at += Scan.Starts(text, at, "->") ? 2 : 1;
        }
        else if (!Restating.TryMatch(text, at, out at))
        {
            return quantity;
        }

        at = QuantityReader.SkipApproximately(text, at);
        if (!QuantityReader.TryReadAlone(text, at, OddsLabel.None, out var other) || !other.IsSpoken && other.Kind is QuantityKind.Whole) return quantity;
        return Reconciled(quantity, other, other.End);
    }

    private static Quantity Bracketed(Quantity quantity, string inner, int end)
    {
        if (inner.AsSpan().Contains('±') || inner.Contains("+/-", StringComparison.Ordinal)) return quantity with { End = end };
        if (IntervalWords.Occurs(inner, 0, inner.Length) && ContainsDigit(inner)) return quantity with { End = end };
        var at = QuantityReader.SkipApproximately(inner, 0);
        if (Scan.At(inner, at) is '=') at = QuantityReader.SkipApproximately(inner, at + 1);
        if (Restating.TryMatch(inner, at, out var after)) at = QuantityReader.SkipApproximately(inner, after);
        if (quantity.Kind is QuantityKind.Range) at = SkipPointWords(inner, at);
        if (!QuantityReader.TryReadAlone(inner, at, OddsLabel.None, out var other)) return quantity;
        var rest = inner.AsSpan(other.End).Trim(" .*_`'\"");
        if (rest.Length > 0)
        {
            // "0.62 (0.50, 0.74)" is an interval; "35% (26 of 40 polls)" is another matter.
            var second = rest[0] is ',' or ';' ? other.End + inner.AsSpan(other.End).IndexOfAny(',', ';') + 1 : -1;
            var pair = second > 0 && QuantityReader.TryReadAlone(inner, Scan.SkipBlanks(inner, second), OddsLabel.None, out var high) && inner.AsSpan(high.End).Trim().IsEmpty;
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
        end = QuantityReader.SkipApproximately(text, end);
        foreach (var word in (ReadOnlySpan<string>)["is", "of", "at"])
        {
            if (PhraseSet.MatchesAt(text, end, word, out var after)) return QuantityReader.SkipApproximately(text, after);
        }

        return end;
    }

    private static bool ContainsDigit(string text) => text.AsSpan().ContainsAnyInRange('0', '9');
}
