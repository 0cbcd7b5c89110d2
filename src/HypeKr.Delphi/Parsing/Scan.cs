namespace HypeKr.Delphi;

/// <summary>Steps over text that look a bounded way ahead or back, so that no input makes a pass over it quadratic.</summary>
internal static class Scan
{
    /// <summary>The longest word that any rule knows, with room to spare.</summary>
    private const int MaxWord = 32;

    /// <summary>The character that stands for JSON which was read already.</summary>
    public const char Mask = '\uFFFC';

    public static char At(string text, int position) => position >= 0 && position < text.Length ? text[position] : '\0';

    public static bool IsDigit(string text, int position) => char.IsAsciiDigit(At(text, position));

    /// <summary>A letter of a script that sets spaces between words.</summary>
    public static bool IsSpacedLetter(char c) => c < '\u1100' && char.IsLetter(c);

    public static bool IsBlank(char c) => c is ' ' or '\t';

    public static bool IsEmphasis(char c) => c is '*' or '_' or '`';

    public static bool IsQuote(char c) => c is '"' or '\'' or '“' or '”' or '‘' or '’' or '«' or '»' or '「' or '」' or '『' or '』';

    public static bool IsDash(char c) => c is '-' or '–' or '—' or '−' or '‐' or '‑' or '‒';

    /// <summary>Whether a word may begin here: nothing that belongs to a word or a number stands before.</summary>
    public static bool IsWordStart(string text, int position) =>
        position == 0 || (!IsSpacedLetter(text[position - 1]) && !char.IsAsciiDigit(text[position - 1]));

    /// <summary>Whether a word may end here.</summary>
    public static bool IsWordEnd(string text, int position)
    {
        var c = At(text, position);
        return !IsSpacedLetter(c) && !char.IsAsciiDigit(c);
    }

    /// <summary>The end of the run of letters (with apostrophes inside it) at a position.</summary>
    public static int WordEnd(string text, int position)
    {
        var end = position;
        var limit = Math.Min(text.Length, position + MaxWord);
        while (end < limit && (IsSpacedLetter(text[end]) || (text[end] == '\'' && end > position && IsSpacedLetter(At(text, end + 1))))) end++;
        return end;
    }

    /// <summary>The word that ends before a position, over blanks, hyphens, underscores and emphasis; empty where other matter stands there.</summary>
    public static ReadOnlySpan<char> PreviousWord(string text, int position, out int start)
    {
        var end = position;
        for (var steps = 0; steps < 6 && end > 0 && (IsBlank(text[end - 1]) || text[end - 1] == '-' || IsEmphasis(text[end - 1])); steps++) end--;
        start = end;
        while (start > 0 && end - start < MaxWord && (char.IsLetter(text[start - 1]) || text[start - 1] == '\'')) start--;
        return text.AsSpan(start, end - start);
    }

    public static int SkipBlanks(string text, int position, int limit = 16)
    {
        for (var n = 0; n < limit && IsBlank(At(text, position)); n++) position++;
        return position;
    }

    /// <summary>Steps over blanks, emphasis, quotes and closing brackets: what markup puts between a label and its separator.</summary>
    public static int SkipDecoration(string text, int position, int limit = 24)
    {
        for (var n = 0; n < limit; n++, position++)
        {
            var c = At(text, position);
            if (!IsBlank(c) && !IsEmphasis(c) && !IsQuote(c) && c is not (')' or ']' or '\\')) break;
        }

        return position;
    }

    public static bool Starts(string text, int position, string word) =>
        position >= 0 && position + word.Length <= text.Length && string.CompareOrdinal(text, position, word, 0, word.Length) == 0;

    /// <summary>The position of <paramref name="wanted"/> on this line at most <paramref name="reach"/> ahead, or -1.</summary>
    public static int FindOnLine(string text, int position, char wanted, int reach)
    {
        var limit = Math.Min(text.Length, position + reach);
        for (var i = position; i < limit && text[i] != '\n'; i++)
        {
            if (text[i] == wanted) return i;
        }

        return -1;
    }

    /// <summary>The end of the line, or the position <paramref name="reach"/> ahead where that comes first.</summary>
    public static int LineEnd(string text, int position, int reach = int.MaxValue)
    {
        var rest = Math.Min(text.Length - position, reach);
        var end = text.AsSpan(position, rest).IndexOf('\n');
        return position + (end < 0 ? rest : end);
    }
}
