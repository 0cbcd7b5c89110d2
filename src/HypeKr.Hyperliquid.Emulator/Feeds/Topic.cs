using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>One thing that can be subscribed to: whom it is told to, when, and how it is written. Each message is written once, however many read it.</summary>
internal sealed class Topic(string type, string channel, string echo)
{
    public string Type => type;

    /// <summary>The channel of its messages.</summary>
    public string Channel => channel;

    /// <summary>The subscription as the venue repeats it, JSON; the same for equal subscriptions.</summary>
    public string Echo => echo;

    public List<StreamSession> Subscribers { get; } = [];

    /// <summary>The user it is about.</summary>
    public EthereumAddress? User { get; init; }

    /// <summary>The book whose changes it tells.</summary>
    public OrderBook? Book { get; init; }

    /// <summary>What else it depends on.</summary>
    public TopicInterest Interest { get; init; }

    /// <summary>Writes all there is, as one message; empty when there is nothing new to say, unless it is asked for. Told whenever something of its interest has changed.</summary>
    public Func<bool, ReadOnlyMemory<byte>>? Whole { get; init; }

    /// <summary>Writes the first message for one subscriber, where it is not the whole; empty for none.</summary>
    public Func<ReadOnlyMemory<byte>>? First { get; init; }

    /// <summary>Writes what has happened in a step, as any number of messages.</summary>
    public Action<VenueEvents, List<ReadOnlyMemory<byte>>>? Changes { get; init; }

    /// <summary>Whether it is told again at each beat.</summary>
    public bool Beats { get; init; }

    /// <summary>Whether its change waits for the end of the interval.</summary>
    public bool IsDirty { get; set; }
}
