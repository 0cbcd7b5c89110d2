using System.Globalization;
using System.Text;
using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>A key made from a label, that signs with the client library: its packing and the emulator's are two programs.</summary>
internal sealed class Trader
{
    private readonly World _world;
    private readonly Secp256k1PrivateKey _key;
    private long _lastNonce;

    public Trader(World world, string label)
    {
        _world = world;
        _key = Secp256k1PrivateKey.FromBytes(Keccak256.Hash(Encoding.UTF8.GetBytes("emulator test " + label)).ToArray());
    }

    public EthereumAddress Address => _key.Address;

    public string User => Address.ToLowerHex();

    /// <summary>The body of a signed action.</summary>
    public string Sign(string action, long? nonce = null, EthereumAddress? vault = null, long? expiresAfter = null, HyperliquidNetwork? network = null)
    {
        var raw = RawAction.Parse(action);
        var number = nonce ?? NextNonce();
        _lastNonce = Math.Max(_lastNonce, number);
        var digest = raw.ToTypedDataHash(network ?? _world.Emulator.Network, number, vault, expiresAfter).Digest;
        return new SignedAction(raw, network ?? _world.Emulator.Network, number, _key.Sign(digest), vault, expiresAfter).ToJson();
    }

    /// <summary>Signs and sends; null when it was done, else why not.</summary>
    public string? Do(ExchangeAction action, EthereumAddress? vault = null, long? nonce = null)
    {
        var number = nonce ?? NextNonce();
        var digest = action.ToTypedDataHash(_world.Emulator.Network, number, vault).Digest;
        var reply = _world.Post("/exchange", new SignedAction(action, _world.Emulator.Network, number, _key.Sign(digest), vault).ToJson());
        Assert.Equal(200, reply.StatusCode);
        var answer = World.Parse(reply);
        return answer.GetProperty("status").GetString() == "ok" ? null : answer.GetProperty("response").GetString()!;
    }

    /// <summary>Submits an action of a multi-sig account that others have signed.</summary>
    public string? DoTogether(EthereumAddress user, ExchangeAction action, params Trader[] signers)
    {
        var number = NextNonce();
        var proposal = MultisigProposal.Create(_world.Emulator.Network, user, Address, action, number);
        var digest = proposal.ToTypedDataHash().Digest;
        return Do(new MultisigAction(user, Address, action, signers.Select(s => s._key.Sign(digest))), nonce: number);
    }

    /// <summary>What its balances did other than by trading, oldest first.</summary>
    public JsonElement[] Ledger() => [.. _world.Info($$"""{"type":"userNonFundingLedgerUpdates","user":"{{User}}"}""").EnumerateArray().Select(u => u.GetProperty("delta"))];

    public decimal Cash(string dex = "") => _world.Emulator.Venue.Account(Address)?.Wallet(_world.Emulator.Venue.Dex(dex)!).Cash ?? 0;

    public long NextNonce() => _lastNonce = Math.Max(_world.Admin.Now.ToUnixTimeMilliseconds(), _lastNonce + 1);

    /// <summary>Signs and sends.</summary>
    public JsonElement Send(string action, long? nonce = null, EthereumAddress? vault = null, long? expiresAfter = null)
    {
        var reply = _world.Post("/exchange", Sign(action, nonce, vault, expiresAfter));
        Assert.Equal(200, reply.StatusCode);
        return World.Parse(reply);
    }

    /// <summary>Signs and sends, and expects that the whole action fails.</summary>
    public string Refused(string action, long? nonce = null, EthereumAddress? vault = null, long? expiresAfter = null)
    {
        var reply = Send(action, nonce, vault, expiresAfter);
        Assert.Equal("err", reply.GetProperty("status").GetString());
        return reply.GetProperty("response").GetString()!;
    }

    /// <summary>Places one order and gives its status back.</summary>
    public JsonElement Order(string coin, bool isBuy, decimal price, decimal size, string tif = "Gtc", bool reduceOnly = false, string? cloid = null) =>
        Statuses(Send(OrderJson(_world.Emulator.Venue.Asset(coin)!.Id, isBuy, Text(price), Text(size), tif, reduceOnly, cloid))).Single();

    /// <summary>Places an order that has to be refused, and gives the error back.</summary>
    public string OrderError(string coin, bool isBuy, decimal price, decimal size, string tif = "Gtc", bool reduceOnly = false, string? cloid = null)
    {
        var status = Order(coin, isBuy, price, size, tif, reduceOnly, cloid);
        Assert.True(status.TryGetProperty("error", out var error), status.GetRawText());
        return error.GetString()!;
    }

    /// <summary>Places an order that has to rest.</summary>
    public long Rest(string coin, bool isBuy, decimal price, decimal size, string tif = "Gtc", bool reduceOnly = false, string? cloid = null)
    {
        var status = Order(coin, isBuy, price, size, tif, reduceOnly, cloid);
        Assert.True(status.TryGetProperty("resting", out var resting), status.GetRawText());
        return resting.GetProperty("oid").GetInt64();
    }

    /// <summary>Places an order that has to trade at once.</summary>
    public (decimal Size, decimal Price) Fill(string coin, bool isBuy, decimal price, decimal size, string tif = "Ioc", bool reduceOnly = false)
    {
        var status = Order(coin, isBuy, price, size, tif, reduceOnly);
        Assert.True(status.TryGetProperty("filled", out var filled), status.GetRawText());
        return (World.Number(filled.GetProperty("totalSz")), World.Number(filled.GetProperty("avgPx")));
    }

    public JsonElement Perps(string dex = "") => _world.Info($$"""{"type":"clearinghouseState","user":"{{User}}","dex":"{{dex}}"}""");

    public JsonElement? Position(string coin, string dex = "")
    {
        foreach (var open in Perps(dex).GetProperty("assetPositions").EnumerateArray())
        {
            if (open.GetProperty("position").GetProperty("coin").GetString() == coin) return open.GetProperty("position");
        }

        return null;
    }

    public decimal Size(string coin, string dex = "") => Position(coin, dex) is { } position ? World.Number(position.GetProperty("szi")) : 0;

    public (decimal Total, decimal Hold) Balance(string coin)
    {
        foreach (var balance in _world.Info($$"""{"type":"spotClearinghouseState","user":"{{User}}"}""").GetProperty("balances").EnumerateArray())
        {
            if (balance.GetProperty("coin").GetString() == coin) return (World.Number(balance.GetProperty("total")), World.Number(balance.GetProperty("hold")));
        }

        return (0, 0);
    }

    public JsonElement[] OpenOrders(string dex = "ALL_DEXS") =>
        [.. _world.Info($$"""{"type":"openOrders","user":"{{User}}","dex":"{{dex}}"}""").EnumerateArray()];

    public JsonElement[] Fills() => [.. _world.Info($$"""{"type":"userFills","user":"{{User}}"}""").EnumerateArray()];

    public string Status(long oid)
    {
        var answer = _world.Info($$"""{"type":"orderStatus","user":"{{User}}","oid":{{Text(oid)}}}""");
        return answer.GetProperty("status").GetString() == "order" ? answer.GetProperty("order").GetProperty("status").GetString()! : "unknownOid";
    }

    public static string OrderJson(long asset, bool isBuy, string price, string size, string tif = "Gtc", bool reduceOnly = false, string? cloid = null) =>
        $$"""{"type":"order","orders":[{{OneOrder(asset, isBuy, price, size, tif, reduceOnly, cloid)}}],"grouping":"na"}""";

    public static string OneOrder(long asset, bool isBuy, string price, string size, string tif = "Gtc", bool reduceOnly = false, string? cloid = null) =>
        $$$"""{"a":{{{Text(asset)}}},"b":{{{(isBuy ? "true" : "false")}}},"p":"{{{price}}}","s":"{{{size}}}","r":{{{(reduceOnly ? "true" : "false")}}},"t":{"limit":{"tif":"{{{tif}}}"}}{{{(cloid is null ? "" : $",\"c\":\"{cloid}\"")}}}}""";

    public static string OneTrigger(long asset, bool isBuy, string price, string size, string trigger, string kind = "sl", bool isMarket = true, bool reduceOnly = true, string? cloid = null) =>
        $$$"""{"a":{{{Text(asset)}}},"b":{{{(isBuy ? "true" : "false")}}},"p":"{{{price}}}","s":"{{{size}}}","r":{{{(reduceOnly ? "true" : "false")}}},"t":{"trigger":{"isMarket":{{{(isMarket ? "true" : "false")}}},"triggerPx":"{{{trigger}}}","tpsl":"{{{kind}}}"}}{{{(cloid is null ? "" : $",\"c\":\"{cloid}\"")}}}}""";

    /// <summary>Sends orders as a group and gives their statuses back, one line each.</summary>
    public string[] Group(string grouping, params string[] orders) =>
        [.. Statuses(Send($$"""{"type":"order","orders":[{{string.Join(',', orders)}}],"grouping":"{{grouping}}"}""")).Select(s => s.ValueKind == JsonValueKind.String ? s.GetString()! : s.GetRawText())];

    /// <summary>Places a single trigger order that has to be armed.</summary>
    public long Arm(string coin, bool isBuy, decimal price, decimal size, decimal trigger, string kind = "sl", bool isMarket = true, bool reduceOnly = true)
    {
        var statuses = Statuses(Send($$"""{"type":"order","orders":[{{OneTrigger(_world.Emulator.Venue.Asset(coin)!.Id, isBuy, Text(price), Text(size), Text(trigger), kind, isMarket, reduceOnly)}}],"grouping":"na"}"""));
        Assert.True(statuses.Single().TryGetProperty("resting", out var resting), statuses.Single().GetRawText());
        return resting.GetProperty("oid").GetInt64();
    }

    public string Cancel(string coin, long oid) =>
        Statuses(Send($$"""{"type":"cancel","cancels":[{"a":{{Text(_world.Emulator.Venue.Asset(coin)!.Id)}},"o":{{Text(oid)}}}]}""")).Single().GetRawText();

    /// <summary>What <c>frontendOpenOrders</c> tells, newest first.</summary>
    public JsonElement[] FrontendOrders(string dex = "") => [.. _world.Info($$"""{"type":"frontendOpenOrders","user":"{{User}}","dex":"{{dex}}"}""").EnumerateArray()];

    /// <summary>What <c>historicalOrders</c> tells, newest first: order and status.</summary>
    public (long Oid, string Status)[] History() =>
        [.. _world.Info($$"""{"type":"historicalOrders","user":"{{User}}"}""").EnumerateArray().Select(o => (o.GetProperty("order").GetProperty("oid").GetInt64(), o.GetProperty("status").GetString()!))];

    public static JsonElement[] Statuses(JsonElement reply)
    {
        Assert.Equal("ok", reply.GetProperty("status").GetString());
        return [.. reply.GetProperty("response").GetProperty("data").GetProperty("statuses").EnumerateArray()];
    }

    public static string Text(decimal value) => WireText.Plain(value);

    public static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
