using System.Buffers;

namespace HypeKr.Delphi;

/// <summary>Part 5: the words by which a model declines.</summary>
internal static class RefusalCues
{
    private const int MaxSentence = 300;

    private static readonly PhraseSet Openings = new(
        "i'm sorry", "i am sorry", "against my guidelines", "against my policies", "against my policy", "against my programming", "i must decline", "i have to decline", "i'll have to decline",
        "죄송하지만", "죄송합니다", "예측할 수 없", "제공할 수 없", "답변드리기", "답변드릴 수 없", "답변할 수 없", "預測することはできません", "予測することはできません", "予測できません",
        "お答えできません", "提供できません", "无法预测", "無法預測", "无法提供", "无法回答");

    private static readonly PhraseSet Inabilities = new(
        "i can't", "i cannot", "i can not", "i won't", "i will not", "i'm unable to", "i am unable to", "i'm not able to", "i am not able to", "i decline to", "i respectfully decline to", "i refuse to",
        "i'm not comfortable with", "i'm not comfortable", "i am not comfortable with", "i am not comfortable", "not comfortable with", "not comfortable", "must decline to", "unable to", "not able to",
        "so cannot", "and cannot", "but cannot", "and won't", "so can't");

    private static readonly PhraseSet Verbs = new(
        "provide", "providing", "predict", "predicting", "give", "giving", "assign", "assigning", "offer", "offering", "make", "making", "help", "helping", "assist", "assisting",
        "forecast", "forecasting", "speculate", "speculating", "answer", "answering", "put", "putting", "estimate", "estimating", "comment", "commenting", "engage", "engaging",
        "comply", "fulfill", "fulfil", "produce", "producing", "generate", "generating", "share", "discuss", "quantify", "state");

    private static readonly PhraseSet Machines = new("as an ai", "as a language model", "as a large language model", "as an artificial intelligence");

    private static readonly PhraseSet Denials = new("cannot", "can't", "can not", "don't", "do not", "am unable", "am not able");

    private static readonly SearchValues<char> FirstLetters = SearchValues.Create([.. Openings.FirstLetters, .. Inabilities.FirstLetters, .. Machines.FirstLetters]);

    public static bool Occur(string folded)
    {
        var undenied = 0;
        for (var i = 0; i < folded.Length; i++)
        {
            var next = folded.AsSpan(i).IndexOfAny(FirstLetters);
            if (next < 0) break;
            i += next;
            if (Scan.IsSpacedLetter(folded[i]) && !Scan.IsWordStart(folded, i)) continue;
            if (Openings.TryMatch(folded, i, out _)) return true;
            if (Inabilities.TryMatch(folded, i, out var end) && HasVerb(folded, i, end)) return true;
            if (!Machines.TryMatch(folded, i, out end)) continue;
            var sentence = SentenceEnd(folded, end);
            if (Denials.Occurs(folded, Math.Max(end, undenied), sentence)) return true;
            undenied = sentence; // no second look at the same sentence
        }

        return false;
    }

    /// <summary>The verb, after up to three words such as "responsibly" or "in good conscience".</summary>
    private static bool HasVerb(string folded, int start, int at)
    {
        // "was unable to" tells of something else that failed.
        if (folded[start] is 'u' or 'n' && Scan.PreviousWord(folded, start, out _) is not ("am" or "i'm" or "i" or "")) return false;
        for (var i = 0; i < 4; i++)
        {
            at = Scan.SkipBlanks(folded, at, 3);
            if (Scan.At(folded, at) == '\n') at++;
            if (Verbs.TryMatch(folded, at, out _)) return true;
            var end = Scan.WordEnd(folded, at);
            if (end == at) return false;
            at = end;
        }

        return false;
    }

    private static int SentenceEnd(string folded, int at)
    {
        var limit = Math.Min(folded.Length, at + MaxSentence);
        while (at < limit && folded[at] is not ('.' or '!' or '?' or '\n' or '。')) at++;
        return at;
    }
}
