using System.Collections.Frozen;

namespace HypeKr.Delphi;

/// <summary>Phrases in lower case, found where a word begins; the longest one wins.</summary>
/// <remarks>A space in a phrase stands for blanks, a hyphen, an underscore or one line break in the text.</remarks>
internal sealed class PhraseSet
{
    // By first character. Almost every look-up ends here, and most of them at null in the first table.
    private readonly string[]?[] _ascii = new string[128][];
    private readonly FrozenDictionary<char, string[]> _others;

    public PhraseSet(params IEnumerable<string> phrases)
    {
        var byFirst = phrases.GroupBy(p => p[0]).ToDictionary(g => g.Key, g => g.OrderByDescending(p => p.Length).ToArray());
        foreach (var (first, own) in byFirst) if (first < _ascii.Length) _ascii[first] = own;
        _others = byFirst.Where(pair => pair.Key >= _ascii.Length).ToFrozenDictionary();
    }

    /// <summary>The characters that its phrases begin with.</summary>
    public IEnumerable<char> FirstLetters => Enumerable.Range(0, _ascii.Length).Where(c => _ascii[c] is not null).Select(c => (char)c).Concat(_others.Keys);

    public bool TryMatch(string text, int position, out int end)
    {
        end = position;
        if (position >= text.Length || PhrasesOf(text[position]) is not { } phrases) return false;
        if (Scan.IsSpacedLetter(text[position]) && !Scan.IsWordStart(text, position)) return false;
        foreach (var phrase in phrases)
        {
            if (MatchesAt(text, position, phrase, out end)) return true;
        }

        return false;
    }

    private string[]? PhrasesOf(char first) => first < _ascii.Length ? _ascii[first] : _others.GetValueOrDefault(first);

    /// <summary>Whether a phrase stands at a position and ends there as a word.</summary>
    public static bool MatchesAt(string text, int position, string phrase, out int end)
    {
        end = position;
        if (Scan.At(text, position) != phrase[0]) return false;
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
