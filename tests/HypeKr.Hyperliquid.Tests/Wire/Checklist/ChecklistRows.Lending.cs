using static HypeKr.Hyperliquid.Tests.ChecklistRow;

namespace HypeKr.Hyperliquid.Tests;

internal static partial class ChecklistRows
{
    public static ChecklistRow[] Lending =>
    [
        new("info borrowLendReserveState", Call("""{"token":150}""", v => v.Client.Lending.GetReserveAsync(150))),
        new("info allBorrowLendReserveStates", Call("{}", v => v.Client.Lending.GetReservesAsync())),
    ];
}
