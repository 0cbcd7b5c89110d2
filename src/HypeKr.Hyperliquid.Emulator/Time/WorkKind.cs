namespace HypeKr.Hyperliquid.Emulator;

/// <summary>What planned work is, as a state file names it.</summary>
internal enum WorkKind : byte
{
    /// <summary>Of a connection, a fault or somebody who waits: no part of the state.</summary>
    Passing,

    FundingHour,

    /// <summary>Of a <see cref="Twap"/>.</summary>
    TwapSlice,

    /// <summary>Of an <see cref="Account"/>.</summary>
    ScheduledCancel,

    LiquidationCheck,

    /// <summary>Of an <see cref="Account"/> on a <see cref="VenueDex"/>.</summary>
    LiquidationRetry,

    /// <summary>Of a <see cref="StakeReturn"/>.</summary>
    StakeReturn,

    /// <summary>Of a <see cref="RandomWalk"/>.</summary>
    RandomMove,

    /// <summary>Of a <see cref="TapePlayer"/>.</summary>
    TapeLine,
}
