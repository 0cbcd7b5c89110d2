using System.Reflection;

namespace HypeKr.PublicApi.Tests;

/// <summary>The packages of the house and whom each may know.</summary>
internal static class Packages
{
    public static readonly IReadOnlyDictionary<string, string[]> MayKnow = new Dictionary<string, string[]>
    {
        ["HypeKr.Crypto"] = [],
        ["HypeKr.Crypto.Testing"] = ["HypeKr.Crypto"],
        ["HypeKr.Calibration"] = [],
        ["HypeKr.Delphi"] = [],
        ["HypeKr.Hyperliquid"] = ["HypeKr.Crypto"],
        ["HypeKr.Hyperliquid.Emulator"] = ["HypeKr.Crypto", "HypeKr.Hyperliquid"],
        ["HypeKr.Hyperliquid.Emulator.AspNetCore"] = ["HypeKr.Crypto", "HypeKr.Hyperliquid", "HypeKr.Hyperliquid.Emulator"],
    };

    public static TheoryData<string> Names => [.. MayKnow.Keys];

    public static Assembly Load(string package) => Assembly.Load(new AssemblyName(package));

    public static IEnumerable<Type> PublicTypes => MayKnow.Keys.SelectMany(p => Load(p).GetExportedTypes());
}
