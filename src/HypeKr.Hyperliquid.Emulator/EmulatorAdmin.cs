using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The door that no client has: accounts, money, agents, marks, quotes of the house and settlement.</summary>
/// <remarks>Safe to call beside requests: each call is one step of the venue. A call that throws has changed nothing.</remarks>
public sealed class EmulatorAdmin
{
    private const decimal LargestDeposit = 1_000_000_000_000m;
    private const int DepositDecimals = 8;
    private const int FractionDecimals = 8;

    private static readonly TimeSpan LongestAdvance = TimeSpan.FromDays(366);

    private readonly Venue _venue;
    private readonly VenueGate _gate;

    internal EmulatorAdmin(Venue venue, VenueGate gate) => (_venue, _gate) = (venue, gate);

    /// <summary>Makes an address known, without money. Does nothing for one that is known.</summary>
    /// <exception cref="EmulatorAdminException">The address is an agent's.</exception>
    public void CreateAccount(EthereumAddress address)
    {
        using var step = Enter();
        Known(address);
    }

    /// <summary>Deposits collateral into a perp wallet, and creates the account if need be.</summary>
    /// <param name="address">The account, never its agent.</param>
    /// <param name="amount">More than 0, up to 10^12, at most 8 decimals; in USDC unless the dex has another collateral.</param>
    /// <param name="dex">The dex; the main one by default.</param>
    /// <exception cref="EmulatorAdminException">The address is an agent's, the amount is out of range, or there is no such dex.</exception>
    public void Fund(EthereumAddress address, decimal amount, string dex = "")
    {
        using var step = Enter();
        CheckAmount(amount);
        var target = _venue.Dex(dex) ?? throw new EmulatorAdminException($"There is no dex '{dex}'; there are {Join(_venue.Dexs.Select(d => $"'{d.Name}'"))}.");
        _venue.Deposit(Known(address), target, amount);
    }

    /// <summary>Deposits a spot token, and creates the account if need be. Outcomes are paid from here, too.</summary>
    /// <param name="address">The account, never its agent.</param>
    /// <param name="token">The token's name, such as <c>USDC</c>.</param>
    /// <param name="amount">More than 0, up to 10^12, at most 8 decimals.</param>
    /// <exception cref="EmulatorAdminException">The address is an agent's, the amount is out of range, or there is no such token.</exception>
    public void FundSpot(EthereumAddress address, string token, decimal amount)
    {
        using var step = Enter();
        CheckAmount(amount);
        var target = _venue.Token(token) ?? throw new EmulatorAdminException($"There is no token '{token}'; there are {Join(_venue.Tokens.Select(t => t.Token.Name))}.");
        _venue.Deposit(Known(address), target.Token, amount);
    }

    /// <summary>Lets an agent's key sign for an account.</summary>
    /// <param name="master">The account; created if need be.</param>
    /// <param name="agent">The agent's address.</param>
    /// <param name="validUntil">The last moment at which it may sign; no end by default.</param>
    /// <param name="name">
    /// As on the venue, an account has one agent a name, and one without: approving under a name takes the rights of the agent that
    /// had it.
    /// </param>
    /// <exception cref="EmulatorAdminException">The agent's address is an account, or belongs to another master.</exception>
    public void ApproveAgent(EthereumAddress master, EthereumAddress agent, DateTimeOffset? validUntil = null, string name = "")
    {
        ArgumentNullException.ThrowIfNull(name);
        using var step = Enter();
        if (agent == master || _venue.Account(agent) is not null) throw new EmulatorAdminException($"The address {agent.Fingerprint} is an account and cannot be an agent.");
        var account = Known(master);
        if (_venue.Agent(agent) is { } existing && existing.Master != account) throw new EmulatorAdminException($"The address {agent.Fingerprint} is the agent of another account.");
        _venue.Approve(agent, new Agent(account, name, validUntil?.ToUnixTimeMilliseconds()));
    }

    /// <summary>Sets the price that values positions of a perp, or that stands for a coin without quotes and trades.</summary>
    /// <param name="coin">The coin; setting one side of an outcome sets the other to one minus it.</param>
    /// <param name="price">More than 0, at most 8 decimals; of an outcome below 1.</param>
    /// <remarks>
    /// Trigger orders that it meets are sent to the book, TWAPs that it starts or stops are, and who falls below the maintenance margin by it
    /// is liquidated. Resting orders do not trade by it.
    /// </remarks>
    /// <exception cref="EmulatorAdminException">There is no such coin, or the price is out of range.</exception>
    public void SetMark(string coin, decimal price)
    {
        using var step = Enter();
        var asset = Asset(coin);
        if (!SeedCheck.IsMark(price) || (asset is TradedSide && price >= 1))
        {
            throw new EmulatorAdminException($"{WireText.Plain(price)} is no mark price of {coin}: more than 0, at most 8 decimals, of an outcome below 1.");
        }

        _venue.SetMark(asset, price);
    }

    /// <summary>Ends a perp: cancels its orders (<c>delistedCanceled</c>), closes every position at the mark without a fee, refuses further orders. Its slot in the universe stays.</summary>
    /// <param name="coin">A perp.</param>
    /// <exception cref="EmulatorAdminException">There is no such perp, it is delisted already, or it has no mark to close at.</exception>
    public void Delist(string coin)
    {
        using var step = Enter();
        if (Asset(coin) is not TradedPerp perp) throw new EmulatorAdminException($"{coin} is no perp: an outcome is settled instead.");
        if (perp.IsDelisted) throw new EmulatorAdminException($"{coin} is delisted already.");
        if (perp.Mark <= 0) throw new EmulatorAdminException($"{coin} has no mark at which its positions could be closed.");
        _venue.Delist(perp);
    }

    /// <summary>Caps the open interest of a perp: at the cap nobody may open or grow a position, and resting orders that would are cancelled when they are met.</summary>
    /// <param name="coin">A perp.</param>
    /// <param name="cap">In quote, at the mark; null to remove the cap.</param>
    /// <exception cref="EmulatorAdminException">There is no such perp, or the cap is negative.</exception>
    public void SetOpenInterestCap(string coin, decimal? cap)
    {
        using var step = Enter();
        if (Asset(coin) is not TradedPerp perp) throw new EmulatorAdminException($"{coin} is no perp: only perps have open interest.");
        if (cap < 0) throw new EmulatorAdminException($"{WireText.Plain(cap.Value)} is no cap of open interest: at least 0, or null for none.");
        perp.OpenInterestCap = cap;
        _venue.Events.ContextChanged(perp);
    }

    /// <summary>Bids for the house: trades at once with what it crosses, and rests the remainder.</summary>
    /// <param name="coin">The coin.</param>
    /// <param name="price">On the coin's grid.</param>
    /// <param name="size">On the coin's grid, more than 0; the order may be smaller than the venue's least value.</param>
    /// <returns>The order's number.</returns>
    /// <remarks>
    /// The house is an account like others, in the same book and ledger; what a quote needs is deposited to it first, and counted in
    /// <see cref="Totals"/>.
    /// </remarks>
    /// <exception cref="EmulatorAdminException">There is no such coin, it is closed, or price or size are off its grid.</exception>
    public long AddBid(string coin, decimal price, decimal size) => AddQuote(coin, isBuy: true, price, size);

    /// <summary>Offers for the house; see <see cref="AddBid"/>. Of an outcome it bids for the other side at one minus the price.</summary>
    /// <inheritdoc cref="AddBid"/>
    public long AddAsk(string coin, decimal price, decimal size) => AddQuote(coin, isBuy: false, price, size);

    /// <summary>Makes the house's quotes of a coin equal to a book from outside.</summary>
    /// <param name="coin">The coin.</param>
    /// <param name="bids">Best first, each price once; they replace all bids of the house.</param>
    /// <param name="asks">Likewise; all above the bids.</param>
    /// <remarks>
    /// What accounts took from a level stays taken while the level is in the books that follow: outside nobody took it. A level that grows
    /// queues its growth behind the orders that rest here. What crosses an account's order trades with it.
    /// </remarks>
    /// <exception cref="EmulatorAdminException">There is no such coin, it is closed, a level is off its grid, the order of levels is another, or the best bid is not below the best ask.</exception>
    public void SetBook(string coin, IReadOnlyList<BookLevelSeed> bids, IReadOnlyList<BookLevelSeed> asks)
    {
        ArgumentNullException.ThrowIfNull(bids);
        ArgumentNullException.ThrowIfNull(asks);
        using var step = Enter();
        var asset = Asset(coin);
        if (OutsideMarket.WhyNoBook(asset, bids, asks) is { } fault) throw new EmulatorAdminException($"The book of {coin} cannot be set: {fault}");
        _venue.Outside.SetBook(asset, bids, asks);
    }

    /// <summary>A trade of others: takes what rests at its price or better, orders of accounts among it, and is printed whole.</summary>
    /// <param name="coin">The coin.</param>
    /// <param name="takerBuys">Whether the taker bought.</param>
    /// <param name="price">On the coin's grid.</param>
    /// <param name="size">On the coin's grid, above 0.</param>
    /// <exception cref="EmulatorAdminException">There is no such coin, it is closed, or price or size are off its grid.</exception>
    public void PrintTrade(string coin, bool takerBuys, decimal price, decimal size)
    {
        using var step = Enter();
        var asset = Asset(coin);
        if ((asset.WhyClosed ?? asset.CheckGrid(price, size)) is { } refusal) throw new EmulatorAdminException($"{WireText.Plain(size)} at {WireText.Plain(price)} cannot be traded in {coin}: {refusal.Text}");
        _venue.Outside.Trade(asset, takerBuys, price, size);
    }

    /// <summary>The whole paths of the tapes that are playing.</summary>
    public IReadOnlyList<string> GetTapes()
    {
        using var step = Enter();
        return [.. _venue.Clock.Planned.Select(w => w.Subject).OfType<TapePlayer>().Select(p => p.Tape.Path)];
    }

    /// <summary>Whether an address is an account here.</summary>
    public bool HasAccount(EthereumAddress address)
    {
        using var step = Enter();
        return _venue.Account(address) is not null;
    }

    /// <summary>Plays a tape from now on, as the venue's time passes.</summary>
    /// <param name="tape">The tape; it may be played again.</param>
    /// <exception cref="MarketTapeException">A line names a coin that the seed does not list, or is off its grid. None of the tape is played.</exception>
    public void Play(MarketTape tape)
    {
        ArgumentNullException.ThrowIfNull(tape);
        using var step = Enter();
        new TapePlayer(_venue, tape).Start();
    }

    /// <summary>Tells an account something, on the subscription <c>notification</c>.</summary>
    /// <param name="address">The account.</param>
    /// <param name="text">What is told.</param>
    /// <exception cref="EmulatorAdminException">The address is an agent's.</exception>
    public void Notify(EthereumAddress address, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        using var step = Enter();
        _venue.Events.Notified(Known(address), text);
    }

    /// <summary>Cancels every resting order of a coin, of the house and of others, with the status <c>internalCancel</c>.</summary>
    /// <param name="coin">The coin; both sides of an outcome share their book.</param>
    /// <exception cref="EmulatorAdminException">There is no such coin.</exception>
    public void ClearBook(string coin)
    {
        using var step = Enter();
        var asset = Asset(coin);
        _venue.Outside.Forget(asset);
        _venue.Engine.Clear(asset.Book, "internalCancel");
    }

    /// <summary>Ends an outcome: cancels its orders (<c>outcomeSettledCanceled</c>), pays every holder, refuses further orders.</summary>
    /// <param name="outcome">The outcome's number.</param>
    /// <param name="fraction">What a token of side 0 is paid, 0 to 1 with at most 8 decimals; side 1 is paid one minus it. No fee is taken.</param>
    /// <exception cref="EmulatorAdminException">There is no such outcome, it is settled already, or the fraction is out of range.</exception>
    public void SettleOutcome(int outcome, decimal fraction)
    {
        using var step = Enter();
        if (!_venue.Outcomes.TryGetValue(outcome, out var market)) throw new EmulatorAdminException($"There is no outcome {WireText.Of((long)outcome)}.");
        if (market.Settled is { } before) throw new EmulatorAdminException($"Outcome {WireText.Of((long)outcome)} was settled at {WireText.Plain(before)}.");
        if (fraction is < 0 or > 1 || fraction != Math.Round(fraction, FractionDecimals))
        {
            throw new EmulatorAdminException($"{WireText.Plain(fraction)} is no settle fraction: 0 to 1, at most 8 decimals.");
        }

        _venue.Settle(market, fraction);
    }

    /// <summary>Moves the venue's time on. What is due in between happens, each at its own time and in order.</summary>
    /// <param name="time">Not negative, at most 366 days; whole milliseconds count.</param>
    /// <remarks>Also where time passes by itself: the venue is ahead of the clock from then on.</remarks>
    /// <exception cref="EmulatorAdminException">The time is out of range.</exception>
    public void Advance(TimeSpan time)
    {
        using var step = Enter();
        if (time < TimeSpan.Zero || time > LongestAdvance) throw new EmulatorAdminException($"Time cannot be advanced by {time:c}: 0 to 366 days.");
        _venue.Clock.Advance((long)time.TotalMilliseconds);
        _gate.CatchUp(_venue.Clock.Target);
    }

    /// <summary>The venue's time: that of its last step.</summary>
    public DateTimeOffset Now
    {
        get
        {
            using var step = Enter();
            return DateTimeOffset.FromUnixTimeMilliseconds(_venue.Now);
        }
    }

    /// <summary>Adds everything up, to prove that no money came or went.</summary>
    public EmulatorTotals Totals()
    {
        using var step = Enter();
        return _venue.Totals();
    }

    /// <summary>Every change of every balance so far, oldest first; empty where <see cref="EmulatorOptions.KeepsAudit"/> is off.</summary>
    /// <param name="account">Only of this account; all by default.</param>
    public IReadOnlyList<AuditEntry> Audit(EthereumAddress? account = null)
    {
        using var step = Enter();
        return [.. _venue.Audit.Entries.Where(e => account is null || e.Account == account)];
    }

    private VenueGate.Step Enter()
    {
        var step = _gate.Enter();
        _venue.Audit.Cause = "admin";
        return step;
    }

    private long AddQuote(string coin, bool isBuy, decimal price, decimal size)
    {
        using var step = Enter();
        var asset = Asset(coin);
        if ((asset.WhyClosed ?? asset.CheckGrid(price, size)) is { } refusal)
        {
            throw new EmulatorAdminException($"{WireText.Plain(size)} at {WireText.Plain(price)} cannot be quoted in {coin}: {refusal.Text}");
        }

        if (price * size > LargestDeposit) throw new EmulatorAdminException($"{WireText.Plain(size)} at {WireText.Plain(price)} in {coin} is worth more than 10^12.");
        return _venue.Quote(asset, isBuy, price, size) switch
        {
            OrderReply.Resting resting => resting.Oid,
            OrderReply.Filled filled => filled.Oid,
            OrderReply.Refused refused => throw new EmulatorAdminException($"The quote in {coin} was refused: {refused.Text}"),
            var other => throw new InvalidOperationException(other.ToString()),
        };
    }

    private Account Known(EthereumAddress address) =>
        _venue.Agent(address) is null ? _venue.CreateAccount(address) : throw new EmulatorAdminException($"The address {address.Fingerprint} is an agent; money and orders belong to its master.");

    private TradedAsset Asset(string coin)
    {
        ArgumentNullException.ThrowIfNull(coin);
        return _venue.Asset(coin) ?? throw new EmulatorAdminException($"There is no coin '{coin}'; there are {Join(_venue.Assets.Select(a => a.Coin))}.");
    }

    private static void CheckAmount(decimal amount)
    {
        if (amount is <= 0 or > LargestDeposit || amount != Math.Round(amount, DepositDecimals))
        {
            throw new EmulatorAdminException($"{WireText.Plain(amount)} cannot be deposited: more than 0, up to 10^12, at most 8 decimals.");
        }
    }

    private static string Join(IEnumerable<string> names)
    {
        const int Shown = 12;
        var all = names.ToArray();
        return all.Length <= Shown ? string.Join(", ", all) : $"{string.Join(", ", all.Take(Shown))} and {WireText.Of((long)(all.Length - Shown))} more";
    }
}
