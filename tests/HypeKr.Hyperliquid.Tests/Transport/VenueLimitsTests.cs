using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Time.Testing;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Who waits, for how long, and in which order. Time moves by hand.</summary>
public sealed class VenueLimitsTests
{
    private static readonly RequestWeight Order = RequestWeights.ForAction("order", 1);
    private static readonly RequestWeight Cancel = RequestWeights.ForAction("cancel", 1);

    private readonly FakeTimeProvider _time = new(TestVenue.Start);

    [Fact]
    public async Task What_is_there_is_given_at_once_and_comes_back_a_minute_later()
    {
        var limits = new VenueLimits(new() { WeightPerMinute = 100, ReservedWeight = 0 }, _time);

        await limits.AcquireWeightAsync(new(60), default);
        _time.Advance(TimeSpan.FromSeconds(10));
        await limits.AcquireWeightAsync(new(40), default);
        Assert.Equal(0, limits.GetUsage().WeightLeft);
        var waiting = limits.AcquireWeightAsync(new(60), default);
        _time.Advance(TimeSpan.FromSeconds(49.9));
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        await waiting;

        Assert.Equal(0, limits.GetUsage().WeightLeft);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(40, limits.GetUsage().WeightLeft);
    }

    [Fact]
    public async Task No_minute_wherever_it_starts_sees_more_than_the_limit()
    {
        var limits = new VenueLimits(new() { WeightPerMinute = 50, ReservedWeight = 0 }, _time);
        var random = new Random(7);
        var sent = new List<(DateTimeOffset At, int Weight)>();

        for (var i = 0; i < 600; i++)
        {
            var weight = random.Next(1, 12);
            var grant = limits.AcquireWeightAsync(new(weight), default);
            while (limits.GetUsage().Waiting > 0) _time.Advance(TimeSpan.FromMilliseconds(100));
            await grant;
            sent.Add((_time.GetUtcNow(), weight));
            _time.Advance(TimeSpan.FromMilliseconds(random.Next(0, 3000)));
        }

        foreach (var (start, _) in sent) Assert.InRange(sent.Where(s => s.At >= start && s.At < start.AddMinutes(1)).Sum(s => s.Weight), 1, 50);
    }

    [Fact]
    public async Task Who_waits_goes_in_order_and_the_small_do_not_overtake()
    {
        var limits = new VenueLimits(new() { WeightPerMinute = 100, ReservedWeight = 0 }, _time);
        await limits.AcquireWeightAsync(new(50), default);
        _time.Advance(TimeSpan.FromSeconds(30));
        await limits.AcquireWeightAsync(new(45), default);

        var large = limits.AcquireWeightAsync(new(90), default);
        var small = limits.AcquireWeightAsync(new(1), default);
        Assert.Equal(2, limits.GetUsage().Waiting);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.False(large.IsCompleted);
        Assert.False(small.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(30));

        await large;
        await small;
    }

    [Fact]
    public async Task Who_is_cancelled_leaves_the_queue_and_lets_the_next_go()
    {
        var limits = new VenueLimits(new() { WeightPerMinute = 100, ReservedWeight = 0 }, _time);
        await limits.AcquireWeightAsync(new(90), default);
        using var cancel = new CancellationTokenSource();
        var large = limits.AcquireWeightAsync(new(50), cancel.Token);
        var small = limits.AcquireWeightAsync(new(10), default);
        Assert.False(small.IsCompleted);

        await cancel.CancelAsync();

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large);
        Assert.Equal(cancel.Token, exception.CancellationToken);
        await small;
        Assert.Equal((0, 0), (limits.GetUsage().WeightLeft, limits.GetUsage().Waiting));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => limits.AcquireWeightAsync(new(1), cancel.Token));
    }

    [Fact]
    public async Task Cancels_have_a_reserve_and_go_first()
    {
        var limits = new VenueLimits(new() { WeightPerMinute = 100, ReservedWeight = 10 }, _time);
        await limits.AcquireWeightAsync(new(90), default);

        var order = limits.AcquireWeightAsync(Order, default);
        Assert.False(order.IsCompleted);
        for (var i = 0; i < 10; i++) await limits.AcquireWeightAsync(Cancel, default);
        var cancel = limits.AcquireWeightAsync(Cancel, default);
        Assert.False(cancel.IsCompleted);
        var usage = limits.GetUsage();
        Assert.Equal((0, 1, 1), (usage.WeightLeft, usage.Waiting, usage.WaitingUrgent));
        _time.Advance(TimeSpan.FromMinutes(1));

        await cancel;
        await order;
        Assert.Equal(98, limits.GetUsage().WeightLeft);
    }

    [Fact]
    public async Task What_an_answer_cost_is_taken_afterwards_even_below_zero()
    {
        var limits = new VenueLimits(new() { WeightPerMinute = 100, ReservedWeight = 0 }, _time);
        await limits.AcquireWeightAsync(new(90), default);

        limits.DebitWeight(100);
        Assert.Equal(-90, limits.GetUsage().WeightLeft);
        var waiting = limits.AcquireWeightAsync(new(1), default);
        _time.Advance(TimeSpan.FromMinutes(1));

        await waiting;
        Assert.Equal(99, limits.GetUsage().WeightLeft);
    }

    [Fact]
    public async Task What_asks_for_more_than_there_ever_is_goes_when_all_is_there()
    {
        var limits = new VenueLimits(new() { WeightPerMinute = 50, ReservedWeight = 10 }, _time);
        await limits.AcquireWeightAsync(new(1), default);

        var huge = limits.AcquireWeightAsync(new(60), default);
        Assert.False(huge.IsCompleted);
        _time.Advance(TimeSpan.FromMinutes(1));

        await huge;
        Assert.Equal(-10, limits.GetUsage().WeightLeft);
    }

    [Fact]
    public async Task A_429_stops_all_and_each_further_one_for_twice_as_long()
    {
        var limits = new VenueLimits(new() { BackOff = TimeSpan.FromSeconds(5), MaxBackOff = TimeSpan.FromSeconds(15) }, _time);

        foreach (var seconds in new[] { 5, 10, 15, 15 })
        {
            limits.BackOff(null);
            Assert.Equal(_time.GetUtcNow().AddSeconds(seconds), limits.GetUsage().BackedOffUntil);
            var (order, cancel) = (limits.AcquireWeightAsync(Order, default), limits.AcquireWeightAsync(Cancel, default));
            _time.Advance(TimeSpan.FromSeconds(seconds - 0.1));
            Assert.False(order.IsCompleted);
            Assert.False(cancel.IsCompleted);
            _time.Advance(TimeSpan.FromSeconds(0.1));
            await cancel;
            await order;
        }

        Assert.Null(limits.GetUsage().BackedOffUntil);
        limits.EndBackOff();
        limits.BackOff(null);
        Assert.Equal(_time.GetUtcNow().AddSeconds(5), limits.GetUsage().BackedOffUntil);
    }

    [Fact]
    public void Several_429_to_what_was_on_its_way_together_are_one()
    {
        var limits = new VenueLimits(new() { BackOff = TimeSpan.FromSeconds(5) }, _time);
        for (var i = 0; i < 32; i++) limits.BackOff(null);
        Assert.Equal(_time.GetUtcNow().AddSeconds(5), limits.GetUsage().BackedOffUntil);
    }

    [Fact]
    public void What_the_venue_asks_for_is_honoured_up_to_the_longest()
    {
        var limits = new VenueLimits(new() { MaxBackOff = TimeSpan.FromSeconds(30) }, _time);

        limits.BackOff(TimeSpan.FromSeconds(7));
        Assert.Equal(_time.GetUtcNow().AddSeconds(7), limits.GetUsage().BackedOffUntil);
        limits.BackOff(TimeSpan.FromSeconds(3));
        Assert.Equal(_time.GetUtcNow().AddSeconds(7), limits.GetUsage().BackedOffUntil);
        limits.BackOff(TimeSpan.FromHours(3));
        Assert.Equal(_time.GetUtcNow().AddSeconds(30), limits.GetUsage().BackedOffUntil);
    }

    [Fact]
    public async Task Posts_wait_until_one_is_answered_and_keep_places_for_the_urgent()
    {
        var limits = new VenueLimits(new() { PostsInFlight = 3, ReservedPosts = 1 }, _time);
        await limits.AcquirePostAsync(urgent: false, default);
        await limits.AcquirePostAsync(urgent: false, default);

        var third = limits.AcquirePostAsync(urgent: false, default);
        Assert.False(third.IsCompleted);
        await limits.AcquirePostAsync(urgent: true, default);
        Assert.Equal(3, limits.GetUsage().PostsInFlight);
        limits.ReleasePost();
        Assert.False(third.IsCompleted);
        limits.ReleasePost();

        await third;
        Assert.Equal(2, limits.GetUsage().PostsInFlight);
    }

    [Fact]
    public void Places_that_are_held_run_out_with_an_error_that_says_what_to_do()
    {
        var limits = new VenueLimits(new() { Connections = 1, Subscriptions = 3, StreamedUsers = 1 }, _time);

        Assert.True(limits.TryAddConnection());
        Assert.False(limits.TryAddConnection());
        limits.AddSubscription("a");
        limits.AddSubscription("a");
        Assert.Contains("1 users are streamed", Assert.Throws<VenueLimitExceededException>(() => limits.AddSubscription("b")).Message);
        limits.AddSubscription(null);
        Assert.Contains("3 subscriptions are held", Assert.Throws<VenueLimitExceededException>(() => limits.AddSubscription(null)).Message);
        limits.RemoveSubscription("a");
        limits.RemoveSubscription("a");
        limits.AddSubscription("b");
        limits.RemoveConnection();

        var usage = limits.GetUsage();
        Assert.Equal((0, 2, 1), (usage.Connections, usage.Subscriptions, usage.StreamedUsers));
    }

    [Fact]
    public async Task An_account_that_used_up_its_actions_trickles()
    {
        var limits = new VenueLimits(timeProvider: _time);
        var (account, other) = (TestVenue.AddressOf("account"), TestVenue.AddressOf("other"));
        await limits.AcquireActionsAsync(account, 1_000_000, cancel: false, urgent: false, default);
        Assert.Null(limits.GetActionBudget(account));

        limits.SetActionBudget(account, used: 98, cap: 100);
        await limits.AcquireActionsAsync(account, 2, cancel: false, urgent: false, default);
        Assert.Equal(100, limits.GetActionBudget(account)!.Used);
        await limits.AcquireActionsAsync(account, 1, cancel: true, urgent: true, default);
        await limits.AcquireActionsAsync(other, 1, cancel: false, urgent: false, default);
        await limits.AcquireActionsAsync(account, 1, cancel: false, urgent: false, default);
        var second = limits.AcquireActionsAsync(account, 1, cancel: false, urgent: false, default);
        var third = limits.AcquireActionsAsync(account, 1, cancel: false, urgent: false, default);
        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(second.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        await second;
        Assert.False(third.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(10));
        await third;

        Assert.Equal(104, limits.GetActionBudget(account)!.Used);
        _time.Advance(TimeSpan.FromSeconds(41));
        Assert.Null(limits.GetActionBudget(account));
        await limits.AcquireActionsAsync(account, 5, cancel: false, urgent: false, default);
    }

    [Fact]
    public void What_is_believed_for_a_while_is_not_believed_longer_after_the_clock_was_set_back()
    {
        var time = new WatchedTime();
        var limits = new VenueLimits(new() { BackOff = TimeSpan.FromSeconds(5) }, time);
        var account = TestVenue.AddressOf("account");
        limits.SetActionBudget(account, used: 100, cap: 100);
        limits.BackOff(null);
        time.Offset = TimeSpan.FromDays(-3);
        Assert.Equal(time.GetUtcNow().AddSeconds(5), limits.GetUsage().BackedOffUntil);
        time.Advance(TimeSpan.FromSeconds(61));

        Assert.Null(limits.GetActionBudget(account));
        Assert.Null(limits.GetUsage().BackedOffUntil);
    }

    [Fact]
    public async Task A_fence_goes_first_and_does_not_go_beyond_the_cap()
    {
        var limits = new VenueLimits(timeProvider: _time);
        var account = TestVenue.AddressOf("account");
        limits.SetActionBudget(account, used: 100, cap: 100);
        await limits.AcquireActionsAsync(account, 1, cancel: false, urgent: false, default);
        var order = limits.AcquireActionsAsync(account, 1, cancel: false, urgent: false, default);
        var fence = limits.AcquireActionsAsync(account, 1, cancel: false, urgent: true, default);
        Assert.False(fence.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Same(fence, await Task.WhenAny(fence, order));
    }

    [Fact]
    public async Task The_cancel_inside_a_multisig_action_uses_the_reserve()
    {
        using var venue = new TestVenue(o => o.Limits = new VenueLimits(new() { WeightPerMinute = 100, ReservedWeight = 10 }, o.TimeProvider));
        using var other = TestVenue.CreateSigner("other");
        var leader = venue.Client.ForAccount(TestVenue.UserAddress, venue.Signer);
        await venue.Client.Limits.AcquireWeightAsync(new(90), default);
        var order = leader.Multisig.SubmitAsync(await leader.Multisig.Propose(new OrderAction([])).SignAsync(other));
        var cancel = leader.Multisig.SubmitAsync(await leader.Multisig.Propose(new CancelAction([])).SignAsync(other));
        Assert.Equal((1, 0), (venue.Client.Limits.GetUsage().Waiting, venue.Client.Limits.GetUsage().WaitingUrgent));
        await cancel;

        Assert.False(order.IsCompleted);
        Assert.Equal("cancel", Assert.Single(venue.Exchange.Requests).GetProperty("action").GetProperty("payload").GetProperty("action").GetProperty("type").GetString());
        venue.Time.Advance(TimeSpan.FromMinutes(1));
        await order;
    }

    [Fact]
    public async Task What_waited_is_signed_when_its_turn_comes()
    {
        using var venue = new TestVenue(o => o.Limits = new VenueLimits(timeProvider: o.TimeProvider));
        venue.Client.Limits.BackOff(TimeSpan.FromSeconds(30));
        var waiting = venue.Account.SubmitAsync(new NoopAction());
        venue.Time.Advance(TimeSpan.FromSeconds(30));
        await waiting;

        Assert.InRange(Assert.Single(venue.Exchange.Requests).GetProperty("nonce").GetInt64(), TestVenue.Start.AddSeconds(30).ToUnixTimeMilliseconds(), long.MaxValue);
    }

    [Fact]
    public async Task What_expires_in_the_queue_is_neither_signed_nor_sent_and_not_counted()
    {
        using var venue = new TestVenue(o => o.Limits = new VenueLimits(timeProvider: o.TimeProvider));
        venue.Client.Limits.SetActionBudget(TestVenue.UserAddress, used: 5, cap: 100);
        venue.Client.Limits.BackOff(TimeSpan.FromSeconds(30));
        var waiting = venue.Account.SubmitAsync(new NoopAction(), new ActionOptions { ExpiresAfter = TestVenue.Start.AddSeconds(10) });
        var proposal = await venue.Account.Multisig.Propose(new NoopAction(), new ActionOptions { ExpiresAfter = TestVenue.Start.AddSeconds(10) }).SignAsync(venue.Signer);
        var proposed = venue.Account.Multisig.SubmitAsync(proposal);
        venue.Time.Advance(TimeSpan.FromSeconds(30));

        var expired = await Assert.ThrowsAsync<TransportException>(() => waiting);
        Assert.False(expired.MayHaveExecuted);
        Assert.False(expired.IsTransient);
        await Assert.ThrowsAsync<TransportException>(() => proposed);
        Assert.Empty(venue.Exchange.Requests);
        Assert.Equal(5, venue.Client.Limits.GetActionBudget(TestVenue.UserAddress)!.Used);
    }

    [Theory]
    [InlineData(10_000, 20_000)]
    [InlineData(100_000, 200_000)]
    [InlineData(100_001, 200_001)]
    [InlineData(5_000_000, 5_100_000)]
    public void Cancels_may_go_beyond_the_cap(long cap, long cancels) => Assert.Equal(cancels, ActionBudget.CancelCap(cap));

    [Fact]
    public async Task A_refusal_tells_the_budget()
    {
        using var venue = new TestVenue(o => o.Limits = new VenueLimits(timeProvider: o.TimeProvider));
        venue.Exchange.AnswerError("Too many cumulative requests sent (11037 > 11036) for cumulative volume traded $1036.25. Place taker orders to free up 1 request per USDC traded.");

        await Assert.ThrowsAsync<ActionRejectedException>(() => venue.Account.SubmitAsync(new NoopAction()));

        var budget = venue.Client.Limits.GetActionBudget(TestVenue.UserAddress)!;
        Assert.Equal((11037, 11036, venue.Time.GetUtcNow()), (budget.Used, budget.Cap, budget.ObservedAt));
        Assert.Null(venue.Client.Limits.GetActionBudget(venue.Signer.Address));
    }

    [Fact]
    public async Task The_venues_answer_tells_the_budget()
    {
        using var venue = new TestVenue(o => o.Limits = new VenueLimits(timeProvider: o.TimeProvider));
        venue.Info.Answer("userRateLimit", """{"cumVlm":"2854574.593578","nRequestsUsed":2890,"nRequestsCap":2864574,"nRequestsSurplus":100}""");

        await venue.Account.User.GetRateLimitAsync();
        var budget = venue.Client.Limits.GetActionBudget(TestVenue.UserAddress)!;
        Assert.Equal((2890, 2864674), (budget.Used, budget.Cap));
        await venue.Account.SubmitAsync(new NoopAction());

        Assert.Equal(2891, venue.Client.Limits.GetActionBudget(TestVenue.UserAddress)!.Used);
    }

    [Fact]
    public async Task Reads_and_actions_are_counted_with_their_rows_and_batches()
    {
        using var venue = new TestVenue(o => o.Limits = new VenueLimits(timeProvider: o.TimeProvider));
        venue.Info.Answer("userFills", "[" + string.Join(",", Enumerable.Repeat("""{"coin":"BTC","px":"1","sz":"1","side":"B","oid":1}""", 47)) + "]");

        var before = venue.Client.Limits.GetUsage().WeightLeft;
        await venue.Account.User.GetFillsAsync();
        Assert.Equal(before - 22, venue.Client.Limits.GetUsage().WeightLeft);
        await venue.Account.SubmitAsync(new NoopAction());
        Assert.Equal(before - 23, venue.Client.Limits.GetUsage().WeightLeft);
    }

    [Fact]
    public async Task A_read_waits_for_weight_and_its_time_out_does_not_run()
    {
        using var venue = new TestVenue(o => o.Limits = new VenueLimits(new() { WeightPerMinute = 25, ReservedWeight = 4 }, o.TimeProvider));
        await venue.Client.Markets.GetPerpMetaAsync();

        var waiting = venue.Client.Markets.GetPerpMetaAsync();
        venue.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal((false, 1), (waiting.IsCompleted, venue.Info.Count("meta")));
        venue.Time.Advance(TimeSpan.FromSeconds(1));
        await waiting;

        Assert.Equal(2, venue.Info.Count("meta"));
    }

    [Fact]
    public async Task A_429_to_a_read_holds_the_next_one_back()
    {
        using var venue = new TestVenue(o => o.Limits = new VenueLimits(timeProvider: o.TimeProvider));
        venue.Info.Reply("spotMeta", (_, _) =>
        {
            var refusal = InfoStub.Json("null", HttpStatusCode.TooManyRequests);
            refusal.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(20));
            return Task.FromResult(refusal);
        });

        var refused = await Assert.ThrowsAsync<TransportException>(() => venue.Client.Markets.GetSpotMetaAsync());
        var next = venue.Client.Markets.GetPerpMetaAsync();
        venue.Time.Advance(TimeSpan.FromSeconds(19));
        Assert.False(next.IsCompleted);
        venue.Time.Advance(TimeSpan.FromSeconds(1));
        await next;

        Assert.Equal((429, true), (refused.StatusCode, refused.IsTransient));
    }

    [Fact]
    public async Task A_429_to_an_action_holds_the_next_one_back()
    {
        using var venue = new TestVenue(o => o.Limits = new VenueLimits(timeProvider: o.TimeProvider));
        venue.Exchange.Answer("null", HttpStatusCode.TooManyRequests);

        await Assert.ThrowsAsync<TransportException>(() => venue.Account.SubmitAsync(new NoopAction()));
        venue.Exchange.Answer("""{"status":"ok","response":{"type":"default"}}""");
        var next = venue.Account.SubmitAsync(new NoopAction());
        venue.Time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Single(venue.Exchange.Requests);
        venue.Time.Advance(TimeSpan.FromSeconds(0.1));
        await next;

        Assert.Equal(2, venue.Exchange.Requests.Count);
    }

    [Fact]
    public async Task An_action_cancelled_in_the_queue_was_never_sent()
    {
        using var venue = new TestVenue(o => o.Limits = new VenueLimits(timeProvider: o.TimeProvider));
        venue.Client.Limits.SetActionBudget(TestVenue.UserAddress, used: 5, cap: 100);
        venue.Client.Limits.BackOff(TimeSpan.FromSeconds(30));
        using var cancel = new CancellationTokenSource();

        var waiting = venue.Account.SubmitAsync(new NoopAction(), cancellationToken: cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Empty(venue.Exchange.Requests);
        Assert.Equal(5, venue.Client.Limits.GetActionBudget(TestVenue.UserAddress)!.Used);
    }

    [Fact]
    public async Task A_late_action_costs_five()
    {
        using var venue = new TestVenue(o => o.Limits = new VenueLimits(timeProvider: o.TimeProvider));
        venue.Client.Limits.SetActionBudget(TestVenue.UserAddress, used: 0, cap: 100);
        venue.Exchange.AnswerError("Action already expired");

        await Assert.ThrowsAsync<ActionRejectedException>(() => venue.Account.SubmitAsync(new NoopAction()));
        Assert.Equal(5, venue.Client.Limits.GetActionBudget(TestVenue.UserAddress)!.Used);
        await Assert.ThrowsAsync<ActionRejectedException>(() => venue.Account.SubmitAsync(RawAction.Parse("""{"type":"cancel","cancels":[{"a":0,"o":1},{"a":0,"o":2},{"a":0,"o":3}]}""")));
        Assert.Equal(20, venue.Client.Limits.GetActionBudget(TestVenue.UserAddress)!.Used);
    }

    [Fact]
    public void The_venues_limits_are_the_default_and_an_emulator_has_none()
    {
        using var mainnet = new HyperliquidClient(new HyperliquidOptions());
        using var testnet = new HyperliquidClient(new HyperliquidOptions { Network = HyperliquidNetwork.Testnet });
        using var venue = new TestVenue();
        var shared = new VenueLimits();
        using var sharing = new HyperliquidClient(new HyperliquidOptions { Limits = shared });

        Assert.False(mainnet.Limits.IsUnlimited);
        Assert.NotSame(mainnet.Limits, testnet.Limits);
        Assert.Equal((1200, 120, 2000, 100, 10, 30, 1000, 10), Numbers(mainnet.Limits.Budgets));
        Assert.Same(VenueLimits.None, venue.Client.Limits);
        Assert.Same(shared, sharing.Limits);

        static (int, int, int, int, int, int, int, int) Numbers(VenueBudgets b) =>
            (b.WeightPerMinute, b.ReservedWeight, b.SocketMessagesPerMinute, b.PostsInFlight, b.Connections, b.NewConnectionsPerMinute, b.Subscriptions, b.StreamedUsers);
    }

    [Fact]
    public async Task Without_limits_nobody_waits_and_nothing_is_counted()
    {
        var limits = VenueLimits.None;

        for (var i = 0; i < 1000; i++) await limits.AcquireWeightAsync(new(1200), default);
        limits.BackOff(TimeSpan.FromMinutes(1));
        limits.AddSubscription("a");
        limits.SetActionBudget(TestVenue.UserAddress, 10, 1);
        await limits.AcquireActionsAsync(TestVenue.UserAddress, 10, cancel: false, urgent: false, default);

        Assert.Equal((1200, 0), (limits.GetUsage().WeightLeft, limits.GetUsage().Subscriptions));
        Assert.Null(limits.GetUsage().BackedOffUntil);
        Assert.Null(limits.GetActionBudget(TestVenue.UserAddress));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => limits.AcquireWeightAsync(new(1), new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData(nameof(VenueBudgets.WeightPerMinute))]
    [InlineData(nameof(VenueBudgets.SocketMessagesPerMinute))]
    [InlineData(nameof(VenueBudgets.PostsInFlight))]
    [InlineData(nameof(VenueBudgets.Connections))]
    [InlineData(nameof(VenueBudgets.NewConnectionsPerMinute))]
    [InlineData(nameof(VenueBudgets.Subscriptions))]
    [InlineData(nameof(VenueBudgets.StreamedUsers))]
    public void A_number_out_of_range_is_named(string name)
    {
        var budgets = new VenueBudgets();
        typeof(VenueBudgets).GetProperty(name)!.SetValue(budgets, 0);

        Assert.StartsWith($"{name} is 0:", Assert.Throws<ArgumentException>(() => new VenueLimits(budgets)).Message);
    }

    [Fact]
    public void A_reserve_leaves_something_for_the_others()
    {
        Assert.StartsWith("ReservedWeight is 10:", Assert.Throws<ArgumentException>(() => new VenueLimits(new() { WeightPerMinute = 10, ReservedWeight = 10 })).Message);
        Assert.StartsWith("ReservedPosts is -1:", Assert.Throws<ArgumentException>(() => new VenueLimits(new() { ReservedPosts = -1 })).Message);
        Assert.StartsWith("MaxBackOff is 00:00:01:", Assert.Throws<ArgumentException>(() => new VenueLimits(new() { MaxBackOff = TimeSpan.FromSeconds(1) })).Message);
    }
}
