using System.Globalization;
using System.Text.Json;
using HypeKr.Delphi;

namespace HypeKr.SampleBot;

/// <summary>A recorded panel with outcomes and market prices, read from where it lies.</summary>
internal sealed record RecordedDataset(string Id, IReadOnlyList<string> Forecasters, IReadOnlyList<RecordedQuestion> Questions)
{
    public static RecordedDataset Read(string file, string id)
    {
        using var stream = File.OpenRead(file);
        using var document = JsonDocument.Parse(stream);
        var sets = document.RootElement.GetProperty("datasets");
        foreach (var set in sets.EnumerateArray())
        {
            if (set.GetProperty("id").GetString() == id) return Read(set, id);
        }

        throw new SampleBotException($"'{file}' has no data set '{id}'; it has {string.Join(", ", sets.EnumerateArray().Select(s => s.GetProperty("id").GetString()))}.");
    }

    /// <summary>The panel as <see cref="DelphiPanel"/> replays it: one persona a forecaster, one round, one sample.</summary>
    public RecordedPanel ToPanel() => new(Id, Forecasters, Questions.ToDictionary(q => q.Id, q => q.Forecasts));

    private static RecordedDataset Read(JsonElement set, string id)
    {
        if (!set.TryGetProperty("questions", out var questions) || questions.GetArrayLength() == 0 || !questions[0].TryGetProperty("crowd", out _))
        {
            throw new SampleBotException($"'{id}' is no list of questions with an outcome, a market price and one forecast a forecaster each; paleka-2025-scraped is.");
        }

        return new RecordedDataset(
            id,
            [.. set.GetProperty("forecasters").EnumerateArray().Select(f => f.GetString()!)],
            [.. questions.EnumerateArray().Select(ReadQuestion)]);
    }

    private static RecordedQuestion ReadQuestion(JsonElement question) => new(
        question.GetProperty("id").GetInt32().ToString(CultureInfo.InvariantCulture),
        question.GetProperty("t").GetString()!,
        question.GetProperty("src").GetString()!,
        question.GetProperty("o").GetDouble(),
        question.GetProperty("crowd").GetDouble(),
        [.. question.GetProperty("p").EnumerateArray().Select(p => p.ValueKind == JsonValueKind.Null ? (double?)null : p.GetDouble())]);
}

/// <summary>One question of it.</summary>
/// <param name="Resolution">What it came to, in [0, 1].</param>
/// <param name="Market">The platform's probability.</param>
internal sealed record RecordedQuestion(string Id, string Title, string Category, double Resolution, double Market, IReadOnlyList<double?> Forecasts);
