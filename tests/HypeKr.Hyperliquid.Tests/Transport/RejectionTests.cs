namespace HypeKr.Hyperliquid.Tests;

public sealed class RejectionTests
{
    [Theory]
    [InlineData("Price must be divisible by tick size.", RejectionKind.Tick)]
    [InlineData("Price must be divisible by tick size. asset=5", RejectionKind.Tick)]
    [InlineData("Order must have minimum value of $10.", RejectionKind.MinTradeNotional)]
    [InlineData("Order must have minimum value of $10. asset=5", RejectionKind.MinTradeNotional)]
    [InlineData("Order must have minimum value of 10 USDC. asset=10107", RejectionKind.MinTradeNotional)]
    [InlineData("Insufficient margin to place order. asset=0", RejectionKind.PerpMargin)]
    [InlineData("Reduce only order would increase position. asset=0", RejectionKind.ReduceOnly)]
    [InlineData("Post only order would have immediately matched, bbo was 1.25@1.26. asset=3", RejectionKind.BadAloPrice)]
    [InlineData("Order could not immediately match against any resting orders. asset=1", RejectionKind.IocCancel)]
    [InlineData("Invalid TP/SL price. asset=1", RejectionKind.BadTriggerPrice)]
    [InlineData("No liquidity available for market order.", RejectionKind.MarketOrderNoLiquidity)]
    [InlineData("Order would increase open interest while open interest is capped", RejectionKind.OpenInterestCap)]
    [InlineData("Order rejected due to price more aggressive than oracle while at open interest cap", RejectionKind.TooAggressiveAtOpenInterestCap)]
    [InlineData("Order would increase open interest too quickly", RejectionKind.OpenInterestIncrease)]
    [InlineData("Insufficient spot balance asset=10107", RejectionKind.InsufficientSpotBalance)]
    [InlineData("Order has insufficient spot balance to trade", RejectionKind.InsufficientSpotBalance)]
    [InlineData("Price too far from oracle asset=0", RejectionKind.Oracle)]
    [InlineData("Order price too far from oracle", RejectionKind.Oracle)]
    [InlineData("Order price cannot be more than 80% away from the reference price", RejectionKind.Oracle)]
    [InlineData("Order would cause position to exceed margin tier limit at current leverage", RejectionKind.PerpMaxPosition)]
    [InlineData("Order has invalid price.", RejectionKind.InvalidPrice)]
    [InlineData("Order has invalid size.", RejectionKind.InvalidSize)]
    [InlineData("Order has zero size.", RejectionKind.ZeroSize)]
    [InlineData("Order was never placed, already canceled, or filled. asset=0", RejectionKind.MissingOrder)]
    [InlineData("Insufficient delegatable balance for priority order", RejectionKind.Priority)]
    [InlineData("Invalid TWAP duration: 1 min(s)", RejectionKind.TwapDuration)]
    [InlineData("TWAP was never placed, already canceled, or filled.", RejectionKind.TwapMissing)]
    [InlineData("User or API Wallet 0x0000000000000000000000000000000000000001 does not exist.", RejectionKind.UnknownSigner)]
    [InlineData("L1 error: User or API Wallet 0x0000000000000000000000000000000000000001 does not exist.", RejectionKind.UnknownSigner)]
    [InlineData("Must deposit before performing actions. User: 0x0000000000000000000000000000000000000001", RejectionKind.MustDeposit)]
    [InlineData("Unable to recover signer.", RejectionKind.BadSignature)]
    [InlineData("Invalid nonce: nonce too low 1 < 2", RejectionKind.NonceTooLow)]
    [InlineData("Invalid nonce: something new", RejectionKind.NonceInvalid)]
    [InlineData("Action already expired", RejectionKind.Expired)]
    [InlineData("Too many cumulative requests sent (10001 > 10000) for cumulative volume traded $0. Place taker orders to free up 1 request per USDC traded.", RejectionKind.AddressRateLimited)]
    [InlineData("Cannot set scheduled cancel time until enough volume traded. Required: $1000000. Traded: $0.", RejectionKind.ScheduleCancelVolume)]
    [InlineData("Action disabled when unified account is active", RejectionKind.UnifiedAccount)]
    [InlineData("Vault not registered: 0x0000000000000000000000000000000000000001", RejectionKind.VaultNotRegistered)]
    [InlineData("Only leader can perform this vault action", RejectionKind.NotLeader)]
    [InlineData("Sub-account 0x0000000000000000000000000000000000000001 is not registered to 0x0000000000000000000000000000000000000002", RejectionKind.SubAccount)]
    [InlineData("Invalid sub-account transfer from 0x0000000000000000000000000000000000000001", RejectionKind.SubAccount)]
    [InlineData("Insufficient balance for withdrawal.", RejectionKind.InsufficientBalance)]
    [InlineData("Insufficient balance for token transfer gas.", RejectionKind.InsufficientBalance)]
    [InlineData("Insufficient funds available to deposit.", RejectionKind.InsufficientBalance)]
    [InlineData("Portfolio margin requires account value of $10000 or total volume of $5000000.", RejectionKind.PortfolioMargin)]
    [InlineData("Abstraction transition not allowed", RejectionKind.Abstraction)]
    [InlineData("No rewards to claim", RejectionKind.NoRewards)]
    [InlineData("Cannot create sub-accounts until enough volume traded. Required: $100000. Traded: $0.", RejectionKind.VolumeTooLow)]
    [InlineData("Cannot generate referral code until enough volume traded. Required: $10000. Traded: $0.", RejectionKind.VolumeTooLow)]
    [InlineData("Staking link error: already linked", RejectionKind.StakingLink)]
    [InlineData("Unknown validator", RejectionKind.UnknownValidator)]
    [InlineData("Insufficient stake", RejectionKind.InsufficientStake)]
    [InlineData("Signer invalid or inactive for current epoch", RejectionKind.InactiveValidatorSigner)]
    [InlineData("Length of DEX name exceeds maximum", RejectionKind.DexNameTooLong)]
    [InlineData("Insufficient gas at current auction price.", RejectionKind.AuctionGas)]
    [InlineData("Error deploying spot: no such token", RejectionKind.Deployment)]
    [InlineData("Error deploying outcome: no such question", RejectionKind.Deployment)]
    [InlineData("Too many open orders", RejectionKind.TooManyOpenOrders)]
    [InlineData("Insufficient balance to create vault", RejectionKind.InsufficientBalance)]
    [InlineData("Insufficient balance for token transfer.", RejectionKind.InsufficientBalance)]
    [InlineData("Order must have minimum value of 10 USDC.", RejectionKind.MinTradeNotional)]
    [InlineData("something that nobody has seen", RejectionKind.Other)]
    [InlineData("", RejectionKind.Other)]
    public void Text_is_told_by_its_beginning(string text, RejectionKind kind)
    {
        var rejection = Rejection.FromText(text, TestVenue.UserAddress);

        Assert.Equal(kind, rejection.Kind);
        Assert.Equal(text, rejection.Text);
    }

    /// <summary>The table holds no text that an earlier one hides, and each survives what the venue and its proxies do to texts.</summary>
    [FsCheck.Xunit.Property(MaxTest = 300)]
    public void Text_is_told_whatever_stands_around_it(int pick, bool prefixed, bool upper, byte spaces, FsCheck.NonNull<string> tail)
    {
        var (text, kind) = Known[(int)(Math.Abs((long)pick) % Known.Length)];
        var mutated = new string(' ', spaces % 3) + (prefixed ? "L1 error: " : "") + (upper ? text.ToUpperInvariant() : text) + tail.Get;

        Assert.Equal(kind, Rejection.FromText(mutated, TestVenue.UserAddress).Kind);
        Assert.Equal(kind, Rejection.FromText(mutated + " asset=110005", TestVenue.UserAddress).Kind);
        Assert.Equal(new AssetId(110_005), Rejection.FromText(mutated + " asset=110005", TestVenue.UserAddress).Asset);
        Assert.Equal(RejectionKind.Other, Rejection.FromText("x" + mutated.TrimStart(), TestVenue.UserAddress).Kind);
    }

    [Fact]
    public void Every_kind_has_a_text()
    {
        // 422 is told by its status, and what is not known by nothing.
        RejectionKind[] others = [RejectionKind.Other, RejectionKind.Malformed, .. Known.Select(k => k.Kind)];
        Assert.Equal(Enum.GetValues<RejectionKind>(), others.Distinct().Order());
    }

    [Theory]
    [InlineData("Order has zero size. asset=5", 5L)]
    [InlineData("Order has zero size. asset=100000010 ", 100000010L)]
    [InlineData("Order has zero size.", null)]
    [InlineData("Order has zero size. asset=", null)]
    [InlineData("Order has zero size. asset=-1", null)]
    [InlineData("Order has zero size. asset=99999999999999999999", null)]
    [InlineData("Order has zero size. asset=9007199254740992", null)]
    public void The_asset_is_read_from_the_end(string text, long? asset) => Assert.Equal(asset, Rejection.FromText(text, TestVenue.UserAddress).Asset?.Value);

    private static (string Text, RejectionKind Kind)[] Known =>
        [.. typeof(RejectionTests).GetMethod(nameof(Text_is_told_by_its_beginning))!.GetCustomAttributes(typeof(InlineDataAttribute), false)
            .Select(data => ((InlineDataAttribute)data).GetData(null!).Single())
            .Select(row => (((string)row[0]).Split(" asset=")[0], (RejectionKind)row[1]))
            .Where(row => row.Item2 != RejectionKind.Other && !row.Item1.StartsWith("L1", StringComparison.Ordinal))];

    [Fact]
    public void Nonce_and_expiry_leave_open_whether_an_earlier_copy_was_executed()
    {
        RejectionKind[] open = [RejectionKind.NonceTooLow, RejectionKind.NonceInvalid, RejectionKind.Expired];

        Assert.All(Enum.GetValues<RejectionKind>(), kind => Assert.Equal(open.Contains(kind), new Rejection(kind, "").MayHaveExecuted));
    }

    [Fact]
    public void Another_recovered_address_is_pointed_out()
    {
        var (recovered, signer) = (TestVenue.AddressOf("recovered"), TestVenue.AddressOf("agent"));

        var rejection = Rejection.FromText($"User or API Wallet {recovered.ToLowerHex()} does not exist.", signer);

        Assert.Contains(recovered.Fingerprint, rejection.Hint);
        Assert.Contains(signer.Fingerprint, rejection.Hint);
        Assert.Contains("what was signed is not what the venue read", rejection.Hint);
    }

    [Fact]
    public void The_signer_itself_is_told_that_nobody_knows_it()
    {
        var signer = TestVenue.AddressOf("agent");

        var rejection = Rejection.FromText($"User or API Wallet {signer.ToLowerHex()} does not exist.", signer);

        Assert.Contains("neither an account with a deposit nor an approved agent", rejection.Hint);
    }

    [Fact]
    public void Addresses_stay_out_of_messages()
    {
        var (a, b) = (TestVenue.AddressOf("a"), TestVenue.AddressOf("b"));
        var text = $"Sub-account {a.ToLowerHex()} is not registered to {b} or {a.ToLowerHex().ToUpperInvariant()}!";

        var rejection = Rejection.FromText(text, a);
        var exception = new ActionRejectedException("order", rejection);

        Assert.Equal(text, rejection.Text);
        foreach (var shown in (string[])[rejection.ToString(), exception.Message, exception.ToString()])
        {
            Assert.DoesNotContain(a.ToLowerHex()[2..], shown, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(b.ToLowerHex()[2..], shown, StringComparison.OrdinalIgnoreCase);
            Assert.Contains(a.Fingerprint, shown);
            Assert.Contains(b.Fingerprint, shown);
        }
    }

    [Fact]
    public void What_is_shown_is_short_and_has_no_control_characters()
    {
        var text = "\u001b[31mred\r\nsecond line\u0000" + new string('x', 100_000);

        var rejection = Rejection.FromText(text, TestVenue.UserAddress);

        Assert.Equal(text, rejection.Text);
        Assert.StartsWith("\\u001b[31mred second line\\u0000xxx", rejection.ToString());
        Assert.InRange(rejection.ToString().Length, 300, 500);
        Assert.DoesNotContain(rejection.ToString(), char.IsControl);
    }

    [Fact]
    public void Hex_that_is_longer_than_an_address_is_not_left_bare()
    {
        var address = TestVenue.AddressOf("a").ToLowerHex();

        Assert.DoesNotContain(address[2..], AddressRedaction.Redact($"cloid {address}00 and {address}"));
        Assert.Equal("0x1234 and 0x", AddressRedaction.Redact("0x1234 and 0x"));
    }
}
