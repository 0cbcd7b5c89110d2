using Microsoft.Extensions.Logging;

namespace HypeKr.Hyperliquid;

/// <summary>Every message of the package. None holds an address, a key or a body.</summary>
internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Warning, "Read {Type} had no answer in time")]
    public static partial void ReadTimedOut(ILogger logger, string type);

    [LoggerMessage(1002, LogLevel.Warning, "Read {Type} failed on the way: {Error}")]
    public static partial void ReadFailed(ILogger logger, string type, string error);

    [LoggerMessage(1003, LogLevel.Warning, "Read {Type} was answered with HTTP {Status}")]
    public static partial void ReadRefused(ILogger logger, string type, int status);

    [LoggerMessage(1101, LogLevel.Error, "Action {Type} has no answer; bytes had left: {Left}")]
    public static partial void ActionUnanswered(ILogger logger, string type, bool left);

    [LoggerMessage(1102, LogLevel.Error, "Action {Type} was answered with HTTP {Status}")]
    public static partial void ActionRefusedByHttp(ILogger logger, string type, int status);

    [LoggerMessage(1103, LogLevel.Warning, "Action {Type} was refused: {Kind}")]
    public static partial void ActionRejected(ILogger logger, string type, RejectionKind kind);

    [LoggerMessage(1104, LogLevel.Error, "The answer to action {Type} cannot be read")]
    public static partial void ActionUnreadable(ILogger logger, string type);

    [LoggerMessage(1105, LogLevel.Error, "The nonce of action {Type} was taken before: it may have been executed")]
    public static partial void NonceTaken(ILogger logger, string type);

    [LoggerMessage(1201, LogLevel.Debug, "A socket is open")]
    public static partial void SocketOpened(ILogger logger);

    [LoggerMessage(1202, LogLevel.Warning, "A socket could not be opened: {Error}")]
    public static partial void SocketNotOpened(ILogger logger, string error);

    [LoggerMessage(1203, LogLevel.Warning, "A socket was lost: {Reason}")]
    public static partial void SocketLost(ILogger logger, string reason);

    [LoggerMessage(1204, LogLevel.Error, "The work of a socket failed: {Error}")]
    public static partial void SocketFailed(ILogger logger, string error);

    [LoggerMessage(1205, LogLevel.Warning, "Subscription {Type} was silent and is made anew")]
    public static partial void SubscriptionStale(ILogger logger, string type);

    [LoggerMessage(1206, LogLevel.Warning, "The venue refused something over a socket; subscription {Type}")]
    public static partial void SubscriptionRefused(ILogger logger, string type);

    [LoggerMessage(1207, LogLevel.Debug, "A message on {Channel} is of no subscription")]
    public static partial void MessageUnclaimed(ILogger logger, string channel);
}
