using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>One address: its wallets, balances, orders and fills.</summary>
internal sealed partial class Account(EthereumAddress address, AuditLog? audit = null)
{
    private readonly Dictionary<VenueDex, PerpWallet> _wallets = [];
    private readonly Dictionary<Token, SpotBalance> _balances = [];
    private readonly Dictionary<TradedPerp, LeverageSetting> _leverage = [];
    private readonly Dictionary<TradedPerp, decimal> _funding = [];

    public EthereumAddress Address => address;

    /// <summary>Whether it is one of the venue's own, asked at every fill.</summary>
    public bool IsOfVenue { get; } = Venue.IsOwn(address);

    /// <summary>Where changes of its balances are kept; null for an account that is only read as an empty one.</summary>
    public AuditLog? Audit => audit;

    /// <summary>The master of a sub-account.</summary>
    public Account? Master { get; set; }

    /// <summary>The name of a sub-account.</summary>
    public string Name { get; set; } = "";

    /// <summary>What makes it a vault.</summary>
    public VaultState? Vault { get; set; }

    /// <summary>Who signs for it together; null while its own key does.</summary>
    public MultisigRule? Multisig { get; set; }

    public AccountSettings Settings { get; } = new();

    public StakingState Staking { get; } = new();

    public ReferralState Referral { get; } = new();

    public LendingState Lending { get; } = new();

    /// <summary>What builders may charge, in tenths of a basis point.</summary>
    public Dictionary<EthereumAddress, int> BuilderFees { get; } = [];

    /// <summary>Changes of balances by anything but trading and funding, oldest first.</summary>
    public List<JsonRow> LedgerUpdates { get; } = [];

    /// <summary>Funding paid and received, oldest first.</summary>
    public List<JsonRow> Fundings { get; } = [];

    /// <summary>Requests by address: what was used, and what was bought.</summary>
    public RequestBudget Requests { get; } = new();

    /// <summary>The value of everything it has traded, in quote.</summary>
    public decimal Volume => Traded.Total;

    public IEnumerable<KeyValuePair<VenueDex, PerpWallet>> Wallets => _wallets;

    public IEnumerable<KeyValuePair<Token, SpotBalance>> Balances => _balances;

    public PerpWallet Wallet(VenueDex dex)
    {
        if (!_wallets.TryGetValue(dex, out var wallet)) _wallets[dex] = wallet = new PerpWallet(this, dex);
        return wallet;
    }

    public SpotBalance Balance(Token token)
    {
        if (!_balances.TryGetValue(token, out var balance)) _balances[token] = balance = new SpotBalance(this, token);
        return balance;
    }

    /// <summary>The balance of a token that the account has ever held.</summary>
    public SpotBalance? Held(Token token) => _balances.GetValueOrDefault(token);

    /// <summary>What open orders lock of a token. Computed from the orders themselves, so it cannot drift from them.</summary>
    public decimal Hold(Token token) => OpenOrders.Select(o => o.Asset.Hold(o)).Where(h => h.Token == token).Sum(h => h.Amount);

    public decimal Available(Token token) => (Held(token)?.Total ?? 0) - Hold(token);

    /// <summary>The setting of a perp; until it is changed, 20 times (or the most the perp allows), cross unless the perp is isolated only.</summary>
    public LeverageSetting LeverageOf(TradedPerp asset) =>
        _leverage.TryGetValue(asset, out var setting) ? setting : new LeverageSetting(!asset.OnlyIsolated, Math.Min(20, asset.MaxLeverage));

    /// <summary>Funding ever paid for a perp; negative when received.</summary>
    public decimal FundingOf(TradedPerp perp) => _funding.GetValueOrDefault(perp);

    public void CountFunding(TradedPerp perp, decimal paid) => _funding[perp] = _funding.GetValueOrDefault(perp) + paid;

    public void SetLeverage(TradedPerp asset, LeverageSetting setting) => _leverage[asset] = setting;

    /// <summary>All of it, once the orders are known.</summary>
    public void Keep(StateArchive a)
    {
        Master = a.OptionalAccount(Master);
        Name = a.Text(Name);
        Vault = a.Optional(Vault, vault => VaultState.Keep(a, vault));
        Multisig = a.Optional(Multisig, rule => new MultisigRule(a.Items(rule?.Signers, signer => a.Address(signer)), a.Int(rule?.Threshold)));
        Settings.Keep(a);
        Staking.Keep(a);
        Referral.Keep(a);
        Lending.Keep(a);
        a.Map(BuilderFees, BuilderFees.OrderBy(f => f.Key), builder => a.Address(builder), fee => a.Int(fee));
        a.List(LedgerUpdates, row => JsonRow.Keep(a, row));
        a.List(Fundings, row => JsonRow.Keep(a, row));
        Requests.Keep(a);

        // Each wallet and balance belongs to its key, so that the key is read on the way.
        VenueDex? dex = null;
        a.Map(_wallets, d => dex = a.Dex(d), wallet =>
        {
            wallet ??= new PerpWallet(this, dex!);
            wallet.Keep(a);
            return wallet;
        });
        Token? token = null;
        a.Map(_balances, t => token = a.Token(t), balance =>
        {
            balance ??= new SpotBalance(this, token!);
            balance.Keep(a);
            return balance;
        });
        a.Map(_leverage, a.Perp, setting => new LeverageSetting(a.Bool(setting.IsCross), a.Int(setting.Value)));
        a.Map(_funding, a.Perp, paid => a.Decimal(paid));
        KeepOrders(a);
    }
}
