using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using HypeKr.Hyperliquid.Emulator;
using Xunit.Abstractions;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>
/// Ten thousand orders on a way on which more than a third of them goes wrong, at a venue as it is assumed to be and at each that it may be instead, by clocks that are right and
/// wrong. The truth is what the test meant and what the emulator's ledger says, never what the client believes.
/// </summary>
[Collection(AloneCollection.Name)]
[Trait("Category", "Faults")]
public sealed class FaultMatrixTests(ITestOutputHelper output)
{
    private const int Orders = 10_000;
    private const int Tasks = 32;

    /// <summary>How many orders each venue gets other than the one that is assumed.</summary>
    private const int OrdersOfVariant = 300;

    /// <summary>More than any honest answer here, and little to stream.</summary>
    private const int MaxResponseBytes = 2 * 1024 * 1024;

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
        DuplicatedLate,
        Overtaken,
        AnswerOvertaken,
        TooManyRequestsBefore,
        TooManyRequestsAfter,
        InternalErrorBefore,
        InternalErrorAfter,
        BadGatewayBefore,
        BadGatewayAfter,
        Unprocessable,
        Html,
        Truncated,
        AnswerCut,
        Oversized,
        UnknownVariant,
        HeldUntilNotPlaced,
        StaleUnknownOid,
        FenceAnswerLost,
        FenceLost,
        MeetsFence,
        CallerCancels,
        InfoDown,
        CancelledMeanwhile,
    }

    /// <summary>What nobody has confirmed of the venue, each as switches of the emulator's, and clocks that are apart.</summary>
    private enum Kind
    {
        AsAssumed,
        NoopOkBeforeCommit,
        DuplicateNonceBeforeCommit,
        NonceTakenAtCommit,
        FailedKeepsNonce,
        NonceSetsApart,
        CloidsNeverTaken,
        CloidsTakenForGood,
        OrderStatusLate,
        AllOfIt,
        LocalClockBehind,
        LocalClockAhead,
        LocalClockJumps,
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
        var run = new Run(world);
        await using var journal = await world.OpenAsync();
        run.Orders = journal.Account.Orders;
        world.Way.Act = run.ActAsync;
        world.Way.BeforeBody = run.BeforeBodyAsync;
        foreach (var at in run.Intents.GroupBy(intent => intent.Venue).OrderBy(group => group.Key))
        {
            run.Enter(at.Key);
            Intent[] intents = [.. at];
            var next = -1;
            await Task.WhenAll(Enumerable.Range(0, Tasks).Select(_ => Task.Run(async () =>
            {
                while (Interlocked.Increment(ref next) is var i && i < intents.Length) await run.PlaceAsync(intents[i]);
            })));
        }

        run.Enter(Kind.AsAssumed);
        foreach (var line in run.Table("fault", intent => intent.Fault).Concat([""]).Concat(run.Table("venue", intent => intent.Venue))) output.WriteLine(line);
        output.WriteLine("");
        output.WriteLine(string.Join(", ", world.Way.Passed.GroupBy(p => p.Type).OrderByDescending(g => g.Count()).Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Key} {g.Count()}"))));
        run.AssertTrue();
    }, configure: options => options.MaxResponseBytes = MaxResponseBytes);

    /// <summary>What the test meant to do with one key.</summary>
    private sealed class Intent(int number, Kind venue, Fault fault, Shape shape, Cloid first)
    {
        public string Key { get; } = string.Create(CultureInfo.InvariantCulture, $"intent {number}");

        public int Number => number;

        public Kind Venue => venue;

        public Fault Fault => fault;

        public Shape Shape => shape;

        public Cloid First => first;

        /// <summary>A copy that comes out once it was said that the order is not placed.</summary>
        public Passing? Held { get; set; }

        /// <summary>A copy that comes out once anything was said.</summary>
        public Passing? Copy { get; set; }

        /// <summary>Whether a byte of it left: on a machine that is slow it may expire before.</summary>
        public bool WasSent { get; set; }

        public bool WasReleased { get; set; }

        public int Lies { get; set; }

        public int Looks { get; set; }

        public int Fences { get; set; }

        public long InfoDownUntil { get; set; }

        public CancellationTokenSource? Caller { get; set; }

        public int Unknowns { get; set; }

        public OrderResult? Stated { get; set; }

        public OrderResult? Repeated { get; set; }

        /// <summary>Whether all was said that will be.</summary>
        public bool IsStated { get; set; }

        /// <summary>As of when it is true at the earliest, by the venue's clock: the order's arrival, or the last look's.</summary>
        public DateTimeOffset TrueSince { get; set; }
    }

    private sealed class Run
    {
        private readonly PlacementWorld _world;
        private readonly Dictionary<Cloid, Intent> _byCloid = [];
        private readonly ConcurrentDictionary<long, Intent> _byNonce = new();
        private readonly AsyncLocal<Intent?> _current = new();
        private readonly HyperliquidAccount _clean;
        private readonly Lock _gate = new();
        private TimeSpan _jumped;

        public Run(PlacementWorld world)
        {
            _world = world;
            var random = new Random(20261126);
            Fault[] faults = [.. Enum.GetValues<Fault>().Where(fault => fault != Fault.None), Fault.CancelledMeanwhile, Fault.CancelledMeanwhile];
            var variants = Enum.GetValues<Kind>().Length - 1;
            Intents = new Intent[FaultMatrixTests.Orders];
            var faulted = 0;
            for (var i = 0; i < Intents.Length; i++)
            {
                var variant = (i - (Intents.Length - (variants * OrdersOfVariant))) / OrdersOfVariant;
                var venue = i < Intents.Length - (variants * OrdersOfVariant) ? Kind.AsAssumed : (Kind)(variant + 1);
                var fault = random.Next(100) < (venue == Kind.AsAssumed ? 28 : 55) ? faults[faulted++ % faults.Length] : Fault.None;
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

                // What is cancelled meanwhile has to rest.
                if (fault == Fault.CancelledMeanwhile) shape = random.Next(3) == 0 ? Shape.Rest : Shape.PartThenRest;
                var key = string.Create(CultureInfo.InvariantCulture, $"intent {i}");
                Intents[i] = new(i, venue, fault, shape, PlacementPlan.CloidOf(world.Emulator.Network, TestVenue.UserAddress, key, 1, 0));
                _byCloid[Intents[i].First] = Intents[i];
            }

            var agent = TestVenue.CreateSigner("matrix clean agent");
            world.Emulator.Admin.ApproveAgent(TestVenue.UserAddress, agent.Address, name: "clean");
            var way = new FaultyWay(world.Emulator, world.Time);
            _clean = new HyperliquidClient(new HyperliquidOptions { Network = world.Emulator.Network, InfoHandler = way, ExchangeHandler = way, TimeProvider = world.Time }).ForAccount(TestVenue.UserAddress, agent);
        }

        public Intent[] Intents { get; }

        public OrdersClient Orders { get; set; } = null!;

        /// <summary>The venue's time; what is done to the local clock does not touch it.</summary>
        private DateTimeOffset VenueNow => DateTimeOffset.FromUnixTimeMilliseconds(TestVenue.Start.AddTicks(_world.Time.GetTimestamp()).ToUnixTimeMilliseconds());

        /// <summary>Makes of the emulator the venue of that kind, and sets the local clock.</summary>
        public void Enter(Kind kind)
        {
            var variants = _world.Emulator.Variants;
            variants.CommitTime = TimeSpan.FromSeconds(kind switch { Kind.NoopOkBeforeCommit or Kind.DuplicateNonceBeforeCommit or Kind.NonceTakenAtCommit => 2, Kind.AllOfIt => 1, _ => 0 });
            variants.AnswersNoopBeforeCommit = kind is Kind.NoopOkBeforeCommit or Kind.AllOfIt;
            variants.TakesNonceAtCommit = kind is Kind.NonceTakenAtCommit or Kind.AllOfIt;
            variants.FailedActionsKeepTheirNonce = kind is Kind.FailedKeepsNonce or Kind.AllOfIt;
            variants.SeparatesUserSignedNonces = kind is Kind.NonceSetsApart or Kind.AllOfIt;
            variants.CloidHorizon = kind switch { Kind.CloidsNeverTaken or Kind.AllOfIt => CloidHorizon.Never, Kind.CloidsTakenForGood => CloidHorizon.WhileKept, _ => CloidHorizon.WhileOpen };
            variants.OrderStatusLag = TimeSpan.FromSeconds(kind switch { Kind.OrderStatusLate => 20, Kind.AllOfIt => 2, _ => 0 });

            // Where the venue takes its time, the clock must not run over it.
            _world.Time.Grain = variants.CommitTime > TimeSpan.Zero ? TimeSpan.FromMilliseconds(250) : TimeSpan.FromSeconds(4);
            SetClock(TimeSpan.FromSeconds(kind switch { Kind.LocalClockBehind => -30, Kind.LocalClockAhead => 30, _ => 0 }));
        }

        private void SetClock(TimeSpan offset)
        {
            lock (_gate)
            {
                _world.Time.Jump(offset - _jumped);
                _jumped = offset;
            }
        }

        public async Task PlaceAsync(Intent intent)
        {
            _current.Value = intent;
            if (intent.Venue == Kind.LocalClockJumps && intent.Number % 20 == 0) SetClock(intent.Number % 40 == 0 ? TimeSpan.FromDays(3) : TimeSpan.Zero);
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
                _world.Way.Take(held);
                intent.WasReleased = true;
            }

            // Where what fails keeps its nonce, a copy of what was refused is a new order: no client can help that, and this one makes no copies.
            if (intent.Copy is { } copy && !(result is { Status: OrderResultStatus.Rejected } && _world.Emulator.Variants.FailedActionsKeepTheirNonce)) _world.Way.Take(copy);

            // Every second one is asked for again: the same key, carried out once.
            if (intent.Number % 2 == 0 || result is null) intent.Repeated = await Orders.PlaceAsync(request, options);
            intent.IsStated = true;
            if ((intent.Repeated ?? intent.Stated) is { Status: OrderResultStatus.Resting } resting && intent.Number % 8 != 0)
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
                    (intent.WasSent, intent.TrueSince) = (true, VenueNow);
                    _byNonce[request.Nonce] = intent;
                    return await OrderAsync(intent, request, cancellationToken);
                case "noop" when _byNonce.TryGetValue(request.Nonce, out var fenced):
                    fenced.Fences++;
                    return await FenceAsync(fenced, request, cancellationToken);
                case "orderStatus" when Cloid.TryParse(request.Json.GetProperty("oid").ToString(), null, out var asked) && _byCloid.TryGetValue(asked, out var looked):
                    looked.Looks++;
                    if (!looked.IsStated) looked.TrueSince = VenueNow;
                    if (looked.Fault == Fault.StaleUnknownOid && looked.Lies++ < 3) return FaultyWay.Json("""{"status":"unknownOid"}""");
                    if (looked.Fault == Fault.InfoDown && _world.Time.GetTimestamp() < looked.InfoDownUntil) return FaultyWay.Json("null", HttpStatusCode.InternalServerError);
                    if (looked.Fault == Fault.CallerCancels && looked.Number % 7 == 4 && looked.Looks == 1) await looked.Caller!.CancelAsync();
                    return null;
                default:
                    return null;
            }
        }

        private async Task<HttpResponseMessage?> OrderAsync(Intent intent, Passing request, CancellationToken cancellationToken)
        {
            var way = _world.Way;
            switch (intent.Fault)
            {
                case Fault.RequestCut:
                    // A part of it arrives.
                    Assert.Equal(HttpStatusCode.UnprocessableEntity, (await way.DeliverAsync(request with { Body = request.Body[..(intent.Number % request.Body.Length)] }, cancellationToken)).StatusCode);
                    throw new IOException("broken pipe");
                case Fault.SwallowedBefore:
                    return await FaultyWay.NeverAsync(cancellationToken);
                case Fault.SwallowedAfter or Fault.InfoDown or Fault.StaleUnknownOid:
                    intent.InfoDownUntil = _world.Time.GetTimestamp() + TimeSpan.FromSeconds(25).Ticks;
                    way.Take(request);
                    return await FaultyWay.NeverAsync(cancellationToken);
                case Fault.DroppedAfter:
                    way.Take(request);
                    throw new HttpRequestException("connection reset by peer");
                case Fault.DelayedPastDeadline:
                    TakeLater(request, TimeSpan.FromSeconds(16 + (intent.Number % 20)));
                    return await FaultyWay.NeverAsync(cancellationToken);
                case Fault.Duplicated:
                    way.Take(request);
                    return await way.DeliverAsync(request, cancellationToken);
                case Fault.DuplicatedLate:
                    intent.Copy = request;
                    return null;
                case Fault.Overtaken:
                    await Task.Delay(TimeSpan.FromMilliseconds(200 + (intent.Number % 700)), _world.Time, cancellationToken);
                    return null;
                case Fault.AnswerOvertaken:
                    var late = await way.DeliverAsync(request, cancellationToken);
                    await Task.Delay(TimeSpan.FromMilliseconds(200 + (intent.Number % 700)), _world.Time, cancellationToken);
                    return late;
                case Fault.TooManyRequestsBefore:
                    return FaultyWay.Json("too many", HttpStatusCode.TooManyRequests);
                case Fault.TooManyRequestsAfter:
                    way.Take(request);
                    return FaultyWay.Json("too many", HttpStatusCode.TooManyRequests);
                case Fault.InternalErrorBefore:
                    return FaultyWay.Json("null", HttpStatusCode.InternalServerError);
                case Fault.InternalErrorAfter:
                    way.Take(request);
                    return FaultyWay.Json("null", HttpStatusCode.InternalServerError);
                case Fault.BadGatewayBefore:
                    return FaultyWay.Json("<html>502</html>", HttpStatusCode.BadGateway);
                case Fault.BadGatewayAfter:
                    way.Take(request);
                    return FaultyWay.Json("<html>502</html>", HttpStatusCode.BadGateway);
                case Fault.Unprocessable:
                    return FaultyWay.Json("Failed to deserialize the JSON body into the target type", HttpStatusCode.UnprocessableEntity);
                case Fault.Html:
                    way.Take(request);
                    return FaultyWay.Json("<html>maintenance</html>");
                case Fault.Truncated or Fault.AnswerCut:
                    var whole = await (await way.DeliverAsync(request, cancellationToken)).Content.ReadAsByteArrayAsync(cancellationToken);
                    var part = whole[..(intent.Number % whole.Length)];
                    return intent.Fault == Fault.Truncated ? BrokenBody.Answer(part) : BrokenBody.Answer(part, announced: whole.Length, breaks: true);
                case Fault.Oversized:
                    // What could be read of it would be a lie. Some announce their length.
                    way.Take(request);
                    return BrokenBody.Oversized("""{"status":"err","response":"Insufficient margin to place order."}""", MaxResponseBytes + 1, announces: intent.Number % 2 == 0);
                case Fault.UnknownVariant:
                    way.Take(request);
                    return FaultyWay.Json("""{"status":"ok","response":{"type":"order","data":{"statuses":[{"queuedForAuction":{"oid":1}}]}}}""");
                case Fault.HeldUntilNotPlaced:
                    intent.Held = request;
                    return await FaultyWay.NeverAsync(cancellationToken);
                case Fault.FenceAnswerLost or Fault.FenceLost or Fault.MeetsFence:
                    intent.Held = request;
                    throw new HttpRequestException("connection reset by peer");
                case Fault.CallerCancels:
                    return await CancelAsync(intent, request, cancellationToken);
                case Fault.CancelledMeanwhile:
                    await way.DeliverAsync(request, cancellationToken);
                    await _clean.Orders.CancelAsync(CoinOf(intent), intent.First, cancellationToken: cancellationToken);
                    throw new HttpRequestException("connection reset by peer");
                default:
                    return null;
            }
        }

        /// <summary>The caller gives up: with the order on its way, carried out or not, with its answer, at the first look, and before and after the fence.</summary>
        private async Task<HttpResponseMessage?> CancelAsync(Intent intent, Passing request, CancellationToken cancellationToken)
        {
            var step = intent.Number % 7;
            if (step is 0 or 2 or 4) _world.Way.Take(request);
            if (step is 0 or 1 or 2 or 3) await intent.Caller!.CancelAsync();
            if (step is 0 or 1) return await FaultyWay.NeverAsync(cancellationToken);
            return step == 3 ? null : throw new HttpRequestException("connection reset by peer");
        }

        private async Task<HttpResponseMessage?> FenceAsync(Intent intent, Passing request, CancellationToken cancellationToken)
        {
            switch (intent.Fault)
            {
                case Fault.FenceAnswerLost when intent.Fences == 1:
                    _world.Way.Take(request);
                    return await FaultyWay.NeverAsync(cancellationToken);
                case Fault.FenceLost when intent.Fences == 1:
                    return await FaultyWay.NeverAsync(cancellationToken);
                case Fault.MeetsFence when intent.Fences == 1:
                    // The order that was held arrives just before the fence, or while the venue has yet to commit it.
                    if (intent.Number % 3 == 0) _world.Way.Take(intent.Held!);
                    else TakeLater(intent.Held!, TimeSpan.FromMilliseconds(intent.Number % 3 == 1 ? 500 : 1500));
                    return null;
                case Fault.CallerCancels when intent.Number % 7 is 5 or 6 && intent.Fences == 1:
                    var answer = intent.Number % 7 == 6 ? await _world.Way.DeliverAsync(request, cancellationToken) : null;
                    await intent.Caller!.CancelAsync();
                    return answer;
                default:
                    return null;
            }
        }

        private void TakeLater(Passing request, TimeSpan delay) => _ = Task.Run(async () =>
        {
            await Task.Delay(delay, _world.Time);
            using var work = _world.Time.Begin();
            _world.Way.Take(request);
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

        public IEnumerable<string> Table<T>(string name, Func<Intent, T> by)
        {
            var fates = Intents.Select(FateOf).Distinct().Order(StringComparer.Ordinal).ToArray();
            yield return $"| {name} | orders | faulted | {string.Join(" | ", fates)} | first Unknown |";
            yield return "|---|" + string.Concat(Enumerable.Repeat("--:|", fates.Length + 3));
            foreach (var group in Intents.GroupBy(by).OrderBy(group => group.Key)) yield return Line(group.Key!.ToString()!, [.. group], fates);
            yield return Line("all", Intents, fates);
        }

        private static string Line(string name, IReadOnlyCollection<Intent> intents, string[] fates) => string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {intents.Count} | {intents.Count(intent => intent.Fault != Fault.None)} | {string.Join(" | ", fates.Select(fate => intents.Count(intent => FateOf(intent) == fate).ToString(CultureInfo.InvariantCulture)))} | {intents.Sum(intent => intent.Unknowns)} |");

        private static string FateOf(Intent intent) => intent.Stated?.Status.ToString() ?? "(not sent)";

        public void AssertTrue()
        {
            var wrong = new List<string>();
            var filled = new Dictionary<string, decimal> { ["BTC"] = 0, ["SOL"] = 0, ["ETH"] = 0 };
            var prices = AllFills().GroupBy(fill => fill.OrderId).ToDictionary(group => group.Key, group => group.Sum(fill => fill.Price * fill.Size) / group.Sum(fill => fill.Size));
            var taken = AllFills().Where(fill => fill.Crossed == true).GroupBy(fill => fill.OrderId).ToDictionary(group => group.Key, group => group.Sum(fill => fill.Size));
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

                if (orders.Count > 1) wrong.Add($"{intent.Key} {intent.Venue} {intent.Fault}: {orders.Count} orders");
                if (intent.Unknowns > 0 && intent.Fault != Fault.CallerCancels) wrong.Add($"{intent.Key} {intent.Venue} {intent.Fault}: Unknown although the venue was there");
                if (intent.Stated is { } stated && stated.Status != OrderResultStatus.NotPlaced && intent.Repeated is { } repeated && (repeated.Status, repeated.OrderId) != (stated.Status, stated.OrderId)) wrong.Add($"{intent.Key} {intent.Venue} {intent.Fault}: {stated} and then {repeated}");
                if (last.Status == OrderResultStatus.Rejected && string.IsNullOrEmpty(last.Rejection?.Text)) wrong.Add($"{intent.Key} {intent.Venue} {intent.Fault}: rejected without a word");
                if (last.Status is OrderResultStatus.NotPlaced or OrderResultStatus.Rejected)
                {
                    if (orders.Count > 0) wrong.Add($"{intent.Key} {intent.Venue} {intent.Fault}: said {last}, and there is {orders[0].Status}");
                    continue;
                }

                if (orders.Count == 0)
                {
                    wrong.Add($"{intent.Key} {intent.Venue} {intent.Fault}: said {last}, and there is none");
                    continue;
                }

                var truth = orders[0];
                var size = truth.Order!.OriginalSize!.Value - truth.Order.Size;
                if (last.OrderId is { } id && id != truth.Order.OrderId) wrong.Add($"{intent.Key} {intent.Venue} {intent.Fault}: another order");
                var isRight = last.Status switch
                {
                    OrderResultStatus.Filled => last.FilledSize == truth.Order.OriginalSize && size == last.FilledSize,
                    OrderResultStatus.PartlyFilled => last.FilledSize == size,
                    OrderResultStatus.Canceled => truth.Status.IsCanceled && size == 0,
                    OrderResultStatus.PartlyFilledThenCanceled => size > 0 && size == last.FilledSize,
                    OrderResultStatus.Resting => (last.FilledSize ?? 0) <= size && taken.GetValueOrDefault(truth.Order.OrderId) < truth.Order.OriginalSize && (truth.Status == OrderStatus.Open || truth.StatusAt >= intent.TrueSince),
                    OrderResultStatus.WaitingForTrigger => truth.Status == OrderStatus.Open,
                    _ => false,
                };
                if (!isRight) wrong.Add($"{intent.Key} {intent.Venue} {intent.Fault}: said {last}, and it is {truth.Status} with {size} filled of {truth.Order.OriginalSize}");
                if (last.AveragePrice is { } price && last.FilledSize == size && Math.Abs(price - prices[truth.Order.OrderId]) > 0.01m) wrong.Add($"{intent.Key} {intent.Venue} {intent.Fault}: said {last}, and it was at {prices[truth.Order.OrderId]}");
                filled[CoinOf(intent)] += size;
            }

            Assert.True(wrong.Count == 0, string.Create(CultureInfo.InvariantCulture, $"{wrong.Count} wrong:\n{string.Join('\n', wrong.Take(30))}"));

            // The emulator's own position is the sum of what was meant and said, and of nothing else.
            var state = _world.Ask($$"""{"type":"clearinghouseState","user":"{{TestVenue.UserAddress.ToLowerHex()}}"}""", HyperliquidJsonContext.Default.PerpState);
            foreach (var (coin, size) in filled) Assert.Equal(size, state.FindPosition(coin)?.SignedSize ?? 0);
            Assert.True(_world.Emulator.Admin.Totals().IsConserved);

            Assert.True(Intents.Count(intent => intent.Fault != Fault.None) >= 0.3 * Intents.Length);
            foreach (var venue in Enum.GetValues<Kind>()) Assert.All(Enum.GetValues<Fault>(), fault => Assert.Contains(Intents, intent => intent.Venue == venue && intent.Fault == fault));

            // What a fault leaves in doubt was looked for: it was not by the answer that it became known.
            Fault[] doubted =
            [
                Fault.RequestCut, Fault.SwallowedBefore, Fault.SwallowedAfter, Fault.DroppedAfter, Fault.DelayedPastDeadline, Fault.TooManyRequestsBefore, Fault.TooManyRequestsAfter, Fault.InternalErrorBefore,
                Fault.InternalErrorAfter, Fault.BadGatewayBefore, Fault.BadGatewayAfter, Fault.Html, Fault.Truncated, Fault.AnswerCut, Fault.Oversized, Fault.UnknownVariant, Fault.HeldUntilNotPlaced,
                Fault.StaleUnknownOid, Fault.FenceAnswerLost, Fault.FenceLost, Fault.MeetsFence, Fault.InfoDown, Fault.CancelledMeanwhile,
            ];
            Assert.All(Intents.Where(intent => intent.WasSent && doubted.Contains(intent.Fault)), intent => Assert.True(intent.Looks > 0, $"{intent.Key} {intent.Venue} {intent.Fault}: nobody looked"));
            foreach (var fault in (Fault[])[Fault.FenceAnswerLost, Fault.FenceLost, Fault.MeetsFence]) Assert.True(Intents.Count(intent => intent.Fault == fault && intent.Fences > 0) >= 100, $"{fault}");
            Assert.True(Intents.Count(intent => intent.WasReleased) >= 100);
            OrderResultStatus[] fates =
            [
                OrderResultStatus.Filled, OrderResultStatus.PartlyFilled, OrderResultStatus.Resting, OrderResultStatus.Rejected, OrderResultStatus.NotPlaced,
                OrderResultStatus.Canceled, OrderResultStatus.PartlyFilledThenCanceled, OrderResultStatus.WaitingForTrigger,
            ];
            Assert.All(fates, fate => Assert.True(Intents.Count(intent => intent.Stated?.Status == fate) >= 100, string.Create(CultureInfo.InvariantCulture, $"{fate}: {Intents.Count(intent => intent.Stated?.Status == fate)}")));
        }

        private List<Fill> AllFills()
        {
            var fills = new Dictionary<long, Fill>();
            for (var (from, count) = (0L, -1); fills.Count > count;)
            {
                count = fills.Count;
                foreach (var fill in _world.Ask($$"""{"type":"userFillsByTime","user":"{{TestVenue.UserAddress.ToLowerHex()}}","startTime":{{from}}}""", HyperliquidJsonContext.Default.FillArray))
                {
                    fills[fill.TradeId!.Value] = fill;
                    from = Math.Max(from, fill.Time!.Value.ToUnixTimeMilliseconds());
                }
            }

            return [.. fills.Values];
        }
    }
}
