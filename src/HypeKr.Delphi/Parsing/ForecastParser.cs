namespace HypeKr.Delphi;

/// <summary>Reads the probability out of a language model's answer.</summary>
public static class ForecastParser
{
    /// <summary>Reads an answer in four steps: clean it, then look for a final answer, a labelled value, a sentence.</summary>
    /// <param name="text">The answer, whole and unchanged.</param>
    /// <returns>A probability in [0, 1], or the reason why there is none. No text makes it throw.</returns>
    /// <remarks>
    /// Thoughts, quoted lines and fenced quotations do not count. Of final answers (JSON, a FINAL_PROBABILITY line, an element,
    /// \boxed{}, a value alone on the last line) the one that starts last wins; without one, the last labelled value
    /// ("Probability: 35%"); without one, the last sentence in which the model speaks for itself ("I would put this at 78%"),
    /// or the only probability in the text. A number in none of these that can be read in two ways is an error, never a guess,
    /// and nothing is clamped. The time is linear in the length of the text.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static ParsedForecast Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var answer = new AnswerText(AnswerCleaner.Clean(text));
        var json = LenientJson.FindAll(answer);
        var prose = answer.Without(json.ConvertAll(j => (j.Start, j.End)));

        // A final answer that was left blank makes void what came before it, not what is said after it.
        var from = 0;
        if (FinalAnswers.Find(json, prose) is { } final)
        {
            if (final.Outcome.Error is not ForecastParseError.NoForecast) return final.Outcome;
            from = final.End;
        }

        if (LabelledValues.Find(prose, from) is { } label)
        {
            if (label.Outcome.Error is not ForecastParseError.NoForecast) return label.Outcome;
            from = label.End;
        }

        var sentences = new Prose(prose);
        if (sentences.FindCued(from) is { } cued) return cued;
        if (RefusalCues.Occur(answer.Folded)) return ParsedForecast.Refusal;
        return from > 0 ? ParsedForecast.NoForecast : sentences.FindSingle();
    }
}
