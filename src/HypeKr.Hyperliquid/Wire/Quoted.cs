using System.Globalization;
using System.Text;

namespace HypeKr.Hyperliquid;

/// <summary>Puts foreign text into an error message: shortened, and with nothing that could break a log line.</summary>
internal static class Quoted
{
    private const int MaxLength = 48;

    public static string Text(ReadOnlySpan<char> text)
    {
        var quoted = new StringBuilder(MaxLength + 8).Append('\'');
        foreach (var c in text.Length > MaxLength ? text[..MaxLength] : text)
        {
            if (char.IsControl(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
            else
            {
                quoted.Append(c);
            }
        }

        return quoted.Append(text.Length > MaxLength ? "…'" : "'").ToString();
    }
}
