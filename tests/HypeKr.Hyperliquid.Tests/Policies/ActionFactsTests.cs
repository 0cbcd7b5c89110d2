using System.Text.Json;
using HypeKr.Crypto;
using HypeKr.TestSupport;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>What the actions of every folder tell a policy of themselves.</summary>
public sealed class ActionFactsTests
{
    [Theory]
    [InlineData("usdSend", "destination")]
    [InlineData("spotSend", "destination")]
    [InlineData("withdraw3", "destination")]
    [InlineData("sendAsset", "destination")]
    [InlineData("agentSendAsset", "destination")]
    [InlineData("subAccountTransfer", "subAccountUser", "isDeposit", true)]
    [InlineData("subAccountSpotTransfer", "subAccountUser", "isDeposit", true)]
    [InlineData("vaultTransfer", "vaultAddress", "isDeposit", true)]
    [InlineData("vaultDistribute", "vaultAddress")]
    [InlineData("tokenDelegate", "validator", "isUndelegate", false)]
    [InlineData("sendToEvmWithData", "destinationRecipient")]
    public async Task Where_money_goes_to_is_a_destination(string type, string member, string? direction = null, bool towards = true)
    {
        var actions = Samples(type);
        Assert.True(actions.Length > 0 || VectorFile.Source.Named);
        foreach (var json in actions)
        {
            var goesThere = direction is null || json.BoolAt(direction) == towards;
            var recipient = json.Text(member);
            Assert.Equal(goesThere ? [EthereumAddress.TryParse(recipient, out var address) ? address.ToLowerHex() : recipient] : [], Facts(json).Destinations);

            // A policy that names no destination refuses it; one that names this one does not.
            using var venue = new TestVenue();
            var action = TypedActions.Read(json)!;
            var check = () => new TradingPolicy { ActionTypes = [type], Destinations = [] }.CheckAsync(action, venue.Client, default).AsTask();
            if (goesThere) await Assert.ThrowsAsync<PolicyViolationException>(check);
            else await check();
            await new TradingPolicy { ActionTypes = [type], Destinations = EthereumAddress.TryParse(recipient, out var named) ? [named] : [], OtherRecipients = [recipient], DestinationChains = json.Optional("destinationChainId") is { } chain ? [chain.GetInt64()] : null, AllowContractData = true }.CheckAsync(action, venue.Client, default);
        }
    }

    [Fact]
    public void A_builder_that_is_approved_is_a_builder_fee()
    {
        foreach (var json in Samples("approveBuilderFee"))
        {
            var (builder, fee) = Assert.Single(Facts(json).BuilderFees);
            Assert.Equal(json.AddressAt("builder"), builder);
            Assert.Equal(json.Text("maxFeeRate"), WireDecimal.ToText(fee / 1000) + "%");
        }
    }

    [Theory]
    [InlineData("updateIsolatedMargin")]
    [InlineData("topUpIsolatedOnlyMargin")]
    public void Margin_is_about_its_asset(string type)
    {
        foreach (var json in Samples(type))
        {
            var facts = Facts(json);
            Assert.Equal(json.GetProperty("asset").GetInt64(), Assert.Single(facts.Assets).Value);
            Assert.Equal(json.Optional("leverage") is { } leverage ? [leverage.GetString()!] : [], facts.Leverages.Select(l => WireDecimal.ToText(l.Value)));
        }
    }

    [Fact]
    public void Shares_are_about_both_sides_of_their_outcome()
    {
        foreach (var json in Samples("userOutcome"))
        {
            var outcome = json.EnumerateObject().Last().Value.Optional("outcome")?.GetInt32();
            Assert.Equal(outcome is { } o ? [AssetId.ForOutcome(o, 0), AssetId.ForOutcome(o, 1)] : [], Facts(json).Assets);
        }
    }

    [Fact]
    public void A_step_of_running_a_dex_is_about_every_coin_it_names()
    {
        foreach (var json in Samples("perpDeploy"))
        {
            var coins = json.GetRawText().Split('"').Where(text => text.StartsWith("test:", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
            Assert.Equal(coins, Facts(json).Coins.Where(coin => coin.StartsWith("test:", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal));
            if (json.TryGetProperty("setFeeRecipient", out var recipient)) Assert.Equal([recipient.Text("feeRecipient")], Facts(json).Destinations);
        }
    }

    [Fact]
    public void Whoever_is_given_tokens_is_a_destination()
    {
        foreach (var json in Samples("spotDeploy"))
        {
            var users = json.Optional("userGenesis") is { } genesis ? genesis.GetProperty("userAndWei").EnumerateArray().Select(pair => pair[0].GetString()) : [];
            Assert.Equal(users, Facts(json).Destinations);
        }
    }

    private static JsonElement[] Samples(string type) => [.. TypedSamples.All.Where(action => action.Text("type") == type)];

    private static ActionFacts Facts(JsonElement json)
    {
        var facts = new ActionFacts();
        TypedActions.Read(json)!.Describe(facts);
        return facts;
    }
}
