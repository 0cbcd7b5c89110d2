using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>An account's stake, in HYPE.</summary>
internal sealed class StakingState
{
    public decimal Undelegated { get; set; }

    public SortedDictionary<string, Delegation> Delegations { get; } = new(StringComparer.Ordinal);

    /// <summary>What is on its way back to spot, oldest first.</summary>
    public List<(long DueAt, decimal Amount)> Withdrawals { get; } = [];

    /// <summary>Rows of <c>delegatorHistory</c>, oldest first.</summary>
    public List<JsonRow> History { get; } = [];

    public decimal Delegated => Delegations.Values.Sum(d => d.Amount);

    public decimal Pending => Withdrawals.Sum(w => w.Amount);

    public decimal Total => Undelegated + Delegated + Pending;

    public void Keep(StateArchive a)
    {
        Undelegated = a.Decimal(Undelegated);
        a.Map(Delegations, a.Text, d => new Delegation(a.Address(d?.Validator), a.Decimal(d?.Amount), a.Long(d?.LockedUntil)));
        a.List(Withdrawals, w => (a.Long(w.DueAt), a.Decimal(w.Amount)));
        a.List(History, row => JsonRow.Keep(a, row));
    }
}

/// <summary>What is delegated to one validator.</summary>
internal sealed record Delegation(EthereumAddress Validator, decimal Amount, long LockedUntil);
