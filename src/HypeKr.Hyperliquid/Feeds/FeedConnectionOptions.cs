using System.Globalization;
using System.Net.WebSockets;

namespace HypeKr.Hyperliquid;

/// <summary>How sockets are opened, watched and opened again. All times are of the options' clock.</summary>
public sealed class FeedConnectionOptions
{
    /// <summary>How often a ping is sent. The venue closes a socket on which it has sent nothing for 60 seconds.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the answer to a ping may take before the socket counts as dead.</summary>
    /// <value>The default is 10 seconds.</value>
    public TimeSpan PongTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long nothing at all may arrive before the socket counts as dead.</summary>
    /// <value>The default is 60 seconds.</value>
    public TimeSpan SilenceTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long opening a socket may take.</summary>
    /// <value>The default is 15 seconds.</value>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the venue may take to acknowledge a subscription before it is asked again.</summary>
    /// <value>The default is 10 seconds.</value>
    public TimeSpan AckTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long subscribing may take as a whole, connecting and waiting for the limits included.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan SubscribeTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The pause before a lost socket is opened again; doubled for each failure in a row, and shortened by up to a half at random. A socket that lived shorter than <see cref="MaxReconnectDelay"/> is one too.</summary>
    /// <value>The default is half a second.</value>
    public TimeSpan MinReconnectDelay { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The longest pause before a lost socket is opened again.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan MaxReconnectDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often in a row opening a socket may fail before its feeds fail.</summary>
    /// <value>The default is null: it is tried for ever.</value>
    public int? MaxReconnectAttempts { get; init; }

    /// <summary>How long a socket without subscriptions is kept.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest message that is read; a longer one ends the socket.</summary>
    /// <value>The default is 64 MiB.</value>
    public int MaxMessageBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Opens a socket to an address, as an in-memory venue does. What it returns is disposed by the client.</summary>
    /// <value>The default is null: a <see cref="ClientWebSocket"/> that honours <see cref="HyperliquidOptions.Proxy"/>.</value>
    public Func<Uri, CancellationToken, Task<WebSocket>>? SocketFactory { get; init; }

    internal string? FindFault() =>
        Check(nameof(PingInterval), PingInterval)
        ?? Check(nameof(PongTimeout), PongTimeout)
        ?? Check(nameof(SilenceTimeout), SilenceTimeout)
        ?? Check(nameof(ConnectTimeout), ConnectTimeout)
        ?? Check(nameof(AckTimeout), AckTimeout)
        ?? Check(nameof(SubscribeTimeout), SubscribeTimeout)
        ?? Check(nameof(MinReconnectDelay), MinReconnectDelay)
        ?? Check(nameof(MaxReconnectDelay), MaxReconnectDelay)
        ?? Check(nameof(IdleTimeout), IdleTimeout)
        ?? (MaxReconnectDelay < MinReconnectDelay ? $"{nameof(MaxReconnectDelay)} is {MaxReconnectDelay:c}: it must not be shorter than {nameof(MinReconnectDelay)}, {MinReconnectDelay:c}." : null)
        ?? (MaxReconnectAttempts is <= 0 ? string.Create(CultureInfo.InvariantCulture, $"{nameof(MaxReconnectAttempts)} is {MaxReconnectAttempts}: it must be above zero, or null to try for ever.") : null)
        ?? (MaxMessageBytes < 1024 ? string.Create(CultureInfo.InvariantCulture, $"{nameof(MaxMessageBytes)} is {MaxMessageBytes}: it must be at least 1,024.") : null);

    private static string? Check(string name, TimeSpan value) =>
        value > TimeSpan.Zero && value <= TimeSpan.FromHours(1) ? null : $"{name} is {value:c}: it must be above zero and at most one hour.";
}
