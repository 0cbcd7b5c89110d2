namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>Open, partly fill, close; and what goes wrong on the way changes nothing.</summary>
public sealed class SequenceTests
{
    private readonly World _world = new();

    [Fact]
    public void A_perp_is_opened_partly_filled_and_closed()
    {
        var trader = _world.Trader("perp sequence", 10_000);
        _world.Admin.AddAsk("BTC", 100_000, 0.04m);

        // Open: 0.04 of 0.1 at once, the rest waits, and is met in part.
        var oid = trader.Rest("BTC", true, 100_000, 0.1m);
        Assert.Equal(0.04m, trader.Size("BTC"));
        _world.Admin.AddAsk("BTC", 100_000, 0.02m);
        Assert.Equal(0.06m, trader.Size("BTC"));
        Assert.Equal("0.04", trader.OpenOrders().Single().GetProperty("sz").GetString());
        trader.Send($$"""{"type":"cancel","cancels":[{"a":0,"o":{{Trader.Text(oid)}}}]}""");
        Assert.Equal("canceled", trader.Status(oid));

        Mishaps(trader, 0, "43250.5");

        // Close: the bids hold 0.05 only, so something remains, and is closed next.
        _world.Admin.AddBid("BTC", 101_000, 0.05m);
        Assert.Equal((0.05m, 101_000m), trader.Fill("BTC", false, 96_000, 0.06m, reduceOnly: true));
        Assert.Equal(0.01m, trader.Size("BTC"));
        EmptyBook(trader, () => trader.OrderError("BTC", false, 96_000, 0.01m, "Ioc", reduceOnly: true), 0);
        _world.Admin.AddBid("BTC", 101_000, 0.05m);
        Assert.Equal((0.01m, 101_000m), trader.Fill("BTC", false, 96_000, 0.01m, reduceOnly: true));

        // A second close finds nothing to reduce.
        Unchanged("Reduce only order would increase position. asset=0", () => trader.OrderError("BTC", false, 96_000, 0.01m, "Ioc", reduceOnly: true));

        Assert.Equal(
            10_000 + 0.06m * 1_000 - 0.06m * 100_000 * 0.00045m - 0.02m * 100_000 * (0.00015m - 0.00045m) - 0.06m * 101_000 * 0.00045m,
            World.Number(trader.Perps().GetProperty("withdrawable")));
        _world.AssertConserved();
    }

    [Fact]
    public void An_outcome_is_opened_partly_filled_and_closed()
    {
        var trader = _world.Trader("outcome sequence", 1_000);
        _world.Admin.AddAsk("#20", 0.3m, 150);

        var oid = trader.Rest("#20", true, 0.3m, 400);
        Assert.Equal((150, 0), trader.Balance("+20"));
        Assert.Equal((955, 75), trader.Balance("USDC"));
        _world.Admin.AddAsk("#20", 0.3m, 50);
        Assert.Equal((200, 0), trader.Balance("+20"));
        trader.Send($$"""{"type":"cancel","cancels":[{"a":100000020,"o":{{Trader.Text(oid)}}}]}""");
        Assert.Equal((940, 0), trader.Balance("USDC"));

        Mishaps(trader, 100_000_020, "0.123456");

        _world.Admin.AddBid("#20", 0.35m, 120);
        Assert.Equal((120m, 0.35m), trader.Fill("#20", false, 0.33m, 200));
        Assert.Equal((80, 0), trader.Balance("+20"));
        EmptyBook(trader, () => trader.OrderError("#20", false, 0.33m, 80, "Ioc"), 100_000_020);
        _world.Admin.AddBid("#20", 0.35m, 120);
        Assert.Equal((80m, 0.35m), trader.Fill("#20", false, 0.33m, 80));
        Unchanged("Insufficient spot balance asset=100000020", () => trader.OrderError("#20", false, 0.33m, 80, "Ioc"));

        Assert.Equal((940 + 200 * 0.35m * (1 - 0.0007m), 0), trader.Balance("USDC"));
        _world.AssertConserved();
    }

    private void Mishaps(Trader trader, long asset, string tooPrecise)
    {
        var good = Trader.OrderJson(asset, true, "0.5", "100");

        // A bad signature: somebody else's, and none at all.
        Unchanged($"User or API Wallet {_world.Stranger("thief").User} does not exist.", () => _world.Stranger("thief").Refused(good));
        Unchanged("Unable to recover signer.", () =>
        {
            var body = trader.Sign(good).Replace("\"v\":27", "\"v\":26", StringComparison.Ordinal).Replace("\"v\":28", "\"v\":26", StringComparison.Ordinal);
            return World.Parse(_world.Post("/exchange", body)).GetProperty("response").GetString()!;
        });

        // An unknown coin.
        Unchanged("Order has invalid asset. asset=4321", () => Error(trader, Trader.OrderJson(4321, true, "0.5", "100")));

        // A size that is no number.
        Unchanged("Failed to deserialize the JSON body into the target type: action.orders[0].s: invalid value \"NaN\", expected a decimal string of at most 28 digits", () =>
        {
            var reply = _world.Post("/exchange", trader.Sign(Trader.OrderJson(asset, true, "0.5", "NaN")));
            Assert.Equal(422, reply.StatusCode);
            return System.Text.Encoding.UTF8.GetString(reply.Body.Span);
        });

        // A price that is too precise.
        Unchanged($"Price must be divisible by tick size. asset={Trader.Text(asset)}", () => Error(trader, Trader.OrderJson(asset, true, tooPrecise, "100")));
    }

    private void EmptyBook(Trader trader, Func<string> order, long asset)
    {
        Assert.Empty(trader.OpenOrders());
        Unchanged($"Order could not immediately match against any resting orders. asset={Trader.Text(asset)}", order);
    }

    /// <summary>The error is clear and nothing that can be read has changed.</summary>
    private void Unchanged(string error, Func<string> act)
    {
        var before = _world.Snapshot();
        Assert.Equal(error, act());
        Assert.Equal(before, _world.Snapshot());
        _world.AssertConserved();
    }

    private static string Error(Trader trader, string action) => Trader.Statuses(trader.Send(action)).Single().GetProperty("error").GetString()!;
}
