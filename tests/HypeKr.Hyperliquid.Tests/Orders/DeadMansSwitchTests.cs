using System.Globalization;
using System.Net;
using System.Text.Json;

namespace HypeKr.Hyperliquid.Tests;

public sealed class DeadMansSwitchTests : IDisposable
{
    private static readonly DeadMansSwitchOptions Options = new() { Interval = TimeSpan.FromSeconds(30), Timeout = TimeSpan.FromSeconds(100) };

    private readonly WatchedTime _time = new();
    private readonly TestVenue _venue;

    /// <summary>How far the venue's clock is ahead.</summary>
    private readonly TimeSpan _skew = TimeSpan.FromSeconds(-25);

    public DeadMansSwitchTests()
    {
        _venue = new TestVenue(o => o.TimeProvider = _time);
        _venue.Info.Answer("exchangeStatus", _ => string.Create(CultureInfo.InvariantCulture, $$"""{"time":{{(_time.GetUtcNow() + _skew).ToUnixTimeMilliseconds()}},"specialStatuses":null}"""));
    }

    public void Dispose() => _venue.Dispose();

    [Fact]
    public async Task It_is_set_by_the_venues_clock_again_and_again()
    {
        await using var guard = await _venue.Account.Orders.StartDeadMansSwitchAsync(Options);
        Assert.Equal((DeadMansSwitchStatus.Armed, 1L), (guard.Current.Status, guard.Current.Refreshes));
        for (var i = 1; i <= 3; i++)
        {
            Assert.Equal(TestVenue.Start + _skew + (Options.Interval * (i - 1)) + Options.Timeout, guard.Current.FiresAt);
            Assert.Equal(guard.Current.FiresAt!.Value.ToUnixTimeMilliseconds(), Last().GetProperty("time").GetInt64());
            await TickAsync(Options.Interval);
            await UntilAsync(guard, state => state.Refreshes == i + 1);
        }
    }

    [Fact]
    public async Task What_fails_is_tried_again_soon_and_told_when_it_has_fired()
    {
        await using var guard = await _venue.Account.Orders.StartDeadMansSwitchAsync(Options);
        var fails = true;
        var answer = _venue.Exchange.Reply;
        _venue.Exchange.Reply = (body, token) => fails ? Task.FromResult(InfoStub.Json("null", HttpStatusCode.BadGateway)) : answer(body, token);
        await TickAsync(Options.Interval);
        var state = await UntilAsync(guard, s => s.Status == DeadMansSwitchStatus.Failing);
        Assert.IsAssignableFrom<HyperliquidException>(state.Failure);
        Assert.Equal(TestVenue.Start + _skew + Options.Timeout, state.FiresAt);

        // 30 s, then after 2, 4, 8, 16, 30 and 30 more: 120 s, when it has fired at 100.
        foreach (var seconds in new[] { 2, 4, 8, 16, 30 })
        {
            await TickAsync(TimeSpan.FromSeconds(seconds));
            Assert.Equal(DeadMansSwitchStatus.Failing, guard.Current.Status);
        }

        await TickAsync(TimeSpan.FromSeconds(30));
        await UntilAsync(guard, s => s.Status == DeadMansSwitchStatus.Fired);
        fails = false;
        await TickAsync(TimeSpan.FromSeconds(30));
        state = await UntilAsync(guard, s => s.Status == DeadMansSwitchStatus.Armed);
        Assert.Equal((2L, null), (state.Refreshes, state.Failure));
        await TickAsync(Options.Interval);
        await UntilAsync(guard, s => s.Refreshes == 3);
    }

    [Fact]
    public async Task A_signer_that_fails_in_its_own_way_does_not_end_it()
    {
        var signer = new HeldSigner(_venue.Signer);
        await using var guard = await _venue.Client.ForAccount(TestVenue.UserAddress, signer).Orders.StartDeadMansSwitchAsync(Options);
        signer.Fault = new InvalidOperationException("The wallet is gone.");
        await TickAsync(Options.Interval);
        var state = await UntilAsync(guard, s => s.Status == DeadMansSwitchStatus.Failing);
        Assert.Same(signer.Fault, state.Failure!.InnerException);
        signer.Fault = null;
        await TickAsync(TimeSpan.FromSeconds(2));
        await UntilAsync(guard, s => s is { Status: DeadMansSwitchStatus.Armed, Refreshes: 2 });
    }

    [Fact]
    public async Task A_signer_that_does_not_answer_is_told_before_it_fires()
    {
        var signer = new HeldSigner(_venue.Signer);
        await using var guard = await _venue.Client.ForAccount(TestVenue.UserAddress, signer).Orders.StartDeadMansSwitchAsync(Options);
        signer.Consent = new TaskCompletionSource().Task;
        await TickAsync(Options.Interval);
        await signer.Asked.Guarded();
        _time.Advance(TimeSpan.FromSeconds(35));
        await UntilAsync(guard, s => s.Status == DeadMansSwitchStatus.Failing);
        Assert.True(_time.GetUtcNow() + _skew < guard.Current.FiresAt);
    }

    [Fact]
    public async Task Stopped_it_is_removed_and_disposed_it_fires()
    {
        var guard = await _venue.Account.Orders.StartDeadMansSwitchAsync(Options);
        await guard.DisposeAsync();
        Assert.Single(_venue.Exchange.Requests);
        Assert.Equal(DeadMansSwitchStatus.Stopped, guard.Current.Status);
        Assert.NotNull(guard.Current.FiresAt);

        guard = await _venue.Account.Orders.StartDeadMansSwitchAsync(Options);
        await guard.StopAsync();
        Assert.False(Last().TryGetProperty("time", out var _));
        Assert.Equal((DeadMansSwitchStatus.Stopped, null), (guard.Current.Status, guard.Current.FiresAt));
        await guard.DisposeAsync();
        Assert.Equal(3, _venue.Exchange.Requests.Count);
        await foreach (var state in guard.ReadAsync()) Assert.Equal(DeadMansSwitchStatus.Stopped, state.Status);
    }

    [Fact]
    public async Task Refused_at_once_it_does_not_start()
    {
        _venue.Exchange.AnswerError("Cannot set scheduled cancel time until enough volume traded. Required: $1000000. Traded: $0.");
        var refused = await Assert.ThrowsAsync<ActionRejectedException>(() => _venue.Account.Orders.StartDeadMansSwitchAsync(Options));
        Assert.Equal(RejectionKind.ScheduleCancelVolume, refused.Kind);
    }

    [Fact]
    public async Task Its_cost_is_told_and_options_out_of_range_are_named()
    {
        Assert.Equal(1_440, new DeadMansSwitchOptions().ActionsPerDay);
        Assert.Equal(8_640, new DeadMansSwitchOptions { Interval = TimeSpan.FromSeconds(10) }.ActionsPerDay);
        foreach (var options in new DeadMansSwitchOptions[] { new() { Interval = TimeSpan.Zero }, new() { Interval = TimeSpan.FromMinutes(3) }, new() { Timeout = TimeSpan.FromDays(8) } })
        {
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _venue.Account.Orders.StartDeadMansSwitchAsync(options));
        }

        Assert.Empty(_venue.Exchange.Requests);
    }

    private static async Task<DeadMansSwitchState> UntilAsync(DeadMansSwitch guard, Func<DeadMansSwitchState, bool> isIt)
    {
        return await Find().Guarded();

        async Task<DeadMansSwitchState> Find()
        {
            await foreach (var state in guard.ReadAsync())
            {
                if (isIt(state)) return state;
            }

            throw new InvalidOperationException("It was stopped before.");
        }
    }

    private JsonElement Last() => _venue.Exchange.Requests[^1].GetProperty("action");

    private async Task TickAsync(TimeSpan due) => _time.Advance(await _time.TimerAsync(timer => timer == due));
}
