namespace HypeKr.Hyperliquid.Emulator;

/// <summary>A request body does not fit the type it should have: the venue's 422.</summary>
internal sealed class ShapeException(string path, string problem)
    : EmulatorException($"Failed to deserialize the JSON body into the target type: {(path.Length == 0 ? "" : $"{path}: ")}{problem}");
