namespace HypeKr.Delphi.Tests;

internal static class Panels
{
    public static readonly ForecastQuestion Question = new()
    {
        Id = "q1",
        Title = "Will it rain in Seoul on 1 May 2030?",
        Criteria = "Resolves YES if the station records rain.",
        AsOf = new DateTimeOffset(2030, 4, 1, 0, 0, 0, TimeSpan.Zero),
        ClosesAt = new DateTimeOffset(2030, 4, 30, 0, 0, 0, TimeSpan.Zero),
        Facts = ["It rains on a third of the days of May."],
        News = [new NewsItem { Text = "Forecasters disagree about the wet front", Outlet = "The Gazette", PublishedAt = new DateTimeOffset(2030, 3, 31, 0, 0, 0, TimeSpan.Zero) }],
    };

    public static readonly string[] Names = [.. PanelDefinition.Original.Personas.Select(persona => persona.Name)];

    /// <summary>Nine well-separated estimates around one half: 0.1, 0.2, .. 0.9.</summary>
    public static double Apart(string persona) => (Array.IndexOf(Names, persona) + 1) / 10.0;

    /// <summary>A panel of n personas without prescreen: one sample, no stop before the last round.</summary>
    public static PanelDefinition Small(int personas, int rounds = 1, int samples = 1) => new()
    {
        Name = "small",
        SamplesPerPersona = samples,
        Stop = new StopRule(ConvergedBelow: 0, StalledImprovementBelow: 0, StalledSpreadBelow: 0, MaxRounds: rounds),
        Quorum = new Quorum(MinimumCount: 2, MinimumShare: 0.5),
        Personas = [.. Enumerable.Range(0, personas).Select(i => new Persona { Name = FormattableString.Invariant($"p{i}"), Frame = FormattableString.Invariant($"Style {i}.") })],
    };
}
