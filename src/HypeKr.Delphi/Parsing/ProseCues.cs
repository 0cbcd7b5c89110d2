using System.Buffers;

namespace HypeKr.Delphi;

/// <summary>The words by which a forecaster speaks of a number of their own.</summary>
internal static class ProseCues
{
    private static readonly PhraseSet CueVerbs = new(
        "estimate", "estimating", "say", "saying", "put", "putting", "place", "placing", "go with", "going with", "assign", "assigning", "forecast", "forecasting", "predict", "predicting",
        "settle on", "settling on", "settled on", "settle at", "settle for", "land", "landing", "arrive at", "arriving at", "conclude", "concluding", "guess", "guessing", "call it", "calling it",
        "peg", "pegging", "lean", "leaning", "think", "thinking");

    private static readonly PhraseSet Auxiliaries = new("would", "will", "am", "do", "have", "had", "shall", "can only");

    private static readonly PhraseSet Adverbs = new(
        "still", "also", "now", "therefore", "thus", "personally", "currently", "tentatively", "just", "rather", "honestly", "then", "ultimately", "probably", "finally", "instead", "again",
        "provisionally", "so", "myself", "only", "overall", "hence", "cautiously", "conservatively", "roughly", "really", "always", "simply", "have to", "to", "be");

    private static readonly PhraseSet Adjectives = new("own", "best", "final", "overall", "central");

    private static readonly PhraseSet Nouns = new("estimate", "forecast", "prediction", "guess", "view", "number", "read");

    private static readonly PhraseSet Cues = new(
        "best guess", "in sum", "bottom line", "therefore", "all in all", "저는", "제 추정", "제 판단", "제 예측", "종합하면", "결론적으로");

    private static readonly PhraseSet Articles = new("the", "an", "its", "their", "this", "that");

    /// <summary>Whether a new clause begins between two positions.</summary>
    public static bool StartsClause(string folded, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (folded[i] is ';' or '—' or ':') return true;
            foreach (var word in (ReadOnlySpan<string>)["but", "so", "yet", "then", "overall", "hence", "and"])
            {
                if (folded[i] == word[0] && Scan.IsWordStart(folded, i) && PhraseSet.MatchesAt(folded, i, word, out _)) return true;
            }
        }

        return false;
    }

    /// <summary>What a cue can begin with.</summary>
    public static readonly SearchValues<char> FirstLetters = SearchValues.Create([.. Cues.FirstLetters, 'i', 'm', 'o']);

    /// <summary>A cue that begins at a position.</summary>
    public static bool TryMatch(string folded, int at, out int end)
    {
        end = at;
        if (!char.IsLetter(folded[at]) || (Scan.IsSpacedLetter(folded[at]) && !Scan.IsWordStart(folded, at))) return false;
        if (Cues.TryMatch(folded, at, out end)) return true;
        return folded[at] switch
        {
            'i' => TryFirstPerson(folded, at, out end),
            'm' => PhraseSet.MatchesAt(folded, at, "my", out end) && TryOwnNoun(folded, ref end),
            'o' => PhraseSet.MatchesAt(folded, at, "overall", out end) && !Articles.TryMatch(folded, WordBefore(folded, at), out _),
            _ => false,
        };
    }

    private static int WordBefore(string folded, int at)
    {
        Scan.PreviousWord(folded, at, out var start);
        return start;
    }

    /// <summary>"I would put", "I'd say", "I'm going with", "I think".</summary>
    private static bool TryFirstPerson(string folded, int at, out int end)
    {
        var contracted = false;
        end = at + 1;
        foreach (var form in (ReadOnlySpan<string>)["i'd", "i'll", "i'm", "i've"])
        {
            if (PhraseSet.MatchesAt(folded, at, form, out end)) contracted = true;
            if (contracted) break;
        }

        if (!contracted && !PhraseSet.MatchesAt(folded, at, "i", out end)) return false;
        for (var i = 0; i < 4; i++)
        {
            end = Scan.SkipBlanks(folded, end, 3);
            if (Scan.At(folded, end) is '\n' or ',') end = Scan.SkipBlanks(folded, end + 1, 3);
            while (Scan.IsEmphasis(Scan.At(folded, end))) end++;
            if (CueVerbs.TryMatch(folded, end, out var verb))
            {
                end = verb;
                return true;
            }

            if (!Auxiliaries.TryMatch(folded, end, out var next) && !Adverbs.TryMatch(folded, end, out next)) return false;
            end = next;
        }

        return false;
    }

    /// <summary>"my number", "my own best estimate".</summary>
    private static bool TryOwnNoun(string folded, ref int end)
    {
        for (var i = 0; i < 3; i++)
        {
            end = Scan.SkipBlanks(folded, end, 3);
            if (Scan.At(folded, end) is '\n' or ',') end = Scan.SkipBlanks(folded, end + 1, 3);
            if (Nouns.TryMatch(folded, end, out var noun))
            {
                end = noun;
                return true;
            }

            if (!Adjectives.TryMatch(folded, end, out var next)) return false;
            end = next;
        }

        return false;
    }
}
