namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Whom the venue's limits on sockets count: one address, or one name in memory.</summary>
internal sealed class StreamClient(string name)
{
    private const long Minute = 60_000;

    private readonly Queue<long> _opened = new();
    private readonly Queue<long> _messages = new();

    public string Name => name;

    public int Connections { get; set; }

    public int Subscriptions { get; set; }

    /// <summary>How many subscriptions each user has.</summary>
    public Dictionary<HypeKr.Crypto.EthereumAddress, int> Users { get; } = [];

    public bool TryOpen(long now, int most) => TryCount(_opened, now, most);

    public bool TryMessage(long now, int most) => TryCount(_messages, now, most);

    private static bool TryCount(Queue<long> times, long now, int most)
    {
        if (most == int.MaxValue) return true;
        while (times.TryPeek(out var oldest) && oldest <= now - Minute) times.Dequeue();
        if (times.Count >= most) return false;
        times.Enqueue(now);
        return true;
    }
}
