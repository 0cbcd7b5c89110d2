using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace HypeKr.Delphi;

// Makes text of unknown origin fit to stand in a prompt as data.
internal static partial class UntrustedText
{
    public const string Redacted = "[redacted]";

    public static string OneLine(string text, int maxLength) => Clean(text, maxLength, keepLines: false);

    public static string Lines(string text, int maxLength) => Clean(text, maxLength, keepLines: true);

    private static string Clean(string text, int maxLength, bool keepLines)
    {
        // Redaction may shorten, so twice the length is collected before it; a flood costs no more than that.
        var kept = new StringBuilder(Math.Min(text.Length, 2 * maxLength));
        var (space, flood) = (false, false);
        foreach (var rune in text.EnumerateRunes())
        {
            flood = kept.Length >= 2 * maxLength;
            if (flood) break;
            if (Rune.IsWhiteSpace(rune))
            {
                if (keepLines && rune.Value == '\n')
                {
                    kept.Append('\n');
                    space = false;
                }
                else
                {
                    space = true;
                }

                continue;
            }

            // Cc, Cf (zero width, bidirectional, tags), Co, Cn. Lone surrogates arrive as U+FFFD.
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned) continue;

            if (space && kept.Length > 0 && kept[^1] != '\n') kept.Append(' ');
            space = false;

            // A fence that its content can close is no fence.
            if (rune.Value == '`') kept.Append('\'');
            else kept.Append(rune.ToString());
        }

        var redacted = Injection().Replace(kept.ToString(), Redacted).Trim();
        return redacted.Length <= maxLength && !flood ? redacted : Cut(redacted, Math.Min(maxLength, redacted.Length)) + " [cut]";
    }

    private static string Cut(string text, int length) =>
        text[..(length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)].TrimEnd();

    // The original's list: phrases that address the model, chat-template tokens, and the answer line itself. And the header of the peers' block.
    [GeneratedRegex(
        """
        ignore\s+(?:all\s+)?(?:of\s+)?(?:the\s+|your\s+)?(?:previous|prior|above)\s+(?:instruction|prompt)s?
        | disregard\s+(?:the\s+)?(?:system|above)
        | \[\s*/?\s*(?:INST|SYS|system)\s*\]
        | <\|\s*(?:system|im_start|im_end)\s*\|>
        | \#{3,}\s*(?:system|instruction)s?
        | final[_\s]probability(?:\s*[:=]?\s*[\d.,%]+(?:NN)?)?
        | (?:lower|upper)_bound(?:\s*[:=]?\s*[\d.,%]+)?
        | probability_[a-z]\b(?:\s*[:=]?\s*[\d.,%]+)?
        | peer\s+estimates?\s+from\s+(?:the\s+)?last\s+round(?:\s*\(\s*anonymi[sz]ed\s*\))?(?:\s*:)?
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Injection();
}
