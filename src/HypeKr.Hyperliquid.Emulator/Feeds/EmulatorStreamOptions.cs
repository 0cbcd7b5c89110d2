namespace HypeKr.Hyperliquid.Emulator;

/// <summary>How sockets are served: the venue's limits, and the pace of what is told again and again.</summary>
/// <remarks>Limits count per client: a socket's remote address on a web server, the name given to <see cref="HyperliquidEmulator.CreateSocketFactory"/> in memory.</remarks>
public sealed class EmulatorStreamOptions
{
    /// <summary>No limits, for load tests and for many sockets from one place.</summary>
    public static EmulatorStreamOptions Unlimited { get; } = new()
    {
        MaxConnections = int.MaxValue,
        MaxConnectionsPerMinute = int.MaxValue,
        MaxSubscriptions = int.MaxValue,
        MaxUsers = int.MaxValue,
        MaxMessagesPerMinute = int.MaxValue,
    };

    /// <summary>Sockets of one client at a time; one more is refused.</summary>
    /// <value>10 by default.</value>
    public int MaxConnections { get; init; } = 10;

    /// <summary>Sockets that one client may open within a minute.</summary>
    /// <value>30 by default.</value>
    public int MaxConnectionsPerMinute { get; init; } = 30;

    /// <summary>Subscriptions of one client.</summary>
    /// <value>1,000 by default.</value>
    public int MaxSubscriptions { get; init; } = 1000;

    /// <summary>Distinct users over the subscriptions of one client.</summary>
    /// <value>10 by default.</value>
    public int MaxUsers { get; init; } = 10;

    /// <summary>Messages that one client may send within a minute, over all its sockets.</summary>
    /// <value>2,000 by default.</value>
    public int MaxMessagesPerMinute { get; init; } = 2000;

    /// <summary>Posts of one socket that may wait for their answers.</summary>
    /// <value>100 by default.</value>
    public int MaxPendingPosts { get; init; } = 100;

    /// <summary>Messages that may wait for a slow reader; one more, and its socket is closed.</summary>
    /// <value>4,096 by default.</value>
    public int MaxQueuedMessages { get; init; } = 4096;

    /// <summary>Bytes that may wait for a slow reader; one more, and its socket is closed.</summary>
    /// <value>32 MiB by default.</value>
    public long MaxQueuedBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>The longest message that is read; a longer one ends the socket.</summary>
    /// <value>1 MiB by default.</value>
    public int MaxMessageBytes { get; init; } = 1024 * 1024;

    /// <summary>A socket to which nothing was sent for so long is closed.</summary>
    /// <value>60 seconds by default.</value>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often books, middles, contexts and states are told anew though nothing changed. Only what has been read to its end gets them.</summary>
    /// <value>5 seconds by default.</value>
    public TimeSpan Beat { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long changes of books, middles, contexts and states are gathered before they are told. Trades, fills and order updates are told at once.</summary>
    /// <value>Zero by default: told at the end of each step.</value>
    public TimeSpan Interval { get; init; }

    /// <summary>Whether the first message is the text <c>Websocket connection established.</c>, which is not JSON.</summary>
    /// <value>False by default.</value>
    public bool Greets { get; init; }

    internal void Check()
    {
        Least(MaxConnections, nameof(MaxConnections));
        Least(MaxConnectionsPerMinute, nameof(MaxConnectionsPerMinute));
        Least(MaxSubscriptions, nameof(MaxSubscriptions));
        Least(MaxUsers, nameof(MaxUsers));
        Least(MaxMessagesPerMinute, nameof(MaxMessagesPerMinute));
        Least(MaxPendingPosts, nameof(MaxPendingPosts));
        Least(MaxQueuedMessages, nameof(MaxQueuedMessages));
        Least(MaxQueuedBytes, nameof(MaxQueuedBytes));
        Least(MaxMessageBytes, nameof(MaxMessageBytes));
        Within(IdleTimeout, TimeSpan.FromMilliseconds(1), nameof(IdleTimeout));
        Within(Beat, TimeSpan.FromMilliseconds(1), nameof(Beat));
        Within(Interval, TimeSpan.Zero, nameof(Interval));

        static void Least(long value, string name)
        {
            if (value < 1) throw new ArgumentOutOfRangeException(name, value, "It is at least 1.");
        }

        static void Within(TimeSpan value, TimeSpan least, string name)
        {
            if (value < least || value > TimeSpan.FromDays(366)) throw new ArgumentOutOfRangeException(name, value, "It is at least a millisecond (or, for the interval, zero) and at most a year.");
        }
    }
}
