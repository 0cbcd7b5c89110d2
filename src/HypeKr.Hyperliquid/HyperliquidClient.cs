using System.Net;
using HypeKr.Crypto;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace HypeKr.Hyperliquid;

/// <summary>The venue: its public data, and the way to its users and accounts. One for a whole application. Immutable and safe to share.</summary>
public sealed partial class HyperliquidClient : IDisposable
{
    private readonly HyperliquidOptions _options;
    private readonly HttpClient? _ownInfoClient;
    private readonly HttpMessageInvoker _exchangeInvoker;
    private readonly SocketPosts? _posts;

    /// <summary>A client with connections of its own.</summary>
    /// <param name="options">How to reach the venue; checked and copied.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message names it and its value.</exception>
    public HyperliquidClient(HyperliquidOptions options)
        : this(options, infoClient: null)
    {
    }

    /// <summary>A client whose reads go through HTTP clients that somebody else makes. Actions never do.</summary>
    internal HyperliquidClient(HyperliquidOptions options, Func<HttpClient>? infoClient)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.FindFault() is { } fault) throw new ArgumentException(fault, nameof(options));
        _options = options.Copy();
        ILogger logger = (ILogger?)_options.LoggerFactory?.CreateLogger("HypeKr.Hyperliquid") ?? NullLogger.Instance;
        Logger = logger;
        Clock = new(TimeProvider);

        Limits = _options.Limits ?? (Network.IsEmulator ? VenueLimits.None : new VenueLimits(timeProvider: TimeProvider));
        if (infoClient is null)
        {
            var client = _ownInfoClient = new HttpClient(CreateInfoHandler(_options, Limits)) { Timeout = Timeout.InfiniteTimeSpan };
            infoClient = () => client;
        }

        _exchangeInvoker = new HttpMessageInvoker(_options.ExchangeHandler ?? CreateHandler(_options), disposeHandler: _options.ExchangeHandler is null);
        if (_options.Transport == RequestTransport.Socket)
        {
            var factory = _options.Feeds.SocketFactory ?? ((address, token) => FeedHub.ConnectAsync(address, _options.Proxy, token));
            _posts = new SocketPosts(Network.WebSocketAddress, factory, _options.Feeds, _options.MaxPostBytes, _options.MaxResponseBytes, Limits, TimeProvider, logger);
        }

        Info = new InfoTransport("info", infoClient, Network.InfoAddress, _options.InfoTimeout, _options.MaxResponseBytes, TimeProvider, Limits, logger, _posts);
        ExplorerInfo = new InfoTransport("explorer", infoClient, Network.ExplorerAddress, _options.InfoTimeout, _options.MaxResponseBytes, TimeProvider, Limits, logger);
        Exchange = new ExchangeTransport(_exchangeInvoker, Network.ExchangeAddress, _options.ExchangeTimeout, _options.MaxResponseBytes, TimeProvider, Limits, logger, _posts);
        Markets = new MarketsClient(this, _options.MidMaxAge);
        Raw = new RawClient(this);
        Feeds = new FeedHub(_options, Limits, logger);
        Universe = new UniverseCache(this, _options.UniverseMaxAge);
    }

    /// <summary>Where requests go and which chain is signed for.</summary>
    public HyperliquidNetwork Network => _options.Network;

    /// <summary>Prices, books and what is listed.</summary>
    public MarketsClient Markets { get; }

    /// <summary>Outcome markets (HIP-4).</summary>
    public OutcomesClient Outcomes => field ??= new(this);

    /// <summary>Whatever has no method here yet: any read, any subscription.</summary>
    public RawClient Raw { get; }

    /// <summary>What is left of what the venue takes from this address.</summary>
    public VenueLimits Limits { get; }

    internal ILogger Logger { get; }

    internal TimeProvider TimeProvider => _options.TimeProvider;

    internal TimeSpan ExchangeTimeout => _options.ExchangeTimeout;

    /// <summary>The venue's time, as far as it was seen.</summary>
    internal VenueClock Clock { get; }

    internal InfoTransport Info { get; }

    /// <summary>Reads of the explorer, which has an address of its own.</summary>
    internal InfoTransport ExplorerInfo { get; }

    internal ExchangeTransport Exchange { get; }

    internal UniverseCache Universe { get; }

    internal FeedHub Feeds { get; }

    /// <summary>Every read about one address; needs no key.</summary>
    /// <param name="address">An account, sub-account or vault, not an agent.</param>
    public UserView ForUser(EthereumAddress address) => new(this, address);

    /// <summary>What a signer may do for an account.</summary>
    /// <param name="address">The account acted for. It is never taken from the signer: where an agent signs, they differ.</param>
    /// <param name="signer">The account's own key or that of an approved agent. It stays the caller's to dispose.</param>
    /// <exception cref="InvalidOperationException">The network is mainnet and <see cref="HyperliquidOptions.AllowMainnetTrading"/> is not set.</exception>
    public HyperliquidAccount ForAccount(EthereumAddress address, ITypedDataSigner signer) => Open(address, signer, null);

    /// <summary>What a signer may do for an account, as far as a policy allows it.</summary>
    /// <param name="address">The account acted for.</param>
    /// <param name="signer">The account's own key or that of an approved agent. It stays the caller's to dispose.</param>
    /// <param name="policy">What every action has to pass before it is signed.</param>
    /// <inheritdoc cref="ForAccount(EthereumAddress, ITypedDataSigner)"/>
    public HyperliquidAccount ForAccount(EthereumAddress address, ITypedDataSigner signer, TradingPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return Open(address, signer, policy);
    }

    private HyperliquidAccount Open(EthereumAddress address, ITypedDataSigner signer, TradingPolicy? policy)
    {
        ArgumentNullException.ThrowIfNull(signer);
        if (address.IsZero) throw new ArgumentException("The zero address is nobody's account.", nameof(address));
        if (Network.IsMainnet && !_options.AllowMainnetTrading)
        {
            throw new InvalidOperationException(
                $"Orders on {Network.Name} move real money. Set {nameof(HyperliquidOptions)}.{nameof(HyperliquidOptions.AllowMainnetTrading)} to true to open an account there, or use {nameof(HyperliquidNetwork.Testnet)} or an {nameof(HyperliquidNetwork.Emulator)}.");
        }

        return new(this, address, signer, policy);
    }

    /// <summary>Closes the client's own connections, and ends its feeds. Handlers that the options brought are left alone.</summary>
    public void Dispose()
    {
        Feeds.Dispose();
        _posts?.Dispose();
        _ownInfoClient?.Dispose();
        _exchangeInvoker.Dispose();
    }

    /// <summary>The innermost handler of reads, which pays for each copy.</summary>
    internal static HttpMessageHandler CreateInfoHandler(HyperliquidOptions options, VenueLimits limits) =>
        new InfoMeter(limits, options.TimeProvider, options.InfoHandler ?? CreateHandler(options), disposeInner: options.InfoHandler is null);

    // No redirects: a signed action goes where it was meant to go or nowhere. No cookies: the venue has none.
    // Connections are renewed, so that a change of the venue's addresses is seen.
    internal static SocketsHttpHandler CreateHandler(HyperliquidOptions options) => new()
    {
        Proxy = options.Proxy,
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
