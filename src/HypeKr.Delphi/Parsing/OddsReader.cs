namespace HypeKr.Delphi;

/// <summary>What the label in front of a value says about odds.</summary>
internal enum OddsLabel
{
    None,
    Odds,
    Against,
}

/// <summary>Reads odds, and tells them from ranges and scores.</summary>
internal static class OddsReader
{
    private static readonly PhraseSet Against = new("against", "long", "longshot", "long shot");

    private static readonly PhraseSet For = new("on", "in favor", "in favour", "odds", "favorite", "favourite");

    /// <summary>"3:1", "3 to 1", "3-to-1", "3-1 against".</summary>
    public static bool TryRead(string text, Operand first, OddsLabel label, out Quantity quantity)
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
}
