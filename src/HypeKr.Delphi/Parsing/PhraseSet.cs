using System.Collections.Frozen;

namespace HypeKr.Delphi;

/// <summary>Phrases in lower case, found where a word begins; the longest one wins.</summary>
/// <remarks>A space in a phrase stands for blanks, a hyphen, an underscore or one line break in the text.</remarks>
internal sealed class PhraseSet
{
    private readonly FrozenDictionary<char, string[]> _byFirst;

    public PhraseSet(params IEnumerable<string> phrases) => _byFirst = phrases
        .GroupBy(p => p[0])
        .ToFrozenDictionary(g => g.Key, g => g.OrderByDescending(p => p.Length).ToArray());

    public bool TryMatch(string text, int position, out int end)
    {
        end = position;
        if (position >= text.Length || !_byFirst.TryGetValue(text[position], out var phrases)) return false;
        if (Scan.IsSpacedLetter(text[position]) && !Scan.IsWordStart(text, position)) return false;
        foreach (var phrase in phrases)
        {
            if (MatchesAt(text, position, phrase, out end)) return true;
        }

        return false;
    }

    /// <summary>Whether a phrase stands at a position and ends there as a word.</summary>
    public static bool MatchesAt(string text, int position, string phrase, out int end)
    {
        end = position;
        foreach (var c in phrase)
        {
            if (c == ' ')
            {
                var from = end;
                while (end - from < 4 && (Scan.IsBlank(Scan.At(text, end)) || Scan.At(text, end) is '-' or '_' or '\n' or '\u2011')) end++;
                if (end == from) return false;
            }
            else if (Scan.At(text, end) != c)
            {
                return false;
            }
            else
            {
                end++;
            }
        }

        return !Scan.IsSpacedLetter(phrase[^1]) || Scan.IsWordEnd(text, end);
    }

    /// <summary>Whether one of the phrases occurs anywhere in a stretch of text.</summary>
    public bool Occurs(string text, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (TryMatch(text, i, out var after) && after <= end) return true;
        }

        return false;
    }
}
