using Microsoft.Extensions.Logging;

namespace HypeKr.Hyperliquid;

/// <summary>What is logged of sockets and feeds. No message holds an address or a body.</summary>
internal static partial class FeedLog
{
    [LoggerMessage(1301, LogLevel.Debug, "A socket is open")]
    public static partial void SocketOpened(ILogger logger);

    [LoggerMessage(1302, LogLevel.Warning, "A socket could not be opened: {Error}")]
    public static partial void SocketNotOpened(ILogger logger, string error);

    [LoggerMessage(1303, LogLevel.Warning, "A socket was lost: {Reason}")]
    public static partial void SocketLost(ILogger logger, string reason);

    [LoggerMessage(1304, LogLevel.Error, "The work of a socket failed: {Error}")]
    public static partial void SocketFailed(ILogger logger, string error);

    [LoggerMessage(1305, LogLevel.Warning, "Subscription {Type} was silent and is made anew")]
    public static partial void SubscriptionStale(ILogger logger, string type);

    [LoggerMessage(1306, LogLevel.Warning, "The venue refused something over a socket; subscription {Type}")]
    public static partial void SubscriptionRefused(ILogger logger, string type);

    [LoggerMessage(1307, LogLevel.Debug, "A message on {Channel} is of no subscription")]
    public static partial void MessageUnclaimed(ILogger logger, string channel);

    [LoggerMessage(1320, LogLevel.Warning, "A feed of an account's state was lost and is subscribed anew: {Error}")]
    public static partial void AccountFeedLost(ILogger logger, string error);

    [LoggerMessage(1321, LogLevel.Warning, "An account's state could not be read over HTTP and is read again: {Error}")]
    public static partial void AccountNotRead(ILogger logger, string error);
}
