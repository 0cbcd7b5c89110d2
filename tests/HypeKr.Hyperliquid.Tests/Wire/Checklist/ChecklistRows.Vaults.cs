using HypeKr.Crypto;
using static HypeKr.Hyperliquid.Tests.ChecklistRow;

namespace HypeKr.Hyperliquid.Tests;

internal static partial class ChecklistRows
{
    public static ChecklistRow[] Vaults =>
    [
        new("info vaultDetails",
            Call("""{"vaultAddress":"0x00000000000000000000000000000000000000aa"}""", v => v.Client.Vaults.GetDetailsAsync(Vault)),
            Call($$"""{"vaultAddress":"0x00000000000000000000000000000000000000aa","user":"{{User}}"}""", v => v.Client.Vaults.GetDetailsAsync(Vault, TestVenue.UserAddress))),
        new("info vaultSummaries", Call("{}", v => v.Client.Vaults.GetSummariesAsync())),
    ];

    private static EthereumAddress Vault => EthereumAddress.Parse("0x00000000000000000000000000000000000000aa");
}
