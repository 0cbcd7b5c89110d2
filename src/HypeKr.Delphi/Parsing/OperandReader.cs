namespace HypeKr.Delphi;

/// <summary>Reads a number and its unit: percent, "in" and "out of", a fraction, Korean and Chinese shares.</summary>
internal static class OperandReader
{
    private static readonly PhraseSet PercentWords = new(
        "percent", "per cent", "pct", "prozent", "pour cent", "por ciento", "por cento", "процент", "процента", "процентов", "퍼센트", "パーセント");

    private static readonly PhraseSet InWords = new("in every", "in a", "in", "out of every", "out of a", "out of");

    private static readonly PhraseSet Tries = new("times", "time", "cases", "chance", "chances", "tries");

    private static readonly PhraseSet PeriodWords = new(
        "days", "day", "weeks", "week", "months", "month", "years", "year", "hours", "hour", "minutes", "minute", "seasons", "games");

    public static bool TryRead(string text, int position, out Operand operand)
    {
        operand = default;
        if (TryHundredth(text, position, out operand)) return true;
        if (!NumberReader.TryRead(text, position, out var number)) return false;
        if (TryPercent(text, number.End, out var scale, out var end))
        {
            if (scale == 0) return false; // percentage points
            operand = new Operand(number, double.NaN, scale, QuantityKind.Percentage, end);
            return true;
        }

        if (TryShare(text, number, out operand) || TryKoreanShare(text, number, out operand) || TryFraction(text, number, out operand)) return true;
        if (IsGlued(text, number.End) || IsDate(text, number.End)) return false;
        operand = new Operand(number, double.NaN, 1, number.HasPoint ? QuantityKind.Decimal : QuantityKind.Whole, number.End);
        return true;
    }

    /// <summary>A percent sign or word. The scale is 0 for percentage points, which measure a change.</summary>
    private static bool TryPercent(string text, int position, out double scale, out int end)
    {
        scale = 0.01;
        end = Scan.SkipBlanks(text, position, 3);
        if (Scan.At(text, end) == '\\' && Scan.At(text, end + 1) is '%' or ',' or ' ') end += text[end + 1] == '%' ? 1 : 2;
        if (Scan.At(text, end) is '%' or '‰')
        {
            if (text[end] == '‰') scale = 0.001;
            end++;
        }
        else if (Scan.At(text, end) == '-' && PercentWords.TryMatch(text, end + 1, out var after))
        {
            end = after;
        }
        else if (!TryPercentWord(text, ref end))
        {
            return false;
        }

        var next = Scan.SkipBlanks(text, end, 2);
        if (Scan.At(text, next) == '-') next++;
        foreach (var word in (ReadOnlySpan<string>)["point", "points", "포인트"])
        {
            if (PhraseSet.MatchesAt(text, next, word, out _)) scale = 0;
        }

        if (PhraseSet.MatchesAt(text, end, "p", out _)) scale = 0;
        return true;
    }

    private static bool TryPercentWord(string text, ref int end)
    {
        // "35percent": a word may be glued to its number, so the set's own test for a word start is passed over.
        foreach (var word in (ReadOnlySpan<string>)["percent", "pct"])
        {
            if (!PhraseSet.MatchesAt(text, end, word, out var after)) continue;
            end = after;
            return true;
        }

        if (PercentWords.TryMatch(text, end, out var match))
        {
            end = match;
            return true;
        }

        // 프로 is percent in speech, and the first half of 프로그램 (programme) and 프로젝트 (project).
        if (!Scan.Starts(text, end, "프로") || Scan.At(text, end + 2) is '그' or '젝') return false;
        end += 2;
        return true;
    }

    /// <summary>"1 in 5", "one-in-five", "3 times out of 10".</summary>
    private static bool TryShare(string text, Number number, out Operand operand)
    {
        operand = default;
        var at = Joint(text, number.End);
        if (at > number.End && Tries.TryMatch(text, at, out var tries)) at = Joint(text, tries);
        if (!InWords.TryMatch(text, at, out var after)) return false;
        var outOf = Scan.Starts(text, at, "out");
        at = Joint(text, after);
        if (at == after || number.Value < 0) return false;
        if (!NumberReader.TryRead(text, at, out var whole) || whole.IsSigned) return false;
        if (IsGlued(text, whole.End) || TryPercent(text, whole.End, out _, out _)) return false;
        if (!outOf && (number.HasPoint ? whole.Value is not (10 or 100 or 1000) : IsYear(number.Value, whole.Value))) return false;
        if (PeriodWords.TryMatch(text, Scan.SkipBlanks(text, whole.End), out _)) return false;
        operand = new Operand(number, whole.Value, 1, QuantityKind.Share, whole.End);
        return true;
    }

    private static bool IsYear(double part, double whole) => whole is >= 1900 and <= 2100 && !(part is 1 && whole is 2000);

    /// <summary>"10번 중 3번", "5분의 1" and "3分之1": the whole comes first.</summary>
    private static bool TryKoreanShare(string text, Number whole, out Operand operand)
    {
        operand = default;
        if (Scan.At(text, Scan.SkipBlanks(text, whole.End, 4)) < 0x80) return false;
        var at = Scan.SkipBlanks(text, whole.End, 2);
        var parts = Scan.Starts(text, at, "분의") || Scan.Starts(text, at, "分の") || Scan.Starts(text, at, "分之");
        if (parts)
        {
            at += 2;
        }
        else
        {
            at = SkipCounter(text, at);
            at = Scan.SkipBlanks(text, at, 2);
            if (Scan.At(text, at) is not ('중' or '中')) return false;
            at++;
            if (Scan.At(text, at) is '에') at++;
            if (Scan.At(text, at) is '서') at++;
        }

        at = Scan.SkipBlanks(text, at, 2);
        if (Scan.At(text, at) is '약') at = Scan.SkipBlanks(text, at + 1, 2);
        if (!NumberReader.TryReadDigits(text, at, out var part) || part.IsSigned) return false;
        if (TryPercent(text, part.End, out _, out _)) return false;
        operand = new Operand(part, whole.Value, 1, QuantityKind.Share, parts ? part.End : SkipCounter(text, part.End)) { Start = whole.Start };
        return true;
    }

    private static int SkipCounter(string text, int at)
    {
        at = Scan.SkipBlanks(text, at, 1);
        foreach (var counter in (ReadOnlySpan<string>)["차례", "가지", "경우", "번", "회", "명", "개", "건", "次", "回", "人"])
        {
            if (Scan.Starts(text, at, counter)) return at + counter.Length;
        }

        return at;
    }

    /// <summary>"百分之30".</summary>
    private static bool TryHundredth(string text, int position, out Operand operand)
    {
        operand = default;
        if (!Scan.Starts(text, position, "百分之") || !NumberReader.TryReadDigits(text, position + 3, out var number)) return false;
        operand = new Operand(number, double.NaN, 0.01, QuantityKind.Percentage, number.End) { Start = position };
        return true;
    }

    private static bool TryFraction(string text, Number number, out Operand operand)
    {
        operand = default;
        var at = Scan.SkipBlanks(text, number.End, 1);
        if (number.IsWord || Scan.At(text, at) != '/') return false;
        at = Scan.SkipBlanks(text, at + 1, 1);
        if (!NumberReader.TryReadDigits(text, at, out var whole) || whole.IsSigned) return false;
        if (Scan.At(text, whole.End) == '/' || IsGlued(text, whole.End) || TryPercent(text, whole.End, out _, out _)) return false;
        operand = new Operand(number, whole.Value, 1, QuantityKind.Fraction, whole.End);
        return true;
    }

    /// <summary>One blank or hyphen, or a few blanks.</summary>
    private static int Joint(string text, int position) =>
        Scan.At(text, position) is '-' or '\u2011' ? position + 1 : Scan.SkipBlanks(text, position, 3);

    /// <summary>"30th", "5k", "3x", "0.7_": something else than a number.</summary>
    private static bool IsGlued(string text, int end) => Scan.IsSpacedLetter(Scan.At(text, end)) || (Scan.At(text, end) is '_' or '#' && char.IsLetterOrDigit(Scan.At(text, end + 1)));

    /// <summary>"2026-03-01", "3/4/2026", "10:30:00".</summary>
    private static bool IsDate(string text, int end)
    {
        var mark = Scan.At(text, end);
        if (mark is not ('-' or '/' or ':')) return false;
        var second = NumberReader.TokenEnd(text, end + 1);
        return second > end + 1 && Scan.At(text, second) == mark && Scan.IsDigit(text, second + 1);
    }
}
