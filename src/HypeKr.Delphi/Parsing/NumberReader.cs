using System.Globalization;

namespace HypeKr.Delphi;

/// <summary>Reads numerals: digits with decimal points or commas, thousands, exponents; English words up to a hundred.</summary>
internal static class NumberReader
{
    private static readonly string[] Units =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    private static readonly (string Word, double Value)[] Large = [("hundred", 100), ("thousand", 1e3), ("million", 1e6)];

    /// <summary>The words that a numeral can begin with.</summary>
    public static IEnumerable<string> Words => [.. Units, .. Tens, .. Large.Select(large => large.Word), "a"];

    /// <summary>Reads a numeral in digits or words.</summary>
    public static bool TryRead(string text, int position, out Number number) =>
        TryReadDigits(text, position, out number) || TryReadWords(text, position, out number);

    /// <summary>Reads a numeral in digits; false for dates, versions and lists of digits.</summary>
    public static bool TryReadDigits(string text, int position, out Number number)
    {
        number = default;
        var at = position;
        var sign = Scan.At(text, at);
        var signed = sign is '+' or '-' or '−' or '–';
        if (signed) at++;
        var end = TokenEnd(text, at);
        if (end == at) return false;
        if (position > 0 && IsGlued(text[position - 1], signed)) return false;
        if (!TryValue(text.AsSpan(at, end - at), out var value, out var point)) return false;
        if (TryExponent(text, ref end, out var exponent))
        {
            value = exponent is 0 ? value : value * Math.Pow(10, exponent);
            point = true;
        }

        // "0." at the end of a sentence keeps its dot outside; "0.NN" is a placeholder, not 0.
        if (!point && Scan.At(text, end) == '.' && IsBlankDecimal(text, end + 1)) return false;
        number = new Number(signed && sign != '+' ? -value : value, position, end, point, signed, false);
        return true;
    }

    /// <summary>The end of the run of digits and separators between digits, for stepping over what is no number.</summary>
    public static int TokenEnd(string text, int position)
    {
        var end = position;
        if (Scan.At(text, end) == '.' && Scan.IsDigit(text, end + 1)) end++;
        while (Scan.IsDigit(text, end) || (Scan.At(text, end) is '.' or ',' && end > position && Scan.IsDigit(text, end + 1))) end++;
        return end;
    }

    /// <summary>Whether the decimals that should follow a point are left blank: letters, question marks, underscores.</summary>
    public static bool IsBlankDecimal(string text, int position)
    {
        var end = position;
        while (end - position < 5 && Scan.At(text, end) is (>= 'a' and <= 'z') or '#' or '?' or '_') end++;
        if (end == position || end - position > 4) return false;
        if (Scan.At(text, position) is not ('n' or 'x' or 'y' or 'z' or '#' or '?' or '_'))
        {
            // "0.ab": blank only after a lone zero
            if (Scan.At(text, position - 2) != '0' || Scan.IsDigit(text, position - 3)) return false;
        }

        return !char.IsLetterOrDigit(Scan.At(text, end));
    }

    private static bool IsGlued(char before, bool signed) =>
        Scan.IsSpacedLetter(before) || char.IsAsciiDigit(before) || (signed ? before is '-' or '+' or '.' or ')' or '%' : before is '.' or ',' or '#');

    private static bool TryValue(ReadOnlySpan<char> token, out double value, out bool point)
    {
        value = 0;
        var dots = token.Count('.');
        var commas = token.Count(',');
        char? decimalMark = (dots, commas) switch
        {
            (0, 0) => null,
            (1, 0) => '.',
            (0, 1) => IsThousands(token, ',') ? null : ',',
            (0, _) => null,
            (_, 0) => null,
            (1, _) when token.LastIndexOf('.') > token.LastIndexOf(',') => '.',
            (_, 1) when token.LastIndexOf(',') > token.LastIndexOf('.') => ',',
            _ => 'x',
        };
        point = decimalMark is not null;
        if (decimalMark is 'x') return false;
        var cut = decimalMark is { } mark ? token.LastIndexOf(mark) : token.Length;
        var whole = token[..cut];
        if (whole.ContainsAny('.', ',') && !IsThousands(whole, whole.Contains('.') ? '.' : ',')) return false;

        Span<char> digits = stackalloc char[640];
        var length = 0;
        foreach (var c in whole)
        {
            if (!char.IsAsciiDigit(c) || (c == '0' && length == 0)) continue;
            if (length == 320)
            {
                value = double.PositiveInfinity;
                return true;
            }

            digits[length++] = c;
        }

        if (length == 0) digits[length++] = '0';
        if (cut < token.Length)
        {
            digits[length++] = '.';
            var decimals = token[(cut + 1)..];
            if (decimals.Length > 310) decimals = decimals[..310]; // smaller ones change no double
            decimals.CopyTo(digits[length..]);
            length += decimals.Length;
        }

        value = double.Parse(digits[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        return true;
    }

    /// <summary>Groups of exactly three digits after one to three digits that do not start with zero.</summary>
    private static bool IsThousands(ReadOnlySpan<char> token, char mark)
    {
        var first = token.IndexOf(mark);
        if (first is < 1 or > 3 || token[0] == '0') return false;
        var rest = token[first..];
        if (rest.Length % 4 != 0) return false;
        for (var i = 0; i < rest.Length; i++)
        {
            if (i % 4 == 0 ? rest[i] != mark : !char.IsAsciiDigit(rest[i])) return false;
        }

        return true;
    }

    /// <summary>"e-3", "x 10^-3", "×10-3" (a raised exponent loses its rise in NFKC).</summary>
    private static bool TryExponent(string text, ref int end, out int exponent)
    {
        exponent = 0;
        var at = end;
        if (Scan.At(text, at) is 'e' or 'E')
        {
            at++;
        }
        else
        {
            at = Scan.SkipBlanks(text, at, 2);
            if (Scan.At(text, at) is not ('x' or 'X' or '×' or '*' or '·')) return false;
            at = Scan.SkipBlanks(text, at + 1, 2);
            if (!Scan.Starts(text, at, "10")) return false;
            at += 2;
            var raised = Scan.At(text, at) == '^' || Scan.Starts(text, at, "**");
            if (raised) at += text[at] == '^' ? 1 : 2;
            if (raised && Scan.At(text, at) is '{' or '(') at++;
            if (!raised && Scan.At(text, at) is not ('-' or '−' or '+')) return false;
        }

        var negative = Scan.At(text, at) is '-' or '−';
        if (negative || Scan.At(text, at) == '+') at++;
        var digits = at;
        while (Scan.IsDigit(text, at))
        {
            exponent = Math.Min(10_000, (exponent * 10) + (text[at] - '0'));
            at++;
        }

        if (at == digits || Scan.IsSpacedLetter(Scan.At(text, at))) return false;
        if (Scan.At(text, at) is '}' or ')' && Scan.At(text, digits - (negative ? 2 : 1)) is '{' or '(') at++;
        if (negative) exponent = -exponent;
        end = at;
        return true;
    }

    private static bool TryReadWords(string text, int position, out Number number)
    {
        number = default;
        if (!Scan.IsSpacedLetter(Scan.At(text, position)) || !Scan.IsWordStart(text, position)) return false;
        var value = -1.0;
        var end = position;
        var first = Word(text, position);
        var unit = IndexOf(Units, first);
        var ten = IndexOf(Tens, first);
        if (unit >= 0)
        {
            (value, end) = (unit, position + first.Length);
        }
        else if (ten >= 0)
        {
            (value, end) = ((ten + 2) * 10, position + first.Length);
            var next = Joined(text, end);
            if (IndexOf(Units, Word(text, next)) is >= 1 and <= 9 and var ones)
            {
                (value, end) = (value + ones, next + Units[ones].Length);
            }
        }
        else if (first is "a")
        {
            (value, end) = (1, position + 1);
        }

        if (value is 1 or -1)
        {
            var next = value is 1 ? Joined(text, end) : position;
            foreach (var (word, size) in Large)
            {
                if (!Word(text, next).SequenceEqual(word)) continue;
                number = new Number(size, position, next + word.Length, false, false, true);
                return true;
            }

            if (value is -1 || first is "a") return false;
        }

        number = new Number(value, position, end, false, false, true);
        return true;
    }

    private static ReadOnlySpan<char> Word(string text, int position) => text.AsSpan(position, Scan.WordEnd(text, position) - position);

    private static int Joined(string text, int end) => Scan.At(text, end) is ' ' or '-' or '\u2011' ? end + 1 : end;

    private static int IndexOf(string[] words, ReadOnlySpan<char> word)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (word.SequenceEqual(words[i])) return i;
        }

        return -1;
    }
}
