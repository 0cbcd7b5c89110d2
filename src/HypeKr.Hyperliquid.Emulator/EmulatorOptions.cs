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

    /// <summary>Whether signatures for mainnet count, and testnet's do not: for clients of others that sign for mainnet alone.</summary>
    /// <value>False by default. What is signed for mainnet could be replayed there: use keys that own nothing.</value>
    public bool AcceptsMainnetSignatures { get; init; }

    /// <summary>Whether an address has as many requests as on the venue: 10,000, and one for each dollar it trades.</summary>
    /// <value>False by default.</value>
    public bool LimitsAddresses { get; init; }

    /// <summary>Whether everything that always holds is looked at after each step: money conserved, nobody below the maintenance margin who is not liquidated, books in order, numbers unique, the audit adding up.</summary>
    /// <value>False by default: it looks at everything each time. What does not hold is an <see cref="EmulatorInvariantException"/>.</value>
    public bool ChecksInvariants { get; init; }

    /// <summary>Whether every change of every balance is kept for <see cref="EmulatorAdmin.Audit"/>.</summary>
    /// <value>True by default.</value>
    public bool KeepsAudit { get; init; } = true;

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
