using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator.Tests;

public sealed class VaultTests
{
    private readonly World _world = new();

    [Fact]
    public void Followers_share_profit_and_the_leader_takes_a_tenth_of_it()
    {
        var (leader, follower) = (_world.Trader("leader", 1_000), _world.Trader("follower", 1_000));
        var vault = Create(leader, 300);
        Assert.Equal(600, leader.Cash());
        Assert.Null(follower.Do(new VaultTransferAction(vault, isDeposit: true, 100)));
        Assert.Equal("Cannot withdraw during lockup period after depositing", follower.Do(new VaultTransferAction(vault, isDeposit: false, 1)));

        // The vault doubles.
        _world.Admin.Fund(vault, 400);
        _world.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal("Insufficient vault equity", follower.Do(new VaultTransferAction(vault, isDeposit: false, 200.000001m)));
        Assert.Null(follower.Do(new VaultTransferAction(vault, isDeposit: false, 200)));

        Assert.Equal((1_090, 610), (follower.Cash(), leader.Cash()));
        Assert.Equal(
            $$"""{"type":"vaultWithdraw","vault":"{{vault.ToLowerHex()}}","user":"{{follower.User}}","requestedUsd":"200.0","commission":"10.0","closingCost":"0.0","basis":"100.0","netWithdrawnUsd":"190.0"}""",
            follower.Ledger()[^1].GetRawText());
        Assert.Equal("vaultLeaderCommission", leader.Ledger()[^1].GetProperty("type").GetString());
        _world.AssertConserved();
    }

    [Fact]
    public void The_leader_trades_for_the_vault_and_nobody_else()
    {
        var (leader, other) = (_world.Trader("trading leader", 1_000), _world.Trader("no leader"));
        var vault = Create(leader, 500);
        _world.Admin.AddAsk("BTC", 100_000, 0.01m);
        Assert.Equal("Only leader can perform this vault action", other.Refused(Trader.OrderJson(0, true, "100000", "0.01", "Ioc"), vault: vault));
        var status = Trader.Statuses(leader.Send(Trader.OrderJson(0, true, "100000", "0.01", "Ioc"), vault: vault)).Single();
        Assert.True(status.TryGetProperty("filled", out _), status.GetRawText());
        Assert.Equal(0.01m, _world.Emulator.Venue.Account(vault)!.Wallet(_world.Emulator.Venue.Dexs[0]).Size((TradedPerp)_world.Emulator.Venue.Asset("BTC")!));
        Assert.Equal(0, leader.Size("BTC"));
        _world.AssertConserved();
    }

    [Fact]
    public void A_vault_is_emptied_and_closed()
    {
        var (leader, follower) = (_world.Trader("closing leader", 1_000), _world.Trader("closing follower", 1_000));
        var vault = Create(leader, 100);
        Assert.Null(follower.Do(new VaultTransferAction(vault, isDeposit: true, 200)));
        Assert.Equal("Only leader can perform this vault action", follower.Do(new VaultDistributeAction(vault, 30)));
        Assert.Null(leader.Do(new VaultDistributeAction(vault, 30)));
        Assert.Equal((810, 820), (leader.Cash(), follower.Cash()));
        Assert.Null(leader.Do(new VaultDistributeAction(vault, 0)));
        Assert.Equal((900, 1_000), (leader.Cash(), follower.Cash()));
        Assert.Equal("Vault is not accepting deposits", follower.Do(new VaultTransferAction(vault, isDeposit: true, 10)));
        Assert.Equal("vault", _world.Info($$"""{"type":"userRole","user":"{{vault.ToLowerHex()}}"}""").GetProperty("role").GetString());
        _world.AssertConserved();
    }

    [Fact]
    public void Deposits_can_be_closed_and_unknown_vaults_are_named()
    {
        var (leader, follower) = (_world.Trader("closed leader", 1_000), _world.Trader("closed follower"));
        var vault = Create(leader, 100);
        Assert.Null(leader.Do(new VaultModifyAction(vault, allowDeposits: false)));
        Assert.Equal("Vault is not accepting deposits", follower.Do(new VaultTransferAction(vault, isDeposit: true, 10)));
        Assert.Equal($"Vault not registered: {follower.User}", leader.Do(new VaultTransferAction(follower.Address, isDeposit: true, 10)));
        Assert.Equal("Insufficient balance to create vault", _world.Trader("poor", 150).Do(new CreateVaultAction("Another one", "A vault for a test", 100)));
    }

    private static EthereumAddress Create(Trader leader, long usd)
    {
        var nonce = leader.NextNonce() + 1;
        var reply = leader.Send($$"""{"type":"createVault","name":"A vault","description":"A vault for a test","initialUsd":{{Trader.Text(usd * 1_000_000)}},"nonce":{{Trader.Text(nonce)}}}""", nonce);
        return EthereumAddress.Parse(reply.GetProperty("response").GetProperty("data").GetString()!);
    }
}
