namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Carries out the actions of the <see cref="ActionCatalogue"/>.</summary>
internal sealed class CatalogueDesk(Venue venue)
{
    private const decimal RequestPrice = 0.0005m;
    private const ulong MostRequests = 1_000_000_000;
    private const string NoAuction = "Insufficient gas at current auction price.";

    private readonly AccountSetup _setup = new(venue);
    private readonly MarginChanges _margin = new(venue);
    private readonly OutcomeConversions _outcomes = new(venue);
    private readonly DexDeployments _dexs = new(venue);

    /// <summary>The actions that only the owner's own key may sign, though they are signed by their hash: they move money to others.</summary>
    public static bool IsForOwner(string type) => type is
        "createSubAccount" or "subAccountModify" or "subAccountTransfer" or "subAccountSpotTransfer" or "createVault" or "vaultModify" or "vaultTransfer"
        or "vaultDistribute" or "claimRewards" or "setReferrer" or "registerReferrer";

    /// <summary>The actions that may be carried out for a sub-account or a vault.</summary>
    public static bool TakesVault(string type) => type is "updateIsolatedMargin" or "topUpIsolatedOnlyMargin" or "borrowLend" or "userOutcome";

    /// <summary>Carries an action out.</summary>
    /// <returns>The venue's text, or null; and the account that was made.</returns>
    public (string? Error, Account? Created) Apply(in ActionContext context, CatalogueAction action)
    {
        Account? created = null;
        var error = action.Type switch
        {
            "updateIsolatedMargin" => _margin.Update(context, action),
            "topUpIsolatedOnlyMargin" => _margin.TopUp(context, action),
            "usdSend" => venue.Transfers.UsdSend(context, action),
            "spotSend" => venue.Transfers.SpotSend(context, action),
            "withdraw3" => venue.Transfers.Withdraw(context, action),
            "usdClassTransfer" => venue.Transfers.UsdClassTransfer(context, action),
            "sendAsset" => venue.Transfers.SendAsset(context, action, byAgent: false),
            "agentSendAsset" => action["nonce"].Unsigned == (ulong)context.Nonce ? venue.Transfers.SendAsset(context, action, byAgent: true) : "Invalid nonce: the action's nonce is not the envelope's",
            "sendToEvmWithData" => venue.Transfers.SendToEvm(context, action),
            "subAccountTransfer" => venue.Transfers.SubAccountTransfer(context, action),
            "subAccountSpotTransfer" => venue.Transfers.SubAccountSpotTransfer(context, action),
            "borrowLend" => venue.Lending.Apply(context, action),
            "reserveRequestWeight" => ReserveRequests(context, action),
            "spotUser" => Set(context.Account.Settings, s => s.OptsOutOfDusting = action["toggleSpotDusting"]["optOut"].Flag),
            "evmUserModify" => Set(context.Account.Settings, s => s.UsesBigBlocks = action["usingBigBlocks"].Flag),
            "setDisplayName" => AccountSetup.SetDisplayName(context, action),
            "approveAgent" => _setup.ApproveAgent(context, action),
            "approveBuilderFee" => AccountSetup.ApproveBuilderFee(context, action),
            "userSetAbstraction" => _setup.SetAbstraction(context, action["user"].Address, action["abstraction"].Text),
            "agentSetAbstraction" => _setup.SetAbstraction(context, null, action["abstraction"].Text),
            "userPortfolioMargin" => _setup.SetAbstraction(context, action["user"].Address, action["enabled"].Flag ? "portfolioMargin" : "disabled"),
            "userDexAbstraction" => _setup.SetDexAbstraction(context, action["user"].Address, action["enabled"].Flag),
            "agentEnableDexAbstraction" => AccountSetup.EnableDexAbstraction(context),
            "convertToMultiSigUser" => _setup.ConvertToMultisig(context, action),
            "createSubAccount" => _setup.CreateSubAccount(context, action, out created),
            "subAccountModify" => _setup.ModifySubAccount(context, action),
            "createVault" => venue.Vaults.Create(context, action, out created),
            "vaultModify" => venue.Vaults.Modify(context, action),
            "vaultTransfer" => venue.Vaults.Transfer(context, action),
            "vaultDistribute" => venue.Vaults.Distribute(context, action),
            "setReferrer" => venue.Referrals.SetReferrer(context, action),
            "registerReferrer" => venue.Referrals.Register(context, action),
            "claimRewards" => venue.Referrals.Claim(context),
            "cDeposit" => venue.Staking.Deposit(context, action),
            "cWithdraw" => venue.Staking.Withdraw(context, action),
            "tokenDelegate" => venue.Staking.Delegate(context, action),
            "linkStakingUser" => venue.Staking.Link(context, action),
            "stakingLinkDisableTradingUser" => venue.Staking.Unlink(context, action),
            "userOutcome" => _outcomes.Apply(context, action),
            "perpDeploy" => _dexs.Apply(context, action),
            "hip3LiquidatorTransfer" => _dexs.WhyNotDeployer(context, action["dex"].Text) ?? "Insufficient balance for withdrawal.",

            // Nobody here validates, deploys tokens or outcomes, or buys priority: refused as the venue refuses whoever does not.
            "CSignerAction" or "CValidatorAction" or "validatorL1Stream" => "Signer invalid or inactive for current epoch",
            "spotDeploy" => action.Members.Find("outcome") is null ? $"Error deploying spot: {NoAuction}" : "Error deploying outcome: not an outcome deployer",
            "outcomeDeploy" => "Error deploying outcome: not an outcome deployer",
            "activateOutcomeDeployer" => "Insufficient stake",
            "gossipPriorityBid" => NoAuction,
            "finalizeEvmContract" or "authorizeAqav2Role" => $"Error deploying spot: token {WireText.Plain(action["token"].Unsigned)} is not deployed by this user",
            _ => throw new InvalidOperationException($"The catalogue has {action.Type}, and nobody carries it out."),
        };
        if (error is null) venue.Events.AccountChanged(context.Account);
        return (error, created);
    }

    private string? ReserveRequests(in ActionContext context, CatalogueAction action)
    {
        var weight = action["weight"].Unsigned;
        if (weight is 0 or > MostRequests) return "Invalid request weight.";
        var target = context.Account;
        if (action.Members.Find("destination") is { } destination)
        {
            if (venue.Account(destination.Address) is not { } other) return $"User {destination.Address.ToLowerHex()} does not exist.";
            target = other;
        }

        var main = venue.Dexs[0];
        var cost = weight * RequestPrice;
        if (context.Owner.Wallet(main).Withdrawable < cost) return "Insufficient balance for withdrawal.";
        context.Owner.Wallet(main).Cash -= cost;
        venue.Fees.Wallet(main).Cash += cost;
        target.Requests.Bought += (long)weight;
        return null;
    }

    private static string? Set(AccountSettings settings, Action<AccountSettings> set)
    {
        set(settings);
        return null;
    }
}
