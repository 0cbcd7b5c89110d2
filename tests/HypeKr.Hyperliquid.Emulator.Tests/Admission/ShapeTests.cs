using System.Text;
using System.Text.Json.Nodes;

namespace HypeKr.Hyperliquid.Emulator.Tests;

public sealed class ShapeTests
{
    private const string Prefix = "Failed to deserialize the JSON body into the target type: ";

    private readonly World _world = new();

    [Theory]
    [InlineData("action", null, "action: missing field `action`")]
    [InlineData("nonce", "-1", "nonce: invalid value -1, expected a non-negative integer")]
    [InlineData("nonce", "1.5", "nonce: invalid value 1.5, expected a non-negative integer")]
    [InlineData("nonce", "\"1\"", "nonce: invalid value \"1\", expected a non-negative integer")]
    [InlineData("nonce", "18446744073709551615", "nonce: invalid value 18446744073709551615, expected an integer of at most 63 bits")]
    [InlineData("vaultAddress", "\"0x12\"", "vaultAddress: invalid value \"0x12\", expected 0x and 40 hexadecimal digits")]
    [InlineData("signature", "{\"r\":\"0x1\",\"v\":27}", "signature.s: missing field `s`")]
    [InlineData("signature", "{\"r\":\"12\",\"s\":\"0x1\",\"v\":27}", "signature.r: invalid value \"12\", expected hexadecimal digits after 0x")]
    [InlineData("signature", "{\"r\":\"0x\",\"s\":\"0x1\",\"v\":27}", "signature.r: invalid value \"0x\", expected 0x and 1 to 64 hexadecimal digits")]
    [InlineData("action", "[]", "action: invalid value [], expected an object")]
    [InlineData("action", "{\"type\":\"weather\"}", "action.type: invalid value \"weather\", expected an action of the venue")]
    [InlineData("action", "{\"type\":\"usdSend\"}", "action.signatureChainId: missing field `signatureChainId`")]
    [InlineData("action", "{\"type\":\"cancel\",\"cancels\":[{\"a\":0,\"o\":1},{\"a\":0,\"o\":\"1\"}]}", "action.cancels[1].o: invalid value \"1\", expected a non-negative integer")]
    [InlineData("action", "{\"type\":\"cancelByCloid\",\"cancels\":[{\"asset\":0,\"cloid\":\"0x1\"}]}", "action.cancels[0].cloid: invalid value \"0x1\", expected 0x and 32 hexadecimal digits")]
    [InlineData("action", "{\"type\":\"order\",\"orders\":{},\"grouping\":\"na\"}", "action.orders: invalid value {}, expected an array")]
    public void A_body_of_another_shape_is_422_and_names_the_member(string member, string? value, string problem)
    {
        var body = JsonNode.Parse(_world.Trader("misshapen").Sign("""{"type":"noop"}"""))!.AsObject();
        if (value is null) body.Remove(member);
        else body[member] = JsonNode.Parse(value);
        AssertRefused(body.ToJsonString(), problem);
    }

    [Theory]
    [InlineData("s", "\"NaN\"", "invalid value \"NaN\", expected a decimal string of at most 28 digits")]
    [InlineData("s", "\"Infinity\"", "invalid value \"Infinity\", expected a decimal string of at most 28 digits")]
    [InlineData("s", "\"1e5\"", "invalid value \"1e5\", expected a decimal string of at most 28 digits")]
    [InlineData("s", "\"+1\"", "invalid value \"\\u002B1\", expected a decimal string of at most 28 digits")]
    [InlineData("s", "\"1,5\"", "invalid value \"1,5\", expected a decimal string of at most 28 digits")]
    [InlineData("s", "\"\"", "invalid value \"\", expected a decimal string of at most 28 digits")]
    [InlineData("s", "\".\"", "invalid value \".\", expected a decimal string of at most 28 digits")]
    [InlineData("s", "\"12345678901234567890123456789\"", "invalid value \"12345678901234567890123456789\", expected a decimal string of at most 28 digits")]
    [InlineData("p", "43250", "invalid value 43250, expected a decimal string of at most 28 digits")]
    [InlineData("b", "1", "invalid value 1, expected a boolean")]
    [InlineData("t", "{}", "invalid value {}, expected either limit or trigger")]
    [InlineData("t.limit.tif", "\"Day\"", "invalid value \"Day\", expected one of Gtc, Ioc, Alo, FrontendMarket")]
    [InlineData("a", "\"BTC\"", "invalid value \"BTC\", expected a non-negative integer")]
    [InlineData("r", null, "missing field `r`")]
    public void An_order_of_another_shape_is_422_and_changes_nothing(string member, string? value, string problem)
    {
        var body = JsonNode.Parse(_world.Trader("bad order").Sign(Trader.OrderJson(0, true, "43250", "0.01")))!;
        var node = body["action"]!["orders"]![0]!;
        var steps = member.Split('.');
        foreach (var step in steps[..^1]) node = node[step]!;
        if (value is null) node.AsObject().Remove(steps[^1]);
        else node[steps[^1]] = JsonNode.Parse(value);

        var before = _world.Snapshot();
        AssertRefused(body.ToJsonString(), $"action.orders[0].{member}: {problem}");
        Assert.Equal(before, _world.Snapshot());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("not json")]
    [InlineData("{\"type\":\"meta\"} x")]
    public void What_is_no_json_is_422(string body)
    {
        foreach (var path in (string[])["/info", "/exchange"])
        {
            var reply = _world.Post(path, body);
            Assert.Equal(422, reply.StatusCode);
            Assert.Equal("text/plain; charset=utf-8", reply.ContentType);
            Assert.StartsWith(Prefix, Encoding.UTF8.GetString(reply.Body.Span), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_member_named_twice_is_422()
    {
        var body = _world.Trader("twice").Sign("""{"type":"noop"}""");
        Assert.Equal(422, _world.Post("/exchange", body.Replace("\"nonce\":", "\"nonce\":1,\"nonce\":", StringComparison.Ordinal)).StatusCode);
    }

    [Theory]
    [InlineData("{\"type\":\"weather\"}", "type: invalid value \"weather\", expected a read that the emulator answers (its README lists them)")]
    [InlineData("{}", "type: missing field `type`")]
    [InlineData("{\"type\":\"openOrders\"}", "user: missing field `user`")]
    [InlineData("{\"type\":\"openOrders\",\"user\":\"me\"}", "user: invalid value \"me\", expected hexadecimal digits after 0x")]
    [InlineData("{\"type\":\"l2Book\",\"coin\":\"BTC\",\"nSigFigs\":6}", "nSigFigs: invalid value 6, expected one of 2, 3, 4, 5")]
    [InlineData("{\"type\":\"l2Book\",\"coin\":\"BTC\",\"nSigFigs\":4,\"mantissa\":2}", "mantissa: invalid value 2, expected no mantissa unless nSigFigs is 5")]
    public void A_read_of_another_shape_is_422_and_names_the_member(string body, string problem)
    {
        var reply = _world.Post("/info", body);
        Assert.Equal(422, reply.StatusCode);
        Assert.Equal(Prefix + problem, Encoding.UTF8.GetString(reply.Body.Span));
    }

    [Fact]
    public void Other_paths_are_404() => Assert.Equal(404, _world.Post("/", "{}").StatusCode);

    [Fact]
    public async Task Damaged_bodies_get_an_answer_and_nothing_else()
    {
        var body = Encoding.UTF8.GetBytes(_world.Stranger("damaged").Sign(Trader.OrderJson(0, true, "43250", "0.01", cloid: "0x000000000000000000000000000000ff")));
        for (var position = 0; position < body.Length; position++)
        {
            foreach (var value in (byte[])[0x00, (byte)'"', (byte)'{', (byte)'0', 0x80, 0xff])
            {
                var damaged = (byte[])body.Clone();
                damaged[position] = value;
                var reply = await _world.Emulator.HandleAsync("/exchange", damaged);
                Assert.Contains(reply.StatusCode, (int[])[200, 422]);
            }
        }
    }

    [Theory]
    [InlineData("{\"type\":\"\\ud800\"}")]
    [InlineData("{\"type\":\"l2Book\",\"coin\":\"\\udfff\"}")]
    [InlineData("{\"\\ud800\":1,\"type\":\"meta\",\"dex\":\"\\ud800\"}")]
    public void Half_a_surrogate_pair_is_422(string body) => Assert.Equal(422, _world.Post("/info", body).StatusCode);

    private void AssertRefused(string body, string problem)
    {
        var reply = _world.Post("/exchange", body);
        Assert.Equal(Prefix + problem, Encoding.UTF8.GetString(reply.Body.Span));
        Assert.Equal(422, reply.StatusCode);
        Assert.Equal("text/plain; charset=utf-8", reply.ContentType);
    }
}
