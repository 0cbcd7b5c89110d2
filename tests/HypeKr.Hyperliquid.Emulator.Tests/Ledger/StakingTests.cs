namespace HypeKr.Hyperliquid.Emulator.Tests;

public sealed class StakingTests
{
    private readonly World _world = new();

    [Fact]
    public void Hype_is_staked_delegated_and_comes_back_after_seven_days()
    {
        var trader = _world.Trader("stakes");
        var validator = _world.Emulator.Venue.Validators[0].Address;
        _world.Admin.FundSpot(trader.Address, "HYPE", 100);
        Assert.Null(trader.Do(new StakingDepositAction(60)));
        Assert.Equal(40, trader.Balance("HYPE").Total);
        Assert.Equal("Unknown validator", trader.Do(new TokenDelegateAction(trader.Address, 10, isUndelegation: false)));
        Assert.Null(trader.Do(new TokenDelegateAction(validator, 50, isUndelegation: false)));
        Assert.Equal("Insufficient stake", trader.Do(new StakingWithdrawAction(11)));
        Assert.Equal("Delegation is locked", trader.Do(new TokenDelegateAction(validator, 50, isUndelegation: true)));
        _world.AssertConserved();

        _world.Time.Advance(TimeSpan.FromDays(1));
        Assert.Null(trader.Do(new TokenDelegateAction(validator, 50, isUndelegation: true)));
        Assert.Null(trader.Do(new StakingWithdrawAction(60)));
        _world.Time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(40, trader.Balance("HYPE").Total);
        _world.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(100, trader.Balance("HYPE").Total);
        Assert.Equal(["cStakingTransfer", "cStakingTransfer"], trader.Ledger().Select(l => l.GetProperty("type").GetString()));
        _world.AssertConserved();
    }

    [Fact]
    public void Two_accounts_are_linked_in_two_steps()
    {
        var (trading, staking) = (_world.Trader("trading"), _world.Trader("staking"));
        Assert.Equal("Staking link error", staking.Do(new LinkStakingUserAction(trading.Address, isFinal: true)));
        Assert.Null(trading.Do(new LinkStakingUserAction(staking.Address, isFinal: false)));
        Assert.Null(staking.Do(new LinkStakingUserAction(trading.Address, isFinal: true)));
        Assert.Null(staking.Do(new StakingLinkDisableTradingUserAction(trading.Address)));
        Assert.Equal("Staking link error", staking.Do(new StakingLinkDisableTradingUserAction(trading.Address)));
    }
}
