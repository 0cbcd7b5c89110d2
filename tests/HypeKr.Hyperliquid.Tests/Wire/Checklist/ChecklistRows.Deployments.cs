using static HypeKr.Hyperliquid.Tests.ChecklistRow;

namespace HypeKr.Hyperliquid.Tests;

internal static partial class ChecklistRows
{
    public static ChecklistRow[] Deployments =>
    [
        new("info spotPairDeployAuctionStatus", Call("{}", v => v.Client.Deployments.GetSpotPairAuctionAsync())),
        new("info perpDeployAuctionStatus", Call("{}", v => v.Client.Deployments.GetPerpAuctionAsync())),
    ];
}
