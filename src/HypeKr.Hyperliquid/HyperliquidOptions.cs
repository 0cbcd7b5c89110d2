using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;

namespace HypeKr.Hyperliquid;

/// <summary>How to reach the venue. Checked and copied by the client's constructor: later changes have no effect.</summary>
public sealed class HyperliquidOptions
{
    /// <summary>Where to send and which chain to sign for.</summary>
    /// <value>The default is <see cref="HyperliquidNetwork.Mainnet"/>, which can be read but not traded on unless <see cref="AllowMainnetTrading"/> is set.</value>
    public HyperliquidNetwork Network { get; set; } = HyperliquidNetwork.Mainnet;

    /// <summary>Whether accounts may be opened on mainnet, where orders move real money.</summary>
    /// <value>The default is false.</value>
    public bool AllowMainnetTrading { get; set; }

    /// <summary>How long a read may take, answer included.</summary>
    /// <value>The default is 15 seconds.</value>
    public TimeSpan InfoTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long an action may take, answer included. When it runs out after the bytes have left, the action may have been executed.</summary>
    /// <value>The default is 15 seconds.</value>
    public TimeSpan ExchangeTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How reads and actions travel. The calls, their results and what is known after a failure are the same either way.</summary>
    /// <remarks>
    /// Over a socket, requests to the explorer still go over HTTP, and so does what is longer than <see cref="MaxPostBytes"/> and what no socket could be opened for: never what a socket
    /// has begun to send. Reads over a socket do not pass <see cref="InfoHandler"/>. The waits for a place among the posts and for the socket's messages are part of the time-outs.
    /// </remarks>
    /// <value>The default is <see cref="RequestTransport.Http"/>.</value>
    public RequestTransport Transport { get; set; }

    /// <summary>How long a request may be that is posted over a socket, in bytes; a longer one goes over HTTP.</summary>
    /// <value>The default is 256 KiB. The venue does not say what it takes.</value>
    public int MaxPostBytes { get; set; } = 256 * 1024;

    /// <summary>How long an answer may be, in bytes and decompressed. A longer one is not read to its end: a read fails with a <see cref="TransportException"/>.</summary>
    /// <value>The default is 16 MiB; what the venue sends is seldom more than one. What a hostile answer makes of memory is up to 100 times as much.</value>
    public int MaxResponseBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>How old a mid price may be before it is asked for anew.</summary>
    /// <value>The default is 10 seconds. Zero asks every time.</value>
    public TimeSpan MidMaxAge { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the list of assets is used before it is read anew. A coin that it lacks makes it be read anew, at most every ten seconds. While it cannot be read anew, the coins that it has are found in it, since an asset keeps its number.</summary>
    /// <value>The default is one hour.</value>
    public TimeSpan UniverseMaxAge { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Handles requests to <c>/info</c>: the place for resilience, caching and tracing. It may repeat what it is given.</summary>
    /// <value>The default is null: a handler of the client's own. One that is set here is not disposed by the client.</value>
    public HttpMessageHandler? InfoHandler { get; set; }

    /// <summary>Replaces the network under <c>/exchange</c>, as an in-memory venue does. It must send what it is given once, or not at all.</summary>
    /// <remarks>Nothing else can be put there: no handler of <see cref="InfoHandler"/> or of an <see cref="IHttpClientFactory"/> sees an action.</remarks>
    /// <value>The default is null: a handler of the client's own. One that is set here is not disposed by the client.</value>
    public HttpMessageHandler? ExchangeHandler { get; set; }

    /// <summary>The proxy for the client's own connections, sockets included. It does not apply to handlers or a socket factory that the options bring.</summary>
    /// <value>The default is null: the system's, which reads <c>HTTP_PROXY</c>, <c>HTTPS_PROXY</c>, <c>ALL_PROXY</c> and <c>NO_PROXY</c> where there is no other.</value>
    public IWebProxy? Proxy { get; set; }

    /// <summary>What the venue takes from this IP address. Give one object to all clients that reach one network from one address.</summary>
    /// <value>The default is null: the venue's limits, counted by the client for itself (by all clients of one service collection together); none on an emulator.</value>
    public VenueLimits? Limits { get; set; }

    /// <summary>How sockets are opened, watched and opened again.</summary>
    public FeedConnectionOptions Feeds { get; set; } = new();

    /// <summary>The clock for ages, time-outs and nonces.</summary>
    /// <value>The default is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where log messages go; they hold no addresses and no secrets.</summary>
    /// <value>The default is null: nowhere.</value>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>What is wrong with the options, or null.</summary>
    internal string? FindFault()
    {
        if (Network is null) return $"{nameof(Network)} is null: choose Mainnet, Testnet or an Emulator.";
        if (TimeProvider is null) return $"{nameof(TimeProvider)} is null: use TimeProvider.System.";
        return CheckTimeout(nameof(InfoTimeout), InfoTimeout)
            ?? CheckTimeout(nameof(ExchangeTimeout), ExchangeTimeout)
            ?? (MaxResponseBytes > 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{nameof(MaxResponseBytes)} is {MaxResponseBytes}: it must be above zero."))
            ?? (Enum.IsDefined(Transport) ? null : string.Create(CultureInfo.InvariantCulture, $"{nameof(Transport)} is {(int)Transport}: choose {nameof(RequestTransport.Http)} or {nameof(RequestTransport.Socket)}."))
            ?? (MaxPostBytes > 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{nameof(MaxPostBytes)} is {MaxPostBytes}: it must be above zero."))
            ?? CheckAge(nameof(MidMaxAge), MidMaxAge)
            ?? CheckAge(nameof(UniverseMaxAge), UniverseMaxAge)
            ?? (Feeds is null ? $"{nameof(Feeds)} is null: leave it as it is." : Feeds.FindFault());
    }

    internal HyperliquidOptions Copy() => (HyperliquidOptions)MemberwiseClone();

    private static string? CheckTimeout(string name, TimeSpan value) =>
        value > TimeSpan.Zero && value <= TimeSpan.FromHours(1) ? null : $"{name} is {value:c}: it must be above zero and at most one hour.";

    private static string? CheckAge(string name, TimeSpan value) =>
        value >= TimeSpan.Zero ? null : $"{name} is {value:c}: it must not be negative.";
}
