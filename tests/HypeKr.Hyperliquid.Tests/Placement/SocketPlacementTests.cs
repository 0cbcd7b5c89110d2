using HypeKr.Hyperliquid.Emulator;
using Xunit.Abstractions;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>The fault matrix of requests over a socket: what is said of an order is what the venue's own ledger says, and no order is lost or doubled.</summary>
[Trait("Category", "Faults")]
public sealed class SocketPlacementTests(ITestOutputHelper output)
{
    private const int Orders = 32;

    /// <summary>Long, on a clock that jumps by ten seconds at most: a machine that is slow for a moment costs some seconds and not an answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    private static readonly Dictionary<string, FaultRule[]> Rules = new(StringComparer.Ordinal)
    {
        ["none"] = [],
        ["the socket dies with the order, not carried out"] = [Order(FaultEffect.DropRequest())],
        ["the order is carried out and the socket dies"] = [Order(FaultEffect.DropReply())],
        ["502 in place of an answer, carried out"] = [Order(FaultEffect.Html(502, executes: true))],
        ["429 in place of an answer, not carried out"] = [Order(FaultEffect.Respond(429, "Too Many Requests"))],
        ["500 in place of an answer, not carried out"] = [Order(FaultEffect.Respond(500, "null"))],
        ["the answer ends early"] = [Order(FaultEffect.TruncateReply(7))],
        ["the order is carried out twice"] = [Order(FaultEffect.DuplicateRequest())],
        ["the answer is lost, the socket lives"] = [Answer(FaultEffect.DropMessage())],
        ["the answer comes twice"] = [Answer(FaultEffect.DuplicateMessage())],
        ["the next answer overtakes"] = [Answer(FaultEffect.SwapMessage())],
        ["the socket breaks within the answer"] = [Answer(FaultEffect.CutMessage(20))],
        ["the socket is closed in place of the answer"] = [Answer(FaultEffect.CloseSocket())],
        ["the socket breaks in place of the answer"] = [Answer(FaultEffect.BreakSocket())],
        ["no socket can be opened"] = [new() { Endpoint = "/ws", Effect = FaultEffect.RefuseConnection() }],
    };

    public static TheoryData<string> Faults => [.. Rules.Keys];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Every_order_is_what_is_said_of_it(string name)
    {
        PlacementWorld? built = null;
        var posts = new WatchedPosts();
        await using var world = built = new PlacementWorld(configure: o =>
        {
            o.Transport = RequestTransport.Socket;
            (o.InfoTimeout, o.ExchangeTimeout) = (Patience, Patience);
            o.Feeds = new() { SocketFactory = (address, token) => built!.Time.OpenAsync(built.Emulator, posts, address, token) };
        });
        using var seconds = world.Time.CreateTimer(static _ => { }, null, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));
        var faults = new List<EmulatorFault>();
        world.Time.IsBusy = () => posts.Outstanding > faults.Where(fault => fault.Rule.Effect.Kind is FaultKind.DropMessage or FaultKind.SwapMessage).Sum(fault => fault.Struck);
        await using var journal = await world.OpenAsync(new() { TimeToLive = TimeSpan.FromMinutes(2), Patience = TimeSpan.FromHours(2) });

        // What is listed is read before anything is placed, and a read that fails is an order that was not begun.
        await world.Client.Universe.GetAsync("BTC", CancellationToken.None);
        faults = [.. Rules[name].Select(rule => world.Emulator.Faults.Add(rule))];
        if (name == "no socket can be opened") world.Emulator.Disconnect();
        var results = new OrderResult[Orders];
        await Task.WhenAll(Enumerable.Range(0, 8).Select(task => Task.Run(async () =>
        {
            for (var i = task; i < Orders; i += 8)
            {
                var order = i % 3 == 0 ? PlacementWorld.Buy(101_000, 0.001m, TimeInForce.Ioc) : PlacementWorld.Buy(90_000 - i, 0.001m);
                results[i] = await journal.Account.Orders.PlaceAsync(order, new ActionOptions { IdempotencyKey = FormattableString.Invariant($"order {i}") });
            }
        })));
        var struck = faults.Sum(fault => fault.Struck);
        world.Emulator.Faults.Clear();

        Assert.Equal(Orders, results.Select(result => result.Request.Cloid).Distinct().Count());
        foreach (var result in results)
        {
            var truth = world.Truth(result.Request.Cloid!.Value);
            switch (result.Status)
            {
                case OrderResultStatus.NotPlaced: Assert.Null(truth); break;
                case OrderResultStatus.Unknown: Assert.Fail($"Unknown, though the venue answered all the time: {result.Failure?.Message}"); break;
                default:
                    Assert.Equal(truth!.Order!.OrderId, result.OrderId);
                    Assert.Equal(result.Status == OrderResultStatus.Filled ? "filled" : "open", truth.Status.Value);
                    break;
            }
        }

        // What the venue has is what was said, each once.
        var placed = results.Where(result => result.Status != OrderResultStatus.NotPlaced).Select(result => result.Request.Cloid).ToHashSet();
        var history = world.TrueHistory().Where(entry => entry.Order?.Cloid is not null).ToList();
        Assert.True(history.Select(entry => entry.Order!.Cloid).ToHashSet().SetEquals(placed));
        Assert.Equal(placed.Count, history.Select(entry => entry.Order!.OrderId).Distinct().Count());
        Assert.True(Rules[name].Length == 0 || struck > 0, "The fault never struck.");
        Assert.True(world.Emulator.Admin.Totals().IsConserved);
        output.WriteLine(FormattableString.Invariant($"{name}: struck {struck} times; {string.Join(", ", results.GroupBy(result => result.Status).OrderBy(group => group.Key).Select(group => FormattableString.Invariant($"{group.Count()} {group.Key}")))}; {world.Way.Count("order")} orders over HTTP"));
    }

    [Fact]
    public async Task The_journal_is_healthy_again_once_everything_is_known()
    {
        PlacementWorld? built = null;
        await using var world = built = new PlacementWorld(configure: o => (o.InfoTimeout, o.ExchangeTimeout) = (Patience, Patience));
        using var seconds = world.Time.CreateTimer(static _ => { }, null, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));
        var journal = await world.OpenAsync(new() { TimeToLive = TimeSpan.FromMinutes(2), Patience = TimeSpan.FromHours(2) });
        var check = new JournalHealthCheck(journal, TimeSpan.FromMinutes(1));
        Assert.Equal("Healthy: 0 actions are under way, none in doubt.", await TextAsync());
        await journal.Account.Orders.PlaceAsync(PlacementWorld.Buy());
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isLost = true;
        built.Way.Act = async (passing, token) =>
        {
            if (!isLost) return null;
            if (passing.Type == "orderStatus") lost.TrySetResult();
            throw new HttpRequestException("down");
        };
        using var cancel = new CancellationTokenSource();
        var placing = journal.Account.Orders.PlaceAsync(PlacementWorld.Buy(), cancellationToken: cancel.Token);
        await lost.Task.Guarded();
        world.Time.IsPaused = true;
        Assert.Equal("Degraded: 1 actions are in doubt, and evidence is looked for.", await TextAsync());
        world.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.StartsWith("Unhealthy: 1 actions are in doubt, the longest for ", await TextAsync());
        isLost = false;
        world.Time.IsPaused = false;
        var result = await placing.Guarded();
        while (journal.Unresolved.Count > 0) await Task.Yield();

        Assert.True(result.Status is OrderResultStatus.NotPlaced or OrderResultStatus.Unknown, result.ToString());
        Assert.Equal("Healthy: 0 actions are under way, none in doubt.", await TextAsync());
        await journal.DisposeAsync();
        Assert.Equal("Unhealthy: The journal is closed, or closing: no order goes out.", await TextAsync());

        async Task<string> TextAsync()
        {
            var result = await check.CheckHealthAsync(new());
            return $"{result.Status}: {result.Description}";
        }
    }

    private static FaultRule Order(FaultEffect effect) => new() { Endpoint = "/ws", Type = "order", Effect = effect, Probability = 0.35m };

    private static FaultRule Answer(FaultEffect effect) => new() { Endpoint = "/ws", Type = "post", Effect = effect, Probability = 0.1m };
}
