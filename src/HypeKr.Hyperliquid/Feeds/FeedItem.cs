using System.Diagnostics.CodeAnalysis;

namespace HypeKr.Hyperliquid;

/// <summary>One item of a feed: a value, or a gap.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
public readonly struct FeedItem<T>
{
    private readonly T? _value;

    internal FeedItem(T value, bool isSnapshot, DateTimeOffset receivedAt, int skipped)
    {
        _value = value;
        Kind = isSnapshot ? FeedItemKind.Snapshot : FeedItemKind.Live;
        ReceivedAt = receivedAt;
        Skipped = skipped;
    }

    internal FeedItem(FeedGap gap, DateTimeOffset receivedAt)
    {
        Kind = FeedItemKind.Gap;
        Gap = gap;
        ReceivedAt = receivedAt;
    }

    /// <summary>Whether it is a value, and of which moment, or a gap.</summary>
    public FeedItemKind Kind { get; }

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">The item is a gap.</exception>
    public T Value => TryGetValue(out var value) ? value : throw new InvalidOperationException("The item is a gap and has no value: look at its Kind first.");

    /// <summary>What was missed; null for a value.</summary>
    public FeedGap? Gap { get; }

    /// <summary>When the message arrived, or the gap was noticed, on this machine's clock.</summary>
    public DateTimeOffset ReceivedAt { get; }

    /// <summary>How many values this one replaced before the reader came, under <see cref="SlowReaderPolicy.Latest"/>.</summary>
    public int Skipped { get; }

    /// <summary>The value, if there is one.</summary>
    public bool TryGetValue([MaybeNullWhen(false)] out T value)
    {
        value = _value;
        return Kind is FeedItemKind.Snapshot or FeedItemKind.Live;
    }

    /// <summary>The kind, and the value or the gap.</summary>
    public override string ToString() => Kind == FeedItemKind.Gap ? Gap!.ToString() : $"{Kind}: {_value}";
}
