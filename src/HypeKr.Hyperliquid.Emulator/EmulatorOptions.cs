namespace HypeKr.Hyperliquid.Emulator;

/// <summary>How a <see cref="HyperliquidEmulator"/> starts. A value: change one with <c>with</c>.</summary>
public sealed record EmulatorOptions
{
    /// <summary>The markets that exist and the quotes that rest in them at the start.</summary>
    /// <value><see cref="EmulatorSeed.Default"/> unless set.</value>
    public EmulatorSeed Seed { get; init; } = EmulatorSeed.Default;

    /// <summary>The fee rates.</summary>
    /// <value>The venue's base tier unless set.</value>
    public EmulatorFees Fees { get; init; } = new();

    /// <summary>The venue's clock: block time, nonce window, expiry, time stamps.</summary>
    /// <value><see cref="TimeProvider.System"/> unless set.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where the venue's time starts when it stands still by itself and only <see cref="EmulatorAdmin.Advance"/> moves it.</summary>
    /// <value>Null by default: time passes as <see cref="TimeProvider"/> says.</value>
    public DateTimeOffset? VirtualStart { get; init; }

    /// <summary>What everything random depends on. The same seed, markets, times and calls give byte-identical answers.</summary>
    /// <value>0 by default.</value>
    public long RandomSeed { get; init; }

    /// <summary>What an account must have traded before it may use <c>scheduleCancel</c>, in quote.</summary>
    /// <value>1,000,000, as on the venue, unless set.</value>
    public decimal ScheduleCancelVolume { get; init; } = 1_000_000;

    /// <summary>How sockets are served.</summary>
    /// <value>The venue's limits by default.</value>
    public EmulatorStreamOptions Streams { get; init; } = new();

    /// <summary>A market that moves by chance, from <see cref="RandomSeed"/>.</summary>
    /// <value>Null by default: prices move when somebody trades, and by <see cref="EmulatorAdmin"/>.</value>
    public RandomMarket? RandomMarket { get; init; }
}
