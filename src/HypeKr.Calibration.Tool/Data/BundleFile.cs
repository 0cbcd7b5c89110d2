namespace HypeKr.Calibration.Tool;

/// <summary>Reads a bundle that the user named.</summary>
internal static class BundleFile
{
    public static CalibratorBundle Load(string path)
    {
        if (!File.Exists(path)) throw new ToolException($"There is no bundle '{path}'.");
        try
        {
            return CalibratorBundle.Load(path);
        }
        catch (BundleFormatException e)
        {
            throw new ToolException($"'{path}': {e.Message}");
        }
    }
}
