using HypeKr.Crypto;
using static HypeKr.Hyperliquid.Tests.ChecklistRow;

namespace HypeKr.Hyperliquid.Tests;

internal static partial class ChecklistRows
{
    private static DateTimeOffset Start => DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_001);
    private static DateTimeOffset End => DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_002);

    public static ChecklistRow[] Users =>
    [
        new("info spotClearinghouseState",
            Call($$"""{"user":"{{User}}"}""", v => Of(v).GetSpotStateAsync())),
        new("info userRole",
            Call($$"""{"user":"{{User}}"}""", v => Of(v).GetRoleAsync())),
        new("info userFees",
            Call($$"""{"user":"{{User}}"}""", v => Of(v).GetFeesAsync())),
        new("info userRateLimit",
            Call($$"""{"user":"{{User}}"}""", v => Of(v).GetRateLimitAsync())),
        new("info subAccounts",
            Call($$"""{"user":"{{User}}"}""", v => Of(v).GetSubAccountsAsync())),
        new("info subAccounts2",
            Call($$"""{"user":"{{User}}"}""", v => Of(v).GetMultiDexSubAccountsAsync())),
        new("info userAbstraction",
            Call($$"""{"user":"{{User}}"}""", v => Of(v).GetAbstractionAsync())),
        new("info userDexAbstraction",
            Call($$"""{"user":"{{User}}"}""", v => Of(v).GetDexAbstractionAsync())),
        new("info extraAgents",
            Call($$"""{"user":"{{User}}"}""", v => Of(v).GetAgentsAsync())),
        new("info approvedBuilders",
            Call($$"""{"user":"{{User}}"}""", v => Of(v).GetApprovedBuildersAsync())),
        new("info userToMultiSigSigners",
            Call($$"""{"user":"{{User}}"}""", v => Of(v).GetMultisigSignersAsync())),
        new("info legalCheck",
            Call($$"""{"user":"{{User}}"}""", v => Of(v).GetLegalStatusAsync())),
        new("info isVip",
            Call($$"""{"user":"{{User}}"}""", v => Of(v).GetIsVipAsync())),
        new("info historicalOrders",
            Call($$"""{"user":"{{User}}"}""", v => Of(v).GetOrderHistoryAsync())),
        new("info twapHistory",
            Call($$"""{"user":"{{User}}"}""", v => Of(v).GetTwapHistoryAsync())),
        new("info userTwapSliceFills",
            Call($$"""{"user":"{{User}}"}""", v => Of(v).GetTwapSliceFillsAsync())),
        new("info leadingVaults",
            Call($$"""{"user":"{{User}}"}""", v => Of(v).GetLeadingVaultsAsync())),
        new("info userVaultEquities",
            Call($$"""{"user":"{{User}}"}""", v => Of(v).GetVaultEquitiesAsync())),
        new("info delegations",
            Call($$"""{"user":"{{User}}"}""", v => Of(v).GetDelegationsAsync())),
        new("info delegatorSummary",
            Call($$"""{"user":"{{User}}"}""", v => Of(v).GetDelegatorSummaryAsync())),
        new("info delegatorHistory",
            Call($$"""{"user":"{{User}}"}""", v => Of(v).GetDelegatorHistoryAsync())),
        new("info delegatorRewards",
            Call($$"""{"user":"{{User}}"}""", v => Of(v).GetDelegatorRewardsAsync())),
        new("info borrowLendUserState",
            Call($$"""{"user":"{{User}}"}""", v => Of(v).GetBorrowLendStateAsync())),
        new("info referral",
            Call($$"""{"user":"{{User}}"}""", v => Of(v).GetReferralStateAsync())),
        new("info clearinghouseState",
            Call($$"""{"user":"{{User}}"}""", v => Of(v).GetPerpStateAsync()),
            Call($$"""{"user":"{{User}}","dex":"xyz"}""", v => Of(v).GetPerpStateAsync("xyz"))),
        new("info openOrders",
            Call($$"""{"user":"{{User}}"}""", v => Of(v).GetOpenOrdersAsync()),
            Call($$"""{"user":"{{User}}","dex":"xyz"}""", v => Of(v).GetOpenOrdersAsync("xyz"))),
        new("info frontendOpenOrders",
            Call($$"""{"user":"{{User}}"}""", v => Of(v).GetOpenOrderDetailsAsync()),
            Call($$"""{"user":"{{User}}","dex":"xyz"}""", v => Of(v).GetOpenOrderDetailsAsync("xyz"))),
        new("info orderStatus",
            Call($$"""{"user":"{{User}}","oid":5000000001}""", v => Of(v).GetOrderAsync(5_000_000_001)),
            Call($$"""{"user":"{{User}}","oid":"0x000000000000000000000000000000ab"}""", v => Of(v).GetOrderAsync(Cloid.Parse("0x000000000000000000000000000000ab")))),
        new("info userFills",
            Call($$"""{"user":"{{User}}"}""", v => Of(v).GetFillsAsync()),
            Call($$"""{"user":"{{User}}","aggregateByTime":true}""", v => Of(v).GetFillsAsync(aggregateByTime: true))),
        new("info userFillsByTime",
            Call($$"""{"user":"{{User}}","startTime":1700000000001}""", v => Of(v).GetFillsByTimeAsync(Start)),
            Call($$"""{"user":"{{User}}","startTime":1700000000001,"endTime":1700000000002,"aggregateByTime":true,"reversed":true}""", v => Of(v).GetFillsByTimeAsync(Start, End, aggregateByTime: true, newestFirst: true))),
        new("info userFunding",
            Call($$"""{"user":"{{User}}"}""", v => Of(v).GetFundingPaymentsAsync()),
            Call($$"""{"user":"{{User}}","startTime":1700000000001,"endTime":1700000000002}""", v => Of(v).GetFundingPaymentsAsync(Start, End))),
        new("info userNonFundingLedgerUpdates",
            Call($$"""{"user":"{{User}}"}""", v => Of(v).GetLedgerUpdatesAsync()),
            Call($$"""{"user":"{{User}}","startTime":1700000000001,"endTime":1700000000002}""", v => Of(v).GetLedgerUpdatesAsync(Start, End))),
        new("info userTwapSliceFillsByTime",
            Call($$"""{"user":"{{User}}","startTime":1700000000001}""", v => Of(v).GetTwapSliceFillsByTimeAsync(Start)),
            Call($$"""{"user":"{{User}}","startTime":1700000000001,"endTime":1700000000002}""", v => Of(v).GetTwapSliceFillsByTimeAsync(Start, End))),
        new("info userBorrowLendInterest",
            Call($$"""{"user":"{{User}}","startTime":1700000000001}""", v => Of(v).GetBorrowLendInterestAsync(Start)),
            Call($$"""{"user":"{{User}}","startTime":1700000000001,"endTime":1700000000002}""", v => Of(v).GetBorrowLendInterestAsync(Start, End))),
        new("info maxBuilderFee",
            Call($$"""{"user":"{{User}}","builder":"{{Other}}"}""", v => Of(v).GetMaxBuilderFeeAsync(OtherAddress))),
        new("info preTransferCheck",
            Call($$"""{"user":"{{User}}","source":"{{Other}}"}""", v => Of(v).CheckTransferFromAsync(OtherAddress))),
        new("info activeAssetData",
            Call($$"""{"user":"{{User}}","coin":"BTC"}""", v => Of(v).GetActiveAssetDataAsync("BTC"))),
    ];

    private static EthereumAddress OtherAddress => TestVenue.AddressOf("other");

    private static string Other => OtherAddress.ToLowerHex();

    private static UserView Of(TestVenue venue) => venue.Client.ForUser(TestVenue.UserAddress);
}
