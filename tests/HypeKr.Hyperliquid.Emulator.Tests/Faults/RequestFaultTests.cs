using System.Net;
using System.Text;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>What goes wrong with requests, in memory.</summary>
public sealed class RequestFaultTests
{
    private const string Read = """{"type":"allMids"}""";

    [Fact]
    public async Task A_connection_can_be_refused_before_a_byte_is_taken()
    {
        var world = new World();
        using var fault = world.Emulator.Faults.Add(new FaultRule { Effect = FaultEffect.RefuseConnection(), Connection = "a" });
        using var content = new Untouched();

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(world, "/info", content, "a"));

        Assert.Equal(HttpRequestError.ConnectionError, error.HttpRequestError);
        Assert.False(content.WasRead);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(world, "/info", Read, "b")).Status);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task A_lost_action_was_carried_out_or_not(bool isReply, int orders)
    {
        var world = new World();
        var trader = world.Trader("unlucky");
        world.Emulator.Faults.Add("/exchange", isReply ? FaultEffect.DropReply() : FaultEffect.DropRequest(), times: 1);

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(world, "/exchange", trader.Sign(Trader.OrderJson(0, true, "50000", "0.01"))));

        Assert.Equal(HttpRequestError.ResponseEnded, error.HttpRequestError);
        Assert.Equal(orders, trader.OpenOrders().Length);
        trader.Rest("BTC", true, 50_000, 0.01m);
    }

    [Fact]
    public async Task A_duplicate_meets_its_own_nonce()
    {
        var world = new World();
        var trader = world.Trader("twice");
        world.Emulator.Faults.Add("/exchange", FaultEffect.DuplicateRequest(), times: 1);

        var (_, body) = await PostAsync(world, "/exchange", trader.Sign(Trader.OrderJson(0, true, "50000", "0.01")));

        Assert.Contains("duplicate nonce", body, StringComparison.Ordinal);
        Assert.Single(trader.OpenOrders());
    }

    [Fact]
    public async Task An_answer_is_cut_shortened_or_blown_up()
    {
        var world = new World();
        var (_, whole) = await PostAsync(world, "/info", Read);

        world.Emulator.Faults.Add("/info", FaultEffect.CutReply(5), times: 1);
        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(world, "/info", Read));
        world.Emulator.Faults.Add("/info", FaultEffect.TruncateReply(5), times: 1);
        Assert.Equal(whole[..5], (await PostAsync(world, "/info", Read)).Body);
        world.Emulator.Faults.Add("/info", FaultEffect.OversizeReply(100_000), times: 1);
        Assert.Equal(whole.PadRight(100_000), (await PostAsync(world, "/info", Read)).Body);
        Assert.Equal(whole, (await PostAsync(world, "/info", Read)).Body);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(422)]
    public async Task Any_status_is_answered_before_or_after_the_work(int status)
    {
        var world = new World();
        var trader = world.Trader("told otherwise");
        world.Emulator.Faults.Add("/exchange", FaultEffect.Respond(status, "so it is"), times: 1);
        Assert.Equal(((HttpStatusCode)status, "so it is"), await PostAsync(world, "/exchange", trader.Sign(Trader.OrderJson(0, true, "50000", "0.01"))));
        Assert.Empty(trader.OpenOrders());

        world.Emulator.Faults.Add("/exchange", FaultEffect.Html(status, executes: true), times: 1);
        var (code, body) = await PostAsync(world, "/exchange", trader.Sign(Trader.OrderJson(0, true, "50000", "0.01")));
        Assert.Equal((HttpStatusCode)status, code);
        Assert.StartsWith("<html>", body, StringComparison.Ordinal);
        Assert.Single(trader.OpenOrders());
    }

    [Fact]
    public async Task A_storm_of_429_has_an_end()
    {
        var world = new World();
        using var storm = world.Emulator.Faults.Add(new FaultRule { Effect = FaultEffect.Respond(429), Endpoint = "/info", Skip = 1, Times = 3 });
        var statuses = new List<int>();
        for (var i = 0; i < 6; i++) statuses.Add((int)(await PostAsync(world, "/info", Read)).Status);

        Assert.Equal([200, 429, 429, 429, 200, 200], statuses);
        Assert.Equal((6, 3), (storm.Seen, storm.Struck));
    }

    [Fact]
    public async Task Delays_are_of_the_venues_time()
    {
        var world = new World();
        var trader = world.Trader("patient");
        world.Emulator.Faults.Add("/exchange", FaultEffect.DelayRequest(FaultDelay.Fixed(TimeSpan.FromSeconds(2))), times: 1);
        world.Emulator.Faults.Add("/exchange", FaultEffect.DelayReply(FaultDelay.Fixed(TimeSpan.FromSeconds(3))), times: 1);

        var answer = PostAsync(world, "/exchange", trader.Sign(Trader.OrderJson(0, true, "50000", "0.01")));
        Assert.Empty(trader.OpenOrders());
        world.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Single(trader.OpenOrders());
        Assert.False(answer.IsCompleted);
        world.Time.Advance(TimeSpan.FromSeconds(3));

        Assert.Contains("resting", (await answer.WaitAsync(TimeSpan.FromSeconds(60))).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_held_is_released_in_any_order()
    {
        var world = new World();
        var (first, second) = (world.Trader("first"), world.Trader("second"));
        using var hold = world.Emulator.Faults.Add("/exchange", FaultEffect.HoldRequest());
        var answers = new[]
        {
            PostAsync(world, "/exchange", first.Sign(Trader.OrderJson(0, true, "50000", "0.01"))),
            PostAsync(world, "/exchange", second.Sign(Trader.OrderJson(0, true, "50000", "0.01"))),
        };
        await hold.WaitAsync(2);
        Assert.Equal((2, 0), (hold.Held, first.OpenOrders().Length + second.OpenOrders().Length));

        Assert.Equal(2, hold.Release(newestFirst: true));

        Assert.True(second.OpenOrders()[0].GetProperty("oid").GetInt64() < first.OpenOrders()[0].GetProperty("oid").GetInt64());
        foreach (var answer in answers) await answer.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task An_answer_is_held_while_its_action_stands()
    {
        var world = new World();
        var trader = world.Trader("waiting");
        var hold = world.Emulator.Faults.Add("/exchange", FaultEffect.HoldReply());

        var answer = PostAsync(world, "/exchange", trader.Sign(Trader.OrderJson(0, true, "50000", "0.01")));
        Assert.Single(trader.OpenOrders());
        Assert.False(answer.IsCompleted);
        world.Emulator.Faults.Clear();

        Assert.Contains("resting", (await answer.WaitAsync(TimeSpan.FromSeconds(60))).Body, StringComparison.Ordinal);
        Assert.Empty(world.Emulator.Faults.Active);
        Assert.Equal(0, hold.Held);
    }

    [Fact]
    public async Task A_rule_is_as_narrow_as_its_conditions()
    {
        var world = new World();
        var (one, other) = (world.Trader("one"), world.Trader("other"));
        var order = Trader.OrderJson(0, true, "50000", "0.01");
        world.Emulator.Faults.Add(new FaultRule { Effect = FaultEffect.Respond(503), Type = "order", Account = one.Address });

        Assert.Equal(HttpStatusCode.OK, (await PostAsync(world, "/exchange", other.Sign(order))).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(world, "/exchange", one.Sign("""{"type":"noop"}"""))).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await PostAsync(world, "/exchange", one.Sign(order))).Status);

        world.Emulator.Faults.Clear();
        world.Emulator.Faults.Add(new FaultRule { Effect = FaultEffect.Respond(503), Endpoint = "/info", Type = "openOrders", Account = one.Address, Connection = "x" });
        var read = $$"""{"type":"openOrders","user":"{{one.User}}"}""";
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(world, "/info", read)).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(world, "/info", Read, "x")).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(world, "/info", "not json", "x") is var (status, _) && status == HttpStatusCode.UnprocessableEntity ? HttpStatusCode.OK : 0));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await PostAsync(world, "/info", read, "x")).Status);
    }

    [Fact]
    public async Task Chance_depends_on_the_seed_alone()
    {
        var (first, again, other) = (await RunAsync(1), await RunAsync(1), await RunAsync(2));
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.InRange(first.Count(s => s == '1'), 10, 40);

        static async Task<string> RunAsync(long seed)
        {
            var emulator = new HyperliquidEmulator(new() { RandomSeed = seed });
            emulator.Faults.Add(new FaultRule { Effect = FaultEffect.Respond(500), Probability = 0.25m });
            var struck = new StringBuilder();
            for (var i = 0; i < 100; i++) struck.Append((await emulator.HandleAsync("/info", Encoding.UTF8.GetBytes(Read))).StatusCode == 500 ? '1' : '0');
            return struck.ToString();
        }
    }

    public static TheoryData<FaultDelay, double, double, double, double> Distributions => new()
    {
        { FaultDelay.Fixed(TimeSpan.FromMilliseconds(40)), 40, 40, 40, 40 },
        { FaultDelay.Uniform(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(120)), 20, 120, 70, 70 },
        { FaultDelay.Exponential(TimeSpan.FromMilliseconds(200)), 0, 4_000, 200 * Math.Log(2), 200 },
        { FaultDelay.LogNormal(TimeSpan.FromMilliseconds(100), 0.5), 10, 1_000, 100, 100 * Math.Exp(0.125) },
    };

    [Theory]
    [MemberData(nameof(Distributions))]
    public async Task Answers_come_as_late_as_their_distribution_says(FaultDelay delay, double least, double most, double median, double mean)
    {
        var waits = await WaitsAsync();

        Assert.All(waits, wait => Assert.InRange(wait, least, most));
        Assert.InRange(waits[waits.Length / 2], median * 0.93, median * 1.07);
        Assert.InRange(waits.Average(), mean * 0.93, mean * 1.07);
        Assert.Equal(waits, await WaitsAsync());

        // Each step of the clock is a millisecond, so that the time of an answer is the time it waited.
        async Task<double[]> WaitsAsync()
        {
            const int Answers = 2_000;
            var world = new World(randomSeed: 7);
            world.Emulator.Faults.Add("/info", FaultEffect.DelayReply(delay));
            var pending = Enumerable.Range(0, Answers).Select(_ => world.Emulator.HandleAsync("/info", Encoding.UTF8.GetBytes(Read)).AsTask()).ToArray();
            var waits = new List<double>();
            for (var time = 0; waits.Count < Answers && time < 10_000; time++)
            {
                waits.AddRange(Enumerable.Repeat((double)time, pending.Count(p => p.IsCompleted) - waits.Count));
                world.Time.Advance(TimeSpan.FromMilliseconds(1));
            }

            await Task.WhenAll(pending).WaitAsync(TimeSpan.FromMinutes(1));
            return [.. waits];
        }
    }

    [Fact]
    public void Rules_that_cannot_be_are_refused()
    {
        var faults = new World().Emulator.Faults;
        Assert.Throws<ArgumentException>(() => faults.Add("/nowhere", FaultEffect.DropReply()));
        Assert.Throws<ArgumentException>(() => faults.Add("/info", FaultEffect.DropReply(), times: 0));
        Assert.Throws<ArgumentException>(() => faults.Add(new FaultRule { Effect = FaultEffect.RefuseConnection(), Type = "order" }));
        Assert.Throws<ArgumentException>(() => faults.Add(new FaultRule { Effect = FaultEffect.DropReply(), Probability = 2 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => FaultEffect.Respond(99));
        Assert.Throws<ArgumentOutOfRangeException>(() => FaultEffect.CutReply(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => FaultDelay.Uniform(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => FaultDelay.LogNormal(TimeSpan.FromSeconds(2), double.NaN));
        Assert.Empty(faults.Active);
    }

    private static Task<(HttpStatusCode Status, string Body)> PostAsync(World world, string path, string body, string? connection = null) =>
        PostAsync(world, path, new StringContent(body), connection);

    private static async Task<(HttpStatusCode Status, string Body)> PostAsync(World world, string path, HttpContent content, string? connection = null)
    {
        using var client = new HttpClient(world.Emulator.CreateHandler(connection)) { BaseAddress = world.Emulator.Network.BaseAddress };
        using var response = await client.PostAsync(path, content);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private sealed class Untouched : HttpContent
    {
        public bool WasRead { get; private set; }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            WasRead = true;
            return Task.CompletedTask;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return true;
        }
    }
}
