using static HypeKr.Hyperliquid.Tests.ChecklistRow;

namespace HypeKr.Hyperliquid.Tests;

internal static partial class ChecklistRows
{
    public static ChecklistRow[] Outcomes =>
    [
        new("info outcomeMeta", Call("{}", v => v.Client.Outcomes.GetMetaAsync())),
        new("info outcomeTemplates", Call("{}", v => v.Client.Outcomes.GetTemplatesAsync())),
        new("info settledOutcome", Call("""{"outcome":123}""", v => v.Client.Outcomes.GetSettledAsync(123))),
    ];
}
