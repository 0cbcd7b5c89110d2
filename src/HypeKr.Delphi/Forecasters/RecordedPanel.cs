using System.Globalization;

namespace HypeKr.Delphi;

/// <summary>Forecasts that were once made: for each question, one probability of each forecaster, or none.</summary>
/// <remarks>Immutable.</remarks>
public sealed class RecordedPanel
{
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double?[]> _rows = new(StringComparer.Ordinal);

    /// <summary>Takes over a matrix.</summary>
    /// <param name="name">What the record is called.</param>
    /// <param name="forecasters">f ≥ 2 distinct names, the columns.</param>
    /// <param name="forecasts">Question id → f probabilities in [0, 1], null where a forecaster made none.</param>
    public RecordedPanel(string name, IReadOnlyList<string> forecasters, IReadOnlyDictionary<string, IReadOnlyList<double?>> forecasts)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(forecasters);
        ArgumentNullException.ThrowIfNull(forecasts);
        foreach (var (column, forecaster) in forecasters.Index())
        {
            if (!_columns.TryAdd(forecaster, column)) throw new ArgumentException($"Two forecasters are called \"{forecaster}\".", nameof(forecasters));
        }

        foreach (var (question, row) in forecasts)
        {
            if (row.Count != forecasters.Count)
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"The question \"{question}\" has {row.Count} forecasts and there are {forecasters.Count} forecasters; use null where there is none."),
                    nameof(forecasts));
            }

            foreach (var p in row)
            {
                if (p is null or (>= 0 and <= 1)) continue;
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"The question \"{question}\" has the forecast {p}; a probability is a number from 0 to 1."),
                    nameof(forecasts));
            }

            _rows.Add(question, [.. row]);
        }

        Name = name;
        Definition = new PanelDefinition
        {
            Name = name,
            SamplesPerPersona = 1,
            Stop = new StopRule(MaxRounds: 1),
            Quorum = new Quorum(MinimumCount: 2, MinimumShare: 0),
            Personas = [.. forecasters.Select(forecaster => new Persona { Name = forecaster, Frame = $"You are the recorded forecaster {forecaster}.", ModelRole = "recorded" })],
        };
        Definition.Validate();
    }

    /// <summary>What the record is called.</summary>
    public string Name { get; }

    /// <summary>The panel that replays the record: a persona for each forecaster, one sample, one round, no prescreen, and a quorum of two.</summary>
    public PanelDefinition Definition { get; }

    /// <summary>The questions that have a row.</summary>
    public IReadOnlyCollection<string> QuestionIds => _rows.Keys;

    /// <summary>One recorded forecast; null if the forecaster made none.</summary>
    /// <param name="questionId">A question with a row.</param>
    /// <param name="forecaster">One of the forecasters.</param>
    /// <exception cref="OfflineForecasterException">There is no such row or column.</exception>
    public double? Find(string questionId, string forecaster)
    {
        if (!_rows.TryGetValue(questionId, out var row)) throw new OfflineForecasterException($"The record \"{Name}\" has no question \"{questionId}\".");
        if (!_columns.TryGetValue(forecaster, out var column)) throw new OfflineForecasterException($"The record \"{Name}\" has no forecaster \"{forecaster}\".");
        return row[column];
    }
}
