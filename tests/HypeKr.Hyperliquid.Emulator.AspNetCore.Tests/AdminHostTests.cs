using System.Net;
using System.Text;

namespace HypeKr.Hyperliquid.Emulator.AspNetCore.Tests;

/// <summary>The admin door on its own port.</summary>
public sealed class AdminHostTests : IAsyncLifetime
{
    private readonly HyperliquidEmulator _emulator = new();
    private readonly HttpClient _client = new();
    private EmulatorHost _venue = null!;
    private EmulatorAdminHost _admin = null!;

    public async Task InitializeAsync()
    {
        _venue = await EmulatorHost.StartAsync(_emulator);
        _admin = await EmulatorAdminHost.StartAsync(_emulator);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _admin.DisposeAsync();
        await _venue.DisposeAsync();
    }

    [Fact]
    public async Task It_has_a_port_of_its_own_on_the_loopback()
    {
        Assert.Equal("127.0.0.1", _admin.BaseAddress.Host);
        Assert.NotEqual(_venue.BaseAddress.Port, _admin.BaseAddress.Port);
        await Assert.ThrowsAsync<IOException>(() => EmulatorAdminHost.StartAsync(_emulator, _venue.BaseAddress.Port));
        foreach (var path in (string[])["faults", "fund", "time", "totals"]) Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync(new Uri(_venue.BaseAddress, path))).StatusCode);
        foreach (var path in (string[])["info", "exchange", "ws"]) Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync(new Uri(_admin.BaseAddress, path))).StatusCode);
    }

    [Fact]
    public async Task A_fault_that_is_set_here_strikes_there()
    {
        using var set = await PostAsync("faults", """{"effect":{"kind":"respond","status":503},"endpoint":"/info","times":1}""");
        Assert.Equal("""{"ids":[1]}""", await set.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _client.PostAsync(_venue.Network.InfoAddress, new StringContent("""{"type":"allMids"}"""))).StatusCode);
        Assert.Contains("\"struck\":1", await _client.GetStringAsync(new Uri(_admin.BaseAddress, "faults")), StringComparison.Ordinal);
        using var cleared = await _client.DeleteAsync(new Uri(_admin.BaseAddress, "faults"));
        Assert.Equal("[]", await _client.GetStringAsync(new Uri(_admin.BaseAddress, "faults")));
    }

    [Fact]
    public async Task Pages_of_other_origins_are_kept_out()
    {
        // What a form can send.
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await PostAsync("advance", """{"milliseconds":1}""", "text/plain")).StatusCode);

        // What a name that was bound to 127.0.0.1 leads to.
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_admin.BaseAddress, "time"));
        request.Headers.Host = "example.com";
        Assert.Equal(HttpStatusCode.Forbidden, (await _client.SendAsync(request)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("fund", "{}")).StatusCode);
    }

    private Task<HttpResponseMessage> PostAsync(string path, string body, string type = "application/json") =>
        _client.PostAsync(new Uri(_admin.BaseAddress, path), new StringContent(body, Encoding.UTF8, type));
}
