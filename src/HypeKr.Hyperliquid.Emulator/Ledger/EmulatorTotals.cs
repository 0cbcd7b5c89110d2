namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Sums over every account, the house and the fee account among them.</summary>
/// <remarks>
/// <para>What never changes, to the last digit, whatever is traded, settled or refused:</para>
/// <para>for every spot token, <c>Held = Deposited</c>, where Held is Σ spot balances + Σ over the perp wallets with that collateral of
/// (cash - Σ signed cost of the open positions) + Σ escrow of the outcomes and questions quoted in it + Σ stakes + the reserves that
/// are lent from;</para>
/// <para>for every perp, Σ signed size = 0. Hence Σ (cash + signed size × mark - signed cost), the sum of all account values, is the
/// deposit too, at any mark;</para>
/// <para>for every outcome, Σ side 1 = escrow, and Σ side 0 = Σ side 1 plus the excess of its question, which negating and merging
/// questions alone change.</para>
/// <para>The sums are exact while each stays within the 28 digits of <see cref="decimal"/>: below 10^16 with the default fees, whose
/// amounts have at most 12 decimals, and below 10^12 with rates of 8 decimals.</para>
/// </remarks>
public sealed class EmulatorTotals
{
    /// <summary>What the admin door and the seed brought in, less what was withdrawn, by token.</summary>
    public IReadOnlyDictionary<string, decimal> Deposited { get; init; } = new Dictionary<string, decimal>();

    /// <summary>What all accounts and escrows hold, by token.</summary>
    public IReadOnlyDictionary<string, decimal> Held { get; init; } = new Dictionary<string, decimal>();

    /// <summary>Σ signed position size, by coin.</summary>
    public IReadOnlyDictionary<string, decimal> NetPerpSizes { get; init; } = new Dictionary<string, decimal>();

    /// <summary>The supply of each outcome, by its number.</summary>
    public IReadOnlyDictionary<int, OutcomeSupply> Outcomes { get; init; } = new Dictionary<int, OutcomeSupply>();

    /// <summary>What lies between the outcomes of each question, by its number.</summary>
    public IReadOnlyDictionary<int, OutcomeQuestionSupply> Questions { get; init; } = new Dictionary<int, OutcomeQuestionSupply>();

    /// <summary>Whether all of the above holds now.</summary>
    public bool IsConserved =>
        Deposited.All(d => Held.TryGetValue(d.Key, out var held) && held == d.Value)
        && NetPerpSizes.Values.All(size => size == 0)
        && Outcomes.All(o => o.Value.No == o.Value.Escrow && o.Value.Yes - o.Value.No == ExcessOf(o.Key));

    private decimal ExcessOf(int outcome) => Questions.Values.Where(q => q.Outcomes.Contains(outcome)).Sum(q => q.Excess);
}
