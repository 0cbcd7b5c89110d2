using System.Text.Json;
using System.Text.Json.Nodes;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>One well-formed action of every name of the checklist.</summary>
internal static class ActionExamples
{
    private const string Address = "0x1719884eb866cb12b2287399b15f7db5e7d775ea";
    private const string Order = """{"a":0,"b":true,"p":"43250","s":"0.01","r":false,"t":{"limit":{"tif":"Gtc"}},"c":"0x000000000000000000000000000000ab"}""";

    /// <summary>The names of the wire specification, section 13.</summary>
    public static readonly string[] Names =
    [
        "activateOutcomeDeployer", "agentEnableDexAbstraction", "agentSendAsset", "agentSetAbstraction", "approveAgent", "approveBuilderFee", "authorizeAqav2Role", "batchModify",
        "borrowLend", "cDeposit", "CSignerAction", "CValidatorAction", "cWithdraw", "cancel", "cancelByCloid", "claimRewards", "convertToMultiSigUser", "createSubAccount",
        "createVault", "evmUserModify", "finalizeEvmContract", "gossipPriorityBid", "hip3LiquidatorTransfer", "linkStakingUser", "modify", "noop", "order", "perpDeploy",
        "registerReferrer", "reserveRequestWeight", "scheduleCancel", "sendAsset", "sendToEvmWithData", "setDisplayName", "setReferrer", "spotDeploy", "spotSend", "spotUser",
        "stakingLinkDisableTradingUser", "subAccountModify", "subAccountSpotTransfer", "subAccountTransfer", "tokenDelegate", "topUpIsolatedOnlyMargin", "twapCancel", "twapOrder",
        "updateIsolatedMargin", "updateLeverage", "usdClassTransfer", "usdSend", "userDexAbstraction", "userOutcome", "userPortfolioMargin", "userSetAbstraction",
        "validatorL1Stream", "vaultDistribute", "vaultModify", "vaultTransfer", "withdraw3", "multiSig", "outcomeDeploy",
    ];

    /// <summary>Name and body; a nonce inside is 0 and has to be set.</summary>
    public static readonly IReadOnlyList<(string Name, string Json)> All =
    [
        Chain("order", $$$"""{"orders":[{{{Order}}}],"grouping":"na","builder":{"b":"{{{Address}}}","f":0}}"""),
        Chain("order", """{"orders":[{"a":0,"b":true,"p":"43250","s":"0.01","r":true,"t":{"trigger":{"isMarket":true,"triggerPx":"43000","tpsl":"sl"}}}],"grouping":"positionTpsl"}"""),
        Chain("order", """{"orders":[{"a":0,"b":true,"p":"43250","s":"0.01","r":false,"t":{"limit":{"tif":"Ioc"}}}],"grouping":{"p":100}}"""),
        Chain("cancel", """{"cancels":[{"a":0,"o":77}],"f":true}"""),
        Chain("cancelByCloid", """{"cancels":[{"asset":0,"cloid":"0x000000000000000000000000000000ab"}]}"""),
        Chain("modify", $$"""{"oid":77,"order":{{Order}},"a":true}"""),
        Chain("batchModify", $$"""{"modifies":[{"oid":"0x000000000000000000000000000000ab","order":{{Order}}}]}"""),
        Chain("scheduleCancel", """{"time":1900000000000}"""),
        Chain("twapOrder", """{"twap":{"a":0,"b":true,"s":"1","r":false,"m":5,"t":true},"details":{"t":{"p":"100000","a":true},"s":null}}"""),
        Chain("twapCancel", """{"a":0,"t":5}"""),
        Chain("reserveRequestWeight", $$"""{"weight":5,"destination":"{{Address}}"}"""),
        Chain("noop", "{}"),
        Chain("updateLeverage", """{"asset":0,"isCross":true,"leverage":7}"""),
        Chain("updateIsolatedMargin", """{"asset":0,"isBuy":true,"ntli":-1000000}"""),
        Chain("topUpIsolatedOnlyMargin", """{"asset":0,"leverage":"3.5"}"""),
        User("usdSend", $$"""{"destination":"{{Address}}","amount":"1.5","time":0}"""),
        User("spotSend", $$"""{"destination":"{{Address}}","token":"USDC:0x6d1e7cde53ba9467b783cb7c530ce054","amount":"1.5","time":0}"""),
        User("withdraw3", $$"""{"destination":"{{Address}}","amount":"1.5","time":0}"""),
        User("usdClassTransfer", """{"amount":"1.5","toPerp":true,"nonce":0}"""),
        User("sendAsset", $$"""{"destination":"{{Address}}","sourceDex":"","destinationDex":"spot","token":"USDC:0x6d1e7cde53ba9467b783cb7c530ce054","amount":"1.5","fromSubAccount":"","nonce":0}"""),
        Chain("agentSendAsset", $$"""{"destination":"{{Address}}","sourceDex":"","destinationDex":"spot","token":"USDC:0x6d1e7cde53ba9467b783cb7c530ce054","amount":"1.5","fromSubAccount":"","nonce":0}"""),
        User("sendToEvmWithData", $$"""{"token":"USDC:0x6d1e7cde53ba9467b783cb7c530ce054","amount":"1.5","sourceDex":"spot","destinationRecipient":"{{Address}}","addressEncoding":"hex","destinationChainId":999,"gasLimit":200000,"data":"0x1234","nonce":0}"""),
        Chain("subAccountTransfer", $$"""{"subAccountUser":"{{Address}}","isDeposit":true,"usd":1000000}"""),
        Chain("subAccountSpotTransfer", $$"""{"subAccountUser":"{{Address}}","isDeposit":true,"token":"USDC:0x6d1e7cde53ba9467b783cb7c530ce054","amount":"1.5"}"""),
        Chain("spotUser", """{"toggleSpotDusting":{"optOut":true}}"""),
        Chain("borrowLend", """{"operation":"supply","token":0,"amount":"1.5"}"""),
        User("approveAgent", """{"agentAddress":"0x00000000000000000000000000000000000000aa","agentName":"bot","nonce":0}"""),
        User("approveBuilderFee", $$"""{"maxFeeRate":"0.1%","builder":"{{Address}}","nonce":0}"""),
        Chain("setReferrer", """{"code":"SOMEBODY"}"""),
        Chain("registerReferrer", """{"code":"MINE"}"""),
        Chain("claimRewards", "{}"),
        Chain("setDisplayName", """{"displayName":"trader"}"""),
        Chain("createSubAccount", """{"name":"one"}"""),
        Chain("subAccountModify", $$"""{"subAccountUser":"{{Address}}","name":"two"}"""),
        Chain("evmUserModify", """{"usingBigBlocks":true}"""),
        User("userDexAbstraction", $$"""{"user":"{{Address}}","enabled":true,"nonce":0}"""),
        Chain("agentEnableDexAbstraction", "{}"),
        User("userSetAbstraction", $$"""{"user":"{{Address}}","abstraction":"unifiedAccount","nonce":0}"""),
        Chain("agentSetAbstraction", """{"abstraction":"i"}"""),
        User("userPortfolioMargin", $$"""{"user":"{{Address}}","enabled":true,"nonce":0}"""),
        User("convertToMultiSigUser", """{"signers":"null","nonce":0}"""),
        Chain("createVault", """{"name":"A vault","description":"A vault for a test","initialUsd":100000000,"nonce":0}"""),
        Chain("vaultModify", $$"""{"vaultAddress":"{{Address}}","allowDeposits":true,"alwaysCloseOnWithdraw":null}"""),
        Chain("vaultTransfer", $$"""{"vaultAddress":"{{Address}}","isDeposit":true,"usd":1000000}"""),
        Chain("vaultDistribute", $$"""{"vaultAddress":"{{Address}}","usd":1000000}"""),
        User("cDeposit", """{"wei":100000000,"nonce":0}"""),
        User("cWithdraw", """{"wei":100000000,"nonce":0}"""),
        User("tokenDelegate", $$"""{"validator":"{{Address}}","wei":100000000,"isUndelegate":false,"nonce":0}"""),
        User("linkStakingUser", $$"""{"user":"{{Address}}","isFinalize":false,"nonce":0}"""),
        User("stakingLinkDisableTradingUser", $$"""{"tradingUser":"{{Address}}","nonce":0}"""),
        Chain("CSignerAction", """{"jailSelf":null}"""),
        Chain("CValidatorAction", $$$"""{"changeProfile":{"node_ip":{"Ip":"192.0.2.1"},"name":"node","description":null,"unjailed":true,"disable_delegations":null,"commission_bps":5,"signer":"{{{Address}}}"}}"""),
        Chain("validatorL1Stream", """{"riskFreeRate":"0.04"}"""),
        Chain("userOutcome", """{"splitOutcome":{"outcome":1,"amount":"5"}}"""),
        Chain("userOutcome", """{"mergeQuestion":{"question":1,"amount":null}}"""),
        Chain("userOutcome", """{"negateOutcome":{"question":1,"outcome":3,"amount":"5"}}"""),
        Chain("activateOutcomeDeployer", """{"activate":{"venueName":"abc"}}"""),
        Chain("outcomeDeploy", """{"venue":"abc","operation":{"settleOutcome":{"outcome":1,"settleFraction":"1","details":"","nameAndDescription":["a","b"],"sideNames":["Yes","No"]}}}"""),
        Chain("spotDeploy", """{"registerToken2":{"spec":{"name":"NEW","szDecimals":2,"weiDecimals":8},"maxGas":100,"fullName":"New"}}"""),
        Chain("spotDeploy", $$$"""{"userGenesis":{"token":5,"userAndWei":[["{{{Address}}}","100"]],"existingTokenAndWei":[[0,"100"]]}}"""),
        Chain("perpDeploy", """{"setOracle":{"dex":"xyz","oraclePxs":[["xyz:GOLD","4000"]],"markPxs":[[["xyz:GOLD","4001"]]],"externalPerpPxs":[["xyz:GOLD","4000"]]}}"""),
        Chain("perpDeploy", """{"haltTrading":{"coin":"xyz:GOLD","isHalted":true}}"""),
        Chain("perpDeploy", """{"registerAsset2":{"maxGas":null,"assetRequest":{"coin":"abc:NEW","szDecimals":2,"oraclePx":"5","marginTableId":5,"marginMode":"normal"},"dex":"abc","schema":null}}"""),
        Chain("finalizeEvmContract", """{"token":5,"input":{"create":{"nonce":3}}}"""),
        Chain("authorizeAqav2Role", """{"token":5,"role":"technical"}"""),
        Chain("gossipPriorityBid", """{"slotId":0,"ip":"192.0.2.1","maxGas":100}"""),
        Chain("hip3LiquidatorTransfer", """{"dex":"xyz","ntl":1000000000,"isDeposit":true}"""),
        Chain("multiSig", $$$$"""{"signatureChainId":"0x66eee","signatures":[{"r":"0x1","s":"0x1","v":27}],"payload":{"multiSigUser":"{{{{Address}}}}","outerSigner":"{{{{Address}}}}","action":{"type":"noop"}}}"""),
    ];

    /// <summary>The action with its inner nonce set to the envelope's.</summary>
    public static JsonObject At(string json, long nonce)
    {
        var action = JsonNode.Parse(json)!.AsObject();
        foreach (var member in (string[])["time", "nonce"])
        {
            if (action[member]?.ToJsonString() == "0") action[member] = nonce;
        }

        return action;
    }

    /// <summary>A body around an action, signed if it can be read; what cannot be read needs no signature to be refused.</summary>
    public static JsonObject Signed(JsonObject action, long nonce, Secp256k1PrivateKey key)
    {
        var signature = new JsonObject { ["r"] = "0x1", ["s"] = "0x1", ["v"] = 27 };
        try
        {
            using var document = WireShape.Parse(JsonSerializer.SerializeToUtf8Bytes(action));
            var read = ExchangeRequest.ReadAction(new WireShape(document.RootElement, "action"));
            var digest = read switch
            {
                CatalogueAction { Message: not null } message => SignerRecovery.MessageDigest(message),
                SendMultisig multisig => SignerRecovery.MultisigDigest(multisig, "Testnet", nonce, null, null),
                _ => SignerRecovery.Digest(SignerRecovery.HashAction(read, nonce, null, null), SignerRecovery.TestnetSource),
            };
            var made = key.Sign(digest);
            signature = JsonNode.Parse(new SignedAction(RawAction.Parse("""{"type":"noop"}"""), HyperliquidNetwork.Testnet, nonce, made).ToJson())!["signature"]!.DeepClone().AsObject();
        }
        catch (ShapeException)
        {
            // The shape is what is refused.
        }

        return new JsonObject { ["action"] = action, ["nonce"] = nonce, ["signature"] = signature };
    }

    private static (string Name, string Json) Chain(string name, string members) => (name, $"{{\"type\":\"{name}\"{(members == "{}" ? "" : ",")}{members[1..]}");

    private static (string Name, string Json) User(string name, string members) =>
        (name, $"{{\"type\":\"{name}\",\"signatureChainId\":\"0x66eee\",\"hyperliquidChain\":\"Testnet\",{members[1..]}");
}
