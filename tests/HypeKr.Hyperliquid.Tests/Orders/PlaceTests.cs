using System.Globalization;
using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Tests;

public sealed class PlaceTests
{
    private static readonly OrderRequest Buy = new() { Coin = "BTC", Side = OrderSide.Buy, Price = new(59000), Size = new(0.001m) };

    [Theory]
    [InlineData("""{"filled":{"totalSz":"0.001","avgPx":"58999.5","oid":12}}""", OrderResultStatus.Filled, "0.001", "58999.5", 12L)]
    [InlineData("""{"filled":{"totalSz":"0.00100","avgPx":"58999.5","oid":12,"cloid":"0x00000000000000000000000000000001"}}""", OrderResultStatus.Filled, "0.001", "58999.5", 12L)]
    [InlineData("""{"filled":{"totalSz":"0.0004","avgPx":"58000.0","oid":12}}""", OrderResultStatus.PartlyFilled, "0.0004", "58000", 12L)]
    [InlineData("""{"resting":{"oid":77738308}}""", OrderResultStatus.Resting, null, null, 77738308L)]
    [InlineData("\"waitingForFill\"", OrderResultStatus.WaitingForFill, "0", null, null)]
    [InlineData("\"waitingForTrigger\"", OrderResultStatus.WaitingForTrigger, "0", null, null)]
    [InlineData("""{"error":"Order could not immediately match against any resting orders. asset=0"}""", OrderResultStatus.Rejected, "0", null, null)]
    public async Task Each_status_is_a_fact(string entry, OrderResultStatus status, string? filled, string? average, long? orderId)
    {
        using var venue = new TestVenue();
        venue.Exchange.AnswerStatuses(entry);

        var result = await venue.Account.Orders.PlaceAsync(Buy);

        Assert.Equal((status, true, Decimal(filled), Decimal(average), orderId), (result.Status, result.IsKnown, result.FilledSize, result.AveragePrice, result.OrderId));
        Assert.Equal(Buy with { Cloid = result.Request.Cloid }, result.Request);
        Assert.Equal(status == OrderResultStatus.Rejected, result.Rejection is not null);
        Assert.Null(result.Failure);
    }

    [Fact]
    public async Task The_wire_has_the_order_as_asked_for_and_a_signature_of_the_signer()
    {
        using var venue = new TestVenue();
        venue.Exchange.AnswerStatuses("""{"resting":{"oid":1}}""", "\"waitingForTrigger\"");
        var (cloid, other) = (Cloid.Parse("0x000000000000000000000000000000ab"), Cloid.Parse("0x000000000000000000000000000000cd"));

        await venue.Account.Orders.PlaceAsync(
            [
                new() { Coin = "BTC", Side = OrderSide.Buy, Price = new(59000.0m), Size = new(0.00100m), TimeInForce = TimeInForce.Alo, Cloid = cloid },
                new() { Coin = "xyz:GOLD", Side = OrderSide.Sell, Price = new(2900m), Size = new(1.5m), ReduceOnly = true, Trigger = new() { Kind = TriggerKind.StopLoss, TriggerPrice = new(2950.5m) }, Cloid = other },
            ],
            OrderGrouping.NormalTpsl,
            new ActionOptions { ExpiresAfter = TestVenue.Start.AddSeconds(30) });

        var body = Assert.Single(venue.Exchange.Requests);
        Assert.Equal(
            """{"type":"order","orders":[{"a":0,"b":true,"p":"59000","s":"0.001","r":false,"t":{"limit":{"tif":"Alo"}},"c":"0x000000000000000000000000000000ab"},{"a":110000,"b":false,"p":"2900","s":"1.5","r":true,"t":{"trigger":{"isMarket":true,"triggerPx":"2950.5","tpsl":"sl"}},"c":"0x000000000000000000000000000000cd"}],"grouping":"normalTpsl"}""",
            body.GetProperty("action").GetRawText());
        Assert.Equal(TestVenue.Start.AddSeconds(30).ToUnixTimeMilliseconds(), body.GetProperty("expiresAfter").GetInt64());
        Assert.Equal(venue.Signer.Address, Recover(venue, body));
    }

    [Fact]
    public async Task An_order_without_a_cloid_is_given_one_that_its_result_names()
    {
        using var venue = new TestVenue();
        venue.Exchange.Answer("<html>");
        var own = Buy with { Cloid = Cloid.Parse("0x000000000000000000000000000000ab") };

        var results = await venue.Account.Orders.PlaceAsync([Buy, own, Buy]);

        var sent = venue.Exchange.Action.GetProperty("orders").EnumerateArray().Select(order => order.GetProperty("c").GetString());
        Assert.All(results, result => Assert.Equal(OrderResultStatus.Unknown, result.Status));
        Assert.Equal(sent, results.Select(result => result.Request.Cloid!.Value.ToString()));
        Assert.Equal(own, results[1].Request);
        Assert.Equal(3, results.Select(result => result.Request.Cloid).Distinct().Count());
    }

    [Fact]
    public async Task What_becomes_of_the_list_after_the_call_changes_nothing()
    {
        using var venue = new TestVenue();
        List<OrderRequest> orders = [Buy, Buy with { Coin = "ETH", Price = new(2600.5m) }];
        venue.Exchange.Reply = (_, _) =>
        {
            orders.Clear();
            return Task.FromResult(InfoStub.Json("""{"status":"ok","response":{"type":"order","data":{"statuses":[{"resting":{"oid":1}},{"resting":{"oid":2}}]}}}"""));
        };

        var results = await venue.Account.Orders.PlaceAsync(orders);

        Assert.Equal(["BTC", "ETH"], results.Select(result => result.Request.Coin));
        Assert.Equal([1L, 2L], results.Select(result => result.OrderId!.Value));
    }

    [Fact]
    public async Task A_sub_account_or_vault_is_named_and_signed()
    {
        using var venue = new TestVenue();
        var (vault, sub) = (TestVenue.AddressOf("vault"), TestVenue.AddressOf("sub"));
        venue.Exchange.AnswerStatuses("""{"resting":{"oid":1}}""");

        await venue.Account.ForVault(vault).Orders.PlaceAsync(Buy);
        await venue.Account.ForSubAccount(sub).Orders.PlaceAsync(Buy);
        await venue.Account.Orders.PlaceAsync(Buy);

        Assert.Equal(vault.ToLowerHex(), venue.Exchange.Requests[0].GetProperty("vaultAddress").GetString());
        Assert.Equal(sub.ToLowerHex(), venue.Exchange.Requests[1].GetProperty("vaultAddress").GetString());
        Assert.False(venue.Exchange.Requests[2].TryGetProperty("vaultAddress", out _));
        Assert.All(venue.Exchange.Requests, body => Assert.Equal(venue.Signer.Address, Recover(venue, body)));
        Assert.Equal((vault, true), (venue.Account.ForVault(vault).User.Address, venue.Account.ForVault(vault).IsVaultOrSubAccount));
    }

    [Fact]
    public async Task A_signer_that_sees_typed_data_alone_will_do()
    {
        using var venue = new TestVenue();
        using var local = TestVenue.CreateSigner("wallet");
        venue.Exchange.AnswerStatuses("""{"resting":{"oid":1}}""");

        var result = await venue.Client.ForAccount(TestVenue.UserAddress, new Wallet(local)).Orders.PlaceAsync(Buy);

        Assert.Equal(OrderResultStatus.Resting, result.Status);
        Assert.Equal(local.Address, Recover(venue, Assert.Single(venue.Exchange.Requests)));
    }

    [Fact]
    public async Task Nonces_never_repeat()
    {
        using var venue = new TestVenue();
        venue.Exchange.AnswerStatuses("""{"resting":{"oid":1}}""");
        await venue.Client.Markets.GetAssetAsync("BTC");
        var other = venue.Client.ForAccount(TestVenue.AddressOf("another user"), venue.Signer);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => (i % 2 == 0 ? venue.Account : other).Orders.PlaceAsync(Buy))));

        var nonces = venue.Exchange.Requests.Select(r => r.GetProperty("nonce").GetInt64()).ToArray();
        Assert.Equal(50, nonces.Distinct().Count());
        Assert.True(nonces.Min() >= TestVenue.Start.ToUnixTimeMilliseconds());
    }

    [Theory]
    [InlineData("59000.5", "0.001", "59000", "59001")]
    [InlineData("0", "0.001", null, null)]
    [InlineData("-1", "0.001", null, null)]
    [InlineData("59000", "0.000001", null, "0.00001")]
    [InlineData("59000", "0.123456", "0.12345", "0.12346")]
    [InlineData("59000", "0", null, "0.00001")]
    [InlineData("59000", "-1", null, null)]
    public async Task Off_the_grid_or_not_above_zero_is_refused_before_signing(string price, string size, string? below, string? above)
    {
        using var venue = new TestVenue();

        var exception = await Assert.ThrowsAsync<InvalidOrderException>(
            () => venue.Account.Orders.PlaceAsync(new() { Coin = "BTC", Side = OrderSide.Buy, Price = new(Decimal(price)!.Value), Size = new(Decimal(size)!.Value) }));

        if (below is not null) Assert.Equal(Decimal(below), exception.NearestBelow);
        if (above is not null) Assert.Equal(Decimal(above), exception.NearestAbove);
        Assert.Empty(venue.Exchange.Requests);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e30)]
    public void What_is_no_number_cannot_become_a_size(double size) => Assert.Throws<OverflowException>(() => Buy with { Size = new((decimal)size) });

    [Fact]
    public async Task One_bad_order_keeps_the_batch_from_being_signed()
    {
        using var venue = new TestVenue();

        await Assert.ThrowsAsync<InvalidOrderException>(() => venue.Account.Orders.PlaceAsync([Buy, Buy with { Size = new(0.0000001m) }]));
        await Assert.ThrowsAsync<ArgumentException>(() => venue.Account.Orders.PlaceAsync([]));
        await Assert.ThrowsAsync<ArgumentNullException>(() => venue.Account.Orders.PlaceAsync([Buy, null!]));

        Assert.Empty(venue.Exchange.Requests);
    }

    [Fact]
    public async Task Addresses_and_words_of_results_are_printed_without_culture_or_address()
    {
        using var venue = new TestVenue();
        venue.Exchange.AnswerStatuses("""{"filled":{"totalSz":"0.0005","avgPx":"58999.5","oid":12}}""", $$"""{"error":"Vault not registered: {{TestVenue.UserAddress.ToLowerHex()}}"}""");

        var results = await venue.Account.Orders.PlaceAsync([Buy, Buy]);

        Assert.Equal("PartlyFilled 0.0005 at 58999.5", results[0].ToString());
        Assert.Contains(TestVenue.UserAddress.Fingerprint, results[1].ToString());
        Assert.DoesNotContain(TestVenue.UserAddress.ToLowerHex()[2..], results[1].ToString(), StringComparison.OrdinalIgnoreCase);
    }

    private static decimal? Decimal(string? text) => text is null ? null : decimal.Parse(text, CultureInfo.InvariantCulture);

    private static EthereumAddress Recover(TestVenue venue, JsonElement body)
    {
        var signature = body.GetProperty("signature");
        var recoverable = RecoverableSignature.Create(Bytes(signature, "r"), Bytes(signature, "s"), signature.GetProperty("v").GetInt32() - 27);
        var vault = body.TryGetProperty("vaultAddress", out var address) ? EthereumAddress.Parse(address.GetString()!) : (EthereumAddress?)null;
        var expiry = body.TryGetProperty("expiresAfter", out var instant) ? instant.GetInt64() : (long?)null;
        return recoverable.Recover(new RawAction(body.GetProperty("action")).ToTypedDataHash(venue.Client.Network, body.GetProperty("nonce").GetInt64(), vault, expiry).Digest);
    }

    private static byte[] Bytes(JsonElement signature, string name) => Convert.FromHexString(signature.GetProperty(name).GetString()!.AsSpan(2));

    private sealed class Wallet(PrivateKeySigner inner) : ITypedDataSigner
    {
        public EthereumAddress Address => inner.Address;

        public ValueTask<RecoverableSignature> SignTypedDataAsync(TypedData typedData, CancellationToken cancellationToken = default) => inner.SignTypedDataAsync(typedData, cancellationToken);
    }
}
