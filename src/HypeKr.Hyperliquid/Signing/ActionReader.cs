using System.Globalization;
using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Reads the JSON of actions back into their types, so that who is asked to sign a proposal sees what it does and a policy can judge it.</summary>
/// <remarks>The caller compares what the result writes with what was read; a reader may therefore be lenient, and null means that the action stays raw.</remarks>
internal static class ActionReader
{
    private const decimal Usd = 1_000_000;
    private const decimal Hype = 100_000_000;

    public static ExchangeAction? TryRead(JsonElement action)
    {
        try
        {
            return action.GetProperty("type"u8).GetString() switch
            {
                "order" => new OrderAction(Array(action, "orders").Select(Order), Grouping(action.GetProperty("grouping"u8)), Builder(action)),
                "cancel" => new CancelAction(Array(action, "cancels").Select(cancel => new OrderCancel(Asset(cancel, "a"), cancel.GetProperty("o"u8).GetInt64())), Flag(action, "f")),
                "cancelByCloid" => new CancelByCloidAction(Array(action, "cancels").Select(cancel => new CloidCancel(Asset(cancel, "asset"), Cloid.Parse(Text(cancel, "cloid"), CultureInfo.InvariantCulture))), Flag(action, "f")),
                "updateLeverage" => new UpdateLeverageAction(Asset(action, "asset"), action.GetProperty("leverage"u8).GetInt32(), action.GetProperty("isCross"u8).GetBoolean()),
                "modify" => new ModifyAction(Target(action), Order(action.GetProperty("order"u8)), Flag(action, "a")),
                "batchModify" => new BatchModifyAction(Array(action, "modifies").Select(item => new ModificationTerms(Target(item), Order(item.GetProperty("order"u8)))), Flag(action, "a")),
                "scheduleCancel" => new ScheduleCancelAction(action.TryGetProperty("time"u8, out var time) ? DateTimeOffset.FromUnixTimeMilliseconds(time.GetInt64()) : null),
                "twapCancel" => new TwapCancelAction(Asset(action, "a"), action.GetProperty("t"u8).GetInt64()),
                "updateIsolatedMargin" => new UpdateIsolatedMarginAction(Asset(action, "asset"), Scaled(action, "ntli", Usd), action.GetProperty("isBuy"u8).GetBoolean()),
                "topUpIsolatedOnlyMargin" => new TopUpIsolatedOnlyMarginAction(Asset(action, "asset"), Decimal(action, "leverage")),
                "noop" => new NoopAction(),
                "claimRewards" => new ClaimRewardsAction(),
                "setDisplayName" => new SetDisplayNameAction(Text(action, "displayName")),
                "createSubAccount" => new CreateSubAccountAction(Text(action, "name")),
                "subAccountTransfer" => new SubAccountTransferAction(Address(action, "subAccountUser"), action.GetProperty("isDeposit"u8).GetBoolean(), Scaled(action, "usd", Usd)),
                "subAccountSpotTransfer" => new SubAccountSpotTransferAction(
                    Address(action, "subAccountUser"), action.GetProperty("isDeposit"u8).GetBoolean(), new TokenName(Text(action, "token")), Decimal(action, "amount")),
                "vaultTransfer" => new VaultTransferAction(Address(action, "vaultAddress"), action.GetProperty("isDeposit"u8).GetBoolean(), Scaled(action, "usd", Usd)),
                "vaultDistribute" => new VaultDistributeAction(Address(action, "vaultAddress"), Scaled(action, "usd", Usd)),
                "spotSend" => new SpotSendAction(Address(action, "destination"), new TokenName(Text(action, "token")), Decimal(action, "amount")),
                "withdraw3" => new WithdrawAction(Address(action, "destination"), Decimal(action, "amount")),
                "usdClassTransfer" => UsdClassTransfer(action),
                "sendAsset" => new SendAssetAction(
                    Address(action, "destination"), new TransferDex(Text(action, "sourceDex")), new TransferDex(Text(action, "destinationDex")), new TokenName(Text(action, "token")), Decimal(action, "amount"), SubAccount(action)),
                "approveBuilderFee" => new ApproveBuilderFeeAction(Address(action, "builder"), Rate(Text(action, "maxFeeRate"))),
                "tokenDelegate" => new TokenDelegateAction(Address(action, "validator"), Scaled(action, "wei", Hype), action.GetProperty("isUndelegate"u8).GetBoolean()),
                "cDeposit" => new StakingDepositAction(Scaled(action, "wei", Hype)),
                "cWithdraw" => new StakingWithdrawAction(Scaled(action, "wei", Hype)),
                "userSetAbstraction" => new UserSetAbstractionAction(Address(action, "user"), Mode(Text(action, "abstraction"))),
                "userDexAbstraction" => new UserDexAbstractionAction(Address(action, "user"), action.GetProperty("enabled"u8).GetBoolean()),
                "userPortfolioMargin" => new UserPortfolioMarginAction(Address(action, "user"), action.GetProperty("enabled"u8).GetBoolean()),
                "usdSend" => new UsdSendAction(Address(action, "destination"), Decimal(action, "amount")),
                "approveAgent" => new ApproveAgentAction(Address(action, "agentAddress"), Text(action, "agentName")),
                "linkStakingUser" => new LinkStakingUserAction(Address(action, "user"), action.GetProperty("isFinalize"u8).GetBoolean()),
                "stakingLinkDisableTradingUser" => new StakingLinkDisableTradingUserAction(Address(action, "tradingUser")),
                "sendToEvmWithData" => SendToEvmWithData(action),
                "convertToMultiSigUser" => ConvertToMultisigUser(Text(action, "signers")),
                _ => null,
            };
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException or OverflowException or ArgumentException or JsonException or HyperliquidException or HypeKrCryptoException)
        {
            // Not as the type has it: the raw action stands for it, and whoever has to judge it sees that.
            return null;
        }
    }

    private static OrderTerms Order(JsonElement order)
    {
        var (asset, side) = (Asset(order, "a"), order.GetProperty("b"u8).GetBoolean() ? OrderSide.Buy : OrderSide.Sell);
        var (price, size) = (Price.Parse(Text(order, "p"), CultureInfo.InvariantCulture), OrderSize.Parse(Text(order, "s"), CultureInfo.InvariantCulture));
        var reduceOnly = order.GetProperty("r"u8).GetBoolean();
        if (size.Value == 0) size = OrderSize.WholePosition;
        Cloid? cloid = order.TryGetProperty("c"u8, out var c) ? Cloid.Parse(c.GetString()!, CultureInfo.InvariantCulture) : null;
        var terms = order.GetProperty("t"u8);
        if (!terms.TryGetProperty("trigger"u8, out var trigger))
        {
            return OrderTerms.Limit(asset, side, price, size, Enum.Parse<TimeInForce>(Text(terms.GetProperty("limit"u8), "tif")), reduceOnly, cloid);
        }

        return OrderTerms.Triggered(asset, side, price, size, new TriggerTerms
        {
            IsMarket = trigger.GetProperty("isMarket"u8).GetBoolean(),
            TriggerPrice = Price.Parse(Text(trigger, "triggerPx"), CultureInfo.InvariantCulture),
            Kind = Text(trigger, "tpsl") == "tp" ? TriggerKind.TakeProfit : TriggerKind.StopLoss,
        }, reduceOnly, cloid);
    }

    private static OrderTarget Target(JsonElement json) =>
        json.GetProperty("oid"u8) is var oid && oid.ValueKind == JsonValueKind.String ? Cloid.Parse(oid.GetString()!, CultureInfo.InvariantCulture) : oid.GetInt64();

    private static UsdClassTransferAction UsdClassTransfer(JsonElement action)
    {
        var parts = Text(action, "amount").Split(" subaccount:");
        return new(WireDecimal.Parse(parts[0], "An amount"), action.GetProperty("toPerp"u8).GetBoolean(), parts.Length == 1 ? null : EthereumAddress.Parse(parts[1]));
    }

    private static SendToEvmWithDataAction SendToEvmWithData(JsonElement action) => new(
        new TokenName(Text(action, "token")),
        Decimal(action, "amount"),
        new TransferDex(Text(action, "sourceDex")),
        Text(action, "destinationRecipient"),
        Text(action, "addressEncoding") == "hex" ? EvmAddressEncoding.Hex : EvmAddressEncoding.Base58,
        action.GetProperty("destinationChainId"u8).GetUInt32(),
        action.GetProperty("gasLimit"u8).GetInt64(),
        Convert.FromHexString(Text(action, "data").AsSpan("0x".Length)));

    private static int Rate(string percent)
    {
        var rate = WireDecimal.Parse(percent.TrimEnd('%'), "A rate");
        return rate is >= 0 and <= BuilderFee.MaxRate / 1000m ? (int)(rate * 1000) : throw new FormatException("A rate is out of range.");
    }

    private static EthereumAddress? SubAccount(JsonElement action) => Text(action, "fromSubAccount") is { Length: > 0 } text ? EthereumAddress.Parse(text) : null;

    // The short codes are those of a multi-sig payload.
    private static AbstractionMode Mode(string word) => word switch
    {
        "i" or "disabled" => AbstractionMode.Disabled,
        "u" or "unifiedAccount" => AbstractionMode.UnifiedAccount,
        "p" or "portfolioMargin" => AbstractionMode.PortfolioMargin,
        _ => throw new FormatException($"There is no mode {Quoted.Text(word)}."),
    };

    private static OrderGrouping Grouping(JsonElement grouping) =>
        grouping.ValueKind == JsonValueKind.Object ? OrderGrouping.Priority(grouping.GetProperty("p"u8).GetInt32())
        : grouping.ValueEquals("normalTpsl"u8) ? OrderGrouping.NormalTpsl
        : grouping.ValueEquals("positionTpsl"u8) ? OrderGrouping.PositionTpsl
        : OrderGrouping.None;

    private static BuilderFee? Builder(JsonElement action) =>
        action.TryGetProperty("builder"u8, out var builder) ? new(Address(builder, "b"), builder.GetProperty("f"u8).GetInt32()) : null;

    private static ConvertToMultisigUserAction ConvertToMultisigUser(string signers)
    {
        using var document = JsonDocument.Parse(signers);
        var set = document.RootElement;
        return set.ValueKind == JsonValueKind.Null
            ? ConvertToMultisigUserAction.Revert
            : new(Array(set, "authorizedUsers").Select(user => EthereumAddress.Parse(user.GetString()!)), set.GetProperty("threshold"u8).GetInt32());
    }

    private static decimal Scaled(JsonElement json, string name, decimal unit) => json.GetProperty(name).GetInt64() / unit;

    private static JsonElement[] Array(JsonElement json, string name) => [.. json.GetProperty(name).EnumerateArray()];

    private static AssetId Asset(JsonElement json, string name) => new(json.GetProperty(name).GetInt64());

    private static EthereumAddress Address(JsonElement json, string name) => EthereumAddress.Parse(Text(json, name));

    private static decimal Decimal(JsonElement json, string name) => WireDecimal.Parse(Text(json, name), name);

    private static bool Flag(JsonElement json, string name) => json.TryGetProperty(name, out var flag) && flag.GetBoolean();

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null.");
}
