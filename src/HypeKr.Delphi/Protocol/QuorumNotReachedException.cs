using System.Globalization;

namespace HypeKr.Delphi;

/// <summary>Too few panelists of a round gave a readable answer. There is no forecast, and no number stands in for one.</summary>
/// <remarks>The clients' own exceptions are in the samples of <see cref="Rounds"/> and not in this one: their messages may hold a key.</remarks>
public sealed class QuorumNotReachedException : DelphiException
{
    internal QuorumNotReachedException(string questionId, int required, IReadOnlyList<DelphiRound> rounds, IReadOnlyList<PanelSample> allSamples)
        : base(Describe(questionId, required, rounds[^1]))
    {
        (QuestionId, Required, Rounds, Calls) = (questionId, required, rounds, allSamples.Sum(sample => sample.Calls));
        Usage = PanelUsage.Sum(allSamples);
        Failures = CountFailures(allSamples);
    }

    /// <summary><see cref="ForecastQuestion.Id"/>.</summary>
    public string QuestionId { get; }

    /// <summary>How many panelists the round needed.</summary>
    public int Required { get; }

    /// <summary>The rounds held; the last is the one that failed and has no estimate.</summary>
    public IReadOnlyList<DelphiRound> Rounds { get; }

    /// <summary>Calls made until then.</summary>
    public int Calls { get; }

    /// <summary>Tokens used until then.</summary>
    public PanelUsage Usage { get; }

    /// <summary>Failed samples by kind, over the whole run.</summary>
    public IReadOnlyDictionary<SampleFailure, int> Failures { get; }

    internal static OrderedDictionary<SampleFailure, int> CountFailures(IEnumerable<PanelSample> samples)
    {
        var counts = new OrderedDictionary<SampleFailure, int>();
        foreach (var group in samples.Where(sample => sample.Failure != SampleFailure.None).GroupBy(sample => sample.Failure).OrderBy(group => group.Key))
        {
            counts.Add(group.Key, group.Count());
        }

        return counts;
    }

    private static string Describe(string questionId, int required, DelphiRound round)
    {
        var answered = round.Panelists.Count(panelist => panelist.HasAnswer);
        var failures = CountFailures(round.Panelists.SelectMany(panelist => panelist.Samples));
        var kinds = string.Join(", ", failures.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value} {pair.Key}")));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Round {round.Index} on \"{questionId}\": {answered} of {round.Panelists.Count} panelists gave a readable answer and {required} are needed. Failed samples: {kinds}.");
    }
}
