namespace HypeKr.Crypto;

/// <summary>Where native libraries come from: the system, or a test.</summary>
internal abstract class NativeLoader
{
    /// <summary>What to try, the most wanted first.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    public abstract bool TryLoad(string name, out nint library);

    public abstract bool TryGetExport(nint library, string name, out nint function);

    public abstract void Free(nint library);
}
