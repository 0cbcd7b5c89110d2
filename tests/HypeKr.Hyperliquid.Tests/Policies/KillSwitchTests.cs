using System.Globalization;
using System.Net;

namespace HypeKr.Hyperliquid.Tests;

public sealed class KillSwitchTests : IDisposable
{
    private readonly WatchedTime _time = new();
    private readonly TestVenue _venue;
    private readonly List<string> _open = [];
    private Task<TimeSpan>? _pause;

    public KillSwitchTests()
    {
        _venue = new TestVenue(o => o.TimeProvider = _time);
        _venue.Info.Answer("openOrders", _ => "[" + string.Join(",", _open) + "]");
        _venue.Info.Answer("twapHistory", "[]");
        _venue.Exchange.Reply = (body, _) =>
        {
            var action = body.GetProperty("action");
            if (action.GetProperty("type").GetString() != "cancel") return Task.FromResult(InfoStub.Json("""{"status":"ok","response":{"type":"default"}}"""));
            var count = action.GetProperty("cancels").GetArrayLength();
            _open.Clear();
            return Task.FromResult(InfoStub.Json($$"""{"status":"ok","response":{"type":"cancel","data":{"statuses":[{{string.Join(",", Enumerable.Repeat("\"success\"", count))}}] } } }"""));
        };
    }

    public void Dispose() => _venue.Dispose();

    [Fact]
    public async Task Engaged_it_lets_no_order_out_and_everything_else()
    {
        var report = await EngageAsync("loss");
        Assert.True(report.IsClean);
        Assert.Empty(report.Orders);
        Assert.Null(report.Failure);
        var account = _venue.Account;
        Assert.Equal((true, "loss", TestVenue.Start), (account.KillSwitch.IsEngaged, account.KillSwitch.Reason, account.KillSwitch.EngagedAt));
        var order = OrderTerms.Limit(AssetId.ForPerp(0), OrderSide.Buy, new Price(1), new OrderSize(1), TimeInForce.Gtc);
        var closing = OrderTerms.Limit(AssetId.ForPerp(0), OrderSide.Sell, new Price(1), new OrderSize(1), TimeInForce.Ioc, reduceOnly: true);
        ExchangeAction[] orders =
        [
            new OrderAction([order]), new OrderAction([closing]), new ModifyAction(1, order), new BatchModifyAction([new ModificationTerms(1, order)]),
            new TwapRequest { Coin = "BTC", Side = OrderSide.Buy, Size = new(1), Duration = TimeSpan.FromMinutes(5) }.ToAction(await _venue.Client.Markets.GetAssetAsync("BTC")),
            RawAction.Parse("""{"type":"order","orders":[],"grouping":"na"}"""),
            new MultisigAction(TestVenue.UserAddress, _venue.Signer.Address, new OrderAction([order]), [SampleActions.Signature]),
        ];
        foreach (var action in orders)
        {
            var refused = await Assert.ThrowsAsync<KillSwitchEngagedException>(() => account.SubmitAsync(action));
            Assert.Equal((action.Type, "loss", false), (refused.ActionType, refused.Reason, refused.MayHaveExecuted));
        }

        Assert.Empty(_venue.Exchange.Requests);
        ExchangeAction[] others = [new CancelAction([new OrderCancel(AssetId.ForPerp(0), 1)]), new ScheduleCancelAction(), new NoopAction(), new UpdateLeverageAction(AssetId.ForPerp(0), 1, isCross: true), RawAction.Parse("""{"type":"noop"}""")];
        foreach (var action in others) await account.SubmitAsync(action);
        Assert.Equal(others.Select(a => a.Type), _venue.Exchange.Requests.Select(r => r.GetProperty("action").GetProperty("type").GetString()));

        // A closing order goes out when that was allowed, and only where reduce-only means something.
        await EngageAsync("loss", allowReducing: true);
        await account.SubmitAsync(orders[1]);
        await Assert.ThrowsAsync<KillSwitchEngagedException>(() => account.SubmitAsync(orders[0]));
        await Assert.ThrowsAsync<KillSwitchEngagedException>(() => account.SubmitAsync(
            new OrderAction([OrderTerms.Limit(AssetId.ForOutcome(1, 0), OrderSide.Sell, new Price(0.5m), new OrderSize(1), TimeInForce.Ioc, reduceOnly: true)])));

        account.KillSwitch.Release();
        Assert.Equal((false, null, null), (account.KillSwitch.IsEngaged, account.KillSwitch.Reason, account.KillSwitch.EngagedAt));
        await account.SubmitAsync(orders[0]);
    }

    [Fact]
    public async Task It_stops_the_address_whoever_signs_for_it_and_no_other()
    {
        using var other = TestVenue.CreateSigner("another agent");
        var same = _venue.Client.ForAccount(TestVenue.UserAddress, other, new TradingPolicy { ActionTypes = ["order"] });
        var vault = _venue.Account.ForVault(TestVenue.AddressOf("vault"));
        await EngageAsync("stop");
        var order = new OrderAction([OrderTerms.Limit(AssetId.ForPerp(0), OrderSide.Buy, new Price(1), new OrderSize(1), TimeInForce.Gtc)]);
        await Assert.ThrowsAsync<KillSwitchEngagedException>(() => same.SubmitAsync(order));
        Assert.True(same.KillSwitch.IsEngaged);
        Assert.False(vault.KillSwitch.IsEngaged);
        await vault.SubmitAsync(order);
    }

    [Fact]
    public async Task Orders_and_twaps_are_cancelled_until_none_is_seen()
    {
        _open.AddRange([AccountScene.Order(1), AccountScene.Order(2, "xyz:GOLD")]);
        var twaps = new List<string> { Twap(5, "activated"), Twap(6, "activated"), Twap(6, "finished"), Twap(7, "waitingForTrigger") };
        _venue.Info.Answer("twapHistory", _ => "[" + string.Join(",", twaps) + "]");
        var answer = _venue.Exchange.Reply;
        _venue.Exchange.Reply = (body, token) =>
        {
            if (body.GetProperty("action").GetProperty("type").GetString() != "twapCancel") return answer(body, token);
            twaps.Add(Twap(body.GetProperty("action").GetProperty("t").GetInt64(), "terminated"));

            // A slice that was on its way rests after all.
            _open.Add(AccountScene.Order(3));
            return Task.FromResult(InfoStub.Json("""{"status":"ok","response":{"type":"twapCancel","data":{"status":"success"}}}"""));
        };

        var report = await EngageAsync("stop");

        Assert.True(report.IsClean);
        Assert.Equal(2, report.Twaps.Count);
        Assert.All(report.Twaps, result => Assert.Equal(CancelResultStatus.Canceled, result.Status));
        Assert.Equal(["BTC", "xyz:GOLD", "BTC", "BTC"], report.Orders.Select(result => result.Coin));
        Assert.Empty(_open);

        static string Twap(long id, string status) =>
            string.Create(CultureInfo.InvariantCulture, $$$"""{"time":1,"state":{"coin":"BTC","side":"B","sz":"1"},"status":{"status":"{{{status}}}"},"twapId":{{{id}}} }""");
    }

    [Fact]
    public async Task An_order_that_was_on_its_way_is_waited_for_and_cancelled()
    {
        var (left, answered) = (new TaskCompletionSource(), new TaskCompletionSource());
        var answer = _venue.Exchange.Reply;
        _venue.Exchange.Reply = async (body, token) =>
        {
            if (body.GetProperty("action").GetProperty("type").GetString() != "order") return await answer(body, token);
            left.SetResult();
            await answered.Task;
            _open.Add(AccountScene.Order(9));
            return InfoStub.Json("""{"status":"ok","response":{"type":"order","data":{"statuses":[{"resting":{"oid":9}}]}}}""");
        };
        var placing = _venue.Account.Orders.PlaceAsync(new OrderRequest { Coin = "BTC", Side = OrderSide.Buy, Size = new(1), Price = new(50_000), TimeInForce = TimeInForce.Gtc });
        await left.Task.Guarded();

        var engaging = _venue.Account.KillSwitch.EngageAsync("stop");
        _time.Advance(await _time.TimerAsync(due => due == TimeSpan.FromSeconds(1)));
        Assert.False(engaging.IsCompleted);
        answered.SetResult();
        Assert.Equal(OrderResultStatus.Resting, (await placing.Guarded()).Status);
        var report = await FinishAsync(engaging);
        Assert.True(report.IsClean);
        Assert.Equal((OrderTarget)9, Assert.Single(report.Orders).Target);
        Assert.Empty(_open);
    }

    [Fact]
    public async Task An_order_that_waits_for_the_limits_does_not_go_out_after_all()
    {
        using var venue = new TestVenue(o =>
        {
            o.TimeProvider = _time;
            o.Limits = new(timeProvider: _time);
        });
        venue.Info.Answer("openOrders", "[]");
        venue.Info.Answer("twapHistory", "[]");
        await venue.Client.Markets.GetAssetAsync("BTC");
        venue.Client.Limits.SetActionBudget(TestVenue.UserAddress, 10, 10);
        var orders = Enumerable.Range(0, 2).Select(_ => venue.Account.SubmitAsync(new OrderAction([OrderTerms.Limit(AssetId.ForPerp(0), OrderSide.Buy, new Price(1), new OrderSize(1), TimeInForce.Gtc)]))).ToArray();
        await orders[0].Guarded();
        Assert.False(orders[1].IsCompleted);

        var report = await FinishAsync(venue.Account.KillSwitch.EngageAsync("stop"));
        Assert.True(report.IsClean);
        _time.Advance(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<KillSwitchEngagedException>(() => orders[1].Guarded());
        Assert.Single(venue.Exchange.Requests);
    }

    [Fact]
    public async Task What_fails_is_told_and_the_switch_stays_engaged()
    {
        var failures = 2;
        _venue.Info.Reply("openOrders", (_, _) => Task.FromResult(failures-- > 0 ? InfoStub.Json("null", HttpStatusCode.BadGateway) : InfoStub.Json("[]")));
        var report = await EngageAsync("stop");
        Assert.True(report.IsClean);
        Assert.IsType<TransportException>(report.Failure);

        failures = int.MaxValue;
        report = await FinishAsync(_venue.Account.KillSwitch.EngageAsync("again", TimeSpan.FromSeconds(20)));
        Assert.False(report.IsClean);
        Assert.NotNull(report.Failure);
        Assert.True(_venue.Account.KillSwitch.IsEngaged);
        await Assert.ThrowsAnyAsync<ArgumentException>(() => _venue.Account.KillSwitch.EngageAsync(" "));
    }

    [Fact]
    public async Task Twaps_that_cannot_be_read_do_not_keep_the_orders_open()
    {
        _open.Add(AccountScene.Order(1));
        _venue.Info.Reply("twapHistory", (_, _) => Task.FromResult(InfoStub.Json("null", HttpStatusCode.BadGateway)));
        var report = await FinishAsync(_venue.Account.KillSwitch.EngageAsync("stop", TimeSpan.FromSeconds(5)));
        Assert.False(report.IsClean);
        Assert.IsType<TransportException>(report.Failure);
        Assert.Equal((OrderTarget)1, Assert.Single(report.Orders).Target);
        Assert.Empty(_open);
    }

    [Fact]
    public async Task A_signer_that_fails_in_its_own_way_is_told_and_not_thrown()
    {
        var signer = new HeldSigner(_venue.Signer) { Fault = new InvalidOperationException("The wallet is gone.") };
        _open.Add(AccountScene.Order(1));
        var report = await FinishAsync(_venue.Client.ForAccount(TestVenue.UserAddress, signer).KillSwitch.EngageAsync("stop", TimeSpan.FromSeconds(5)));
        Assert.False(report.IsClean);
        Assert.Same(signer.Fault, Assert.IsType<TransportException>(report.Failure).InnerException);
        Assert.True(_venue.Account.KillSwitch.IsEngaged);
    }

    [Fact]
    public async Task An_order_that_waits_for_its_signature_does_not_go_out_after_all()
    {
        var consent = new TaskCompletionSource();
        var signer = new HeldSigner(_venue.Signer) { Consent = consent.Task };
        var placing = _venue.Client.ForAccount(TestVenue.UserAddress, signer)
            .SubmitAsync(new OrderAction([OrderTerms.Limit(AssetId.ForPerp(0), OrderSide.Buy, new Price(1), new OrderSize(1), TimeInForce.Gtc)]));
        await signer.Asked.Guarded();

        var engaging = _venue.Account.KillSwitch.EngageAsync("stop");
        consent.SetResult();
        await Assert.ThrowsAsync<KillSwitchEngagedException>(() => placing.Guarded());
        Assert.True((await FinishAsync(engaging)).IsClean);
        Assert.Empty(_venue.Exchange.Requests);
    }

    private Task<KillReport> EngageAsync(string reason, bool allowReducing = false) => FinishAsync(_venue.Account.KillSwitch.EngageAsync(reason, allowReducing: allowReducing));

    /// <summary>Lets the pause between two looks pass as often as there is one.</summary>
    private async Task<KillReport> FinishAsync(Task<KillReport> engaging)
    {
        while (!engaging.IsCompleted)
        {
            _pause ??= _time.TimerAsync(due => due == TimeSpan.FromSeconds(1));
            if (await Task.WhenAny(engaging, _pause).Guarded() != _pause) continue;
            var due = await _pause;
            _pause = null;
            _time.Advance(due);
        }

        return await engaging;
    }
}
