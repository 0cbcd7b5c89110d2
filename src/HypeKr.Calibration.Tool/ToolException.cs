namespace HypeKr.Calibration.Tool;

/// <summary>Something the user can mend: printed without a stack trace, exit code 2.</summary>
internal class ToolException(string message) : Exception(message);
