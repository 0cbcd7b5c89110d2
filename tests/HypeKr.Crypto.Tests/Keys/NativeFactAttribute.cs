using HypeKr.TestSupport;

namespace HypeKr.Crypto.Tests;

/// <summary>A fact about libsecp256k1, skipped with the reason where the system has none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NativeFactAttribute : FactAttribute
{
    public NativeFactAttribute(string? vectors = null, bool shared = false)
    {
        var path = vectors is null ? null : Path.Combine(shared ? Repository.SharedVectors : VectorFile.Source.Folder, vectors);
        Skip = Secp256k1Backend.NativeRefusal
            ?? (path is null || File.Exists(path) || (!shared && !VectorFile.Source.Named) ? null : $"{vectors} is not there.");
    }
}
