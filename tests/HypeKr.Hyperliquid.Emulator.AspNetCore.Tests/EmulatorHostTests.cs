using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using HypeKr.Crypto;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HypeKr.Hyperliquid.Emulator.AspNetCore.Tests;

/// <summary>Over real sockets on the loopback.</summary>
public sealed class EmulatorHostTests : IAsyncLifetime, IDisposable
{
    private readonly HyperliquidEmulator _emulator = new(new EmulatorOptions { TimeProvider = new StoppedClock() });
    private readonly Secp256k1PrivateKey _key = Secp256k1PrivateKey.FromBytes(Keccak256.Hash("emulator host test"u8).ToArray());
    private readonly HttpClient _client = new();
    private EmulatorHost _host = null!;

    public async Task InitializeAsync()
    {
        _emulator.Admin.Fund(_key.Address, 100_000);
        _host = await EmulatorHost.StartAsync(_emulator);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public void Dispose()
    {
        _client.Dispose();
        _key.Dispose();
    }

    [Fact]
    public void It_listens_on_the_loopback_on_a_free_port()
    {
        Assert.Equal("127.0.0.1", _host.BaseAddress.Host);
        Assert.InRange(_host.BaseAddress.Port, 1, IPEndPoint.MaxPort);
        Assert.Equal(_host.BaseAddress, _host.Network.BaseAddress);
        Assert.Equal(HyperliquidChain.Testnet, _host.Network.Chain);
    }

    [Fact]
    public void Signals_stay_with_the_process()
    {
        var lifetime = _host.Services.GetRequiredService<IHostLifetime>();

        Assert.Equal(typeof(EmulatorHost), lifetime.GetType().DeclaringType);
        Assert.NotEqual("ConsoleLifetime", lifetime.GetType().Name);
    }

    [Fact]
    public async Task It_answers_as_the_emulator_does_in_memory()
    {
        using var memory = new HttpClient(_emulator.CreateHandler());
        var user = _key.Address.ToLowerHex();
        string[] reads =
        [
            """{"type":"meta"}""",
            """{"type":"meta","dex":"xyz"}""",
            """{"type":"meta","dex":"none"}""",
            """{"type":"spotMeta"}""",
            """{"type":"perpDexs"}""",
            """{"type":"outcomeMeta"}""",
            """{"type":"allMids"}""",
            """{"type":"l2Book","coin":"BTC"}""",
            """{"type":"l2Book","coin":"#10","nSigFigs":2}""",
            """{"type":"exchangeStatus"}""",
            $$"""{"type":"clearinghouseState","user":"{{user}}"}""",
            $$"""{"type":"spotClearinghouseState","user":"{{user}}"}""",
            $$"""{"type":"openOrders","user":"{{user}}"}""",
            $$"""{"type":"orderStatus","user":"{{user}}","oid":1}""",
            $$"""{"type":"userFills","user":"{{user}}"}""",
            $$"""{"type":"userRole","user":"{{user}}"}""",
            """{"type":"unheard of"}""",
            "no json",
        ];

        await SendAsync(_client, _host.Network.ExchangeAddress, Sign(Order("99000", "0.01"), 1));
        await SendAsync(_client, _host.Network.ExchangeAddress, Sign(Order("100010", "0.02"), 2));
        foreach (var read in reads)
        {
            var here = await SendAsync(_client, _host.Network.InfoAddress, read);
            var there = await SendAsync(memory, _emulator.Network.InfoAddress, read);
            Assert.Equal(there, here);
        }
    }

    [Fact]
    public async Task Orders_are_signed_matched_and_read_back_over_the_wire()
    {
        var reply = await SendAsync(_client, _host.Network.ExchangeAddress, Sign(Order("100010", "0.02"), 1));
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal("application/json", reply.Type);
        using var document = JsonDocument.Parse(reply.Body);
        var filled = document.RootElement.GetProperty("response").GetProperty("data").GetProperty("statuses")[0].GetProperty("filled");
        Assert.Equal("0.02", filled.GetProperty("totalSz").GetString());
        Assert.Equal("100010.0", filled.GetProperty("avgPx").GetString());

        var state = await SendAsync(_client, _host.Network.InfoAddress, $$"""{"type":"clearinghouseState","user":"{{_key.Address.ToLowerHex()}}"}""");
        Assert.Contains("\"szi\":\"0.02\"", state.Body, StringComparison.Ordinal);

        var again = await SendAsync(_client, _host.Network.ExchangeAddress, Sign(Order("100010", "0.02"), 1));
        Assert.Contains("Invalid nonce: duplicate nonce", again.Body, StringComparison.Ordinal);
        Assert.True(_emulator.Admin.Totals().IsConserved);
    }

    [Fact]
    public async Task A_body_of_another_shape_is_422_in_plain_text()
    {
        var reply = await SendAsync(_client, _host.Network.ExchangeAddress, "{}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, reply.Status);
        Assert.Equal("text/plain", reply.Type);
        Assert.Equal("Failed to deserialize the JSON body into the target type: action: missing field `action`", reply.Body);
    }

    [Theory]
    [InlineData("ws", HttpStatusCode.MethodNotAllowed)]
    [InlineData("", HttpStatusCode.NotFound)]
    [InlineData("admin", HttpStatusCode.NotFound)]
    public async Task Other_paths_are_refused(string path, HttpStatusCode status) =>
        Assert.Equal(status, (await SendAsync(_client, new Uri(_host.BaseAddress, path), "{}")).Status);

    [Fact]
    public async Task Other_methods_are_not_allowed()
    {
        using var reply = await _client.GetAsync(_host.Network.InfoAddress);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, reply.StatusCode);
    }

    [Fact]
    public async Task A_body_may_come_in_chunks_up_to_the_limit_and_no_further()
    {
        var small = new string(' ', HyperliquidEmulatorEndpoints.MaxBodySize - 100) + """{"type":"exchangeStatus"}""";
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(_client, _host.Network.InfoAddress, small, chunked: true)).Status);

        var large = new string(' ', HyperliquidEmulatorEndpoints.MaxBodySize) + """{"type":"exchangeStatus"}""";
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await SendAsync(_client, _host.Network.InfoAddress, large)).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await SendAsync(_client, _host.Network.InfoAddress, large, chunked: true)).Status);
    }

    [Fact]
    public async Task Two_hosts_run_at_once_each_with_its_own_state()
    {
        var other = new HyperliquidEmulator(new EmulatorOptions { TimeProvider = new StoppedClock() });
        await using var second = await EmulatorHost.StartAsync(other);
        Assert.NotEqual(_host.BaseAddress, second.BaseAddress);

        var order = Sign(Order("100010", "0.02"), 1);
        Assert.Contains("filled", (await SendAsync(_client, _host.Network.ExchangeAddress, order)).Body, StringComparison.Ordinal);
        Assert.Contains("does not exist", (await SendAsync(_client, second.Network.ExchangeAddress, order)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_hosts_may_share_an_emulator()
    {
        await using var second = await EmulatorHost.StartAsync(_emulator);
        await SendAsync(_client, _host.Network.ExchangeAddress, Sign(Order("99000", "0.01"), 1));
        Assert.Contains("99000.0", (await SendAsync(_client, second.Network.InfoAddress, $$"""{"type":"openOrders","user":"{{_key.Address.ToLowerHex()}}"}""")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_can_be_named_and_a_taken_one_is_an_error()
    {
        await Assert.ThrowsAsync<IOException>(() => EmulatorHost.StartAsync(_emulator, _host.BaseAddress.Port));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => EmulatorHost.StartAsync(_emulator, 70_000));

        var port = _host.BaseAddress.Port;
        await _host.DisposeAsync();
        _host = await EmulatorHost.StartAsync(_emulator, port);
        Assert.Equal(port, _host.BaseAddress.Port);
    }

    [Fact]
    public async Task A_disposed_host_has_let_go_of_its_port()
    {
        var address = _host.BaseAddress;
        await _host.DisposeAsync();
        using var socket = new TcpClient();
        await Assert.ThrowsAnyAsync<SocketException>(() => socket.ConnectAsync(IPAddress.Loopback, address.Port));
        _host = await EmulatorHost.StartAsync(_emulator);
    }

    [Fact]
    public async Task An_application_may_map_an_emulator_below_a_prefix()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using var application = builder.Build();
        application.MapGroup("/paper").MapHyperliquidEmulator(_emulator);
        await application.StartAsync();
        var network = HyperliquidNetwork.Emulator(new Uri(new Uri(application.Urls.First()), "paper/"));
        Assert.Contains("BTC", (await SendAsync(_client, network.InfoAddress, """{"type":"meta"}""")).Body, StringComparison.Ordinal);
        await application.StopAsync();
    }

    private static string Order(string price, string size) =>
        $$$$"""{"type":"order","orders":[{"a":0,"b":true,"p":"{{{{price}}}}","s":"{{{{size}}}}","r":false,"t":{"limit":{"tif":"Gtc"}}}],"grouping":"na"}""";

    private string Sign(string action, int number)
    {
        var raw = RawAction.Parse(action);
        var nonce = StoppedClock.Time.ToUnixTimeMilliseconds() + number;
        return new SignedAction(raw, _emulator.Network, nonce, _key.Sign(raw.ToTypedDataHash(_emulator.Network, nonce).Digest)).ToJson();
    }

    private static async Task<(HttpStatusCode Status, string? Type, string Body)> SendAsync(HttpClient client, Uri address, string body, bool chunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TransferEncodingChunked = chunked;
        using var reply = await client.SendAsync(request);
        return (reply.StatusCode, reply.Content.Headers.ContentType?.MediaType, await reply.Content.ReadAsStringAsync());
    }

    private sealed class StoppedClock : TimeProvider
    {
        public static readonly DateTimeOffset Time = DateTimeOffset.Parse("2026-01-01T00:00:00Z", CultureInfo.InvariantCulture);

        public override DateTimeOffset GetUtcNow() => Time;
    }
}
