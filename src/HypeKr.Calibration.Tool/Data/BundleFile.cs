namespace HypeKr.Calibration.Tool;

/// <summary>Reads a bundle that the user named, and says what about it deserves a look.</summary>
internal static class BundleFile
{
    public static CalibratorBundle Load(string path, ToolConsole console)
    {
        if (!File.Exists(path)) throw new ToolException($"There is no bundle '{path}'.");
        try
        {
            var bundle = CalibratorBundle.Load(path);
            foreach (var warning in bundle.Warnings) console.Error($"'{path}': {warning}");
            return bundle;
        }
        catch (BundleFormatException e)
        {
            throw new ToolException($"'{path}': {e.Message}");
        }
    }
}
