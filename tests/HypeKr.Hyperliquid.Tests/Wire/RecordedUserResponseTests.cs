using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Recorded answers about one address: read and written again without loss, every member in a property, and told apart as the public reads tell them.</summary>
[Trait("Category", "Vectors")]
public sealed class RecordedUserResponseTests(ITestOutputHelper output)
{
    private static readonly HyperliquidJsonContext Json = HyperliquidJsonContext.Default;

    [SharedFact("hyperliquid/recorded/info-extraAgents.json")]
    public void ExtraAgents() => Check("info-extraAgents", Json.NamedAgentArray);

    [SharedFact("hyperliquid/recorded/info-frontendOpenOrders.json")]
    public void FrontendOpenOrders() => Check("info-frontendOpenOrders", Json.OrderDetailsArray);

    [SharedFact("hyperliquid/recorded/info-historicalOrders.json")]
    public void HistoricalOrders() => Check("info-historicalOrders", Json.OrderWithStatusArray);

    [SharedFact("hyperliquid/recorded/info-delegatorHistory.json")]
    public void DelegatorHistory() => Check("info-delegatorHistory", Json.DelegatorHistoryEntryArray);

    [SharedFact("hyperliquid/recorded/info-maxBuilderFee.json")]
    public void MaxBuilderFee() => Check("info-maxBuilderFee", Json.NullableInt32);

    [SharedFact("hyperliquid/recorded/info-subAccounts.json")]
    public void SubAccounts() => Check("info-subAccounts", Json.SubAccountArray);

    [SharedFact("hyperliquid/recorded/info-subAccounts2.json")]
    public void MultiDexSubAccounts() => Check("info-subAccounts2", Json.MultiDexSubAccountArray);

    [SharedFact("hyperliquid/recorded/info-userRateLimit.json")]
    public void RateLimit() => Check("info-userRateLimit", Json.UserRateLimit);

    [SharedFact("hyperliquid/recorded/info-userTwapSliceFills.json")]
    public void TwapSliceFills() => Check("info-userTwapSliceFills", Json.TwapSliceFillArray);

    [SharedFact("hyperliquid/recorded/info-userVaultEquities.json")]
    public void VaultEquities() => Check("info-userVaultEquities", Json.VaultEquityArray);

    [SharedFact("hyperliquid/recorded/info-userFunding.json")]
    public void Funding() => Check("info-userFunding", Json.FundingPaymentArray);

    [SharedFact("hyperliquid/recorded/info-userNonFundingLedgerUpdates.json")]
    public void LedgerUpdates() => Check("info-userNonFundingLedgerUpdates", Json.LedgerUpdateArray, updates => Assert.DoesNotContain(updates, u => u.Delta is UnknownLedgerDelta));

    [SharedFact("hyperliquid/recorded/info-portfolio.json")]
    public void Portfolio() => Check("info-portfolio", Json.PortfolioEntryArray);

    private void Check<T>(string file, JsonTypeInfo<T> type, Action<T>? and = null) => VectorFile.OpenShared($"hyperliquid/recorded/{file}.json").Run(output, @case =>
    {
        var model = Lossless.Check(Unredacted(@case.GetProperty("response")), type);
        Assert.Empty(Lossless.UnmappedNames(model));
        and?.Invoke(model);
    });

    // An address that the source blanked is read as none.
    private static JsonElement Unredacted(JsonElement response)
    {
        if (response.ValueKind != JsonValueKind.Array) return response;
        var rows = JsonNode.Parse(response.GetRawText())!.AsArray();
        foreach (var row in rows)
        {
            if (row is JsonObject o && o["address"]?.GetValue<string>() == "") o["address"] = null;
        }

        return JsonSerializer.SerializeToElement(rows);
    }
}
