namespace HypeKr.SampleBot;

/// <summary>Something a person can mend: the message is printed without a stack trace, and the exit code is 1.</summary>
internal sealed class SampleBotException(string message) : Exception(message);
