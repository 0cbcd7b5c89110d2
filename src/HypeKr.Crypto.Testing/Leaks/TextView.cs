using System.Globalization;
using System.Text;

namespace HypeKr.Crypto.Testing;

/// <summary>A text as the different spellings are searched in it.</summary>
internal sealed class TextView
{
    private const string Separators = "-:_,; \t\r\n[]{}()";

    public TextView(string text)
    {
        Plain = text;
        Unbroken = Keep(text, c => !char.IsWhiteSpace(c));
        HexDigits = Keep(text.ToLowerInvariant().Replace("0x", "", StringComparison.Ordinal), c => !Separators.Contains(c, StringComparison.Ordinal));
        Ungrouped = Keep(text, c => !"., '_\u00A0\u202F".Contains(c, StringComparison.Ordinal));
        NumberList = Numbers(text);
    }

    public string Plain { get; }

    /// <summary>Without white space: base64 is broken into lines.</summary>
    public string Unbroken { get; }

    /// <summary>In lower case, without the separators that dumps and source code put between bytes.</summary>
    public string HexDigits { get; }

    /// <summary>Without what cultures put between the digits of a number.</summary>
    public string Ungrouped { get; }

    /// <summary>The decimal numbers, with a comma before, between and after them.</summary>
    public string NumberList { get; }

    /// <summary>The text as it is and, where they differ, without its JSON and URL escapes: <c>\u002B</c> is how JSON writes a plus sign.</summary>
    public static IEnumerable<TextView> Of(string text)
    {
        yield return new TextView(text);
        var plain = Unescape(text);
        if (plain != text) yield return new TextView(plain);
    }

    private static string Unescape(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 5 < text.Length && text[i + 1] == 'u'
                && ushort.TryParse(text.AsSpan(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var escaped))
            {
                result.Append((char)escaped);
                i += 5;
            }
            else if (text[i] == '%' && i + 2 < text.Length
                && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var percent))
            {
                result.Append((char)percent);
                i += 2;
            }
            else
            {
                result.Append(text[i]);
            }
        }

        return result.ToString();
    }

    private static string Keep(string text, Func<char, bool> keep)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text.Where(keep)) result.Append(c);
        return result.ToString();
    }

    private static string Numbers(string text)
    {
        var result = new StringBuilder(text.Length + 2).Append(',');
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c)) result.Append(c);
            else if (result[^1] != ',') result.Append(',');
        }

        return result.Append(',').ToString();
    }
}
