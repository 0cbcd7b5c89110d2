namespace HypeKr.Hyperliquid.Emulator;

/// <summary>What a topic depends on beside its user and its book.</summary>
[Flags]
internal enum TopicInterest
{
    None = 0,
    Trades = 1,

    /// <summary>Marks, oracles, funding, and whatever moves a middle or a volume.</summary>
    Contexts = 2,

    Outcomes = 4,

    /// <summary>The passing of time, in blocks.</summary>
    Blocks = 8,
}
