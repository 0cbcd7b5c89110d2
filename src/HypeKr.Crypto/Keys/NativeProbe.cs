namespace HypeKr.Crypto;

/// <summary>The outcome of looking for libsecp256k1: a backend, or why there is none.</summary>
internal sealed record NativeProbe(NativeSecp256k1? Backend, string? Refusal)
{
    /// <summary>Tries each library once and takes the first that is complete and right.</summary>
    public static NativeProbe Run(NativeLoader loader)
    {
        if (loader.Names.Count == 0) return new(null, "libsecp256k1 is not looked for on this system.");

        var faults = new List<string>();
        foreach (var name in loader.Names)
        {
            if (!loader.TryLoad(name, out var library)) continue;
            var backend = NativeSecp256k1.Open(loader, library, name, out var fault);
            if (backend is not null) return new(backend, null);
            loader.Free(library);
            faults.Add($"{name} {fault}");
        }

        return new(null, faults.Count > 0 ? $"libsecp256k1 is not used: {string.Join("; ", faults)}." : $"libsecp256k1 is not installed: none of {string.Join(", ", loader.Names)} loads.");
    }
}
