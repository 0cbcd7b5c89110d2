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

    [LoggerMessage(1004, LogLevel.Warning, "The list of assets could not be read anew and an older one is used: {Error}")]
    public static partial void OldListUsed(ILogger logger, string error);

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

    [LoggerMessage(1201, LogLevel.Warning, "The agent {Agent} of {Account}, approved as {Name}, lapses at {ValidUntil}")]
    public static partial void AgentLapses(ILogger logger, string agent, string account, string name, DateTimeOffset validUntil);

    [LoggerMessage(1501, LogLevel.Warning, "Placement of {Type}: an earlier run of the process left it open, and evidence is looked for")]
    public static partial void PlacementResumed(ILogger logger, string type);

    [LoggerMessage(1502, LogLevel.Warning, "Placement of {Type}: known to be {Fate} after {Seconds} s in doubt")]
    public static partial void PlacementDecided(ILogger logger, string type, PlacementFate fate, double seconds);

    [LoggerMessage(1503, LogLevel.Warning, "Placement of {Type}: evidence cannot be had now: {Error}")]
    public static partial void EvidenceMissing(ILogger logger, string type, string error);

    [LoggerMessage(1401, LogLevel.Debug, "A request goes over HTTP, since no socket takes it: {Reason}")]
    public static partial void PostOverHttp(ILogger logger, string reason);

    [LoggerMessage(1402, LogLevel.Debug, "A message of the socket for requests is an answer to none that waits")]
    public static partial void PostUnclaimed(ILogger logger);

    [LoggerMessage(1403, LogLevel.Warning, "Request {Type} was answered over the socket with an error")]
    public static partial void PostRefused(ILogger logger, string type);

    [LoggerMessage(1601, LogLevel.Warning, "The kill switch of {Account} is engaged")]
    public static partial void KillSwitchEngaged(ILogger logger, string account);

    [LoggerMessage(1602, LogLevel.Warning, "The kill switch of {Account} is released")]
    public static partial void KillSwitchReleased(ILogger logger, string account);

    [LoggerMessage(1603, LogLevel.Error, "The dead man's switch of {Account} could not be set anew: {Error}; its time has come: {Fired}")]
    public static partial void DeadMansSwitchNotSet(ILogger logger, string account, string error, bool fired);
}
