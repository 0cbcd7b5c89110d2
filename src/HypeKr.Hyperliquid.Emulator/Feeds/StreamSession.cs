using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The venue's end of one socket: what it is subscribed to, and what waits to be read.</summary>
/// <remarks>All members but those about reading are used inside the gate.</remarks>
internal sealed class StreamSession(StreamClient client, string name, bool isExplorer, EmulatorStreamOptions options)
{
    private readonly Channel<Frame> _outbox = Channel.CreateBounded<Frame>(new BoundedChannelOptions(options.MaxQueuedMessages) { SingleReader = true });
    private long _queuedBytes;
    private int _queued;

    public StreamClient Client => client;

    /// <summary>The name of the connection, for faults.</summary>
    public string Name => name;

    public bool IsExplorer => isExplorer;

    /// <summary>In the order in which they were subscribed to.</summary>
    public OrderedDictionary<string, Topic> Topics { get; } = new(StringComparer.Ordinal);

    /// <summary>Topics that were acknowledged and stay silent: a fault.</summary>
    public HashSet<Topic> Silenced { get; } = [];

    public int PendingPosts { get; set; }

    /// <summary>When something was last sent.</summary>
    public long SentAt { get; set; }

    /// <summary>A message that a fault keeps back until the next one has gone.</summary>
    public Frame? Overtaken { get; set; }

    /// <summary>Null while it is open.</summary>
    public StreamEnd? End { get; private set; }

    public bool IsQuiet => Volatile.Read(ref _queued) == 0;

    /// <summary>Queues a message; false when the reader is too slow for the venue.</summary>
    public bool TrySend(Frame frame)
    {
        if (End is not null) return true;
        if (Interlocked.Read(ref _queuedBytes) + frame.Data.Length > options.MaxQueuedBytes || !_outbox.Writer.TryWrite(frame)) return false;
        Interlocked.Add(ref _queuedBytes, frame.Data.Length);
        Interlocked.Increment(ref _queued);
        return true;
    }

    /// <summary>Nothing more is sent; a break also loses what was not read yet.</summary>
    public void Close(StreamEnd end)
    {
        End ??= end;
        _outbox.Writer.TryComplete();
        if (End.Code is not null) return;
        while (_outbox.Reader.TryRead(out var lost)) Count(lost);
    }

    /// <summary>What to read next; null at the end.</summary>
    public async ValueTask<Frame?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryRead(out var frame)) return frame;
            if (!await _outbox.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false)) return null;
        }
    }

    public bool TryRead([NotNullWhen(true)] out Frame? frame)
    {
        if (!_outbox.Reader.TryRead(out frame)) return false;
        Count(frame);
        return true;
    }

    private void Count(Frame frame)
    {
        Interlocked.Add(ref _queuedBytes, -frame.Data.Length);
        Interlocked.Decrement(ref _queued);
    }
}
