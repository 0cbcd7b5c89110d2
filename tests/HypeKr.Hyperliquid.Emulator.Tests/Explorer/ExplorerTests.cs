using System.Text.Json;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>The chain: actions in blocks that follow the clock.</summary>
public sealed class ExplorerTests
{
    [Fact]
    public void An_action_is_found_by_its_hash_its_user_and_its_block()
    {
        var world = new World();
        var (maker, taker) = (world.Trader("maker"), world.Trader("taker"));
        world.Time.Advance(TimeSpan.FromSeconds(1));
        maker.Rest("BTC", false, 100_000, 1);
        taker.Fill("BTC", true, 100_000, 0.25m);
        taker.Refused("""{"type":"updateLeverage","asset":0,"isCross":true,"leverage":0}""");

        var user = Ask(world, $$"""{"type":"userDetails","user":"{{taker.User}}"}""");
        Assert.Equal("userDetails", user.GetProperty("type").GetString());
        var (failed, filled) = (user.GetProperty("txs")[0], user.GetProperty("txs")[1]);
        Assert.Equal("Invalid leverage value", failed.GetProperty("error").GetString());
        Assert.Equal("updateLeverage", failed.GetProperty("action").GetProperty("type").GetString());
        Assert.Equal((JsonValueKind.Null, 11, world.Now, taker.User),
            (filled.GetProperty("error").ValueKind, filled.GetProperty("block").GetInt64(), filled.GetProperty("time").GetInt64(), filled.GetProperty("user").GetString()));

        // A fill names the action that took.
        var hash = taker.Fills()[0].GetProperty("hash").GetString();
        Assert.Equal(hash, filled.GetProperty("hash").GetString());
        Assert.Equal(filled.GetRawText(), Ask(world, $$"""{"type":"txDetails","hash":"{{hash!.ToUpperInvariant().Replace("0X", "0x", StringComparison.Ordinal)}}"}""").GetProperty("tx").GetRawText());

        var block = Ask(world, """{"type":"blockDetails","height":11}""").GetProperty("blockDetails");
        Assert.Equal((11, 3, 3, world.Now), (block.GetProperty("height").GetInt64(), block.GetProperty("numTxs").GetInt32(), block.GetProperty("txs").GetArrayLength(), block.GetProperty("blockTime").GetInt64()));
    }

    [Fact]
    public void What_was_not_admitted_is_not_on_the_chain()
    {
        var world = new World();
        var trader = world.Trader("trader");
        var stranger = world.Stranger("stranger");
        stranger.Refused("""{"type":"noop"}""");
        trader.Send("""{"type":"noop"}""", nonce: world.Now);
        trader.Refused("""{"type":"noop"}""", nonce: world.Now);
        trader.Refused("""{"type":"noop"}""", expiresAfter: world.Now - 1);

        Assert.Equal(1, Ask(world, $$"""{"type":"userDetails","user":"{{trader.User}}"}""").GetProperty("txs").GetArrayLength());
        Assert.Equal(0, Ask(world, $$"""{"type":"userDetails","user":"{{stranger.User}}"}""").GetProperty("txs").GetArrayLength());
    }

    [Theory]
    [InlineData("""{"type":"blockDetails","height":2}""", 500)]
    [InlineData("""{"type":"blockDetails","height":0}""", 500)]
    [InlineData("""{"type":"txDetails","hash":"0x0000000000000000000000000000000000000000000000000000000000000001"}""", 500)]
    [InlineData("""{"type":"txDetails","hash":"0x01"}""", 422)]
    [InlineData("""{"type":"blockDetails","height":-1}""", 422)]
    [InlineData("""{"type":"blockDetails"}""", 422)]
    [InlineData("""{"type":"blockList"}""", 422)]
    [InlineData("""{"type":"userDetails","user":"me"}""", 422)]
    [InlineData("[]", 422)]
    public void What_there_is_not_is_refused(string body, int status) => Assert.Equal(status, new World().Post("/explorer", body).StatusCode);

    [Fact]
    public void Blocks_come_with_the_time_and_transactions_when_they_happen()
    {
        var world = new World();
        var trader = world.Trader("trader");
        using var ear = world.Listen("/explorer/ws");
        ear.Follow("""{"type":"explorerBlock"}""");
        ear.Follow("""{"type":"explorerTxs"}""");

        trader.Rest("BTC", true, 50_000, 1);
        Assert.Equal(Ask(world, $$"""{"type":"userDetails","user":"{{trader.User}}"}""").GetProperty("txs").GetRawText(), ear.NextText());
        world.Time.Advance(TimeSpan.FromSeconds(1));
        world.Time.Advance(TimeSpan.FromSeconds(2));

        // Who has not read the last ones gets no more.
        var blocks = Ear.Parse(ear.All().Single()).EnumerateArray().ToArray();
        Assert.Equal(Enumerable.Range(1, 10), blocks.Select(b => b.GetProperty("height").GetInt32()));
        Assert.Equal((1, 0), (blocks[0].GetProperty("numTxs").GetInt32(), blocks[1].GetProperty("numTxs").GetInt32()));
        Assert.Equal(10, blocks.Select(b => b.GetProperty("hash").GetString()).Distinct().Count());
        world.Time.Advance(TimeSpan.FromHours(1));
        Assert.InRange(ear.All().Count, 1, 1);
    }

    [Fact]
    public void The_two_kinds_of_sockets_know_their_own()
    {
        var world = new World();
        using var explorer = world.Listen("/explorer/ws");
        using var other = world.Listen();
        explorer.Subscribe("""{"type":"allMids"}""");
        other.Subscribe("""{"type":"explorerBlock"}""");
        Assert.Equal("""Invalid subscription {"type":"allMids"}""", explorer.Next("error").GetString());
        Assert.Equal("""Invalid subscription {"type":"explorerBlock"}""", other.Next("error").GetString());
        explorer.Say("""{"method":"post","id":1,"request":{"type":"info","payload":{"type":"allMids"}}}""");
        Assert.StartsWith("Error parsing", explorer.Next("error").GetString(), StringComparison.Ordinal);
    }

    private static JsonElement Ask(World world, string body)
    {
        var reply = world.Post("/explorer", body);
        Assert.Equal(200, reply.StatusCode);
        return World.Parse(reply);
    }
}
