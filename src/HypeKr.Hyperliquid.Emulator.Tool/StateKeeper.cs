namespace HypeKr.Hyperliquid.Emulator.Tool;

/// <summary>Saves an emulator's state every minute, and when it ends.</summary>
internal sealed class StateKeeper : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly HyperliquidEmulator _emulator;
    private readonly string _path;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _saving;

    /// <summary>Begins to save.</summary>
    public StateKeeper(HyperliquidEmulator emulator, string path)
    {
        (_emulator, _path) = (emulator, path);
        _saving = SaveAsync();
    }

    /// <summary>Saves for the last time: disposed after what serves the emulator.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _saving;
        _ended.Dispose();
        await _emulator.SaveAsync(_path, CancellationToken.None);
    }

    private async Task SaveAsync()
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(_ended.Token))
            {
                try
                {
                    await _emulator.SaveAsync(_path, _ended.Token);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    // The file of before is still there; the next minute may be better.
                    Console.Error.WriteLine($"The state could not be saved: {e.Message}");
                }
            }
        }
        catch (OperationCanceledException)
        {
            // It has ended.
        }
    }
}
