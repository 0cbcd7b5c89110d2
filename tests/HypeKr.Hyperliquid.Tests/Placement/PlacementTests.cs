namespace HypeKr.Hyperliquid.Tests;

/// <summary>The protocol of placement, step by step, on an emulator behind a way on which things go wrong.</summary>
public sealed class PlacementTests
{
    [Fact]
    public async Task With_a_journal_an_order_is_placed_as_without()
    {
        await using var world = new PlacementWorld();
        await using var journal = await world.OpenAsync();
        var result = await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), new ActionOptions { IdempotencyKey = "one" });
        Assert.Equal((OrderResultStatus.Resting, "one"), (result.Status, result.IdempotencyKey));
        Assert.Equal(result.OrderId, world.Truth(result.Request.Cloid!.Value)!.Order!.OrderId);
    }

    [Fact]
    public async Task A_lost_answer_is_found_by_the_order()
    {
        await using var world = new PlacementWorld();
        await using var journal = await world.OpenAsync();
        world.Way.Act = async (p, token) =>
        {
            if (p.Type != "order") return null;
            world.Way.Deliver(p);
            return await FaultyWay.NeverAsync(token);
        };
        var result = await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), new ActionOptions { IdempotencyKey = "one" });
        Assert.Equal(OrderResultStatus.Resting, result.Status);
        Assert.Equal(0, world.Way.Count("noop"));
    }

    [Fact]
    public async Task A_request_that_never_came_is_fenced_and_known_not_to_be_placed()
    {
        await using var world = new PlacementWorld();
        await using var journal = await world.OpenAsync();
        Passing? held = null;
        world.Way.Act = async (p, token) =>
        {
            if (p.Type != "order") return null;
            held = p;
            return await FaultyWay.NeverAsync(token);
        };
        var result = await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), new ActionOptions { IdempotencyKey = "one" });
        Assert.Equal(OrderResultStatus.NotPlaced, result.Status);
        Assert.Equal(1, world.Way.Count("noop"));

        // The copy that was held comes after all, and lands on a nonce that is used up.
        var late = await world.Way.Deliver(held!).Content.ReadAsStringAsync();
        Assert.Contains("duplicate nonce", late, StringComparison.Ordinal);
        Assert.Null(world.Truth(result.Request.Cloid!.Value));
    }
}
