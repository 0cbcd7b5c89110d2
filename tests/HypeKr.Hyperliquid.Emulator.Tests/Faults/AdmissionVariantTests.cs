using System.Text;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>What nobody has confirmed of the venue, either way.</summary>
public sealed class AdmissionVariantTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);
    private const string Noop = """{"type":"noop"}""";

    private readonly World _world = new();

    [Fact]
    public async Task A_nonce_is_taken_before_its_action_is_committed()
    {
        var trader = _world.Trader("slow");
        _world.Emulator.Variants.CommitTime = TimeSpan.FromSeconds(1);
        var order = PostAsync(trader.Sign(Trader.OrderJson(0, true, "50000", "0.01"), nonce: _world.Now));

        Assert.Contains("duplicate nonce", await PostAsync(trader.Sign(Noop, nonce: _world.Now)).WaitAsync(Guard), StringComparison.Ordinal);
        Assert.Empty(trader.OpenOrders());
        Assert.False(order.IsCompleted);
        _world.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Contains("resting", await order.WaitAsync(Guard), StringComparison.Ordinal);
        Assert.Single(trader.OpenOrders());
    }

    [Fact]
    public async Task A_noop_is_answered_before_its_nonce_is_taken()
    {
        var trader = _world.Trader("eager");
        var nonce = _world.Now;
        _world.Emulator.Variants.CommitTime = TimeSpan.FromSeconds(1);
        _world.Emulator.Variants.AnswersNoopBeforeCommit = true;

        Assert.Contains("ok", await PostAsync(trader.Sign(Noop, nonce)).WaitAsync(Guard), StringComparison.Ordinal);
        var order = PostAsync(trader.Sign(Trader.OrderJson(0, true, "50000", "0.01"), nonce));
        Assert.False(order.IsCompleted);
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("resting", await order.WaitAsync(Guard), StringComparison.Ordinal);

        Assert.Contains("ok", await PostAsync(trader.Sign(Noop, nonce + 1)).WaitAsync(Guard), StringComparison.Ordinal);
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("duplicate nonce", await PostAsync(trader.Sign(Trader.OrderJson(0, true, "50000", "0.01"), nonce + 1)).WaitAsync(Guard), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_action_that_fails_has_used_up_its_nonce_or_not(bool keeps)
    {
        var trader = _world.Trader("failing");
        _world.Emulator.Variants.FailedActionsKeepTheirNonce = keeps;
        trader.Refused("""{"type":"updateLeverage","asset":0,"isCross":true,"leverage":0}""", nonce: _world.Now);

        Assert.Equal(keeps ? "ok" : "err", trader.Send(Noop, nonce: _world.Now).GetProperty("status").GetString());
        Assert.Equal("err", trader.Send(Noop, nonce: _world.Now).GetProperty("status").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void So_has_one_that_is_expired_and_one_whose_orders_are_all_refused(bool keeps)
    {
        var trader = _world.Trader("refused");
        _world.Emulator.Variants.FailedActionsKeepTheirNonce = keeps;
        var word = keeps ? "ok" : "err";
        Assert.Contains("expired", trader.Send(Noop, nonce: _world.Now, expiresAfter: _world.Now - 1).GetProperty("response").GetString(), StringComparison.Ordinal);
        Assert.Equal(word, trader.Send(Noop, nonce: _world.Now).GetProperty("status").GetString());

        var refused = trader.Send(Trader.OrderJson(0, true, "50000", "0.00001"), nonce: _world.Now + 1);
        Assert.True(Trader.Statuses(refused).Single().TryGetProperty("error", out _));
        Assert.Equal(word, trader.Send(Noop, nonce: _world.Now + 1).GetProperty("status").GetString());
        trader.Send(Trader.OrderJson(0, true, "50000", "0.01"), nonce: _world.Now + 2);
        Assert.Equal("err", trader.Send(Noop, nonce: _world.Now + 2).GetProperty("status").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_two_that_wait_with_one_nonce_the_first_to_be_committed_wins(bool answersNoop)
    {
        var trader = _world.Trader("late");
        var nonce = _world.Now;
        var variants = _world.Emulator.Variants;
        (variants.CommitTime, variants.TakesNonceAtCommit, variants.AnswersNoopBeforeCommit) = (TimeSpan.FromSeconds(1), true, answersNoop);
        var order = PostAsync(trader.Sign(Trader.OrderJson(0, true, "50000", "0.01"), nonce));
        _world.Time.Advance(TimeSpan.FromMilliseconds(500));
        var noop = PostAsync(trader.Sign(Noop, nonce));
        Assert.Equal(answersNoop, noop.IsCompleted);
        _world.Time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Contains("resting", await order.WaitAsync(Guard), StringComparison.Ordinal);
        _world.Time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Contains(answersNoop ? "ok" : "duplicate nonce", await noop.WaitAsync(Guard), StringComparison.Ordinal);
        Assert.Single(trader.OpenOrders());
        Assert.Contains("duplicate nonce", await PostAsync(trader.Sign(Trader.OrderJson(0, true, "50000", "0.01"), nonce)).WaitAsync(Guard), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CloidHorizon.WhileOpen, "open", "resting")]
    [InlineData(CloidHorizon.Never, "resting", "resting")]
    [InlineData(CloidHorizon.WhileKept, "open", "earlier")]
    public void An_id_of_the_clients_is_taken_while_open_or_never_or_while_kept(CloidHorizon horizon, string whileOpen, string afterwards)
    {
        const string Cloid = "0x000000000000000000000000000000aa";
        var trader = _world.Trader("namesakes");
        _world.Emulator.Variants.CloidHorizon = horizon;
        trader.Rest("BTC", true, 99_000, 0.01m, cloid: Cloid);
        Assert.Contains(whileOpen, Place(), StringComparison.Ordinal);
        for (var i = 0; i < 2; i++) trader.Send($$"""{"type":"cancelByCloid","cancels":[{"asset":0,"cloid":"{{Cloid}}"}]}""");
        Assert.Contains(afterwards, Place(), StringComparison.Ordinal);

        string Place() => trader.Send(Trader.OrderJson(0, true, "98000", "0.01", cloid: Cloid)).GetRawText();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Messages_of_the_owner_share_their_nonces_or_not(bool separates)
    {
        var (trader, friend) = (_world.Trader("owner"), _world.Trader("friend"));
        _world.Emulator.Variants.SeparatesUserSignedNonces = separates;
        trader.Send(Noop, nonce: _world.Now);

        var error = trader.Do(new UsdSendAction(friend.Address, 1), nonce: _world.Now);
        if (separates) Assert.Null(error);
        else Assert.Contains("duplicate nonce", error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_order_is_unknown_for_a_while()
    {
        var trader = _world.Trader("hidden");
        _world.Emulator.Variants.OrderStatusLag = TimeSpan.FromSeconds(2);
        var oid = trader.Rest("BTC", true, 50_000, 1);
        Assert.Equal("unknownOid", trader.Status(oid));
        _world.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("open", trader.Status(oid));
    }

    [Fact]
    public void Times_are_within_a_day()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _world.Emulator.Variants.CommitTime = TimeSpan.FromTicks(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _world.Emulator.Variants.OrderStatusLag = TimeSpan.FromDays(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => _world.Emulator.Variants.CloidHorizon = (CloidHorizon)3);
    }

    private Task<string> PostAsync(string body) => AnswerAsync(_world.Emulator.HandleAsync("/exchange", Encoding.UTF8.GetBytes(body)));

    private static async Task<string> AnswerAsync(ValueTask<EmulatorReply> reply) => Encoding.UTF8.GetString((await reply).Body.Span);
}
