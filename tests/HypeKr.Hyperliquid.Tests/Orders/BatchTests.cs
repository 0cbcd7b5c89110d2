namespace HypeKr.Hyperliquid.Tests;

/// <summary>Batches through the account: groupings, builders and priority, as they are sent or refused.</summary>
public sealed class BatchTests
{
    private static readonly OrderRequest Entry = OrderRequest.Buy("BTC", new OrderSize(0.01m)).Limit(new Price(59_000));
    private static readonly OrderRequest Stop = OrderRequest.Sell("BTC", new OrderSize(0.01m)).ReduceOnly().StopMarket(new Price(55_000));
    private static readonly OrderRequest Whole = OrderRequest.Sell("BTC", OrderSize.WholePosition).ReduceOnly().StopMarket(new Price(55_000));

    [Fact]
    public async Task A_parent_and_its_exits_go_in_one_action()
    {
        using var venue = new TestVenue();
        venue.Exchange.AnswerStatuses("""{"resting":{"oid":1}}""", "\"waitingForFill\"", "\"waitingForFill\"");

        var results = await venue.Account.Orders.PlaceAsync(OrderBatch.WithTpsl(Entry, new Price(65_000), new Price(55_000)));

        Assert.Equal([OrderResultStatus.Resting, OrderResultStatus.WaitingForFill, OrderResultStatus.WaitingForFill], results.Select(r => r.Status));
        Assert.Equal("normalTpsl", venue.Exchange.Action.GetProperty("grouping").GetString());
        Assert.Equal(
            ["""{"limit":{"tif":"Gtc"}}""", """{"trigger":{"isMarket":true,"triggerPx":"65000","tpsl":"tp"}}""", """{"trigger":{"isMarket":true,"triggerPx":"55000","tpsl":"sl"}}"""],
            venue.Exchange.Action.GetProperty("orders").EnumerateArray().Select(o => o.GetProperty("t").GetRawText()));
        Assert.Equal(3, results.EnsureAccepted().Count);
    }

    [Theory]
    [InlineData("BTC", "0.5", false)]
    [InlineData("xyz:GOLD", "-3.0", true)]
    public async Task The_whole_position_is_protected_on_its_other_side(string coin, string size, bool buys)
    {
        using var venue = new TestVenue();
        venue.HasPosition(coin, size);
        venue.Exchange.AnswerStatuses("\"waitingForTrigger\"", "\"waitingForTrigger\"");

        var results = await venue.Account.Orders.PlacePositionTpslAsync(coin, new Price(3_500), new Price(2_500));

        Assert.All(results, result => Assert.Equal(OrderResultStatus.WaitingForTrigger, result.Status));
        Assert.Equal("positionTpsl", venue.Exchange.Action.GetProperty("grouping").GetString());
        Assert.All(venue.Exchange.Action.GetProperty("orders").EnumerateArray(), order =>
            Assert.Equal(("0", true, buys), (order.GetProperty("s").GetString(), order.GetProperty("r").GetBoolean(), order.GetProperty("b").GetBoolean())));
        Assert.Equal(["tp", "sl"], venue.Exchange.Action.GetProperty("orders").EnumerateArray().Select(o => o.GetProperty("t").GetProperty("trigger").GetProperty("tpsl").GetString()));
    }

    [Fact]
    public async Task Where_there_is_no_position_nothing_is_protected()
    {
        using var venue = new TestVenue();
        venue.HasPosition("BTC", "0.0");

        await Assert.ThrowsAsync<InvalidOrderException>(() => venue.Account.Orders.PlacePositionTpslAsync("BTC", stopLoss: new Price(55_000)));
        await Assert.ThrowsAsync<InvalidOrderException>(() => venue.Account.Orders.PlacePositionTpslAsync("@107", stopLoss: new Price(5)));
        Assert.Empty(venue.Exchange.Requests);
    }

    public static TheoryData<string> Misgrouped() => ["trigger first", "plain child", "child not reduce-only", "plain in positionTpsl", "whole alone", "whole in normalTpsl", "priority mixed", "priority resting", "priority reduce-only Alo", "priority outcome"];

    [Theory]
    [MemberData(nameof(Misgrouped))]
    public async Task What_a_grouping_rules_out_is_refused_before_signing(string fault)
    {
        using var venue = new TestVenue();
        var ioc = Entry with { TimeInForce = TimeInForce.Ioc };
        var batch = fault switch
        {
            "trigger first" => new OrderBatch(Stop, Stop) { Grouping = OrderGrouping.NormalTpsl },
            "plain child" => new OrderBatch(Entry, Entry) { Grouping = OrderGrouping.NormalTpsl },
            "child not reduce-only" => new OrderBatch(Entry, Stop with { ReduceOnly = false }) { Grouping = OrderGrouping.NormalTpsl },
            "plain in positionTpsl" => new OrderBatch(Whole, Entry) { Grouping = OrderGrouping.PositionTpsl },
            "whole alone" => new OrderBatch(Whole),
            "whole in normalTpsl" => new OrderBatch(Entry, Whole) { Grouping = OrderGrouping.NormalTpsl },
            "priority mixed" => new OrderBatch(ioc, Entry with { TimeInForce = TimeInForce.Alo }) { Grouping = OrderGrouping.Priority(10) },
            "priority resting" => new OrderBatch(Entry) { Grouping = OrderGrouping.Priority(10) },
            "priority reduce-only Alo" => new OrderBatch(Entry with { TimeInForce = TimeInForce.Alo, ReduceOnly = true }) { Grouping = OrderGrouping.Priority(10) },
            _ => new OrderBatch(OrderRequest.Buy("#10", new OrderSize(10)).ImmediateOrCancel(new Price(0.6m))) { Grouping = OrderGrouping.Priority(10) },
        };

        await Assert.ThrowsAsync<InvalidOrderException>(() => venue.Account.Orders.PlaceAsync(batch));
        Assert.Empty(venue.Exchange.Requests);
    }

    [Theory]
    [InlineData(TimeInForce.Ioc)]
    [InlineData(TimeInForce.Alo)]
    public async Task Priority_is_paid_for_by_the_whole_batch(TimeInForce timeInForce)
    {
        using var venue = new TestVenue();
        venue.Exchange.AnswerStatuses("""{"resting":{"oid":1}}""", """{"resting":{"oid":2}}""");
        var order = Entry with { TimeInForce = timeInForce };

        await venue.Account.Orders.PlaceAsync(new OrderBatch(order, order) { Grouping = OrderGrouping.Priority(500) });

        Assert.Equal("""{"p":500}""", venue.Exchange.Action.GetProperty("grouping").GetRawText());
    }

    [Fact]
    public async Task There_is_no_builder_unless_one_is_named()
    {
        using var venue = new TestVenue();
        venue.Exchange.AnswerStatuses("""{"resting":{"oid":1}}""");

        await venue.Account.Orders.PlaceAsync(Entry);
        await venue.Account.Orders.PlaceAsync(new OrderBatch(Entry));

        Assert.All(venue.Exchange.Requests, request => Assert.False(request.GetProperty("action").TryGetProperty("builder", out _)));
        Assert.Equal(0, venue.Info.Count("maxBuilderFee"));
    }

    [Theory]
    [InlineData(50, 50, 50)]
    [InlineData(50, 100, 50)]
    [InlineData(50, 20, 20)]
    [InlineData(50, 0, null)]
    [InlineData(0, 0, 0)]
    public async Task A_builder_takes_no_more_than_the_user_approved(int wanted, int approved, int? sent)
    {
        using var venue = new TestVenue();
        var builder = TestVenue.AddressOf("builder");
        venue.Info.Answer("maxBuilderFee", request =>
        {
            Assert.Equal((TestVenue.UserAddress.ToLowerHex(), builder.ToLowerHex()), (request.GetProperty("user").GetString(), request.GetProperty("builder").GetString()));
            return approved.ToString(System.Globalization.CultureInfo.InvariantCulture);
        });
        venue.Exchange.AnswerStatuses("""{"resting":{"oid":1}}""");

        var result = Assert.Single(await venue.Account.Orders.PlaceAsync(new OrderBatch(Entry) { Builder = new BuilderFee(builder, wanted) }));

        var action = venue.Exchange.Action;
        Assert.Equal(sent, action.TryGetProperty("builder", out var member) ? member.GetProperty("f").GetInt32() : null);
        if (sent is not null) Assert.Equal($$"""{"b":"{{builder.ToLowerHex()}}","f":{{sent}}}""", member.GetRawText());
        Assert.Equal(sent == wanted ? [] : [OrderWarningKind.BuilderFeeCapped], result.Warnings.Select(w => w.Kind));
        Assert.DoesNotContain(result.Warnings, w => w.ToString().Contains(builder.ToLowerHex()[2..], StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task An_approval_is_kept_for_five_minutes_and_one_that_grew_is_seen_sooner()
    {
        using var venue = new TestVenue();
        var approved = 100;
        venue.Info.Answer("maxBuilderFee", _ => approved.ToString(System.Globalization.CultureInfo.InvariantCulture));
        venue.Exchange.AnswerStatuses("""{"resting":{"oid":1}}""");
        var batch = new OrderBatch(Entry) { Builder = new BuilderFee(TestVenue.AddressOf("builder"), 50) };

        await venue.Account.Orders.PlaceAsync(batch);
        venue.Time.Advance(TimeSpan.FromMinutes(4));
        await venue.Account.Orders.PlaceAsync(batch);
        Assert.Equal(1, venue.Info.Count("maxBuilderFee"));

        approved = 0;
        venue.Time.Advance(TimeSpan.FromMinutes(2));
        await venue.Account.Orders.PlaceAsync(batch);
        approved = 60;
        venue.Time.Advance(TimeSpan.FromSeconds(11));
        await venue.Account.Orders.PlaceAsync(batch);

        Assert.Equal([true, true, false, true], venue.Exchange.Requests.Select(r => r.GetProperty("action").TryGetProperty("builder", out _)));
    }

    [Fact]
    public async Task A_sub_account_asks_for_the_approval_of_its_owner()
    {
        using var venue = new TestVenue();
        venue.Info.Answer("maxBuilderFee", request => request.GetProperty("user").GetString() == TestVenue.UserAddress.ToLowerHex() ? "10" : "0");
        venue.Exchange.AnswerStatuses("""{"resting":{"oid":1}}""");

        await venue.Account.ForSubAccount(TestVenue.AddressOf("sub")).Orders.PlaceAsync(new OrderBatch(Entry) { Builder = new BuilderFee(TestVenue.AddressOf("builder"), 10) });

        Assert.Equal(10, venue.Exchange.Action.GetProperty("builder").GetProperty("f").GetInt32());
    }

    [Fact]
    public async Task A_builder_takes_a_tenth_of_a_percent_at_most_on_perps_and_an_approval_that_cannot_be_read_stops_what_does_not_reduce()
    {
        using var venue = new TestVenue();
        venue.Info.Answer("maxBuilderFee", "\"lots\"");
        var builder = TestVenue.AddressOf("builder");

        var exception = await Assert.ThrowsAsync<InvalidOrderException>(() => venue.Account.Orders.PlaceAsync(new OrderBatch(Entry) { Builder = new BuilderFee(builder, 101) }));
        Assert.Equal(((decimal?)101, (decimal?)100), (exception.Value, exception.NearestBelow));
        await Assert.ThrowsAsync<ResponseFormatException>(() => venue.Account.Orders.PlaceAsync(new OrderBatch(Entry) { Builder = new BuilderFee(builder, 100) }));
        Assert.Empty(venue.Exchange.Requests);

        venue.Exchange.AnswerStatuses("""{"filled":{"totalSz":"0.01","avgPx":"59000","oid":1}}""");
        var reduce = OrderRequest.Sell("BTC", new OrderSize(0.01m)).ReduceOnly().ImmediateOrCancel(new Price(59_000));
        var close = Assert.Single(await venue.Account.Orders.PlaceAsync(new OrderBatch(reduce) { Builder = new BuilderFee(builder, 100) }));
        Assert.Equal((OrderResultStatus.Filled, OrderWarningKind.BuilderFeeCapped), (close.Status, Assert.Single(close.Warnings).Kind));
        Assert.False(venue.Exchange.Action.TryGetProperty("builder", out _));
        await Assert.ThrowsAsync<ResponseFormatException>(() => venue.Account.Orders.PlaceAsync(new OrderBatch(reduce, Entry) { Builder = new BuilderFee(builder, 100) }));

        venue.Info.Answer("maxBuilderFee", "1000");
        venue.Exchange.AnswerStatuses("""{"resting":{"oid":1}}""");
        await venue.Account.Orders.PlaceAsync(new OrderBatch(OrderRequest.Buy("@107", new OrderSize(1)).Limit(new Price(20))) { Builder = new BuilderFee(builder, 1000) });
        Assert.Equal(1000, venue.Exchange.Requests[^1].GetProperty("action").GetProperty("builder").GetProperty("f").GetInt32());
    }
}
