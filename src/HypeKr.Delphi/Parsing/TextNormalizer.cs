using System.Globalization;
using System.Text;

namespace HypeKr.Delphi;

/// <summary>One form for every character: compatibility forms, digits, signs, spaces and line breaks.</summary>
/// <remarks>
/// Under invariant globalization the runtime does not normalise, so what forecasts are written with (digits, full-width
/// forms, vulgar fractions, signs) is mapped here first; NFKC then does the rest where the runtime has it.
/// </remarks>
internal static class TextNormalizer
{
    /// <summary>Longer runs of combining marks make canonical ordering quadratic (UAX #15, stream-safe text).</summary>
    private const int MaxCombiningRun = 30;

    public static string Normalize(string text)
    {
        if (Ascii.IsValid(text) && !text.AsSpan().Contains('\r')) return text;
        var mapped = new StringBuilder(text.Length);
        var combining = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c < 0x80)
            {
                combining = 0;
                if (c != '\r') mapped.Append(c);
                else if (Scan.At(text, i + 1) != '\n') mapped.Append('\n');
                continue;
            }

            var paired = char.IsHighSurrogate(c) && char.IsLowSurrogate(Scan.At(text, i + 1));
            if (char.IsSurrogate(c) && !paired)
            {
                mapped.Append('\uFFFD');
                continue;
            }

            var category = CharUnicodeInfo.GetUnicodeCategory(text, i);
            combining = category is UnicodeCategory.NonSpacingMark ? combining + 1 : 0;
            if (category is not UnicodeCategory.Format && combining <= MaxCombiningRun) AppendMapped(mapped, text, i, paired, category);
            if (paired) i++;
        }

        return mapped.ToString().Normalize(NormalizationForm.FormKC).Replace('\u2044', '/');
    }

    private static void AppendMapped(StringBuilder mapped, string text, int i, bool paired, UnicodeCategory category)
    {
        var digit = category is UnicodeCategory.DecimalDigitNumber ? CharUnicodeInfo.GetDecimalDigitValue(text, i) : -1;
        if (digit >= 0)
        {
            mapped.Append((char)('0' + digit));
        }
        else if (paired)
        {
            mapped.Append(text, i, 2);
        }
        else if (category is UnicodeCategory.SpaceSeparator)
        {
            mapped.Append(' ');
        }
        else if (Fraction(text[i]) is { } fraction)
        {
            mapped.Append(fraction);
        }
        else
        {
            mapped.Append(Map(text[i]));
        }
    }

    private static char Map(char c) => c switch
    {
        '\u066A' => '%', // Arabic percent sign
        '\u066B' => '.', // Arabic decimal separator
        '\u066C' => ',', // Arabic thousands separator
        '\u2028' or '\u2029' or '\u0085' => '\n',
        '\u2044' or '\u2215' => '/',
        '\uFDFA' or '\uFDFB' => ' ', // ligatures of whole phrases, which would make a text up to 18 times as long
        '\uFE6A' => '%',
        '\u207B' or '\u208B' => '-', // superscript and subscript minus
        '\u00B2' => '2',
        '\u00B3' => '3',
        '\u00B9' => '1',
        '\u2070' => '0',
        >= '\u2074' and <= '\u2079' => (char)(c - '\u2074' + '4'),
        >= '\uFF01' and <= '\uFF5E' => (char)(c - '\uFF01' + '!'), // full-width forms
        _ => c,
    };

    private static string? Fraction(char c) => c switch
    {
        '¼' => "1/4",
        '½' => "1/2",
        '¾' => "3/4",
        '\u2150' => "1/7",
        '\u2151' => "1/9",
        '\u2152' => "1/10",
        '\u2153' => "1/3",
        '\u2154' => "2/3",
        '\u2155' => "1/5",
        '\u2156' => "2/5",
        '\u2157' => "3/5",
        '\u2158' => "4/5",
        '\u2159' => "1/6",
        '\u215A' => "5/6",
        '\u215B' => "1/8",
        '\u215C' => "3/8",
        '\u215D' => "5/8",
        '\u215E' => "7/8",
        '\u2189' => "0/3",
        _ => null,
    };
}
