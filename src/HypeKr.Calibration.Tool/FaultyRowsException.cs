namespace HypeKr.Calibration.Tool;

/// <summary>Rows of the source are wrong; exit code 3.</summary>
internal sealed class FaultyRowsException(string message) : ToolException(message);
