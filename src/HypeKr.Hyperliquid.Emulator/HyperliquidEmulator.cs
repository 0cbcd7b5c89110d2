using System.Net.WebSockets;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>A local Hyperliquid in memory: reads and signed actions are answered by a real book and a real ledger.</summary>
/// <remarks>
/// <para>Safe to share between threads: one request at a time is carried out, each as a whole.</para>
/// <para>Signatures are recovered from the action as this emulator reads and packs it, never from the client's bytes, and only for
/// testnet (source <c>b</c>): what is signed here is worthless on mainnet, and mainnet signatures are unknown users here.</para>
/// <para>Accounts, agents and money come from <see cref="Admin"/>. The package README lists what answers and what does not.</para>
/// </remarks>
public sealed class HyperliquidEmulator
{
    private readonly VenueGate _gate;
    private readonly InfoDesk _info;
    private readonly ExchangeDesk _exchange;
    private readonly ExplorerDesk _explorer;
    private readonly RequestDesk _requests;
    private readonly StreamDesk _streams;
    private readonly EmulatorStreamOptions _streamOptions;
    private readonly Lock _saving = new();

    /// <summary>Starts with <see cref="EmulatorSeed.Default"/>, base fees and the system's clock, or as the options say.</summary>
    /// <exception cref="EmulatorSeedException">The seed contradicts itself.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A fee rate or a limit is out of range.</exception>
    public HyperliquidEmulator(EmulatorOptions? options = null)
        : this(new Venue(options ?? new EmulatorOptions()))
    {
    }

    private HyperliquidEmulator(Venue venue)
    {
        var options = venue.Options;
        Venue = venue;
        _gate = new VenueGate(Venue.Clock, options.TimeProvider);
        Admin = new EmulatorAdmin(Venue, _gate);
        Faults = new EmulatorFaults(_gate, options.RandomSeed);
        Variants.Gate = _gate;
        _info = new InfoDesk(Venue);
        _exchange = new ExchangeDesk(Venue);
        _explorer = new ExplorerDesk(Venue.Explorer);
        _streamOptions = options.Streams;
        _requests = new RequestDesk(Venue, Faults, CarryOut, _exchange.ActsFor);
        _streams = new StreamDesk(Venue, options.Streams, Faults, _requests, new TopicFactory(Venue, _explorer, body => CarryOut("/info", body)));
        _gate.Happened = _streams.Publish;
        if (options.ChecksInvariants) _gate.Happened += new InvariantCheck(Venue).Check;

        // The first step: from here on the clock wakes by itself.
        _gate.Enter().Dispose();
    }

    /// <summary>What it was made with, or what its state says: without the books, accounts, candles and past funding of the seed, which have been carried out.</summary>
    public EmulatorOptions Options => Venue.Options;

    /// <summary>What no client can do: money from nothing, marks, quotes of the house, settlement.</summary>
    public EmulatorAdmin Admin { get; }

    /// <summary>What goes wrong between this emulator and its clients.</summary>
    public EmulatorFaults Faults { get; }

    /// <summary>What nobody has confirmed of the venue's admission, to be tried either way.</summary>
    public AdmissionVariants Variants => Venue.Variants;

    /// <summary>The network of clients that use <see cref="CreateHandler"/> and <see cref="CreateSocketFactory"/>. Its address is nominal: nothing is opened.</summary>
    public HyperliquidNetwork Network { get; } = HyperliquidNetwork.Emulator(new Uri("http://hyperliquid.emulator/"));

    /// <summary>How many sockets are open.</summary>
    public int SocketCount
    {
        get
        {
            using var step = _gate.Enter();
            return _streams.Count;
        }
    }

    internal Venue Venue { get; }

    /// <summary>Called with a request before it is carried out, such as to have the coins at hand that it names.</summary>
    internal Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask>? Requested { get; set; }

    /// <summary>Begins a step of whoever acts for a market outside.</summary>
    internal VenueGate.Step Enter() => _gate.Enter();

    /// <summary>A handler that answers <c>POST /info</c>, <c>/exchange</c> and <c>/explorer</c> in memory, whatever the host.</summary>
    /// <param name="connection">The name by which <see cref="FaultRule.Connection"/> knows it; none by default.</param>
    /// <remarks>Handlers of one emulator share its state. Disposing one does nothing to it.</remarks>
    public HttpMessageHandler CreateHandler(string? connection = null) => new EmulatorHttpHandler(this, connection);

    /// <summary>Opens sockets in memory to <c>/ws</c> and <c>/explorer/ws</c>, whatever the host: for <see cref="FeedConnectionOptions.SocketFactory"/>.</summary>
    /// <param name="connection">The name by which <see cref="FaultRule.Connection"/> knows its sockets; each has a number by default.</param>
    /// <param name="client">Whom the limits on sockets count: one and the same by default.</param>
    /// <remarks>What a client sends is taken on its own thread before its call returns; messages wait in the socket, and one that is not read is closed by the venue.</remarks>
    public Func<Uri, CancellationToken, Task<WebSocket>> CreateSocketFactory(string? connection = null, string client = "memory")
    {
        ArgumentNullException.ThrowIfNull(client);
        return (address, cancellationToken) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Task.FromResult(Connect(address.AbsolutePath, connection, client));
        };
    }

    /// <summary>Opens one socket in memory.</summary>
    /// <param name="path"><c>/ws</c> or <c>/explorer/ws</c>.</param>
    /// <param name="connection">The name by which <see cref="FaultRule.Connection"/> knows it; a number by default.</param>
    /// <param name="client">Whom the limits on sockets count.</param>
    /// <exception cref="WebSocketException">It was refused: no such path, too many sockets, or a fault.</exception>
    public WebSocket Connect(string path = "/ws", string? connection = null, string client = "memory")
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(client);
        using var step = _gate.Enter();
        return _streams.Open(path, client, connection, out var refusal) is { } session
            ? new MemorySocket(this, session)
            : throw new WebSocketException(WebSocketError.NotAWebSocket, $"The server returned status code '{WireText.Of((long)refusal)}' when status code '101' was expected.");
    }

    /// <summary>Ends sockets, as a restart of the venue does.</summary>
    /// <param name="connection">The name of the sockets; all by default.</param>
    /// <param name="inGoodOrder">Whether they are closed; else they break.</param>
    public void Disconnect(string? connection = null, bool inGoodOrder = false)
    {
        using var step = _gate.Enter();
        _streams.CloseAll(connection, inGoodOrder ? new StreamEnd((int)WebSocketCloseStatus.EndpointUnavailable, "Restarting") : StreamEnd.Broken);
    }

    /// <summary>Answers one POST; for hosts of the emulator.</summary>
    /// <param name="path"><c>/info</c>, <c>/exchange</c> or <c>/explorer</c>; anything else is 404.</param>
    /// <param name="body">UTF-8 JSON. It must not change until the answer is there.</param>
    /// <param name="cancellationToken">Looked at before the request is carried out, and while a fault holds the answer; an action is never half done.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ValueTask<EmulatorReply> HandleAsync(string path, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default) => HandleAsync(path, body, null, cancellationToken);

    /// <inheritdoc cref="HandleAsync(string, ReadOnlyMemory{byte}, CancellationToken)"/>
    /// <param name="path"><c>/info</c>, <c>/exchange</c> or <c>/explorer</c>; anything else is 404.</param>
    /// <param name="body">UTF-8 JSON. It must not change until the answer is there.</param>
    /// <param name="connection">The name by which <see cref="FaultRule.Connection"/> knows where it came from.</param>
    /// <param name="cancellationToken">Looked at before the request is carried out, and while a fault holds the answer; an action is never half done.</param>
    public ValueTask<EmulatorReply> HandleAsync(string path, ReadOnlyMemory<byte> body, string? connection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        cancellationToken.ThrowIfCancellationRequested();
        return Requested is null ? Handle(path, body, connection, cancellationToken) : PrepareAndHandleAsync(path, body, connection, cancellationToken);
    }

    private async ValueTask<EmulatorReply> PrepareAndHandleAsync(string path, ReadOnlyMemory<byte> body, string? connection, CancellationToken cancellationToken)
    {
        await PrepareAsync(body, cancellationToken).ConfigureAwait(false);
        return await Handle(path, body, connection, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets whoever acts for a market outside get ready for a request or a message.</summary>
    internal ValueTask PrepareAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken) => Requested?.Invoke(body, cancellationToken) ?? default;

    private ValueTask<EmulatorReply> Handle(string path, ReadOnlyMemory<byte> body, string? connection, CancellationToken cancellationToken)
    {
        if (!Faults.IsAny && Variants.Commit == 0)
        {
            if (path == "/exchange") return new(Act(body));
            using var step = _gate.Enter();
            return new(CarryOut(path, body));
        }

        var answered = new TaskCompletionSource<EmulatorReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (_gate.Enter()) _requests.Handle(path, path, body, connection, answered.SetResult);
        return new(answered.Task.WaitAsync(cancellationToken));
    }

    /// <summary>Whether a fault refuses a connection; for hosts of the emulator, which have then taken nothing.</summary>
    /// <param name="path">Where it wants to.</param>
    /// <param name="connection">The name by which <see cref="FaultRule.Connection"/> knows it.</param>
    public bool RefusesConnection(string path, string? connection)
    {
        if (!Faults.IsAny) return false;
        using var step = _gate.Enter();
        return Faults.Strike(FaultStage.Connection, new FaultSubject(path, null, null, connection)).Count > 0;
    }

    /// <summary>Opens the venue's end of a socket; for hosts of the emulator.</summary>
    /// <param name="path"><c>/ws</c> or <c>/explorer/ws</c>.</param>
    /// <param name="client">Whom the limits on sockets count.</param>
    /// <param name="connection">The name by which <see cref="FaultRule.Connection"/> knows it; a number by default.</param>
    /// <param name="refusal">The HTTP status of a refusal; 0 when there is none.</param>
    /// <returns>Upgrades the connection by what it is given, and serves the socket until it has ended; null when it is refused.</returns>
    public Func<Func<Task<WebSocket>>, CancellationToken, Task>? Accept(string path, string client, string? connection, out int refusal)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(client);
        using var step = _gate.Enter();
        if (_streams.Open(path, client, connection, out refusal) is not { } session) return null;
        return async (upgrade, cancellationToken) =>
        {
            try
            {
                using var socket = await upgrade().ConfigureAwait(false);
                await SocketPump.RunAsync(this, session, socket, _streamOptions.MaxMessageBytes, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                Close(session, StreamEnd.Broken);
            }
        };
    }

    /// <summary>Waits for some of the venue's time to pass, which may be a test's or <see cref="EmulatorAdmin.Advance"/>'s.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task DelayAsync(TimeSpan time, CancellationToken cancellationToken = default)
    {
        var due = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ScheduledWork work;
        using (_gate.Enter()) work = Venue.Clock.At(Venue.Now + (long)time.TotalMilliseconds, due.SetResult);
        try
        {
            await due.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            using (_gate.Enter()) work.Cancel();
            throw;
        }
    }

    /// <summary>Goes on from a state that <see cref="Save"/> wrote: the same calls at the same times have the same answers as if it had never ended.</summary>
    /// <param name="path">The file. A tape that was playing is read from where it was then.</param>
    /// <param name="options">
    /// <see cref="EmulatorOptions.TimeProvider"/>, <see cref="EmulatorOptions.Streams"/> and <see cref="EmulatorOptions.ChecksInvariants"/>
    /// count. Everything else is the state's: markets, seed, fees, chain, limits, and whether time is virtual.
    /// </param>
    /// <remarks>
    /// Time that has passed meanwhile passes at once, with all that was due in it. Under a clock that is behind, it goes on from where it was.
    /// </remarks>
    /// <exception cref="EmulatorStateException">The file is damaged, cut off, of an unknown schema or contradicts itself, or the tape is another than it was. Nothing is restored.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static HyperliquidEmulator Restore(string path, EmulatorOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var given = options ?? new EmulatorOptions();
        return new HyperliquidEmulator(StateFile.Read(path, kept => kept with { TimeProvider = given.TimeProvider, Streams = given.Streams, ChecksInvariants = given.ChecksInvariants }));
    }

    /// <summary>Goes on from the state of a mirror: in the markets of now, and with no quotes but those that are to come.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">As for <see cref="Restore"/>.</param>
    /// <param name="universe">The markets to go on in, made of those of the state.</param>
    internal static HyperliquidEmulator RestoreMirrored(string path, EmulatorOptions options, Func<EmulatorSeed, EmulatorSeed> universe)
    {
        var venue = StateFile.Read(path, kept => kept.RandomMarket is null
            ? kept with { TimeProvider = options.TimeProvider, Streams = options.Streams, ChecksInvariants = options.ChecksInvariants, Seed = universe(kept.Seed) }
            : throw new MirrorException("The state is of a market that moves by chance, not of a mirror."));
        venue.Outside.ClearAll();
        return new HyperliquidEmulator(venue);
    }

    /// <summary>Writes everything that decides the future to a file, whole or not at all: whoever reads it sees the state of before or of now.</summary>
    /// <param name="path">The file, which may exist; meanwhile there is one beside it that ends in <c>.saving</c>.</param>
    /// <remarks>
    /// <para>The venue stands still until it is on the disk. Sockets, subscriptions and faults are no part of it, nor an action that has
    /// been admitted and waits for its <see cref="AdmissionVariants.CommitTime"/>, nor the venue that a <see cref="VenueMirror"/> follows: see
    /// <see cref="MirrorOptions.State"/>.</para>
    /// <para>There is no secret in it: an emulator has none. It tells who did what, as the venue does.</para>
    /// </remarks>
    /// <exception cref="IOException">The file cannot be written; what was there before is still there.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        lock (_saving)
        {
            using var step = _gate.Enter();
            StateFile.Save(Venue, path, Renaming);
        }
    }

    /// <summary>The same on another thread.</summary>
    /// <inheritdoc cref="Save"/>
    /// <param name="path">The file, which may exist; meanwhile there is one beside it that ends in <c>.saving</c>.</param>
    /// <param name="cancellationToken">Looked at before it begins.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task SaveAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Task.Run(() => Save(path), cancellationToken);
    }

    /// <summary>Called while the new file is whole and the old one still in its place.</summary>
    internal Action? Renaming { get; set; }

    internal void Receive(StreamSession session, ReadOnlyMemory<byte> message)
    {
        using var step = _gate.Enter();
        _streams.Receive(session, message);
    }

    internal void Close(StreamSession session, StreamEnd end)
    {
        using var step = _gate.Enter();
        _streams.Close(session, end);
    }

    private EmulatorReply CarryOut(string path, ReadOnlyMemory<byte> body)
    {
        try
        {
            return path switch
            {
                "/info" => _info.Handle(body),
                "/exchange" => _exchange.Handle(body),
                "/explorer" => _explorer.Handle(body),
                _ => JsonReply.Text(404, "Not Found"),
            };
        }
        catch (ShapeException e)
        {
            return JsonReply.Text(422, e.Message);
        }
    }

    /// <summary>Carries out an action; who signed it is found before anybody has to wait for it.</summary>
    private EmulatorReply Act(ReadOnlyMemory<byte> body)
    {
        try
        {
            var request = _exchange.Prepare(body);
            using var step = _gate.Enter();
            return _exchange.Handle(request, body);
        }
        catch (ShapeException e)
        {
            return JsonReply.Text(422, e.Message);
        }
    }

    /// <summary>Carries out what may take its time.</summary>
    private void CarryOut(string path, ReadOnlyMemory<byte> body, Action<EmulatorReply> answer)
    {
        if (path != "/exchange" || Variants.Commit == 0)
        {
            answer(CarryOut(path, body));
            return;
        }

        try
        {
            _exchange.Handle(body, answer);
        }
        catch (ShapeException e)
        {
            answer(JsonReply.Text(422, e.Message));
        }
    }
}
