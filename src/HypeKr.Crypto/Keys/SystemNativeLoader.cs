using System.Globalization;
using System.Runtime.InteropServices;

namespace HypeKr.Crypto;

/// <summary>The libsecp256k1 that a package manager of the system installed.</summary>
internal sealed class SystemNativeLoader : NativeLoader
{
    // Interface versions of releases 0.8, 0.7, 0.6, 0.3 to 0.5, and 0.2. Newer ones wipe their secrets better.
    private static readonly int[] Versions = [7, 6, 5, 2, 1];

    /// <summary>None on Windows, which has no place for it: a library from the working directory must not be handed keys.</summary>
    public override IReadOnlyList<string> Names { get; } =
        OperatingSystem.IsLinux() ? [.. Versions.Select(version => Name($"libsecp256k1.so.{version}"))]
        : OperatingSystem.IsMacOS() ? [.. Versions.SelectMany(version => (string[])[Name($"/opt/homebrew/lib/libsecp256k1.{version}.dylib"), Name($"/usr/local/lib/libsecp256k1.{version}.dylib")])]
        : [];

    public override bool TryLoad(string name, out nint library) => NativeLibrary.TryLoad(name, out library);

    public override bool TryGetExport(nint library, string name, out nint function) => NativeLibrary.TryGetExport(library, name, out function);

    public override void Free(nint library) => NativeLibrary.Free(library);

    private static string Name(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
