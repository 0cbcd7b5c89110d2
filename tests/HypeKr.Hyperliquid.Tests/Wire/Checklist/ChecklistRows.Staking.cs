using static HypeKr.Hyperliquid.Tests.ChecklistRow;

namespace HypeKr.Hyperliquid.Tests;

internal static partial class ChecklistRows
{
    public static ChecklistRow[] Staking =>
    [
        new("info validatorSummaries", Call("{}", v => v.Client.Staking.GetValidatorsAsync())),
        new("info validatorL1Votes", Call("{}", v => v.Client.Staking.GetValidatorVotesAsync())),
        new("info gossipRootIps", Call("{}", v => v.Client.Staking.GetGossipRootIpsAsync())),
        new("info gossipPriorityAuctionStatus", Call("{}", v => v.Client.Staking.GetGossipAuctionsAsync())),
    ];
}
