using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using HypeKr.Crypto;
using HypeKr.Hyperliquid.Explorer;

namespace HypeKr.Hyperliquid;

/// <summary>What the venue is asked about an address when the fate of something is to be found. All of it goes by the queue of cancels.</summary>
internal sealed class EvidenceReads(HyperliquidClient client, EthereumAddress address)
{
    /// <summary>Rows of one answer of fills, and of orders in the history: what is older is not shown.</summary>
    public const int HistoryRows = 2000;

    private const int MaxPages = 6;

    /// <summary>The venue's time, Unix milliseconds.</summary>
    /// <exception cref="ResponseFormatException">The venue did not say.</exception>
    public static async Task<long> GetVenueTimeAsync(HyperliquidClient client, CancellationToken cancellationToken)
    {
        var status = await client.Markets.GetExchangeStatusAsync(cancellationToken).ConfigureAwait(false);
        return status.Time is { } time
            ? time.ToUnixTimeMilliseconds()
            : throw new ResponseFormatException("The venue's answer to 'exchangeStatus' does not say its time.", mayHaveExecuted: false, body: null);
    }

    public Task<UserRole> GetRoleAsync(CancellationToken cancellationToken) => AskAsync("userRole", HyperliquidJsonContext.Default.UserRole, null, cancellationToken);

    public Task<OrderLookup> FindAsync(OrderTarget target, string dex, CancellationToken cancellationToken) => AskAsync(
        "orderStatus",
        HyperliquidJsonContext.Default.OrderLookup,
        writer =>
        {
            if (dex.Length > 0) writer.WriteString("dex"u8, dex);
            if (target.Cloid is { } cloid) writer.WriteString("oid"u8, cloid.ToString());
            else writer.WriteNumber("oid"u8, target.OrderId!.Value);
        },
        cancellationToken);

    public Task<OpenOrder[]> GetOpenOrdersAsync(string dex, CancellationToken cancellationToken) => AskAsync(
        "openOrders",
        HyperliquidJsonContext.Default.OpenOrderArray,
        writer =>
        {
            if (dex.Length > 0) writer.WriteString("dex"u8, dex);
        },
        cancellationToken);

    public Task<OrderWithStatus[]> GetHistoryAsync(CancellationToken cancellationToken) => AskAsync("historicalOrders", HyperliquidJsonContext.Default.OrderWithStatusArray, null, cancellationToken);

    /// <summary>Fills since a time, each once, and whether they are all of them.</summary>
    public async Task<(IReadOnlyList<Fill> Fills, bool IsComplete)> GetFillsAsync(long since, CancellationToken cancellationToken)
    {
        var seen = new HashSet<object>();
        var fills = new List<Fill>();
        var from = since;
        for (var page = 0; page < MaxPages; page++)
        {
            var rows = await AskAsync("userFillsByTime", HyperliquidJsonContext.Default.FillArray, writer => writer.WriteNumber("startTime"u8, from), cancellationToken).ConfigureAwait(false);
            foreach (var row in rows)
            {
                if (row is not null && seen.Add(KeyOf(row))) fills.Add(row);
            }

            if (rows.Length < HistoryRows) return (fills, true);
            var last = rows.Max(row => row?.Time?.ToUnixTimeMilliseconds()) ?? from;
            if (last <= from) return (fills, false);
            from = last;
        }

        return (fills, false);
    }

    public Task<TwapHistoryEntry[]> GetTwapsAsync(CancellationToken cancellationToken) => AskAsync("twapHistory", HyperliquidJsonContext.Default.TwapHistoryEntryArray, null, cancellationToken);

    public Task<LedgerUpdate[]> GetLedgerAsync(long since, CancellationToken cancellationToken) =>
        AskAsync("userNonFundingLedgerUpdates", HyperliquidJsonContext.Default.LedgerUpdateArray, writer => writer.WriteNumber("startTime"u8, since), cancellationToken);

    public async Task<IReadOnlyList<ExplorerTransaction>> GetTransactionsAsync(CancellationToken cancellationToken)
    {
        var request = InfoRequest.Create("userDetails", writer => writer.WriteString("user"u8, address.ToLowerHex())) with { IsUrgent = true };
        var reply = await client.ExplorerInfo.RequireAsync(request, HyperliquidJsonContext.Default.ExplorerUserReply, cancellationToken).ConfigureAwait(false);
        return reply.Transactions ?? throw new ResponseFormatException("The answer to 'userDetails' holds nothing.", mayHaveExecuted: false, body: null);
    }

    /// <summary>What a fill is counted once by; a row without a trade id by all else that tells it from others.</summary>
    public static object KeyOf(Fill fill) => fill.TradeId is { } id
        ? (fill.Coin, fill.Time, id)
        : (object)(fill.Hash, fill.OrderId, fill.Price, fill.Size, fill.Time);

    private Task<T> AskAsync<T>(string type, JsonTypeInfo<T> form, Action<Utf8JsonWriter>? writeMembers, CancellationToken cancellationToken)
        where T : class
    {
        var request = InfoRequest.Create(type, writer =>
        {
            writer.WriteString("user"u8, address.ToLowerHex());
            writeMembers?.Invoke(writer);
        }) with
        { IsUrgent = true };
        return client.Info.RequireAsync(request, form, cancellationToken);
    }
}
