using HypeKr.Delphi;
using Microsoft.Extensions.AI;

namespace HypeKr.Snippets;

/// <summary>The code of docs/guides/delphi.md.</summary>
public static class DelphiGuide
{
    public static async Task<DelphiResult> RunAsync(IChatClient first, IChatClient second)
    {
        #region delphi-panel
        // Models of different families err apart: give the panel two or three.
        var panel = new DelphiPanel(new Dictionary<string, IChatClient> { ["first"] = first, ["second"] = second });
        var question = new ForecastQuestion
        {
            Id = "rain-1",
            Title = "Will it rain in Seoul on 1 May 2030?",
            Criteria = "The city's weather station measures at least 0.1 mm.",
            News = [new NewsItem { Text = "A wet front is due on the 30th", Outlet = "The Gazette", PublishedAt = new(2030, 4, 28, 0, 0, 0, TimeSpan.Zero) }],
        };
        var result = await panel.RunAsync(question, new DelphiOptions
        {
            Journal = new FilePanelJournal("journals"),                  // a killed run goes on where it was
            Budget = new DelphiBudget(maxCalls: 200, maxTokens: 500_000), // hard, and shared by every run it is given to
            ChatOptions = new ChatOptions { MaxOutputTokens = 1_500 },
        });
        Console.WriteLine(result.HasForecast ? $"{result.Aggregate:0.00}, spread {result.Spread:0.000}" : result.ExitReason);
        #endregion
        return result;
    }

    public static double Recalibrate(DelphiResult result, ReadOnlySpan<double> aggregates, ReadOnlySpan<bool> outcomes)
    {
        #region delphi-recalibration
        // Fitted on resolved questions, in the order of time; fewer than 50 are refused.
        var fitted = LogOddsRecalibration.Fit(aggregates, outcomes);
        Console.WriteLine($"slope {fitted.Slope:0.00}: held-out Brier {fitted.CrossValidatedBrier:0.0000} against {fitted.UncalibratedBrier:0.0000}");
        var probability = fitted.Helps ? fitted.Apply(result.Aggregate) : result.Aggregate;
        #endregion
        return probability;
    }
}
