namespace HypeKr.Hyperliquid.Emulator;

/// <summary>What comes with an order beside its own terms.</summary>
internal sealed record Placement
{
    public static Placement Plain { get; } = new();

    /// <summary>For the venue's own orders: quotes of the house and slices may have any value, and any number of them may be open.</summary>
    public bool IsOwn { get; init; }

    /// <summary>Whether it is refused when it would trade at once, whatever its time in force.</summary>
    public bool MustRest { get; init; }

    /// <summary>The liquidation that sends it.</summary>
    public FillLiquidation? Liquidation { get; init; }

    public WireBuilder? Builder { get; init; }

    public Twap? Twap { get; init; }

    /// <summary>The parent of a take profit or stop.</summary>
    public PlacedOrder? Parent { get; init; }

    /// <summary>Whether a trigger order closes whatever the position is.</summary>
    public bool IsPositionTpsl { get; init; }

    /// <summary>Whether a trigger order came with others, and is answered with a word instead of its number.</summary>
    public bool IsGrouped { get; init; }
}
