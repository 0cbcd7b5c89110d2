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

    /// <summary>Starts with <see cref="EmulatorSeed.Default"/>, base fees and the system's clock, or as the options say.</summary>
    /// <exception cref="EmulatorSeedException">The seed contradicts itself.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A fee rate is out of range.</exception>
    public HyperliquidEmulator(EmulatorOptions? options = null)
    {
        options ??= new EmulatorOptions();
        Venue = new Venue(options);
        _gate = new VenueGate(Venue.Clock, options.TimeProvider);
        Admin = new EmulatorAdmin(Venue, _gate);
        _info = new InfoDesk(Venue);
        _exchange = new ExchangeDesk(Venue);

        // The first step: from here on the clock wakes by itself.
        _gate.Enter().Dispose();
    }

    /// <summary>What no client can do: money from nothing, marks, quotes of the house, settlement.</summary>
    public EmulatorAdmin Admin { get; }

    /// <summary>The network of clients that use <see cref="CreateHandler"/>. Its address is nominal: nothing is opened.</summary>
    public HyperliquidNetwork Network { get; } = HyperliquidNetwork.Emulator(new Uri("http://hyperliquid.emulator/"));

    internal Venue Venue { get; }

    /// <summary>Called with a request before it is carried out, such as to have the coins at hand that it names.</summary>
    internal Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask>? Requested { get; set; }

    /// <summary>Begins a step of whoever acts for a market outside.</summary>
    internal VenueGate.Step Enter() => _gate.Enter();

    /// <summary>A handler that answers <c>POST /info</c> and <c>POST /exchange</c> in memory, whatever the host.</summary>
    /// <remarks>Handlers of one emulator share its state. Disposing one does nothing to it.</remarks>
    public HttpMessageHandler CreateHandler() => new EmulatorHttpHandler(this);

    /// <summary>Answers one POST; for hosts of the emulator.</summary>
    /// <param name="path"><c>/info</c> or <c>/exchange</c>; anything else is 404.</param>
    /// <param name="body">UTF-8 JSON.</param>
    /// <param name="cancellationToken">Looked at before the request is carried out; an action is never half done.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled before.</exception>
    public ValueTask<EmulatorReply> HandleAsync(string path, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        cancellationToken.ThrowIfCancellationRequested();
        return Requested is { } requested ? PrepareAndHandleAsync(requested, path, body, cancellationToken) : new(Handle(path, body));
    }

    private async ValueTask<EmulatorReply> PrepareAndHandleAsync(Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> prepare, string path, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        await prepare(body, cancellationToken).ConfigureAwait(false);
        return Handle(path, body);
    }

    private EmulatorReply Handle(string path, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var step = _gate.Enter();
            return path switch
            {
                "/info" => _info.Handle(body),
                "/exchange" => _exchange.Handle(body),
                _ => JsonReply.Text(404, "Not Found"),
            };
        }
        catch (ShapeException e)
        {
            return JsonReply.Text(422, e.Message);
        }
    }
}
