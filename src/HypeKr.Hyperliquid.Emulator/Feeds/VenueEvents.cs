using System.Text.Json;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>What one step of the venue changed, in the order in which it happened; read and emptied when the step ends.</summary>
/// <remarks>
/// Whoever changes state says so here and nowhere else. Recording is cheap and never throws; without a listener nothing is kept.
/// What is said about orders and fills is copied at once, since the step may go on to change them.
/// </remarks>
internal sealed class VenueEvents
{
    private readonly HashSet<OrderBook> _books = [];
    private readonly HashSet<TradedAsset> _marks = [];
    private readonly HashSet<Account> _accounts = [];

    /// <summary>Whether anybody wants to know; the streams turn it on.</summary>
    public bool IsRecording { get; set; }

    public List<OrderUpdate> Orders { get; } = [];

    public List<(Account Account, Fill Fill)> Fills { get; } = [];

    public List<VenueTrade> Trades { get; } = [];

    /// <summary>Items of per-account channels that are written by whoever keeps their history.</summary>
    public List<AccountItem> Items { get; } = [];

    /// <summary>Entries of <c>outcomeMetaUpdates</c>.</summary>
    public List<Action<Utf8JsonWriter>> OutcomeUpdates { get; } = [];

    /// <summary>Actions that were admitted and answered.</summary>
    public List<ExplorerEntry> Actions { get; } = [];

    /// <summary>Books whose orders changed.</summary>
    public IReadOnlySet<OrderBook> Books => _books;

    /// <summary>Assets whose mark, oracle, funding or other context changed.</summary>
    public IReadOnlySet<TradedAsset> Marks => _marks;

    /// <summary>Accounts whose balances, positions, orders or settings changed.</summary>
    public IReadOnlySet<Account> Accounts => _accounts;

    public bool IsEmpty =>
        Orders.Count == 0 && Fills.Count == 0 && Trades.Count == 0 && Items.Count == 0 && OutcomeUpdates.Count == 0 && Actions.Count == 0
        && _books.Count == 0 && _marks.Count == 0 && _accounts.Count == 0;

    /// <summary>An order rested, was filled in part, or got another status: said after the change.</summary>
    /// <param name="order">The order, its status and its remaining size being the new ones.</param>
    /// <param name="byUser">Whether its owner asked for it; an order that the venue ended by itself is told to the owner as such.</param>
    public void OrderChanged(PlacedOrder order, bool byUser = true)
    {
        if (!IsRecording) return;
        Orders.Add(new OrderUpdate(order, order.Status, order.StatusAt, order.Remaining, byUser));
        _accounts.Add(order.Account);
    }

    /// <summary>One account's side of a trade or a settlement.</summary>
    public void Filled(Account account, Fill fill)
    {
        if (!IsRecording) return;
        Fills.Add((account, fill));
        _accounts.Add(account);
    }

    /// <summary>A trade, once for both sides.</summary>
    public void Traded(VenueTrade trade)
    {
        if (!IsRecording) return;
        Trades.Add(trade);
    }

    /// <summary>Orders of a book came, went or shrank.</summary>
    public void BookChanged(OrderBook book)
    {
        if (!IsRecording) return;
        _books.Add(book);
    }

    /// <summary>The mark, oracle, funding rate or open interest of an asset changed.</summary>
    public void ContextChanged(TradedAsset asset)
    {
        if (!IsRecording) return;
        _marks.Add(asset);
    }

    /// <summary>Money, positions, leverage, agents or settings of an account changed.</summary>
    public void AccountChanged(Account account)
    {
        if (!IsRecording) return;
        _accounts.Add(account);
    }

    /// <summary>Funding was paid or received.</summary>
    /// <param name="account">The holder.</param>
    /// <param name="write">Writes the object <c>{time, coin, usdc, szi, fundingRate, nSamples}</c>.</param>
    public void FundingPaid(Account account, Action<Utf8JsonWriter> write) => Add(account, AccountItemKind.Funding, write);

    /// <summary>A balance changed by something other than trading and funding.</summary>
    /// <param name="account">The account.</param>
    /// <param name="write">Writes the object <c>{time, hash, delta}</c>.</param>
    public void LedgerChanged(Account account, Action<Utf8JsonWriter> write) => Add(account, AccountItemKind.Ledger, write);

    /// <summary>A TWAP began, ended or failed.</summary>
    /// <param name="account">Its owner.</param>
    /// <param name="write">Writes the item of <c>twapHistory</c>: <c>{time, state, status, twapId}</c>.</param>
    public void TwapChanged(Account account, Action<Utf8JsonWriter> write) => Add(account, AccountItemKind.TwapHistory, write);

    /// <summary>A slice of a TWAP was filled; beside <see cref="Filled"/>.</summary>
    /// <param name="account">Its owner.</param>
    /// <param name="write">Writes the object <c>{fill, twapId}</c>.</param>
    public void TwapSliceFilled(Account account, Action<Utf8JsonWriter> write) => Add(account, AccountItemKind.TwapSliceFill, write);

    /// <summary>A liquidation: said to the liquidated account and to the liquidator.</summary>
    /// <param name="account">One of the two.</param>
    /// <param name="write">Writes the object <c>{lid, liquidator, liquidated_user, liquidated_ntl_pos, liquidated_account_value}</c>.</param>
    public void Liquidated(Account account, Action<Utf8JsonWriter> write) => Add(account, AccountItemKind.Liquidation, write);

    /// <summary>A text of the <c>notification</c> channel.</summary>
    public void Notified(Account account, string text) => Add(account, AccountItemKind.Notification, writer => writer.WriteStringValue(text));

    /// <summary>An outcome or a question was created, changed or settled.</summary>
    /// <param name="write">Writes the entry, such as <c>{outcomeSettled: {outcome}}</c>.</param>
    public void OutcomeChanged(Action<Utf8JsonWriter> write)
    {
        if (!IsRecording) return;
        OutcomeUpdates.Add(write);
    }

    /// <summary>An action was admitted and answered.</summary>
    public void ActionCarriedOut(ExplorerEntry entry)
    {
        if (!IsRecording) return;
        Actions.Add(entry);
    }

    public void Clear()
    {
        Actions.Clear();
        Orders.Clear();
        Fills.Clear();
        Trades.Clear();
        Items.Clear();
        OutcomeUpdates.Clear();
        _books.Clear();
        _marks.Clear();
        _accounts.Clear();
    }

    private void Add(Account account, AccountItemKind kind, Action<Utf8JsonWriter> write)
    {
        if (!IsRecording) return;
        Items.Add(new AccountItem(account, kind, write));
        _accounts.Add(account);
    }
}
