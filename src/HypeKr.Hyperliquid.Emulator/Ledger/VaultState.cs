namespace HypeKr.Hyperliquid.Emulator;

/// <summary>A vault: an account that its leader trades with the money of its followers.</summary>
/// <remarks>
/// Who owns how much is kept in shares; a share is worth the vault's value over all shares. Shares are cut at 12 decimals: money
/// stays in the vault's wallet until it is paid out, so nothing is lost by it.
/// </remarks>
internal sealed class VaultState(Account leader, string name, string description, long createdAt)
{
    public Account Leader => leader;

    public string Name => name;

    public string Description => description;

    public long CreatedAt => createdAt;

    public bool AllowsDeposits { get; set; } = true;

    public bool AlwaysClosesOnWithdraw { get; set; }

    public bool IsClosed { get; set; }

    /// <summary>The owners, the leader among them, by the order in which they came.</summary>
    public OrderedDictionary<Account, VaultShare> Shares { get; } = [];

    public decimal TotalShares => Shares.Values.Sum(s => s.Amount);

    public static VaultState Keep(StateArchive a, VaultState? vault)
    {
        var kept = new VaultState(a.Account(vault?.Leader), a.Text(vault?.Name), a.Text(vault?.Description), a.Long(vault?.CreatedAt))
        {
            AllowsDeposits = a.Bool(vault?.AllowsDeposits),
            AlwaysClosesOnWithdraw = a.Bool(vault?.AlwaysClosesOnWithdraw),
            IsClosed = a.Bool(vault?.IsClosed),
        };
        a.Map((vault ?? kept).Shares, a.Account, share => new VaultShare(a.Long(share?.EnteredAt))
        {
            Amount = a.Decimal(share?.Amount),
            Basis = a.Decimal(share?.Basis),
            Realized = a.Decimal(share?.Realized),
            LockedUntil = a.Long(share?.LockedUntil),
        });
        return vault ?? kept;
    }
}

/// <summary>What somebody owns of a vault.</summary>
internal sealed class VaultShare(long enteredAt)
{
    public decimal Amount { get; set; }

    /// <summary>What was paid for it.</summary>
    public decimal Basis { get; set; }

    /// <summary>Profit that was taken out.</summary>
    public decimal Realized { get; set; }

    public long EnteredAt => enteredAt;

    public long LockedUntil { get; set; }
}
