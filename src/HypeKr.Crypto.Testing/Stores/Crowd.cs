namespace HypeKr.Crypto.Testing;

/// <summary>Many callers at the same instant, on threads of their own.</summary>
internal static class Crowd
{
    public const int Size = 64;

    public static async Task<T[]> RunAsync<T>(Func<int, Task<T>> call)
    {
        using var start = new Barrier(Size);
        return await Task.WhenAll(Enumerable.Range(0, Size).Select(i => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return call(i);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap())).ConfigureAwait(false);
    }
}
