using System.Net.WebSockets;
using System.Text.Json;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Reads and actions over a socket: numbered, sent once, and honest when the socket is lost.</summary>
public sealed class SocketPostTests
{
    private const string Default = """{"status":"ok","response":{"type":"default"}}""";

    private static readonly OrderRequest Buy = new() { Coin = "BTC", Side = OrderSide.Buy, Price = new(59000), Size = new(0.001m) };

    [Fact]
    public async Task Answers_find_their_request_whatever_their_order()
    {
        using var venue = Venue();
        var reads = Enumerable.Range(0, 90).Select(i => Raw(venue, $$"""{"type":"read{{i}}"}""")).ToList();
        var socket = await venue.NextSocketAsync();
        var posts = new List<JsonElement>();
        for (var i = 0; i < reads.Count; i++) posts.Add(await NextPostAsync(socket));
        new Random(5).Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(posts));

        foreach (var post in posts)
        {
            var type = post.GetProperty("request").GetProperty("payload").GetProperty("type").GetString()!;
            AnswerInfo(socket, post, $"\"{type}\"");
        }

        for (var i = 0; i < reads.Count; i++) Assert.Equal(FormattableString.Invariant($"read{i}"), (await reads[i].Guarded()).GetString());
        Assert.Equal(90, posts.Select(Id).Distinct().Count());
        Assert.All(posts, post => Assert.Equal(("post", "info"), (post.GetProperty("method").GetString(), post.GetProperty("request").GetProperty("type").GetString())));
        Assert.Equal(1, venue.Attempts);
        Assert.Empty(venue.Venue.Info.Requests);
    }

    [Fact]
    public async Task An_action_is_posted_as_it_would_be_over_http()
    {
        using var venue = Venue();
        var placing = venue.Venue.Account.Orders.PlaceAsync(Buy);
        var socket = await venue.NextSocketAsync();
        await AnswerReadsAsync(socket, venue);
        var post = await NextActionAsync(socket, venue);
        AnswerAction(socket, post, """{"status":"ok","response":{"type":"order","data":{"statuses":[{"resting":{"oid":7}}]}}}""");
        var result = await placing.Guarded();

        Assert.Equal(OrderResultStatus.Resting, result.Status);
        var payload = post.GetProperty("request").GetProperty("payload");
        Assert.Equal("order", payload.GetProperty("action").GetProperty("type").GetString());
        Assert.True(payload.TryGetProperty("nonce", out _) && payload.TryGetProperty("signature", out _));
        Assert.Empty(venue.Venue.Exchange.Requests);
    }

    /// <summary>What the venue says to an action means the same over either transport.</summary>
    [Theory]
    [InlineData(Default)]
    [InlineData("""{"status":"err","response":"Must deposit before performing actions."}""")]
    [InlineData("""{"status":"err","response":"Invalid nonce: duplicate nonce 7"}""")]
    [InlineData("""{"status":"maybe","response":"?"}""")]
    [InlineData("""{"status":"ok"}""")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task An_answer_means_the_same_over_either_transport(string answer)
    {
        using var http = new TestVenue();
        http.Exchange.Answer(answer);
        using var venue = Venue();
        var submitting = venue.Venue.Account.SubmitAsync(new NoopAction());
        var socket = await venue.NextSocketAsync();
        AnswerAction(socket, await NextPostAsync(socket), answer);

        Assert.Equal(await OutcomeAsync(http.Account.SubmitAsync(new NoopAction())), await OutcomeAsync(submitting.Guarded()));

        static async Task<(Type?, bool?, bool?, string?)> OutcomeAsync(Task<ActionResponse> task)
        {
            try
            {
                return (null, null, null, (await task).Raw.GetRawText());
            }
            catch (HyperliquidException e)
            {
                return (e.GetType(), e.MayHaveExecuted, e.IsTransient, (e as ActionRejectedException)?.Rejection.Text);
            }
        }
    }

    [Fact]
    public async Task A_lost_socket_leaves_actions_unknown_and_reads_to_be_asked_again()
    {
        using var venue = Venue();
        var action = venue.Venue.Account.SubmitAsync(new NoopAction());
        var socket = await venue.NextSocketAsync();
        await NextPostAsync(socket);
        var read = Raw(venue, """{"type":"userRole"}""");
        await NextPostAsync(socket);
        socket.Break();

        var lostAction = await Assert.ThrowsAsync<TransportException>(() => action.Guarded());
        var lostRead = await Assert.ThrowsAsync<TransportException>(() => read.Guarded());

        Assert.Equal((true, false), (lostAction.MayHaveExecuted, lostAction.IsTransient));
        Assert.Equal((false, true), (lostRead.MayHaveExecuted, lostRead.IsTransient));
        Assert.Empty(venue.Venue.Exchange.Requests);
        var again = Raw(venue, """{"type":"userRole"}""");
        var next = await venue.NextSocketAsync();
        AnswerInfo(next, await NextPostAsync(next), "1");
        Assert.Equal(1, (await again.Guarded()).GetInt32());
    }

    [Theory]
    [InlineData("""{"channel":"post","data":{"id":ID,"response":{"type":"action","payload":{"status":"o""")]
    [InlineData("""{"channel":"post","data":{"id":ID,"response":{"type":"info","payload":{"type":"noop","data":{}}}}}""")]
    [InlineData("""{"channel":"post","data":{"id":ID}}""")]
    [InlineData("""{"channel":"post","data":{"id":ID,"response":null}}""")]
    [InlineData("""{"channel":"post","data":{"id":ID,"response":{"payload":{}}}}""")]
    public async Task An_answer_that_cannot_be_read_leaves_the_action_unknown(string message)
    {
        using var venue = Venue();
        var action = venue.Venue.Account.SubmitAsync(new NoopAction());
        var socket = await venue.NextSocketAsync();
        socket.Say(message.Replace("ID", Id(await NextPostAsync(socket)).ToString(System.Globalization.CultureInfo.InvariantCulture)));

        Assert.True((await Assert.ThrowsAsync<ResponseFormatException>(() => action.Guarded())).MayHaveExecuted);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"channel":"post","data":{"id":99999,"response":{"type":"action","payload":{"status":"ok","response":{"type":"default"}}}}}""")]
    [InlineData("""{"channel":"post"}""")]
    [InlineData("""{"channel":"post","data":7}""")]
    [InlineData("""{"channel":"error","data":"Something new"}""")]
    [InlineData("""{"channel":"error","data":"Something new id=99999"}""")]
    [InlineData("""{"channel":"error","data":7}""")]
    [InlineData("""{"channel":"notification","data":{"notification":"hello"}}""")]
    [InlineData("Websocket connection established.")]
    public async Task What_belongs_to_nobody_harms_nobody(string message)
    {
        using var venue = Venue();
        var action = venue.Venue.Account.SubmitAsync(new NoopAction());
        var socket = await venue.NextSocketAsync();
        var post = await NextPostAsync(socket);
        socket.Say(message);
        AnswerAction(socket, post, Default);
        AnswerAction(socket, post, """{"status":"err","response":"A second answer"}""");

        Assert.Equal("default", (await action.Guarded()).Type);
        var second = venue.Venue.Account.SubmitAsync(new NoopAction());
        AnswerAction(socket, await NextPostAsync(socket), Default);
        await second.Guarded();
    }

    [Fact]
    public async Task What_no_socket_can_be_opened_for_goes_over_http_once()
    {
        using var venue = Venue();
        venue.BeforeOpen = (_, _) => throw new WebSocketException("refused");
        venue.Venue.Info.Answer("userRole", "1");

        Assert.Equal("default", (await venue.Venue.Account.SubmitAsync(new NoopAction()).Guarded()).Type);
        Assert.Equal(1, (await Raw(venue, """{"type":"userRole"}""").Guarded()).GetInt32());
        Assert.Single(venue.Venue.Exchange.Requests);
        Assert.Equal(1, venue.Attempts);

        // After a pause it is tried again.
        venue.Time.Advance(TimeSpan.FromSeconds(1));
        venue.BeforeOpen = (_, _) => Task.CompletedTask;
        var third = venue.Venue.Account.SubmitAsync(new NoopAction());
        var socket = await venue.NextSocketAsync();
        AnswerAction(socket, await NextPostAsync(socket), Default);
        await third.Guarded();
        Assert.Single(venue.Venue.Exchange.Requests);
    }

    [Fact]
    public async Task A_socket_that_takes_too_long_to_open_is_not_waited_for()
    {
        using var venue = Venue();
        venue.BeforeOpen = (_, token) => Task.Delay(Timeout.Infinite, token);
        var action = venue.Venue.Account.SubmitAsync(new NoopAction());
        venue.Time.Advance(await venue.Time.TimerAsync(due => due == TimeSpan.FromSeconds(5)));

        Assert.Equal("default", (await action.Guarded()).Type);
        Assert.Single(venue.Venue.Exchange.Requests);
    }

    [Fact]
    public async Task Where_all_sockets_are_taken_requests_go_over_http()
    {
        using var venue = Venue(o => o.Limits = new VenueLimits(new() { Connections = 1 }, o.TimeProvider));
        var (feed, _) = await venue.OpenFeedAsync("""{"type":"allMids"}""");
        await using var _ = feed;

        await venue.Venue.Account.SubmitAsync(new NoopAction()).Guarded();

        Assert.Single(venue.Venue.Exchange.Requests);
        Assert.Equal((1, 0), (venue.Attempts, venue.Client.Limits.GetUsage().PostsInFlight));
    }

    [Fact]
    public async Task What_is_too_long_to_be_posted_goes_over_http()
    {
        using var venue = Venue(o => o.MaxPostBytes = 50);
        venue.Venue.Info.Answer("userRole", "1");

        Assert.Equal(1, (await Raw(venue, $$"""{"type":"userRole","padding":"{{new string('x', 50)}}"}""").Guarded()).GetInt32());
        await venue.Venue.Account.SubmitAsync(new NoopAction()).Guarded();

        Assert.Equal(0, venue.Attempts);
        Assert.Single(venue.Venue.Exchange.Requests);
    }

    [Fact]
    public async Task An_answer_that_is_too_long_costs_nobody_else_his()
    {
        using var venue = Venue(o => o.MaxResponseBytes = 20_000);
        var huge = Raw(venue, """{"type":"huge"}""");
        var socket = await venue.NextSocketAsync();
        var first = await NextPostAsync(socket);
        var small = Raw(venue, """{"type":"small"}""");
        var second = await NextPostAsync(socket);
        AnswerInfo(socket, first, $"\"{new string('x', 1_000_000)}\"");
        AnswerInfo(socket, second, "2");

        var tooLong = await Assert.ThrowsAsync<TransportException>(() => huge.Guarded());
        Assert.Equal((false, false), (tooLong.MayHaveExecuted, tooLong.IsTransient));
        Assert.Equal(2, (await small.Guarded()).GetInt32());
    }

    [Fact]
    public async Task An_answer_may_come_in_pieces()
    {
        using var venue = Venue();
        var read = Raw(venue, """{"type":"userRole"}""");
        var socket = await venue.NextSocketAsync();
        var id = Id(await NextPostAsync(socket));
        var answer = $$$"""{"channel":"post","data":{"response":{"payload":{"data":{"a":[1,2,{"b":"}"}]},"type":"userRole"},"type":"info"},"id":{{{id}}} } }""";
        foreach (var letter in answer[..^1]) socket.SayPart(letter.ToString());
        socket.Say(answer[^1..]);

        Assert.Equal("}", (await read.Guarded()).GetProperty("a")[2].GetProperty("b").GetString());
    }

    [Fact]
    public async Task After_the_deadline_an_action_is_unknown_and_its_place_is_held_until_the_answer()
    {
        using var venue = Venue(o => o.Limits = new VenueLimits(new() { PostsInFlight = 2, ReservedPosts = 0 }, o.TimeProvider));
        var action = venue.Venue.Account.SubmitAsync(new NoopAction());
        var socket = await venue.NextSocketAsync();
        var post = await NextPostAsync(socket);
        venue.Time.Advance(TimeSpan.FromSeconds(15));

        var late = await Assert.ThrowsAsync<TransportException>(() => action.Guarded());
        Assert.True(late.MayHaveExecuted);
        Assert.Contains("15 s", late.Message);
        Assert.Equal(1, venue.Client.Limits.GetUsage().PostsInFlight);

        AnswerAction(socket, post, Default);
        var next = venue.Venue.Account.SubmitAsync(new NoopAction());
        AnswerAction(socket, await NextPostAsync(socket), Default);
        await next.Guarded();
        Assert.Equal(0, venue.Client.Limits.GetUsage().PostsInFlight);
    }

    [Fact]
    public async Task A_place_that_is_never_answered_comes_back_after_a_minute()
    {
        using var venue = new ScriptedVenue(
            o => (o.Transport, o.Limits) = (RequestTransport.Socket, new VenueLimits(new() { PostsInFlight = 1, ReservedPosts = 0 }, o.TimeProvider)),
            feeds => new() { SocketFactory = feeds.SocketFactory, PingInterval = TimeSpan.FromHours(1), SilenceTimeout = TimeSpan.FromHours(1) });
        using var cancel = new CancellationTokenSource();
        var action = venue.Venue.Account.SubmitAsync(new NoopAction(), cancellationToken: cancel.Token);
        var socket = await venue.NextSocketAsync();
        await NextPostAsync(socket);
        await cancel.CancelAsync();
        Assert.True((await Assert.ThrowsAsync<TransportException>(() => action.Guarded())).MayHaveExecuted);

        var waiting = venue.Venue.Account.SubmitAsync(new NoopAction());
        venue.Time.Advance(TimeSpan.FromSeconds(14));
        Assert.False(socket.TryReadFrame(out _));
        venue.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.False((await Assert.ThrowsAsync<TransportException>(() => waiting.Guarded())).MayHaveExecuted);
        venue.Time.Advance(TimeSpan.FromSeconds(45));

        var next = venue.Venue.Account.SubmitAsync(new NoopAction());
        AnswerAction(socket, await NextPostAsync(socket), Default);
        await next.Guarded();
    }

    [Fact]
    public async Task Beyond_the_places_of_the_venue_posts_wait_and_cancels_have_a_reserve()
    {
        using var venue = Venue(o => o.Limits = new VenueLimits(new() { PostsInFlight = 3, ReservedPosts = 1 }, o.TimeProvider));
        var actions = Enumerable.Range(0, 3).Select(_ => venue.Venue.Account.SubmitAsync(RawAction.Parse("""{"type":"claimRewards"}"""))).ToList();
        var socket = await venue.NextSocketAsync();
        var posts = new List<JsonElement> { await NextPostAsync(socket), await NextPostAsync(socket) };
        var cancel = venue.Venue.Account.SubmitAsync(new NoopAction());
        var urgent = await NextPostAsync(socket);

        Assert.Equal("noop", urgent.GetProperty("request").GetProperty("payload").GetProperty("action").GetProperty("type").GetString());
        Assert.False(socket.TryReadFrame(out _));
        Assert.Equal(3, venue.Client.Limits.GetUsage().PostsInFlight);
        AnswerAction(socket, urgent, Default);
        await cancel.Guarded();
        AnswerAction(socket, posts[0], Default);
        AnswerAction(socket, posts[1], Default);
        AnswerAction(socket, await NextPostAsync(socket), Default);
        foreach (var action in actions) await action.Guarded();
        Assert.Equal(0, venue.Client.Limits.GetUsage().PostsInFlight);
    }

    [Fact]
    public async Task Cancelled_before_a_byte_left_it_throws_and_sends_nothing()
    {
        using var venue = Venue(o => o.Limits = new VenueLimits(new() { PostsInFlight = 1, ReservedPosts = 0 }, o.TimeProvider));
        var first = venue.Venue.Account.SubmitAsync(new NoopAction());
        var socket = await venue.NextSocketAsync();
        var post = await NextPostAsync(socket);
        using var cancel = new CancellationTokenSource();
        var second = venue.Venue.Account.SubmitAsync(new NoopAction(), cancellationToken: cancel.Token);
        await cancel.CancelAsync();

        Assert.Equal(cancel.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.Guarded())).CancellationToken);
        AnswerAction(socket, post, Default);
        await first.Guarded();
        Assert.False(socket.TryReadFrame(out _));
        Assert.Empty(venue.Venue.Exchange.Requests);
    }

    [Fact]
    public async Task A_post_that_the_venue_had_no_place_for_was_not_executed()
    {
        using var venue = Venue();
        var action = venue.Venue.Account.SubmitAsync(new NoopAction());
        var socket = await venue.NextSocketAsync();
        var id = Id(await NextPostAsync(socket));
        socket.SayError(FormattableString.Invariant($"too many pending post requests id={id}"));

        var refused = await Assert.ThrowsAsync<TransportException>(() => action.Guarded());
        Assert.Equal((false, true), (refused.MayHaveExecuted, refused.IsTransient));
    }

    [Fact]
    public async Task A_post_that_the_venue_could_not_parse_is_rejected_as_malformed()
    {
        using var venue = Venue();
        var action = venue.Venue.Account.SubmitAsync(new NoopAction());
        var read = Raw(venue, """{"type":"userRole"}""");
        var socket = await venue.NextSocketAsync();
        foreach (var post in new[] { await NextPostAsync(socket), await NextPostAsync(socket) }) socket.SayError("Error parsing JSON into valid websocket request: " + post.GetRawText());

        Assert.Equal(RejectionKind.Malformed, (await Assert.ThrowsAsync<ActionRejectedException>(() => action.Guarded())).Rejection.Kind);
        Assert.False((await Assert.ThrowsAsync<TransportException>(() => read.Guarded())).IsTransient);
    }

    [Theory]
    [InlineData("429 Too Many Requests", 429, true)]
    [InlineData("502 Bad Gateway", 502, true)]
    [InlineData("Something went wrong", null, false)]
    public async Task An_error_in_place_of_an_answer_proves_nothing(string text, int? status, bool isTransient)
    {
        using var venue = Venue(o => o.Limits = new VenueLimits(timeProvider: o.TimeProvider));
        var action = venue.Venue.Account.SubmitAsync(new NoopAction());
        var read = Raw(venue, """{"type":"userRole"}""");
        var socket = await venue.NextSocketAsync();
        for (var i = 0; i < 2; i++) Answer(socket, await NextPostAsync(socket), "error", JsonSerializer.Serialize(text));

        var actionError = await Assert.ThrowsAsync<TransportException>(() => action.Guarded());
        var readError = await Assert.ThrowsAsync<TransportException>(() => read.Guarded());
        Assert.Equal((true, status, text), (actionError.MayHaveExecuted, actionError.StatusCode, actionError.Body));
        Assert.Equal((false, isTransient, status), (readError.MayHaveExecuted, readError.IsTransient, readError.StatusCode));
        Assert.Equal(status == 429, venue.Client.Limits.GetUsage().BackedOffUntil is not null);
    }

    [Theory]
    [InlineData("Something went wrong id={0}")]
    [InlineData("Timed out, it may still be executed: {1}")]
    public async Task An_error_that_names_a_post_proves_nothing_unless_it_is_known(string form)
    {
        using var venue = Venue();
        var action = venue.Venue.Account.SubmitAsync(new NoopAction());
        var socket = await venue.NextSocketAsync();
        var post = await NextPostAsync(socket);
        socket.SayError(form.Replace("{0}", Id(post).ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("{1}", post.GetRawText(), StringComparison.Ordinal));

        Assert.True((await Assert.ThrowsAsync<TransportException>(() => action.Guarded())).MayHaveExecuted);
    }

    [Fact]
    public async Task What_the_venue_could_not_deserialise_is_malformed_as_over_http()
    {
        using var venue = Venue();
        var action = venue.Venue.Account.SubmitAsync(new NoopAction());
        var socket = await venue.NextSocketAsync();
        Answer(socket, await NextPostAsync(socket), "error", "\"Failed to deserialize the JSON body into the target type\"");

        Assert.Equal(RejectionKind.Malformed, (await Assert.ThrowsAsync<ActionRejectedException>(() => action.Guarded())).Rejection.Kind);
    }

    [Fact]
    public async Task Too_many_messages_hold_back_what_comes_next()
    {
        using var venue = Venue(o => o.Limits = new VenueLimits(new() { BackOff = TimeSpan.FromSeconds(3) }, o.TimeProvider));
        var first = venue.Venue.Account.SubmitAsync(new NoopAction());
        var socket = await venue.NextSocketAsync();
        var post = await NextPostAsync(socket);
        socket.SayError("Cannot send more than 2000 messages per minute.");
        AnswerAction(socket, post, Default);
        await first.Guarded();

        var second = venue.Venue.Account.SubmitAsync(new NoopAction());
        venue.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(socket.TryReadFrame(out _));
        venue.Time.Advance(TimeSpan.FromSeconds(1));
        AnswerAction(socket, await NextPostAsync(socket), Default);
        await second.Guarded();
    }

    [Fact]
    public async Task A_dead_socket_is_noticed_by_its_missing_pong()
    {
        using var venue = Venue(o => o.ExchangeTimeout = TimeSpan.FromMinutes(5));
        var action = venue.Venue.Account.SubmitAsync(new NoopAction());
        var socket = await venue.NextSocketAsync();
        await NextPostAsync(socket);
        for (var i = 0; i < 30; i++) venue.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("""{"method":"ping"}""", await socket.NextFrameAsync());
        for (var i = 0; i < 10; i++) venue.Time.Advance(TimeSpan.FromSeconds(1));

        var lost = await Assert.ThrowsAsync<TransportException>(() => action.Guarded());
        Assert.True(lost.MayHaveExecuted);
        Assert.Contains("ping", lost.Message);
        await socket.Ended.Guarded();
    }

    [Fact]
    public async Task Disposing_the_client_ends_what_waits()
    {
        var venue = Venue();
        var action = venue.Venue.Account.SubmitAsync(new NoopAction());
        var socket = await venue.NextSocketAsync();
        await NextPostAsync(socket);
        venue.Dispose();

        Assert.True((await Assert.ThrowsAsync<TransportException>(() => action.Guarded())).MayHaveExecuted);
        await socket.Ended.Guarded();
        await Assert.ThrowsAnyAsync<Exception>(() => Raw(venue, """{"type":"userRole"}""").Guarded());
    }

    [Fact]
    public async Task The_explorer_is_asked_over_http()
    {
        using var venue = Venue();
        venue.Venue.Info.Answer("blockDetails", """{"type":"blockDetails","blockDetails":{"blockTime":1,"hash":"0x00","height":1,"numTxs":0,"proposer":"0x0000000000000000000000000000000000000001","txs":[]}}""");

        await venue.Client.Explorer.GetBlockAsync(1).Guarded();

        Assert.Equal(0, venue.Attempts);
    }

    [Fact]
    public void Options_name_what_is_out_of_range()
    {
        Assert.Contains("MaxPostBytes is 0", Assert.Throws<ArgumentException>(() => new HyperliquidClient(new() { MaxPostBytes = 0 })).Message);
        Assert.Contains("Transport is 7", Assert.Throws<ArgumentException>(() => new HyperliquidClient(new() { Transport = (RequestTransport)7 })).Message);
    }

    private static ScriptedVenue Venue(Action<HyperliquidOptions>? configure = null) => new(o =>
    {
        o.Transport = RequestTransport.Socket;
        configure?.Invoke(o);
    });

    private static Task<JsonElement> Raw(ScriptedVenue venue, string json) => venue.Client.Raw.InfoAsync(System.Text.Encoding.UTF8.GetBytes(json));

    private static async Task<JsonElement> NextPostAsync(ScriptedSocket socket)
    {
        using var document = JsonDocument.Parse(await socket.NextFrameAsync());
        return document.RootElement.Clone();
    }

    /// <summary>Answers reads from the venue's table until an action is posted.</summary>
    private static async Task<JsonElement> NextActionAsync(ScriptedSocket socket, ScriptedVenue venue)
    {
        while (true)
        {
            var post = await NextPostAsync(socket);
            if (post.GetProperty("request").GetProperty("type").GetString() == "action") return post;
            await AnswerReadAsync(socket, venue, post);
        }
    }

    private static async Task AnswerReadsAsync(ScriptedSocket socket, ScriptedVenue venue) => await AnswerReadAsync(socket, venue, await NextPostAsync(socket));

    private static async Task AnswerReadAsync(ScriptedSocket socket, ScriptedVenue venue, JsonElement post)
    {
        using var invoker = new HttpMessageInvoker(venue.Venue.Info, disposeHandler: false);
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://127.0.0.1:3001/info") { Content = new StringContent(post.GetProperty("request").GetProperty("payload").GetRawText()) };
        request.Content.Headers.ContentType = new("application/json");
        using var response = await invoker.SendAsync(request, default);
        AnswerInfo(socket, post, await response.Content.ReadAsStringAsync());
    }

    private static long Id(JsonElement post) => post.GetProperty("id").GetInt64();

    private static void AnswerInfo(ScriptedSocket socket, JsonElement post, string data) => Answer(socket, post, "info", $$"""{"type":"whatever","data":{{data}}}""");

    private static void AnswerAction(ScriptedSocket socket, JsonElement post, string payload) => Answer(socket, post, "action", payload);

    private static void Answer(ScriptedSocket socket, JsonElement post, string type, string payload) =>
        socket.Say(FormattableString.Invariant($$"""{"channel":"post","data":{"id":{{Id(post)}},"response":{"type":"{{type}}","payload":""") + payload + "}}}");
}
