using HypeKr.Crypto;
using HypeKr.Hyperliquid.Deployments;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>One action of every type, and which rules of a policy have something to say about it.</summary>
internal static class SampleActions
{
    public static readonly EthereumAddress Someone = TestVenue.AddressOf("someone");
    public static readonly RecoverableSignature Signature = TestVenue.CreateSigner("sample").SignHashAsync(new NoopAction().ToTypedDataHash(HyperliquidNetwork.Testnet, 1)).Result;
    private static readonly AssetId Btc = AssetId.ForPerp(0);
    private static readonly OrderTerms Buy = OrderTerms.Limit(Btc, OrderSide.Buy, new Price(60000), new OrderSize(0.01m), TimeInForce.Gtc);

    [Flags]
    public enum Rules
    {
        None = 0,
        Coins = 1,
        Notional = 2,
        Leverage = 4,
        Destinations = 8,
        BuilderFee = 16,
        Delegates = 32,
        EvmChain = 64,
        UnnamedCoins = 128,
    }

    public static readonly (ExchangeAction Action, Rules Rules)[] All =
    [
        (new OrderAction([Buy], default, new BuilderFee(Someone, 10)), Rules.Coins | Rules.Notional | Rules.BuilderFee),
        (new ModifyAction(1L, Buy), Rules.Coins | Rules.Notional),
        (new BatchModifyAction([new ModificationTerms(1L, Buy)]), Rules.Coins | Rules.Notional),
        (new TwapOrderAction(new TwapTerms(Btc, OrderSide.Buy, new OrderSize(0.01m), 30)), Rules.Coins | Rules.Notional),
        (new CancelAction([new OrderCancel(Btc, 1)]), Rules.Coins),
        (new CancelByCloidAction([new CloidCancel(Btc, new Cloid(new byte[16]))]), Rules.Coins),
        (new TwapCancelAction(Btc, 1), Rules.Coins),
        (new ScheduleCancelAction(), Rules.None),
        (new ReserveRequestWeightAction(1, Someone), Rules.Destinations),
        (new NoopAction(), Rules.None),
        (new UpdateLeverageAction(Btc, 3, true), Rules.Coins | Rules.Leverage),
        (new UpdateIsolatedMarginAction(Btc, 5), Rules.Coins),
        (new TopUpIsolatedOnlyMarginAction(Btc, 3), Rules.Coins | Rules.Leverage),
        (new UsdSendAction(Someone, 1), Rules.Destinations),
        (new SpotSendAction(Someone, TokenName.Usdc, 1), Rules.Destinations),
        (new WithdrawAction(Someone, 1), Rules.Destinations),
        (new UsdClassTransferAction(1, true), Rules.None),
        (new SendAssetAction(Someone, TransferDex.Perps, TransferDex.Spot, TokenName.Usdc, 1), Rules.Destinations),
        (new AgentSendAssetAction(Someone, TransferDex.Perps, TransferDex.Spot, TokenName.Usdc, 1), Rules.Destinations),
        (new SendToEvmWithDataAction(TokenName.Usdc, 1, TransferDex.Spot, Someone.ToLowerHex(), EvmAddressEncoding.Hex, 1, 1), Rules.Destinations | Rules.EvmChain),
        (new SubAccountTransferAction(Someone, true, 1), Rules.Destinations),
        (new SubAccountSpotTransferAction(Someone, true, TokenName.Usdc, 1), Rules.Destinations),
        (new ToggleSpotDustingAction(true), Rules.None),
        (new BorrowLendAction(LendingOperation.Supply, 0, 1), Rules.UnnamedCoins),
        (new ApproveAgentAction(Someone, "bot"), Rules.Delegates),
        (new ApproveBuilderFeeAction(Someone, 10), Rules.BuilderFee),
        (new SetReferrerAction("CODE"), Rules.None),
        (new RegisterReferrerAction("CODE"), Rules.None),
        (new ClaimRewardsAction(), Rules.None),
        (new SetDisplayNameAction("name"), Rules.None),
        (new CreateSubAccountAction("name"), Rules.None),
        (new SubAccountModifyAction(Someone, "name"), Rules.None),
        (new EvmUserModifyAction(true), Rules.None),
        (new UserDexAbstractionAction(Someone, true), Rules.None),
        (new AgentEnableDexAbstractionAction(), Rules.None),
        (new UserSetAbstractionAction(Someone, AbstractionMode.UnifiedAccount), Rules.None),
        (new AgentSetAbstractionAction(AbstractionMode.UnifiedAccount), Rules.None),
        (new UserPortfolioMarginAction(Someone, true), Rules.None),
        (new ConvertToMultisigUserAction([Someone], 1), Rules.Delegates),
        (new CreateVaultAction("name", "a description", 100), Rules.None),
        (new VaultModifyAction(Someone, true), Rules.None),
        (new VaultTransferAction(Someone, true, 1), Rules.Destinations),
        (new VaultDistributeAction(Someone, 1), Rules.Destinations),
        (new StakingDepositAction(1), Rules.None),
        (new StakingWithdrawAction(1), Rules.None),
        (new TokenDelegateAction(Someone, 1), Rules.Destinations),
        (new LinkStakingUserAction(Someone, true), Rules.Delegates),
        (new StakingLinkDisableTradingUserAction(Someone), Rules.None),
        (new ValidatorJailAction(true), Rules.None),
        (ValidatorAction.Unregister(), Rules.None),
        (new ValidatorL1StreamAction(0.05m), Rules.None),
        (UserOutcomeAction.Split(1, 1), Rules.Coins),
        (new SpotDeployAction(new FreezeUser(1, Someone, true)), Rules.None),
        (new PerpDeployAction(new HaltTrading("xyz:GOLD", true)), Rules.Coins),
        (new OutcomeDeployAction("abc", new SetOutcomeSubDeployers([])), Rules.None),
        (ActivateOutcomeDeployerAction.Deactivate(), Rules.None),
        (FinalizeEvmContractAction.ByFirstStorageSlot(1), Rules.None),
        (new AuthorizeAqav2RoleAction(1, Aqav2Role.Technical), Rules.None),
        (new GossipPriorityBidAction(0, "1.2.3.4", 1), Rules.None),
        (new Hip3LiquidatorTransferAction("xyz", 1000, true), Rules.None),
    ];

    /// <summary>The types that have no sample: those that stand for another action.</summary>
    public static IEnumerable<Type> Missing => typeof(ExchangeAction).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(ExchangeAction)) && !type.IsAbstract)
        .Except(All.Select(sample => sample.Action.GetType()));
}
