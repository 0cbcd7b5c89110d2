using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace HypeKr.Hyperliquid;

/// <summary>Puts foreign text into an error message: shortened, with nothing that could break a log line, and without an address or key that was typed by mistake.</summary>
internal static partial class Quoted
{
    private const int MaxLength = 48;

    public static string Text(ReadOnlySpan<char> text)
    {
        // Before the cut, so that it cannot make a run too short to be seen.
        var shown = HideLongHex(text.ToString());
        return shown.Length > MaxLength ? $"'{Escape(shown.AsSpan(0, MaxLength))}…'" : $"'{Escape(shown)}'";
    }

    /// <summary>The text with every address or key replaced by its length.</summary>
    public static string HideLongHex(string text) =>
        LongHex().Replace(text, static run => string.Create(CultureInfo.InvariantCulture, $"(hex of {run.Groups["digits"].Length} digits)"));

    /// <summary>The text with <c>\\u</c> and four hex digits for every character that is not simply shown.</summary>
    public static string Escape(ReadOnlySpan<char> text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (char.IsControl(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
            else
            {
                escaped.Append(c);
            }
        }

        return escaped.ToString();
    }

    // 40 digits are an address, 64 a private key.
    [GeneratedRegex("(?:0[xX])?(?<digits>[0-9a-fA-F]{40,})", RegexOptions.CultureInvariant)]
    private static partial Regex LongHex();
}
