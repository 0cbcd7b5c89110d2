using FsCheck.Xunit;
using HypeKr.Crypto;
using HypeKr.Hyperliquid.Deployments;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>What actions are made of: refused where the wire cannot say it exactly, with the value and what would be right.</summary>
public sealed class ActionArgumentTests
{
    private static readonly EthereumAddress Someone = TestVenue.AddressOf("someone");

    public static TheoryData<string, Func<object>> Refused => new()
    {
        { "0.0000001", () => new VaultTransferAction(Someone, isDeposit: true, 0.0000001m) },
        { "1.0000001", () => new VaultTransferAction(Someone, isDeposit: true, 1.0000001m) },
        { "9007199255", () => new VaultTransferAction(Someone, isDeposit: true, 9_007_199_255m) },
        { "-1", () => new SubAccountTransferAction(Someone, isDeposit: true, -1) },
        { "not zero", () => new UpdateIsolatedMarginAction(default, 0) },
        { "0.000000001", () => new SpotSendAction(Someone, TokenName.Usdc, 0.000000001m) },
        { "1.123456789", () => new WithdrawAction(Someone, 1.123456789m) },
        { "0", () => new UsdSendAction(Someone, 0) },
        { "-5", () => new UsdClassTransferAction(-5, toPerp: true) },
        { "zero address", () => new UsdSendAction(default, 1) },
        { "zero address", () => new VaultTransferAction(default, isDeposit: true, 1) },
        { "99.99", () => new CreateVaultAction("abc", "0123456789", 99.99m) },
        { "'ab' has 2", () => new CreateVaultAction("ab", "0123456789", 100) },
        { "10 to 250", () => new CreateVaultAction("abc", "012345678", 100) },
        { "has 17", () => new CreateSubAccountAction("12345678901234567") },
        { "1 to 16", () => new SubAccountModifyAction(Someone, "") },
        { "0 to 20", () => new SetDisplayNameAction(new string('x', 21)) },
        { "1 to 20", () => new SetReferrerAction("") },
        { "surrogate", () => new SetDisplayNameAction("half \ud83e") },
        { "surrogate", () => new SetDisplayNameAction("\udd16 half") },
        { "1001", () => new ApproveBuilderFeeAction(Someone, 1001) },
        { "-1", () => new ApproveBuilderFeeAction(Someone, -1) },
        { "16 characters", () => new ApproveAgentAction(Someone, "12345678901234567 valid_until 1772971200000") },
        { "Supply, Withdraw, Repay, Borrow", () => new BorrowLendAction((LendingOperation)9, 0) },
        { "Disabled", () => new AgentSetAbstractionAction((AbstractionMode)(-1)) },
        { "NAME:0x", () => new TokenName("PURR:0xc1fb593aeffbeb02f85e0308e9956a9") },
        { "NAME:0x", () => new TokenName("PURR:c1fb593aeffbeb02f85e0308e9956a90") },
        { "NAME:0x", () => new TokenName("PU RR") },
        { "1 to 64", () => new TokenName("") },
        { "dex", () => new TransferDex("no such dex") },
        { "hex", () => new SendToEvmWithDataAction(TokenName.Usdc, 1, TransferDex.Spot, "0x123", EvmAddressEncoding.Hex, 1, 0) },
        { "base 58", () => new SendToEvmWithDataAction(TokenName.Usdc, 1, TransferDex.Spot, "0OIl", EvmAddressEncoding.Base58, 1, 0) },
        { "-1", () => new SendToEvmWithDataAction(TokenName.Usdc, 1, TransferDex.Spot, "0x12", EvmAddressEncoding.Hex, 1, -1) },
        { "0 to 1, not 2", () => new GossipPriorityBidAction(2, "192.0.2.1", 1) },
        { "192.0.2.1", () => new GossipPriorityBidAction(0, "192.0.2", 1) },
        { "192.0.2.1", () => new GossipPriorityBidAction(0, "2001:DB8::1", 1) },
        { "2 to 4", () => ActivateOutcomeDeployerAction.Activate("a") },
        { "2 to 4", () => ActivateOutcomeDeployerAction.Activate("Abc") },
        { "-1", () => UserOutcomeAction.Split(-1, 1) },
        { "0.00000001 or more, not 0", () => UserOutcomeAction.Merge(1, 0) },
        { "0 to 1, not 1.5", () => new OutcomeResolution(1, 1.5m, "", "", "", "") },
        { "0 to 100, not 101", () => new SetTradingFeeShare(1, 101) },
        { "-2 to 18", () => new RequestEvmContract(1, Someone, 19) },
        { "1 to 50", () => new MarginTableTier(0, 51) },
        { "1 to 3", () => new InsertMarginTable("xyz", "", []) },
        { "go up", () => new InsertMarginTable("xyz", "", [new(5, 10), new(5, 3)]) },
        { "0 to 2", () => new SetOraclePrices("xyz", [], [[], [], []], []) },
        { "twice", () => new SetGrowthModes([new("xyz:A", true), new("xyz:A", false)]) },
        { "not a coin", () => new HaltTrading("xyz A", true) },
        { "0 to 0.01", () => new SetFundingClamps([new("xyz:A", 0.02m)]) },
        { "missing", () => new SetDeployerFees([new("xyz:A", null!)]) },
        { "0 to 10", () => new RegisterStandaloneOutcome(new OutcomeTemplateInstance("id", []), 11) },
        { "twice", () => new OutcomeTemplateInstance("id", [new("k", "1"), new("k", "2")]) },
        { "twice", () => new UserGenesis(1, [new(Someone, 1), new(Someone, 2)], []) },
        { "0 to 10000", () => new ValidatorProfile("192.0.2.1", "n", "d", false, 10_001, Someone) },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void It_is_refused_with_what_would_be_right(string part, Func<object> make)
    {
        var refusal = Assert.IsType<InvalidActionException>(Record.Exception(make));
        Assert.Contains(part, refusal.Message);
        Assert.DoesNotContain(Someone.ToLowerHex()[2..], refusal.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Missing_values_are_named()
    {
        Assert.Throws<ArgumentNullException>(() => new SetReferrerAction(null!));
        Assert.Throws<ArgumentNullException>(() => new SpotDeployAction(null!));
        Assert.Throws<ArgumentNullException>(() => new TokenName(null!));
        Assert.Throws<ArgumentNullException>(() => new SetGrowthModes(null!));
        Assert.Throws<ArgumentNullException>(() => new AddNamedOutcome(1, null!));
        Assert.Throws<ArgumentNullException>(() => ValidatorAction.Register(null!, true, 0));
    }

    [Fact]
    public void An_amount_with_too_many_digits_comes_with_its_neighbours()
    {
        var refusal = Assert.Throws<InvalidActionException>(() => new VaultTransferAction(Someone, isDeposit: true, 12.3456789m));
        Assert.Contains("12.345678 and 12.345679", refusal.Message);
        Assert.Contains("nearest are -0.000001 and 0", Assert.Throws<InvalidActionException>(() => new UpdateIsolatedMarginAction(default, -0.0000001m)).Message);
    }

    [Property]
    public void Amounts_are_written_without_the_zeros_they_came_with(uint units, byte zeros)
    {
        var plain = (units + 1m) / 100_000_000m;
        var padded = plain + new decimal(0, 0, 0, false, (byte)(zeros % 20));
        Assert.Equal(new SpotSendAction(Someone, TokenName.Usdc, plain).ToJson(HyperliquidNetwork.Testnet, 1), new SpotSendAction(Someone, TokenName.Usdc, padded).ToJson(HyperliquidNetwork.Testnet, 1));
        Assert.Equal(new StakingDepositAction(plain).ToJson(HyperliquidNetwork.Testnet, 1), new StakingDepositAction(padded).ToJson(HyperliquidNetwork.Testnet, 1));
        Assert.Contains($"\"wei\":{units + 1L}", new StakingDepositAction(padded).ToJson(HyperliquidNetwork.Testnet, 1));
    }

    [Fact]
    public void Whole_ranges_are_taken()
    {
        Assert.Contains("9007199254740991", new VaultTransferAction(Someone, true, 9_007_199_254.740991m).ToJson(HyperliquidNetwork.Testnet, 1));
        Assert.Contains("-9007199254740991", new UpdateIsolatedMarginAction(default, -9_007_199_254.740991m).ToJson(HyperliquidNetwork.Testnet, 1));
        Assert.Contains("9007199254740991", new StakingDepositAction(90_071_992.54740991m).ToJson(HyperliquidNetwork.Testnet, 1));
    }

    [Fact]
    public void Tokens_and_recipients_are_lower_case()
    {
        Assert.Equal("PURR:0xc1fb593aeffbeb02f85e0308e9956a90", new TokenName("PURR:0xC1FB593AEFFBEB02F85E0308E9956A90").Value);
        Assert.Equal(new TokenName("USDC"), TokenName.Usdc);
        Assert.Equal("USDC", default(TokenName).ToString());
        Assert.Equal(new TokenName("PURR:0xc1fb593aeffbeb02f85e0308e9956a90"), TokenName.Of(new SpotToken { Name = "PURR", TokenId = "0xc1fb593aeffbeb02f85e0308e9956a90" }));
        Assert.Throws<InvalidActionException>(() => TokenName.Of(new SpotToken { Name = "PURR" }));
        Assert.Equal("0xabcdef", new SendToEvmWithDataAction(TokenName.Usdc, 1, TransferDex.Spot, "0xABCDEF", EvmAddressEncoding.Hex, 1, 0).Recipient);
        Assert.Equal(TransferDex.Perps, new TransferDex(""));
        Assert.Equal(TransferDex.Spot, new TransferDex("spot"));
    }

    [Fact]
    public void Oracle_prices_are_sorted_by_coin_and_others_keep_their_order()
    {
        var prices = new SetOraclePrices("xyz", [new("xyz:b", 2), new("xyz:a", 1), new("xyz:B", 3)], [[new("xyz:d", 1), new("xyz:c", 1)]], []);
        Assert.Equal(["xyz:B", "xyz:a", "xyz:b"], prices.OraclePrices.Select(price => price.Key));
        Assert.Equal(["xyz:c", "xyz:d"], Assert.Single(prices.MarkPrices).Select(price => price.Key));
        Assert.Equal(["xyz:b", "xyz:a"], new SetGrowthModes([new("xyz:b", true), new("xyz:a", true)]).Modes.Select(mode => mode.Key));
    }

    [Fact]
    public void Lists_are_copied()
    {
        var modes = new List<KeyValuePair<string, bool>> { new("xyz:a", true) };
        var action = new PerpDeployAction(new SetGrowthModes(modes));
        var before = action.ToMessagePack();
        modes[0] = new("xyz:b", false);
        modes.Add(new("xyz:c", true));
        Assert.Equal(before, action.ToMessagePack());
    }
}
