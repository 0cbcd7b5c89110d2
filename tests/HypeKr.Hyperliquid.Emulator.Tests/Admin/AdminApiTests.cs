using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>The admin door and the faults as JSON.</summary>
public sealed class AdminApiTests
{
    private readonly World _world = new();
    private readonly EmulatorAdminApi _api;

    public AdminApiTests() => _api = new EmulatorAdminApi(_world.Emulator);

    [Fact]
    public void Money_marks_quotes_and_settlement()
    {
        var trader = _world.Stranger("funded over HTTP");
        Post("/accounts", $$"""{"address":"{{trader.User}}"}""");
        Post("/fund", $$"""{"address":"{{trader.User}}","amount":1000.5}""");
        Post("/fund", $$"""{"address":"{{trader.User}}","amount":"10","dex":"xyz"}""");
        Post("/fund-spot", $$"""{"address":"{{trader.User}}","token":"USDC","amount":"100"}""");
        Post("/mark", """{"coin":"BTC","price":"90000"}""");
        Assert.True(Post("/ask", """{"coin":"#10","price":"0.5","size":100}""").GetProperty("oid").GetInt64() > 0);
        Assert.True(Post("/bid", """{"coin":"BTC","price":80000,"size":"1"}""").GetProperty("oid").GetInt64() > 0);
        trader.Fill("#10", true, 0.5m, 50);
        Post("/settle", """{"outcome":1,"fraction":"1"}""");
        Post("/clear", """{"coin":"BTC"}""");
        Post("/book", """{"coin":"BTC","bids":[{"price":"89000","size":"1"}],"asks":[{"price":91000,"size":2}]}""");
        Post("/trade", """{"coin":"BTC","side":"B","price":"91000","size":"0.5"}""");

        Assert.Equal(1000.5m, World.Number(trader.Perps().GetProperty("marginSummary").GetProperty("accountValue")));
        Assert.Equal(10, World.Number(trader.Perps("xyz").GetProperty("marginSummary").GetProperty("accountValue")));
        Assert.Equal(125, trader.Balance("USDC").Total);
        Assert.Equal(1, _world.Depth("BTC", bid: true));
        var totals = Get("/totals");
        Assert.True(totals.GetProperty("isConserved").GetBoolean());
        Assert.Equal(totals.GetProperty("deposited").GetRawText(), totals.GetProperty("held").GetRawText());
        Assert.Equal("0.0", totals.GetProperty("outcomes").GetProperty("1").GetProperty("escrow").GetString());
    }

    [Theory]
    [InlineData("/accounts", """{"address":"0x00000000000000000000000000000000000000aa"}""")]
    [InlineData("/fund", """{"address":"0x00000000000000000000000000000000000000aa","amount":1,"dex":"xyz"}""")]
    [InlineData("/fund-spot", """{"address":"0x00000000000000000000000000000000000000aa","token":"USDC","amount":1}""")]
    [InlineData("/agents", """{"master":"0x00000000000000000000000000000000000000aa","agent":"0x00000000000000000000000000000000000000ab","validUntil":1,"name":"x"}""")]
    [InlineData("/mark", """{"coin":"BTC","price":90000}""")]
    [InlineData("/mark", """{"coin":"#10","price":0.5}""")]
    [InlineData("/bid", """{"coin":"BTC","price":80000,"size":1}""")]
    [InlineData("/ask", """{"coin":"#10","price":0.5,"size":1}""")]
    [InlineData("/trade", """{"coin":"BTC","side":"B","price":91000,"size":1}""")]
    [InlineData("/book", """{"coin":"BTC","bids":[{"price":89000,"size":1}],"asks":[{"price":91000,"size":2}]}""")]
    [InlineData("/settle", """{"outcome":1,"fraction":1}""")]
    [InlineData("/notify", """{"address":"0x00000000000000000000000000000000000000aa","text":"x"}""")]
    [InlineData("/advance", """{"milliseconds":1}""")]
    [InlineData("/disconnect", """{"connection":"1","inGoodOrder":true}""")]
    [InlineData("/faults", """{"effect":{"kind":"respond","status":503},"endpoint":"/info","times":1,"skip":1,"probability":0.5}""")]
    public void Whatever_a_member_is_there_is_an_answer(string path, string body)
    {
        string[] values =
        [
            "null", "true", "0", "-1", "1.5", "1e400", "1e28", "0.00000000000000000001", "9223372036854775807", "18446744073709551615", "2147483647", "\"\"", "\"NaN\"", "\"9999999999999999999999999999\"", "\"\\u0000\"", "[]", "{}",
            "[null]", "[{\"price\":1e28,\"size\":1e28}]",
        ];
        foreach (var member in JsonNode.Parse(body)!.AsObject().Select(m => m.Key))
        {
            foreach (var value in values.Append(null))
            {
                var changed = JsonNode.Parse(body)!.AsObject();
                if (value is null) changed.Remove(member);
                else changed[member] = JsonNode.Parse(value);
                var reply = _api.Handle("POST", path, Encoding.UTF8.GetBytes(changed.ToJsonString()));
                Assert.True(reply.StatusCode is 200 or 400, $"{changed.ToJsonString()}: {reply.StatusCode}");
            }
        }

        _world.AssertConserved();
    }

    [Fact]
    public void An_agent_is_approved()
    {
        var (master, agent) = (_world.Trader("master"), _world.Stranger("agent"));
        Post("/agents", $$"""{"master":"{{master.User}}","agent":"{{agent.Address.ToLowerHex()}}","name":"bot","validUntil":{{Trader.Text(_world.Now)}}}""");
        Assert.Equal("ok", agent.Send("""{"type":"noop"}""").GetProperty("status").GetString());
        _world.Time.Advance(TimeSpan.FromMilliseconds(1));
        agent.Refused("""{"type":"noop"}""");
    }

    [Fact]
    public void Time_is_moved()
    {
        var before = Get("/time").GetProperty("time").GetInt64();
        Assert.Equal(before + 5000, Post("/advance", """{"milliseconds":5000}""").GetProperty("time").GetInt64());
    }

    [Fact]
    public void Faults_come_are_listed_let_go_and_end()
    {
        var ids = Post("/faults", """
            [{"effect":{"kind":"respond","status":429},"endpoint":"/info","times":1},
             {"effect":"holdRequest","endpoint":"/exchange","type":"noop","skip":1,"probability":"1"}]
            """).GetProperty("ids");
        Assert.Equal("[1,2]", ids.GetRawText());
        Assert.Equal(429, _world.Post("/info", """{"type":"allMids"}""").StatusCode);
        var trader = _world.Trader("held");
        trader.Send("""{"type":"noop"}""");
        var held = _world.Emulator.HandleAsync("/exchange", Encoding.UTF8.GetBytes(trader.Sign("""{"type":"noop"}"""))).AsTask();

        var list = Get("/faults");
        Assert.Equal((1, 1, 0), Counts(list[0]));
        Assert.Equal((2, 1, 1), Counts(list[1]));
        Assert.Equal("""{"effect":{"kind":"respond","status":429,"body":"","contentType":"text/plain; charset=utf-8","executes":false},"endpoint":"/info","times":1}""", list[0].GetProperty("rule").GetRawText());
        Assert.False(held.IsCompleted);
        Assert.Equal(1, Post("/faults/2/release", """{"newestFirst":true}""").GetProperty("released").GetInt32());
        Assert.Equal(200, _api.Handle("DELETE", "/faults/1", default).StatusCode);
        Assert.Equal(1, Get("/faults").GetArrayLength());
        Assert.Equal(200, _api.Handle("DELETE", "/faults", default).StatusCode);
        Assert.Empty(_world.Emulator.Faults.Active);

        static (long Seen, long Struck, int Held) Counts(JsonElement fault) => (fault.GetProperty("seen").GetInt64(), fault.GetProperty("struck").GetInt64(), fault.GetProperty("held").GetInt32());
    }

    [Fact]
    public void Every_kind_of_fault_is_read_as_it_is_written()
    {
        foreach (var kind in Enum.GetValues<FaultKind>())
        {
            var name = kind.ToString();
            var rule = FaultRule.Parse(Encoding.UTF8.GetBytes($$"""
                { "effect":{"kind":"{{char.ToLowerInvariant(name[0])}}{{name[1..]}}","bytes":7,"delay":{"distribution":"logNormal","median":20,"sigma":0.5},"status":503} }
                """)).Single();
            Assert.Equal(kind, rule.Effect.Kind);
        }

        foreach (var delay in (string[])["""{"distribution":"fixed","milliseconds":7}""", """{"distribution":"uniform","shortest":1,"longest":7}""", """{"distribution":"exponential","mean":7}""", """{"distribution":"logNormal","median":7,"sigma":0.25}"""])
        {
            Post("/faults", $$$"""{"effect":{"kind":"delayReply","delay":{{{delay}}}},"endpoint":"/ws"}""");
            Assert.Equal(delay, Get("/faults").EnumerateArray().Last().GetProperty("rule").GetProperty("effect").GetProperty("delay").GetRawText());
        }
    }

    [Fact]
    public void Variants_are_switched_one_by_one()
    {
        Post("/variants", """{"failedActionsKeepTheirNonce":true,"orderStatusLagMilliseconds":500}""");
        Post("/variants", """{"commitMilliseconds":250,"takesNonceAtCommit":true,"cloidHorizon":"whileKept"}""");
        Assert.Equal(
            """{"commitMilliseconds":250,"answersNoopBeforeCommit":false,"failedActionsKeepTheirNonce":true,"separatesUserSignedNonces":false,"orderStatusLagMilliseconds":500,"takesNonceAtCommit":true,"cloidHorizon":"whileKept"}""",
            Get("/variants").GetRawText());
    }

    [Fact]
    public void Sockets_are_counted_and_ended()
    {
        using var ear = _world.Listen(connection: "mine");
        using var other = _world.Listen();
        Assert.Equal(2, Get("/sockets").GetProperty("open").GetInt32());
        Post("/disconnect", """{"connection":"mine"}""");
        Assert.Equal(1, _world.Emulator.SocketCount);
        Post("/disconnect", "");
        Assert.Equal(0, _world.Emulator.SocketCount);
    }

    [Theory]
    [InlineData("/fund", """{"address":"0x01","amount":1}""", "40 hexadecimal digits")]
    [InlineData("/fund", """{"amount":1}""", "missing field `address`")]
    [InlineData("/mark", """{"coin":"BTC","price":-1}""", "-1 is no mark price of BTC")]
    [InlineData("/mark", """{"coin":"BTC","price":1,"prise":2}""", "unknown field `prise`")]
    [InlineData("/advance", """{"milliseconds":-1}""", "non-negative")]
    [InlineData("/settle", """{"outcome":99,"fraction":1}""", "There is no outcome 99.")]
    [InlineData("/faults", """{"effect":"explode"}""", "one of refuseConnection")]
    [InlineData("/faults", """[{"effect":"dropReply"},{"effect":"dropReply","tmies":1}]""", "unknown field `tmies`")]
    [InlineData("/faults", """{"effect":{"kind":"respond","status":99}}""", "status")]
    [InlineData("/faults", """{"effect":{"kind":"cutReply"}}""", "missing field `bytes`")]
    [InlineData("/faults", """{"effect":"dropReply","endpoint":"/nowhere"}""", "'/nowhere' is no endpoint")]
    [InlineData("/variants", """{"commitMilliseconds":1.5}""", "non-negative integer")]
    [InlineData("/fund", "no json", "")]
    public void What_does_not_fit_changes_nothing_and_says_why(string path, string body, string text)
    {
        var reply = _api.Handle("POST", path, Encoding.UTF8.GetBytes(body));
        Assert.Equal(400, reply.StatusCode);
        Assert.Contains(text, World.Parse(reply).GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Empty(_world.Emulator.Faults.Active);
    }

    [Theory]
    [InlineData("GET", "/nothing")]
    [InlineData("GET", "/fund")]
    [InlineData("POST", "/nothing")]
    [InlineData("POST", "/faults/7/release")]
    [InlineData("DELETE", "/faults/7")]
    [InlineData("PUT", "/faults")]
    public void Other_paths_are_not_found(string method, string path) => Assert.Equal(404, _api.Handle(method, path, default).StatusCode);

    private JsonElement Get(string path)
    {
        var reply = _api.Handle("GET", path, default);
        Assert.Equal(200, reply.StatusCode);
        return World.Parse(reply);
    }

    private JsonElement Post(string path, string body)
    {
        var reply = _api.Handle("POST", path, Encoding.UTF8.GetBytes(body));
        Assert.True(reply.StatusCode == 200, Encoding.UTF8.GetString(reply.Body.Span));
        return World.Parse(reply);
    }
}
