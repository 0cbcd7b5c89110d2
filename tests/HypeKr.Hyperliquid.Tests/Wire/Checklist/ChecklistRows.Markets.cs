using static HypeKr.Hyperliquid.Tests.ChecklistRow;

namespace HypeKr.Hyperliquid.Tests;

internal static partial class ChecklistRows
{
    public static ChecklistRow[] Markets =>
    [
        new("info meta",
            Call("{}", v => v.Client.Markets.GetPerpMetaAsync()),
            Call("""{"dex":"xyz"}""", v => v.Client.Markets.GetPerpMetaAsync("xyz"))),
        new("info allMids",
            Call("{}", v => v.Client.Markets.GetMidsAsync()),
            Call("""{"dex":"xyz"}""", v => v.Client.Markets.GetMidsAsync("xyz"))),
        new("info exchangeStatus", Call("{}", v => v.Client.Markets.GetExchangeStatusAsync())),
    ];
}
