using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Xunit.Abstractions;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Ten thousand orders on a way on which a third of them goes wrong. The truth is what the test meant and what the emulator's ledger says, never what the client believes.</summary>
[Collection(AloneCollection.Name)]
[Trait("Category", "Faults")]
public sealed class FaultMatrixTests(ITestOutputHelper output)
{
    private const int Orders = 10_000;
    private const int Tasks = 32;

    private enum Fault
    {
        None,
        ConnectionRefused,
        RequestCut,
        SwallowedBefore,
        SwallowedAfter,
        DroppedAfter,
        DelayedPastDeadline,
        Duplicated,
        Overtaken,
        TooManyRequestsBefore,
        TooManyRequestsAfter,
        InternalErrorAfter,
        BadGatewayBefore,
        BadGatewayAfter,
        Unprocessable,
        Html,
        Truncated,
        Oversized,
        UnknownVariant,
        HeldUntilNotPlaced,
        StaleUnknownOid,
        FenceAnswerLost,
        FenceLost,
        FenceOkBeforeCommit,
        DuplicateNonceBeforeCommit,
        FailedKeepsNonce,
        CallerCancels,
        InfoDown,
        CancelledMeanwhile,
    }

    private enum Shape
    {
        Fill,
        PartFill,
        Rest,
        PartThenRest,
        TooSmall,
        NoMatch,
        Trigger,
    }

    [Fact]
    public Task Ten_thousand_orders_none_lost_none_doubled_every_fact_true() => PlacementWorld.RunAsync(async world =>
    {
        world.Time.Grain = TimeSpan.FromSeconds(4);
        var run = new Run(world);
        await using var journal = await world.OpenAsync();
        run.Orders = journal.Account.Orders;
        world.Way.Act = run.ActAsync;
        world.Way.BeforeBody = run.BeforeBodyAsync;
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Tasks).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var i && i < Orders) await run.PlaceAsync(run.Intents[i]);
        })));

        foreach (var line in run.Table()) output.WriteLine(line);
        output.WriteLine(string.Join(", ", world.Way.Passed.GroupBy(p => p.Type).OrderByDescending(g => g.Count()).Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Key} {g.Count()}"))));
        run.AssertTrue();
    });

    /// <summary>What the test meant to do with one key.</summary>
    private sealed class Intent(int number, Fault fault, Shape shape, Cloid first)
    {
        public string Key { get; } = string.Create(CultureInfo.InvariantCulture, $"intent {number}");

        public int Number => number;

        public Fault Fault => fault;

        public Shape Shape => shape;

        public Cloid First => first;

        public Passing? Held { get; set; }

        public bool WasRefused { get; set; }

        public int Lies { get; set; }

        public int Fences { get; set; }

        public long OrderNonce { get; set; }

        public DateTimeOffset InfoDownUntil { get; set; }

        public CancellationTokenSource? Caller { get; set; }

        public int Unknowns { get; set; }

        public OrderResult? Stated { get; set; }

        public OrderResult? Repeated { get; set; }

        /// <summary>When the fact was said.</summary>
        public DateTimeOffset StatedAt { get; set; }
    }

    private sealed class Run
    {
        private readonly PlacementWorld _world;
        private readonly Dictionary<Cloid, Intent> _byCloid = [];
        private readonly ConcurrentDictionary<long, Intent> _byNonce = new();
        private readonly AsyncLocal<Intent?> _current = new();
        private readonly HyperliquidClient _cleanClient;
        private readonly HyperliquidAccount _clean;

        public Run(PlacementWorld world)
        {
            _world = world;
            var random = new Random(20261126);
            Fault[] faults = [.. Enum.GetValues<Fault>().Where(fault => fault != Fault.None), Fault.CancelledMeanwhile, Fault.CancelledMeanwhile];
            Intents = new Intent[FaultMatrixTests.Orders];
            for (var i = 0; i < Intents.Length; i++)
            {
                var fault = random.Next(100) < 36 ? faults[random.Next(faults.Length)] : Fault.None;
                var shape = random.Next(100) switch
                {
                    < 30 => Shape.Fill,
                    < 38 => Shape.PartFill,
                    < 60 => Shape.Rest,
                    < 75 => Shape.PartThenRest,
                    < 83 => Shape.TooSmall,
                    < 91 => Shape.NoMatch,
                    _ => Shape.Trigger,
                };

                // What is cancelled meanwhile has to rest, and what keeps its nonce has to fail.
                if (fault == Fault.CancelledMeanwhile) shape = random.Next(3) == 0 ? Shape.Rest : Shape.PartThenRest;
                if (fault == Fault.FailedKeepsNonce) shape = Shape.TooSmall;
                var key = string.Create(CultureInfo.InvariantCulture, $"intent {i}");
                Intents[i] = new(i, fault, shape, PlacementPlan.CloidOf(world.Emulator.Network, TestVenue.UserAddress, key, 1, 0));
                _byCloid[Intents[i].First] = Intents[i];
            }

            var agent = TestVenue.CreateSigner("matrix clean agent");
            world.Emulator.Admin.ApproveAgent(TestVenue.UserAddress, agent.Address, name: "clean");
            _cleanClient = new HyperliquidClient(new HyperliquidOptions
            {
                Network = world.Emulator.Network,
                InfoHandler = world.Emulator.CreateHandler(),
                ExchangeHandler = world.Emulator.CreateHandler(),
                TimeProvider = world.Time,
            });
            _clean = _cleanClient.ForAccount(TestVenue.UserAddress, agent);
        }

        public Intent[] Intents { get; }

        public OrdersClient Orders { get; set; } = null!;

        public async Task PlaceAsync(Intent intent)
        {
            _current.Value = intent;
            var request = RequestOf(intent);
            var options = new ActionOptions { IdempotencyKey = intent.Key };
            var result = await TryAsync();
            if (result is { Status: OrderResultStatus.Unknown })
            {
                intent.Unknowns++;
                result = await Orders.PlaceAsync(request, options);
            }

            intent.Stated = result;
            if (result is { Status: OrderResultStatus.NotPlaced } && intent.Held is { } held)
            {
                // The copy that was held back comes out now that it was said not to be placed.
                _world.Way.Deliver(held);
            }

            // Every second one is asked for again: the same key, carried out once.
            if (intent.Number % 2 == 0 || result is null) intent.Repeated = await Orders.PlaceAsync(request, options);
            intent.StatedAt = _world.Time.GetUtcNow();
            if ((intent.Repeated ?? intent.Stated) is { Status: OrderResultStatus.Resting } resting && intent.Number % 3 != 0)
            {
                Assert.NotEqual(CancelResultStatus.Unknown, (await Orders.CancelAsync(resting.Request.Coin, resting.Request.Cloid!.Value)).Status);
            }

            // Null where nothing was sent, which an exception says.
            async Task<OrderResult?> TryAsync()
            {
                using var caller = intent.Caller = new CancellationTokenSource();
                try
                {
                    return await Orders.PlaceAsync(request, options, caller.Token);
                }
                catch (TransportException e) when (!e.MayHaveExecuted)
                {
                    return null;
                }
            }
        }

        /// <summary>The connection that is never made: not one byte leaves.</summary>
        public Task BeforeBodyAsync(CancellationToken cancellationToken) =>
            _current.Value is { Fault: Fault.ConnectionRefused } intent && intent.Lies++ == 0 ? throw new HttpRequestException("connection refused") : Task.CompletedTask;

        /// <summary>What becomes of a request.</summary>
        public async Task<HttpResponseMessage?> ActAsync(Passing request, CancellationToken cancellationToken)
        {
            switch (request.Type)
            {
                case "order" when Cloid.TryParse(request.Json.GetProperty("action").GetProperty("orders")[0].GetProperty("c").GetString(), null, out var cloid) && _byCloid.TryGetValue(cloid, out var intent):
                    intent.OrderNonce = request.Nonce;
                    _byNonce[request.Nonce] = intent;
                    return await OrderAsync(intent, request, cancellationToken);
                case "noop" when _byNonce.TryGetValue(request.Nonce, out var fenced):
                    fenced.Fences++;
                    return await FenceAsync(fenced, request, cancellationToken);
                case "orderStatus" when Cloid.TryParse(request.Json.GetProperty("oid").ToString(), null, out var asked) && _byCloid.TryGetValue(asked, out var looked):
                    if (looked.Fault == Fault.StaleUnknownOid && looked.Lies++ < 3) return FaultyWay.Json("""{"status":"unknownOid"}""");
                    if (looked.Fault == Fault.InfoDown && _world.Time.GetUtcNow() < looked.InfoDownUntil) return FaultyWay.Json("null", HttpStatusCode.InternalServerError);
                    return null;
                default:
                    return null;
            }
        }

        private async Task<HttpResponseMessage?> OrderAsync(Intent intent, Passing request, CancellationToken cancellationToken)
        {
            switch (intent.Fault)
            {
                case Fault.RequestCut:
                    throw new IOException("broken pipe");
                case Fault.SwallowedBefore:
                    return await FaultyWay.NeverAsync(cancellationToken);
                case Fault.SwallowedAfter or Fault.InfoDown or Fault.StaleUnknownOid:
                    intent.InfoDownUntil = _world.Time.GetUtcNow() + TimeSpan.FromSeconds(25);
                    _world.Way.Deliver(request);
                    return await FaultyWay.NeverAsync(cancellationToken);
                case Fault.DroppedAfter:
                    _world.Way.Deliver(request);
                    throw new HttpRequestException("connection reset by peer");
                case Fault.DelayedPastDeadline:
                    DeliverLater(request, TimeSpan.FromSeconds(16 + (intent.Number % 20)));
                    return await FaultyWay.NeverAsync(cancellationToken);
                case Fault.Duplicated:
                    _world.Way.Deliver(request);
                    return _world.Way.Deliver(request);
                case Fault.Overtaken:
                    await Task.Delay(TimeSpan.FromMilliseconds(200 + (intent.Number % 700)), _world.Time, cancellationToken);
                    return null;
                case Fault.TooManyRequestsBefore:
                    return FaultyWay.Json("too many", HttpStatusCode.TooManyRequests);
                case Fault.TooManyRequestsAfter:
                    _world.Way.Deliver(request);
                    return FaultyWay.Json("too many", HttpStatusCode.TooManyRequests);
                case Fault.InternalErrorAfter:
                    _world.Way.Deliver(request);
                    return FaultyWay.Json("null", HttpStatusCode.InternalServerError);
                case Fault.BadGatewayBefore:
                    return FaultyWay.Json("<html>502</html>", HttpStatusCode.BadGateway);
                case Fault.BadGatewayAfter:
                    _world.Way.Deliver(request);
                    return FaultyWay.Json("<html>502</html>", HttpStatusCode.BadGateway);
                case Fault.Unprocessable:
                    return FaultyWay.Json("Failed to deserialize the JSON body into the target type", HttpStatusCode.UnprocessableEntity);
                case Fault.Html:
                    _world.Way.Deliver(request);
                    return FaultyWay.Json("<html>maintenance</html>");
                case Fault.Truncated:
                    var whole = await _world.Way.Deliver(request).Content.ReadAsStringAsync(cancellationToken);
                    return FaultyWay.Json(whole[..(intent.Number % whole.Length)]);
                case Fault.Oversized:
                    _world.Way.Deliver(request);
                    return FaultyWay.Json(new string(' ', 70_000));
                case Fault.UnknownVariant:
                    _world.Way.Deliver(request);
                    return FaultyWay.Json("""{"status":"ok","response":{"type":"order","data":{"statuses":[{"queuedForAuction":{"oid":1}}]}}}""");
                case Fault.HeldUntilNotPlaced:
                    intent.Held = request;
                    return await FaultyWay.NeverAsync(cancellationToken);
                case Fault.FenceAnswerLost or Fault.FenceLost or Fault.FenceOkBeforeCommit:
                    intent.Held = request;
                    throw new HttpRequestException("connection reset by peer");
                case Fault.DuplicateNonceBeforeCommit:
                    // Taken into a block that is written three seconds later.
                    DeliverLater(request, TimeSpan.FromSeconds(3));
                    throw new HttpRequestException("connection reset by peer");
                case Fault.FailedKeepsNonce:
                    intent.WasRefused = true;
                    _world.Way.Deliver(request);
                    throw new HttpRequestException("connection reset by peer");
                case Fault.CallerCancels:
                    if (intent.Number % 2 == 0) _world.Way.Deliver(request);
                    await intent.Caller!.CancelAsync();
                    return intent.Number % 4 < 2 ? await FaultyWay.NeverAsync(cancellationToken) : throw new HttpRequestException("connection reset by peer");
                case Fault.CancelledMeanwhile:
                    _world.Way.Deliver(request);
                    await _clean.Orders.CancelAsync(CoinOf(intent), intent.First, cancellationToken: cancellationToken);
                    throw new HttpRequestException("connection reset by peer");
                default:
                    return null;
            }
        }

        private async Task<HttpResponseMessage?> FenceAsync(Intent intent, Passing request, CancellationToken cancellationToken)
        {
            switch (intent.Fault)
            {
                case Fault.FenceAnswerLost when intent.Fences == 1:
                    _world.Way.Deliver(request);
                    return await FaultyWay.NeverAsync(cancellationToken);
                case Fault.FenceLost when intent.Fences == 1:
                    return await FaultyWay.NeverAsync(cancellationToken);
                case Fault.FenceOkBeforeCommit:
                    // The venue says ok at once, writes it two seconds later, and in some cases the order gets in before.
                    if (intent.Number % 2 == 0) DeliverLater(intent.Held!, TimeSpan.FromSeconds(1));
                    DeliverLater(request, TimeSpan.FromSeconds(2));
                    return FaultyWay.Json("""{"status":"ok","response":{"type":"default"}}""");
                case Fault.DuplicateNonceBeforeCommit:
                    return FaultyWay.Error(string.Create(CultureInfo.InvariantCulture, $"Invalid nonce: duplicate nonce {request.Nonce}"));
                case Fault.FailedKeepsNonce when intent.WasRefused:
                    return FaultyWay.Json("""{"status":"ok","response":{"type":"default"}}""");
                default:
                    return null;
            }
        }

        private void DeliverLater(Passing request, TimeSpan delay) => _ = Task.Run(async () =>
        {
            await Task.Delay(delay, _world.Time);
            using var work = _world.Time.Begin();
            _world.Way.Deliver(request);
        });

        private static string CoinOf(Intent intent) => intent.Shape is Shape.PartFill or Shape.PartThenRest ? "SOL" : intent.Shape == Shape.Trigger ? "ETH" : "BTC";

        private OrderRequest RequestOf(Intent intent)
        {
            switch (intent.Shape)
            {
                case Shape.Fill:
                    return PlacementWorld.Buy(100_100, 0.001m, TimeInForce.Ioc);
                case Shape.PartFill or Shape.PartThenRest:
                    _world.Emulator.Admin.AddAsk("SOL", 190, 0.2m);
                    return PlacementWorld.Buy(190, 0.5m, intent.Shape == Shape.PartFill ? TimeInForce.Ioc : TimeInForce.Gtc, "SOL");
                case Shape.Rest:
                    return PlacementWorld.Buy(90_000 + (intent.Number % 100), 0.001m);
                case Shape.TooSmall:
                    return PlacementWorld.Buy(100_100, 0.00001m);
                case Shape.NoMatch:
                    return PlacementWorld.Buy(90_000, 0.001m, TimeInForce.Ioc);
                default:
                    return OrderRequest.Buy("ETH", new(0.1m)).StopMarket(new(5_000));
            }
        }

        public IEnumerable<string> Table()
        {
            var fates = Intents.Select(FateOf).Distinct().Order(StringComparer.Ordinal).ToArray();
            yield return "| fault | orders | " + string.Join(" | ", fates) + " | first Unknown |";
            yield return "|---|--:|" + string.Concat(Enumerable.Repeat("--:|", fates.Length + 1));
            foreach (var group in Intents.GroupBy(intent => intent.Fault).OrderBy(group => group.Key))
            {
                yield return Line(group.Key.ToString(), [.. group], fates);
            }

            yield return Line("all", Intents, fates);
        }

        private static string Line(string name, IReadOnlyCollection<Intent> intents, string[] fates) =>
            string.Create(CultureInfo.InvariantCulture, $"| {name} | {intents.Count} | {string.Join(" | ", fates.Select(fate => intents.Count(intent => FateOf(intent) == fate).ToString(CultureInfo.InvariantCulture)))} | {intents.Sum(intent => intent.Unknowns)} |");

        private static string FateOf(Intent intent) => intent.Stated?.Status.ToString() ?? "(not sent)";

        public void AssertTrue()
        {
            var wrong = new List<string>();
            var filled = new Dictionary<string, decimal> { ["BTC"] = 0, ["SOL"] = 0, ["ETH"] = 0 };
            foreach (var intent in Intents)
            {
                var last = intent.Repeated ?? intent.Stated;
                if (last is null)
                {
                    wrong.Add($"{intent.Key}: nothing stated");
                    continue;
                }

                // Of all attempts of the key one at most is an order of the venue's.
                var orders = new List<OrderWithStatus>();
                for (var attempt = 1; attempt <= 4; attempt++)
                {
                    var cloid = PlacementPlan.CloidOf(_world.Emulator.Network, TestVenue.UserAddress, intent.Key, attempt, 0);
                    if (_world.Truth(cloid) is { } order && !order.Status.IsRejected) orders.Add(order);
                }

                if (orders.Count > 1) wrong.Add($"{intent.Key} {intent.Fault}: {orders.Count} orders");
                if (intent.Unknowns > 0 && intent.Fault != Fault.CallerCancels) wrong.Add($"{intent.Key} {intent.Fault}: Unknown although the venue was there");
                if (intent.Stated is { } stated && stated.Status != OrderResultStatus.NotPlaced && intent.Repeated is { } repeated && (repeated.Status, repeated.OrderId) != (stated.Status, stated.OrderId)) wrong.Add($"{intent.Key} {intent.Fault}: {stated} and then {repeated}");
                if (last.Status is OrderResultStatus.NotPlaced or OrderResultStatus.Rejected)
                {
                    if (orders.Count > 0) wrong.Add($"{intent.Key} {intent.Fault}: said {last}, and there is {orders[0].Status}");
                    continue;
                }

                if (orders.Count == 0)
                {
                    wrong.Add($"{intent.Key} {intent.Fault}: said {last}, and there is none");
                    continue;
                }

                var truth = orders[0];
                var size = truth.Order!.OriginalSize!.Value - truth.Order.Size;
                if (last.OrderId is { } id && id != truth.Order.OrderId) wrong.Add($"{intent.Key} {intent.Fault}: another order");
                var isRight = last.Status switch
                {
                    OrderResultStatus.Filled => last.FilledSize == truth.Order.OriginalSize && size == last.FilledSize,
                    OrderResultStatus.PartlyFilled => last.FilledSize == size,
                    OrderResultStatus.Canceled => truth.Status.IsCanceled && size == 0,
                    OrderResultStatus.PartlyFilledThenCanceled => size > 0 && size == last.FilledSize,
                    OrderResultStatus.Resting => (last.FilledSize ?? 0) <= size && (truth.Status == OrderStatus.Open || truth.StatusAt >= intent.StatedAt),
                    OrderResultStatus.WaitingForTrigger => truth.Status == OrderStatus.Open,
                    _ => false,
                };
                if (!isRight) wrong.Add($"{intent.Key} {intent.Fault}: said {last}, and it is {truth.Status} with {size} filled of {truth.Order.OriginalSize}");
                filled[CoinOf(intent)] += size;
            }

            Assert.True(wrong.Count == 0, string.Create(CultureInfo.InvariantCulture, $"{wrong.Count} wrong:\n{string.Join('\n', wrong.Take(30))}"));

            // The emulator's own position is the sum of what was meant and said, and of nothing else.
            var state = _world.Ask($$"""{"type":"clearinghouseState","user":"{{TestVenue.UserAddress.ToLowerHex()}}"}""", HyperliquidJsonContext.Default.PerpState);
            foreach (var (coin, size) in filled) Assert.Equal(size, state.FindPosition(coin)?.SignedSize ?? 0);
            Assert.True(_world.Emulator.Admin.Totals().IsConserved);

            Assert.True(Intents.Count(intent => intent.Fault != Fault.None) >= 0.3 * Intents.Length);
            Assert.All(Enum.GetValues<Fault>(), fault => Assert.Contains(Intents, intent => intent.Fault == fault));
            OrderResultStatus[] fates =
            [
                OrderResultStatus.Filled, OrderResultStatus.PartlyFilled, OrderResultStatus.Resting, OrderResultStatus.Rejected, OrderResultStatus.NotPlaced,
                OrderResultStatus.Canceled, OrderResultStatus.PartlyFilledThenCanceled, OrderResultStatus.WaitingForTrigger,
            ];
            Assert.All(fates, fate => Assert.True(Intents.Count(intent => intent.Stated?.Status == fate) >= 100, string.Create(CultureInfo.InvariantCulture, $"{fate}: {Intents.Count(intent => intent.Stated?.Status == fate)}")));
        }
    }
}
