using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using HypeKr.Crypto;
using HypeKr.Hyperliquid.Emulator;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>An emulator behind a way on which things go wrong, and a journal on a disk in memory.</summary>
internal sealed class PlacementWorld : IAsyncDisposable
{
    private static int _agents;

    /// <summary>Everything is compiled once while time stands still: the compiler is slow, and the clock would take it for quiet.</summary>
    private static readonly Lazy<Task> WarmUp = new(() => Task.Run(async () =>
    {
        await using var world = new PlacementWorld(isPaused: true);
        var journal = await world.OpenAsync();
        await journal.Account.Orders.PlaceAsync(Buy());
        world.Way.Act = (p, _) => p.Type == "order" ? throw new IOException("broken pipe") : Task.FromResult<HttpResponseMessage?>(null);
        using var cancelled = new CancellationTokenSource();
        var open = journal.Account.Orders.PlaceAsync(Buy(), cancellationToken: cancelled.Token);
        while (world.Way.Count("noop") == 0) await Task.Yield();
        await cancelled.CancelAsync();
        await open;
    }));

    private readonly List<PlacementJournal> _journals = [];
    private readonly List<HyperliquidClient> _clients = [];

    public PlacementWorld(TimeSpan venueSkew = default, bool isPaused = false, Action<HyperliquidOptions>? configure = null)
    {
        Time.IsPaused = isPaused;
        Emulator = new HyperliquidEmulator(new EmulatorOptions { TimeProvider = Time.Venue(venueSkew) });
        Way = new(Emulator, Time);
        Agent = TestVenue.CreateSigner(string.Create(CultureInfo.InvariantCulture, $"placement agent {Interlocked.Increment(ref _agents)}"));
        Signer = new WatchedSigner(Agent, Time);
        Emulator.Admin.Fund(TestVenue.UserAddress, 1_000_000_000);
        Emulator.Admin.FundSpot(TestVenue.UserAddress, "USDC", 1_000_000_000);
        Emulator.Admin.ApproveAgent(TestVenue.UserAddress, Agent.Address);
        Configure = configure;
        Client = CreateClient();
        Plain = Client.ForAccount(TestVenue.UserAddress, Agent);
    }

    /// <summary>Runs a test on the pool, where the clock sees whether anything runs.</summary>
    public static Task RunAsync(Func<PlacementWorld, Task> test, TimeSpan venueSkew = default, bool isPaused = false, Action<HyperliquidOptions>? configure = null) => Task.Run(async () =>
    {
        await WarmUp.Value;
        await using var world = new PlacementWorld(venueSkew, isPaused, configure);
        await test(world);
    });

    public VirtualTime Time { get; } = new();

    public HyperliquidEmulator Emulator { get; }

    public FaultyWay Way { get; }

    public PrivateKeySigner Agent { get; }

    public WatchedSigner Signer { get; }

    public HyperliquidClient Client { get; }

    public HyperliquidAccount Plain { get; }

    public MemoryStore Store { get; private set; } = new();

    private Action<HyperliquidOptions>? Configure { get; }

    public HyperliquidClient CreateClient()
    {
        var options = new HyperliquidOptions { Network = Emulator.Network, InfoHandler = Way, ExchangeHandler = Way, TimeProvider = Time, LoggerFactory = SuiteTraffic.Logs };
        Configure?.Invoke(options);
        var client = new HyperliquidClient(options);
        _clients.Add(client);
        return client;
    }

    public async Task<PlacementJournal> OpenAsync(PlacementJournalOptions? options = null, byte[]? bytes = null, ITypedDataSigner? signer = null)
    {
        if (bytes is not null || Store.Bytes.Length > 0) Store = new MemoryStore(bytes ?? Store.Bytes);
        var account = signer is null ? Plain : Client.ForAccount(TestVenue.UserAddress, signer);
        var journal = await PlacementJournal.OpenAsync(account, Store, options ?? new(), CancellationToken.None);
        _journals.Add(journal);
        return journal;
    }

    /// <summary>A journal whose process is gone: nobody ends it.</summary>
    public void Lose(PlacementJournal journal) => _journals.Remove(journal);

    public static OrderRequest Buy(decimal price = 90_000, decimal size = 0.01m, TimeInForce timeInForce = TimeInForce.Gtc, string coin = "BTC") =>
        OrderRequest.Buy(coin, new(size)).Limit(new(price), timeInForce);

    /// <summary>The emulator's own answer about an order, past every fault; null when it has none.</summary>
    public OrderWithStatus? Truth(Cloid cloid) => Ask($$"""{"type":"orderStatus","user":"{{TestVenue.UserAddress.ToLowerHex()}}","oid":"{{cloid}}"}""", HyperliquidJsonContext.Default.OrderLookup).Order;

    public Fill[] TrueFills() => Ask($$"""{"type":"userFills","user":"{{TestVenue.UserAddress.ToLowerHex()}}"}""", HyperliquidJsonContext.Default.FillArray);

    public OrderWithStatus[] TrueHistory() => Ask($$"""{"type":"historicalOrders","user":"{{TestVenue.UserAddress.ToLowerHex()}}"}""", HyperliquidJsonContext.Default.OrderWithStatusArray);

    public T Ask<T>(string body, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> form)
    {
        var reply = Emulator.HandleAsync("/info", Encoding.UTF8.GetBytes(body)).AsTask().GetAwaiter().GetResult();
        Assert.Equal(200, reply.StatusCode);
        return JsonSerializer.Deserialize(reply.Body.Span, form)!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var journal in _journals) await journal.Engine.DisposeAsync();
        Time.Dispose();
        foreach (var client in _clients) client.Dispose();
        Agent.Dispose();
    }
}

/// <summary>What a request is on its way.</summary>
internal sealed record Passing(string Path, byte[] Body, JsonElement Json, DateTimeOffset At)
{
    public bool IsExchange => Path == "/exchange";

    /// <summary>The type of the read, or of the action.</summary>
    public string Type => (IsExchange ? Json.GetProperty("action") : Json).GetProperty("type").GetString()!;

    public long Nonce => Json.GetProperty("nonce").GetInt64();
}

/// <summary>The way to the emulator. <see cref="Act"/> may do with a request whatever a network or a proxy can.</summary>
internal sealed class FaultyWay(HyperliquidEmulator emulator, VirtualTime time) : HttpMessageHandler
{
    private readonly List<Passing> _passed = [];

    /// <summary>Answers a request in place of the venue; null lets it through.</summary>
    public Func<Passing, CancellationToken, Task<HttpResponseMessage?>>? Act { get; set; }

    /// <summary>Runs before the body is read: what it throws happens before a byte has left.</summary>
    public Func<CancellationToken, Task>? BeforeBody { get; set; }

    public IReadOnlyList<Passing> Passed
    {
        get
        {
            lock (_passed) return [.. _passed];
        }
    }

    public int Count(string type)
    {
        lock (_passed) return _passed.Count(p => p.Type == type);
    }

    /// <summary>Has the venue carry a request out, whatever became of its sender.</summary>
    public HttpResponseMessage Deliver(Passing request)
    {
        var reply = emulator.HandleAsync(request.Path, request.Body).AsTask().GetAwaiter().GetResult();
        return Json(Encoding.UTF8.GetString(reply.Body.Span), (HttpStatusCode)reply.StatusCode);
    }

    /// <summary>Has the venue take a request, whose answer nobody hears.</summary>
    public void Take(Passing request) => _ = emulator.HandleAsync(request.Path, request.Body).AsTask();

    /// <summary>Has the venue carry a request out in its own time.</summary>
    public async Task<HttpResponseMessage> DeliverAsync(Passing request, CancellationToken cancellationToken = default)
    {
        var answer = emulator.HandleAsync(request.Path, request.Body, cancellationToken).AsTask();
        if (!answer.IsCompleted)
        {
            // It looks at the time when it is asked for anything.
            await Task.Delay(emulator.Variants.CommitTime, time, cancellationToken);
            _ = emulator.Faults.Active;
        }

        var reply = await answer;
        return Json(Encoding.UTF8.GetString(reply.Body.Span), (HttpStatusCode)reply.StatusCode);
    }

    public static HttpResponseMessage Json(string text, HttpStatusCode status = HttpStatusCode.OK) => InfoStub.Json(text, status);

    public static HttpResponseMessage Error(string words) => Json($$"""{"status":"err","response":{{JsonSerializer.Serialize(words)}}}""");

    /// <summary>No answer until the sender gives up.</summary>
    public static async Task<HttpResponseMessage?> NeverAsync(CancellationToken cancellationToken)
    {
        var never = new TaskCompletionSource<HttpResponseMessage?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
        return await never.Task;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Task.Yield();
        using var work = time.Begin();
        if (BeforeBody is { } before && request.RequestUri!.AbsolutePath == "/exchange") await before(cancellationToken);
        var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        using var document = JsonDocument.Parse(body);
        var passing = new Passing(request.RequestUri!.AbsolutePath, body, document.RootElement.Clone(), time.GetUtcNow());
        lock (_passed) _passed.Add(passing);
        if (Act is { } act)
        {
            // What waits in a fault is not at work.
            work.Dispose();
            try
            {
                if (await act(passing, cancellationToken) is { } answer) return answer;
            }
            finally
            {
                _ = time.Begin();
            }
        }

        var delivered = DeliverAsync(passing, cancellationToken);
        if (delivered.IsCompleted) return await delivered;
        work.Dispose();
        try
        {
            return await delivered;
        }
        finally
        {
            _ = time.Begin();
        }
    }
}

/// <summary>A signer that does something first.</summary>
internal sealed class SteppingSigner(ITypedDataSigner inner, Func<Task> before) : ITypedDataSigner
{
    public EthereumAddress Address => inner.Address;

    public async ValueTask<RecoverableSignature> SignTypedDataAsync(TypedData typedData, CancellationToken cancellationToken = default)
    {
        await before();
        return await inner.SignTypedDataAsync(typedData, cancellationToken);
    }
}

/// <summary>A signer that can be stopped, and that the clock waits for.</summary>
internal sealed class WatchedSigner(PrivateKeySigner inner, VirtualTime time) : ITypedDataSigner
{
    public EthereumAddress Address => inner.Address;

    public Exception? Fault { get; set; }

    public async ValueTask<RecoverableSignature> SignTypedDataAsync(TypedData typedData, CancellationToken cancellationToken = default)
    {
        using var work = time.Begin();
        if (Fault is { } fault) throw fault;
        return await inner.SignTypedDataAsync(typedData, cancellationToken);
    }
}
