using System.Globalization;

namespace HypeKr.Delphi;

/// <summary>Tier 1: what an answer gives as its last word. Of several forms the one that starts last wins.</summary>
internal static class FinalAnswers
{
    private const int MaxLine = 200;

    private static readonly PhraseSet Nouns = new("probability", "prob", "answer", "estimate", "forecast", "prediction", "odds");

    private static readonly PhraseSet Korean = new("최종 확률", "최종 답변", "최종 추정", "최종 예측", "최종확률", "최종답변", "최종추정", "최종예측");

    private static readonly PhraseSet Elements = new("final_probability", "probability", "prob", "p", "answer", "final", "forecast");

    private static readonly PhraseSet Trust = new("confidence", "confidence level", "confidence score", "certainty", "certainty level", "신뢰도", "확신도");

    /// <summary>The final answer that starts last, or null.</summary>
    /// <param name="json">The JSON found in the answer.</param>
    /// <param name="text">The answer without that JSON.</param>
    public static StatedForecast? Find(List<JsonForecast> json, AnswerText text)
    {
        StatedForecast? last = null;
        foreach (var found in json)
        {
            if (found.HasForecast) last = new StatedForecast(found.Outcome, found.Start, found.End);
        }

        var folded = text.Folded;
        for (var i = 0; i < folded.Length; i++)
        {
            var c = folded[i];
            if (c is not ('f' or 'a' or '<' or '\\' or '최') || (c is 'f' or 'a' && !Scan.IsWordStart(folded, i))) continue;
            var candidate = c switch
            {
                '<' => Element(folded, i),
                '\\' => Boxed(folded, i),
                _ => Labelled(text, i),
            };
            if (candidate is { } found && (last is null || found.Start >= last.Value.Start)) last = found;
        }

        return LastLine(folded) is { } line && (last is null || line.Start >= last.Value.Start) ? line : last;
    }

    /// <summary>"FINAL_PROBABILITY: 0.37", "the final answer is 0.77", "My answer: 55 %", "최종 확률은 0.35".</summary>
    private static StatedForecast? Labelled(AnswerText text, int at)
    {
        var folded = text.Folded;
        var odds = OddsLabel.None;
        if (PhraseSet.MatchesAt(folded, at, "answer", out var end))
        {
            if (!Scan.IsWordStart(folded, at)) return null;
        }
        else if (Scan.Starts(folded, at, "final") && Scan.IsWordStart(folded, at))
        {
            var noun = at + "final".Length;
            while (noun - at < 12 && Scan.At(folded, noun) is ' ' or '_' or '-' or '*') noun++;
            if (!TryNoun(folded, noun, out end)) return null;
            if (Scan.Starts(folded, noun, "odds")) odds = OddsLabel.Odds;
            if (odds is OddsLabel.Odds && PhraseSet.MatchesAt(folded, Scan.SkipBlanks(folded, end), "against", out var against)) (odds, end) = (OddsLabel.Against, against);
        }
        else if (!Korean.TryMatch(folded, at, out end))
        {
            return null;
        }

        var reading = LabelTail.Read(text, end, odds, Scan.Starts(folded, end - 4, "lity") ? LabelForm.FinalProbability : LabelForm.Final);
        if (!reading.IsFound) return IsWordy(folded, end, out var wordsEnd) ? new StatedForecast(ParsedForecast.NoForecast, at, wordsEnd) : null;
        var outcome = reading.Polarity is Polarity.No ? YesNo.Turned(reading.Value.Outcome) : reading.Value.Outcome;
        return new StatedForecast(outcome, at, reading.Value.End);
    }

    /// <summary>"FINAL_PROBABILITY: high" answers in words. An answer or estimate in words may have its number elsewhere.</summary>
    private static bool IsWordy(string folded, int labelEnd, out int end)
    {
        var at = Scan.SkipDecoration(folded, labelEnd);
        end = at;
        if (!Scan.Starts(folded, labelEnd - "probability".Length, "probability") || Scan.At(folded, at) is not (':' or '=')) return false;
        end = Scan.LineEnd(folded, at + 1, MaxLine);
        var words = folded.AsSpan(at + 1, end - at - 1);
        return words.Length < MaxLine && words.ContainsAnyInRange('a', 'z') && !words.ContainsAnyInRange('0', '9');
    }

    /// <summary>A noun that need not begin a word, for "FINALPROBABILITY".</summary>
    private static bool TryNoun(string folded, int at, out int end)
    {
        if (Nouns.TryMatch(folded, at, out end)) return true;
        return PhraseSet.MatchesAt(folded, at, "probability", out end);
    }

    /// <summary>"&lt;probability&gt;0.44&lt;/probability&gt;".</summary>
    private static StatedForecast? Element(string folded, int at)
    {
        if (!Elements.TryMatch(folded, at + 1, out var nameEnd)) return null;
        var open = Scan.FindOnLine(folded, nameEnd, '>', 80);
        if (open < 0 || (open > nameEnd && !Scan.IsBlank(folded[nameEnd]))) return null;
        var content = open + 1;
        for (var n = 0; n < 32 && char.IsWhiteSpace(Scan.At(folded, content)); n++) content++;
        var value = ValueReader.Read(folded, content);
        if (value.Kind is ValueKind.Nothing) return IsWordyElement(folded, content, folded[(at + 1)..nameEnd], out var wordsEnd) ? new StatedForecast(ParsedForecast.NoForecast, at, wordsEnd) : null;
        var reach = folded.AsSpan(value.End, Math.Min(300, folded.Length - value.End));
        var close = reach.IndexOf("</");
        if (close < 0 || !Scan.Starts(folded, value.End + close + 2, folded[(at + 1)..nameEnd])) return null;
        var alone = ValueReader.IsOnlyMarks(reach[..close].Trim());
        if (!alone && nameEnd - at == 2) return null; // <p> is a paragraph too
        return new StatedForecast(value.Outcome, at, value.End);
    }

    /// <summary>"&lt;probability&gt;high&lt;/probability&gt;".</summary>
    private static bool IsWordyElement(string folded, int content, string name, out int end)
    {
        end = content;
        if (!name.Contains("prob", StringComparison.Ordinal) || content >= folded.Length) return false;
        var reach = folded.AsSpan(content, Math.Min(200, folded.Length - content));
        var close = reach.IndexOf('<');
        if (close < 1 || !Scan.Starts(folded, content + close + 2, name) || reach[..close].ContainsAnyInRange('0', '9')) return false;
        end = content + close;
        return true;
    }

    private static StatedForecast? Boxed(string folded, int at)
    {
        if (!Scan.Starts(folded, at, "\\boxed")) return null;
        var open = Scan.SkipBlanks(folded, at + "\\boxed".Length, 2);
        if (Scan.At(folded, open) != '{' || Scan.FindOnLine(folded, open, '}', 200) < 0) return null;
        var value = ValueReader.Read(folded, open + 1);
        return value.Kind is ValueKind.Nothing ? null : new StatedForecast(value.Outcome, at, value.End);
    }

    /// <summary>A value alone on the last line that is not empty.</summary>
    private static StatedForecast? LastLine(string folded)
    {
        var end = folded.AsSpan().TrimEnd().Length;
        if (end == 0) return null;
        var start = folded.LastIndexOf('\n', end - 1) + 1;
        if (end - start > MaxLine) return null;
        var line = folded[start..end];
        if (IsListMarker(folded, start, line.AsSpan().Trim())) return null;
        var value = ValueReader.ReadWhole(line);
        if (value.Kind is not ValueKind.Value || BelongsToOther(folded, start)) return null;
        return new StatedForecast(value.Outcome, start, end);
    }

    /// <summary>"3." after a line that begins with "2." is the next item of a list that breaks off.</summary>
    private static bool IsListMarker(string folded, int start, ReadOnlySpan<char> line)
    {
        if (line.Length is not (2 or 3) || line[^1] is not ('.' or ')')) return false;
        if (!int.TryParse(line[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var item) || item < 2) return false;
        var before = string.Create(CultureInfo.InvariantCulture, $"{item - 1}{line[^1]}");
        return folded.StartsWith(before, StringComparison.Ordinal) || folded.AsSpan(0, start).Contains($"\n{before}", StringComparison.Ordinal);
    }

    /// <summary>Whether the line before is a heading for something else than the forecast: "Confidence:", "NO:", "Market probability:".</summary>
    private static bool BelongsToOther(string folded, int start)
    {
        var before = folded.AsSpan(0, start).TrimEnd();
        var heading = before.LastIndexOf('\n') + 1;
        if (before.Length == 0 || before.Length - heading > 80) return false;
        var ended = before.TrimEnd("*_` ");
        var isHeading = ended.EndsWith(':') || before[heading..].TrimStart()[0] is '#' or '*' or '_';
        for (var i = heading; i < before.Length; i++)
        {
            if (!Trust.TryMatch(folded, i, out var end) || !ValueReader.IsOnlyMarks(folded.AsSpan(end, before.Length - end).TrimEnd(": "))) continue;
            if (isHeading || before[heading..i].Trim().IsEmpty) return true;
        }

        return LabelledValues.IsForeignHeading(folded, heading, before.Length);
    }
}
