namespace HypeKr.Hyperliquid.Tests;

/// <summary>What the venue may do tomorrow without telling anybody. A reader must bear each of these.</summary>
public enum ReplyTwist
{
    None,

    /// <summary>A member more in every object.</summary>
    NewMembers,

    /// <summary>An element more at the end of every tuple.</summary>
    NewElements,

    /// <summary>Other words where the grammar lists words.</summary>
    NewWords,

    /// <summary>Other cases where the grammar lists cases.</summary>
    NewCases,

    /// <summary>Numbers as text, and the other way round.</summary>
    SwappedNumbers,
}
