using System.IO.Compression;
using System.Net;
using System.Text.Json;

namespace HypeKr.Hyperliquid.Tests;

public sealed class InfoErrorTests
{
    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, true)]
    [InlineData(HttpStatusCode.InternalServerError, true)]
    [InlineData(HttpStatusCode.BadGateway, true)]
    [InlineData(HttpStatusCode.UnprocessableEntity, false)]
    [InlineData(HttpStatusCode.Found, false)]
    public async Task A_failed_read_says_whether_asking_again_may_help(HttpStatusCode status, bool isTransient)
    {
        using var venue = new TestVenue();
        venue.Info.Reply("exchangeStatus", (_, _) => Task.FromResult(InfoStub.Json("null", status)));

        var exception = await Assert.ThrowsAsync<TransportException>(() => venue.Client.Markets.GetExchangeStatusAsync());

        Assert.Equal((isTransient, false, (int)status, "null"), (exception.IsTransient, exception.MayHaveExecuted, exception.StatusCode, exception.Body));
        Assert.Equal(1, venue.Info.Count("exchangeStatus"));
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"time":"noon"}""")]
    [InlineData("""{"time":-1}""")]
    [InlineData("""{"time":9e18}""")]
    public async Task An_unreadable_answer_is_no_answer(string body)
    {
        using var venue = new TestVenue();
        venue.Info.Answer("exchangeStatus", body);

        var exception = await Assert.ThrowsAsync<ResponseFormatException>(() => venue.Client.Markets.GetExchangeStatusAsync());

        Assert.Equal(body, exception.Body);
        Assert.Contains("exchangeStatus", exception.Message);
    }

    [Fact]
    public async Task Names_of_the_answer_are_shown_without_control_characters_or_addresses()
    {
        using var venue = new TestVenue();
        var address = TestVenue.UserAddress.ToLowerHex();
        venue.Info.Answer("allMids", $$"""{"\u001b[31m{{address}}":"many"}""");

        var exception = await Assert.ThrowsAsync<ResponseFormatException>(() => venue.Client.Markets.GetMidsAsync());

        Assert.Contains("\\u001b[31m", exception.Message);
        Assert.DoesNotContain('\u001b', exception.Message);
        Assert.DoesNotContain(address, exception.Message);
    }

    [Fact]
    public async Task A_corrupt_gzip_is_no_answer()
    {
        using var venue = new TestVenue();
        venue.Info.Reply("exchangeStatus", (_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StreamContent(new GZipStream(new MemoryStream("no gzip at all"u8.ToArray()), CompressionMode.Decompress)),
        }));

        var exception = await Assert.ThrowsAsync<TransportException>(() => venue.Client.Markets.GetExchangeStatusAsync());

        Assert.IsType<InvalidDataException>(exception.InnerException);
        Assert.True(exception.IsTransient);
    }

    [Fact]
    public async Task What_a_handler_of_the_application_throws_becomes_a_failure_of_the_read()
    {
        using var venue = new TestVenue();
        venue.Info.Reply("exchangeStatus", (_, _) => throw new FormatException("of a handler"));

        var exception = await Assert.ThrowsAsync<TransportException>(() => venue.Client.Markets.GetExchangeStatusAsync());

        Assert.IsType<FormatException>(exception.InnerException);
        Assert.Contains("of a handler", exception.Message);
    }

    [Fact]
    public async Task A_read_ends_when_its_time_is_over()
    {
        using var venue = new TestVenue(o => o.InfoTimeout = TimeSpan.FromSeconds(3));
        var asked = new TaskCompletionSource();
        venue.Info.Reply("exchangeStatus", async (_, token) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            return null!;
        });

        var reading = venue.Client.Markets.GetExchangeStatusAsync();
        await asked.Task;
        venue.Time.Advance(TimeSpan.FromSeconds(3));
        var exception = await Assert.ThrowsAsync<TransportException>(() => reading);

        Assert.True(exception.IsTransient);
        Assert.Contains("3 s", exception.Message);
    }

    [Fact]
    public async Task A_cancelled_read_is_cancelled()
    {
        using var venue = new TestVenue();
        using var cancel = new CancellationTokenSource();
        venue.Info.Reply("exchangeStatus", async (_, token) =>
        {
            await cancel.CancelAsync();
            token.ThrowIfCancellationRequested();
            return null!;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => venue.Client.Markets.GetExchangeStatusAsync(cancel.Token));
    }

    [Fact]
    public async Task A_missing_core_member_is_an_error_and_not_zero()
    {
        using var venue = new TestVenue();
        venue.Info.Answer("clearinghouseState", """{"assetPositions":[{"type":"oneWay","position":{"coin":"BTC","size":"1.0"}}]}""");

        await Assert.ThrowsAsync<ResponseFormatException>(() => venue.Account.User.GetPerpStateAsync());
        await Assert.ThrowsAsync<ResponseFormatException>(() => venue.Account.Positions.CloseAsync("BTC"));
    }

    [Theory]
    [InlineData("""{"type":"maxBuilderFee","user":"x"}""", "1")]
    [InlineData("""{"type":"subAccounts"}""", "null")]
    [InlineData("""{"type":"anything","deep":{"list":[1,"two",null]}}""", """{"a":[true]}""")]
    public async Task The_raw_door_takes_and_gives_any_json(string request, string answer)
    {
        using var venue = new TestVenue();
        using var document = JsonDocument.Parse(request);
        venue.Info.Answer(document.RootElement.GetProperty("type").GetString()!, answer);

        var fromElement = await venue.Client.Raw.InfoAsync(document.RootElement);
        var fromBytes = await venue.Client.Raw.InfoAsync(System.Text.Encoding.UTF8.GetBytes(request));

        Assert.Equal(answer, fromElement.GetRawText());
        Assert.Equal(answer, fromBytes.GetRawText());
        Assert.All(venue.Info.Requests, sent => Assert.Equal(request, sent.GetRawText()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":1}""")]
    public async Task The_raw_door_refuses_what_is_no_request(string request)
    {
        using var venue = new TestVenue();

        await Assert.ThrowsAsync<ArgumentException>(() => venue.Client.Raw.InfoAsync(System.Text.Encoding.UTF8.GetBytes(request)));

        Assert.Empty(venue.Info.Requests);
    }
}
