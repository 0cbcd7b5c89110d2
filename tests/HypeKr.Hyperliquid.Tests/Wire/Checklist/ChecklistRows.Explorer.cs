using static HypeKr.Hyperliquid.Tests.ChecklistRow;

namespace HypeKr.Hyperliquid.Tests;

internal static partial class ChecklistRows
{
    public static ChecklistRow[] Explorer =>
    [
        new("explorer blockDetails", Call("""{"height":5000000000}""", v => v.Client.Explorer.GetBlockAsync(5_000_000_000))) { ReplyMember = "blockDetails" },
        new("explorer txDetails", Call($$"""{"hash":"{{Hash}}"}""", v => v.Client.Explorer.GetTransactionAsync(Hash))) { ReplyMember = "tx" },
        new("explorer userDetails", Call($$"""{"user":"{{User}}"}""", v => v.Client.Explorer.GetUserTransactionsAsync(TestVenue.UserAddress))) { ReplyMember = "txs" },
    ];

    private static string Hash => "0x" + new string('a', 63) + "1";
}
