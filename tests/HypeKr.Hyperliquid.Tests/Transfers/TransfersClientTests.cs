using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Tests;

public sealed class TransfersClientTests : IDisposable
{
    private static readonly EthereumAddress SubAccount = TestVenue.AddressOf("sub-account");

    private readonly TestVenue _venue = new();
    private readonly PrivateKeySigner _signer = TestVenue.CreateSigner("user");
    private readonly HyperliquidAccount _account;

    public TransfersClientTests() => _account = _venue.Client.ForAccount(_signer.Address, _signer);

    public void Dispose()
    {
        _venue.Dispose();
        _signer.Dispose();
    }

    [Fact]
    public async Task A_sub_account_moves_its_own_money()
    {
        var subAccount = _account.ForSubAccount(SubAccount).Transfers;
        await subAccount.MoveToPerpsAsync(1.50m);
        await subAccount.SendAssetAsync(TestVenue.AddressOf("other"), TokenName.Usdc, 2, TransferDex.Perps, TransferDex.Spot);
        await subAccount.MoveAssetAsync(TokenName.Usdc, 3, TransferDex.Spot, new TransferDex("xyz"));

        var requests = _venue.Exchange.Requests;
        Assert.Equal($"1.5 subaccount:{SubAccount.ToLowerHex()}", requests[0].GetProperty("action").GetProperty("amount").GetString());
        Assert.Equal(SubAccount.ToLowerHex(), requests[1].GetProperty("action").GetProperty("fromSubAccount").GetString());
        Assert.Equal(SubAccount.ToLowerHex(), requests[2].GetProperty("action").GetProperty("fromSubAccount").GetString());
        Assert.Equal(SubAccount.ToLowerHex(), requests[2].GetProperty("action").GetProperty("destination").GetString());
        Assert.All(requests, request => Assert.Null(request.Optional("vaultAddress")));
    }

    [Fact]
    public async Task What_has_no_form_for_a_sub_account_never_moves_the_masters_money()
    {
        var subAccount = _account.ForSubAccount(SubAccount);
        Func<Task>[] calls =
        [
            () => subAccount.Transfers.SendUsdAsync(SubAccount, 1),
            () => subAccount.Transfers.SendSpotAsync(SubAccount, TokenName.Usdc, 1),
            () => subAccount.Transfers.WithdrawAsync(SubAccount, 1),
            () => subAccount.Transfers.SendToEvmAsync(TokenName.Usdc, 1, TransferDex.Spot, "0x12", EvmAddressEncoding.Hex, 1, 0),
            () => subAccount.SubAccounts.DepositAsync(SubAccount, 1),
            () => subAccount.Vaults.DepositAsync(SubAccount, 1),
            () => subAccount.Staking.DepositAsync(1),
            () => subAccount.Outcomes.SplitAsync(1, 1),
        ];
        foreach (var call in calls) await Assert.ThrowsAsync<InvalidActionException>(call);
        Assert.Empty(_venue.Exchange.Requests);
    }

    [Fact]
    public async Task Lending_and_margin_act_for_the_sub_account()
    {
        await _account.ForSubAccount(SubAccount).Lending.SupplyAsync(0, 1);
        await _account.ForSubAccount(SubAccount).Positions.UpdateIsolatedMarginAsync("BTC", -1.5m);
        await _account.ForSubAccount(SubAccount).Positions.TopUpIsolatedOnlyMarginAsync("BTC", 2.5m);
        Assert.All(_venue.Exchange.Requests, request => Assert.Equal(SubAccount.ToLowerHex(), request.Text("vaultAddress")));
    }

    [Theory]
    [InlineData("@107")]
    [InlineData("#10")]
    public async Task Only_perpetuals_have_margin(string coin)
    {
        await Assert.ThrowsAsync<InvalidOrderException>(() => _account.Positions.UpdateIsolatedMarginAsync(coin, 1));
        await Assert.ThrowsAsync<InvalidOrderException>(() => _account.Positions.TopUpIsolatedOnlyMarginAsync(coin, 1));
        Assert.Empty(_venue.Exchange.Requests);
    }

    [Fact]
    public async Task An_agent_signs_no_transfers_but_those_within_the_account()
    {
        await Assert.ThrowsAsync<InvalidActionException>(() => _venue.Account.Transfers.SendUsdAsync(SubAccount, 1));
        Assert.Empty(_venue.Exchange.Requests);

        await _venue.Account.Transfers.MoveAssetAsync(TokenName.Usdc, 1, TransferDex.Perps, TransferDex.Spot);
        Assert.Equal(TestVenue.UserAddress.ToLowerHex(), _venue.Exchange.Action.GetProperty("destination").GetString());
    }

    [Fact]
    public async Task A_token_is_found_by_its_name()
    {
        _venue.Info.Answer("spotMeta", """
            {"universe":[],"tokens":[
              {"name":"USDC","szDecimals":8,"weiDecimals":8,"index":0,"tokenId":"0x6d1e7cde53ba9467b783cb7c530ce054"},
              {"name":"TWIN","szDecimals":0,"weiDecimals":5,"index":1,"tokenId":"0xc1fb593aeffbeb02f85e0308e9956a90"},
              {"name":"TWIN","szDecimals":0,"weiDecimals":5,"index":2,"tokenId":"0xc1fb593aeffbeb02f85e0308e9956a91"},
              {"name":"BARE","szDecimals":0,"weiDecimals":5,"index":3}]}
            """);
        Assert.Equal("USDC:0x6d1e7cde53ba9467b783cb7c530ce054", (await _account.Transfers.FindTokenAsync("USDC")).Value);
        foreach (var name in (string[])["TWIN", "BARE", "usdc", ""]) await Assert.ThrowsAsync<InvalidActionException>(() => _account.Transfers.FindTokenAsync(name));
    }
}
