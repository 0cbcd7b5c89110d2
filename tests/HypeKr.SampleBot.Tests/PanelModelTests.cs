using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;

namespace HypeKr.SampleBot.Tests;

public sealed class PanelModelTests
{
    [Fact]
    public void Nothing_configured_is_no_model() => Assert.Null(PanelModel.FromEnvironment(_ => null));

    [Theory]
    [InlineData(null, "http://127.0.0.1:1/v1", "HYPEKR_MODEL is not")]
    [InlineData("m", null, "HYPEKR_MODEL_ENDPOINT")]
    [InlineData("m", "ftp://127.0.0.1/", "ftp://127.0.0.1/")]
    public void Half_a_configuration_is_refused_with_what_is_missing(string? model, string? endpoint, string named)
    {
        var refusal = Assert.Throws<SampleBotException>(() => PanelModel.FromEnvironment(Read(model, endpoint)));
        Assert.Contains(named, refusal.Message);
    }

    [Fact]
    public async Task A_configured_endpoint_is_asked()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var server = builder.Build();
        server.MapPost("/v1/chat/completions", () => Results.Text(
            """{"id":"1","object":"chat.completion","created":1,"model":"local","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"FINAL_PROBABILITY: 0.62"}}]}""",
            "application/json"));
        await server.StartAsync();

        using var client = PanelModel.FromEnvironment(Read("local", $"{server.Urls.First()}/v1"))!;
        var response = await client.GetResponseAsync("How likely?");

        Assert.Equal("FINAL_PROBABILITY: 0.62", response.Text);
    }

    private static Func<string, string?> Read(string? model, string? endpoint) => name => name switch
    {
        "HYPEKR_MODEL" => model,
        "HYPEKR_MODEL_ENDPOINT" => endpoint,
        _ => null,
    };
}
