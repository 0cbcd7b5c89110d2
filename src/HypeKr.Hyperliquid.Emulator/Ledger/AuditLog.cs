namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Every change of every balance, in order. Balances report themselves; nothing else moves money.</summary>
internal sealed class AuditLog(VenueClock clock, bool isKept)
{
    private readonly List<AuditEntry> _entries = [];

    /// <summary>What is going on: an action's type, or <c>admin</c>, <c>funding</c>, <c>liquidation</c>.</summary>
    public string Cause { get; set; } = "seed";

    public bool IsKept => isKept;

    public IReadOnlyList<AuditEntry> Entries => _entries;

    public void Record(Account account, string wallet, Token token, decimal change, decimal balance)
    {
        if (!isKept || change == 0) return;
        _entries.Add(new AuditEntry
        {
            Sequence = _entries.Count,
            Time = DateTimeOffset.FromUnixTimeMilliseconds(clock.Now),
            Account = account.Address,
            Wallet = wallet,
            Token = token.Name,
            Change = change,
            Balance = balance,
            Cause = Cause,
        });
    }

    public void Keep(StateArchive a)
    {
        Cause = a.Text(Cause);
        a.List(_entries, entry => new AuditEntry
        {
            Sequence = a.Long(entry?.Sequence),
            Time = DateTimeOffset.FromUnixTimeMilliseconds(a.Long(entry?.Time.ToUnixTimeMilliseconds())),
            Account = a.Address(entry?.Account),
            Wallet = a.Text(entry?.Wallet),
            Token = a.Text(entry?.Token),
            Change = a.Decimal(entry?.Change),
            Balance = a.Decimal(entry?.Balance),
            Cause = a.Text(entry?.Cause),
        });
    }
}
