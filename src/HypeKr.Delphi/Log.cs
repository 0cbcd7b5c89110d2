using Microsoft.Extensions.Logging;

namespace HypeKr.Delphi;

/// <summary>Every message of the package. None holds a text of a question, a prompt or an answer.</summary>
internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Information, "Panel {Panel} ended on run {RunId}: {Reason} after {Rounds} rounds and {Calls} calls")]
    public static partial void RunEnded(ILogger logger, string panel, string runId, ExitReason reason, int rounds, int calls);

    [LoggerMessage(3002, LogLevel.Warning, "A call of role {Role} in round {Round} gave no probability: {Failure}")]
    public static partial void SampleFailed(ILogger logger, string role, int round, SampleFailure failure);

    [LoggerMessage(3003, LogLevel.Warning, "Role {Role} was told to wait; every call of it waits {Wait}")]
    public static partial void Throttled(ILogger logger, string role, TimeSpan wait);

    [LoggerMessage(3004, LogLevel.Warning, "The budget cannot hold round {Round}: {Calls} calls, at most {Tokens} tokens")]
    public static partial void BudgetExhausted(ILogger logger, int round, long calls, long tokens);

    [LoggerMessage(3005, LogLevel.Information, "{Count} calls of run {RunId} were taken from the journal")]
    public static partial void Resumed(ILogger logger, int count, string runId);

    [LoggerMessage(3006, LogLevel.Error, "Round {Round} had {Answered} answers and {Required} are needed")]
    public static partial void QuorumMissed(ILogger logger, int round, int answered, int required);
}
