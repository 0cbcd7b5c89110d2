namespace HypeKr.Crypto.Testing;

internal static class Disposal
{
    /// <summary>Disposes what can be disposed.</summary>
    public static async ValueTask DisposeAsync(object store)
    {
        if (store is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync().ConfigureAwait(false);
        else (store as IDisposable)?.Dispose();
    }
}
