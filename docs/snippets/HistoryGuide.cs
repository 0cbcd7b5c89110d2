using HypeKr.Crypto;
using HypeKr.Hyperliquid;

namespace HypeKr.Snippets;

/// <summary>The code of docs/guides/history.md.</summary>
public static class HistoryGuide
{
    public static async Task FillsAsync(HyperliquidClient client, EthereumAddress address, CancellationToken cancellationToken)
    {
        var user = client.ForUser(address);
        var since = DateTimeOffset.UnixEpoch;

        #region history-fills
        decimal fees = 0;
        await foreach (var fill in user.PageFillsAsync(new HistoryRange(since), cancellationToken: cancellationToken))
        {
            fees += fill.Fee ?? 0;
        }
        #endregion

        #region history-gaps
        var gaps = new List<HistoryGap>();
        var range = new HistoryRange(since, since.AddDays(30)) { OnGap = gaps.Add };
        await foreach (var candle in client.Markets.PageCandlesAsync("BTC", CandleInterval.OneMinute, range, cancellationToken))
        {
            Console.WriteLine($"{candle.OpenTime:u} {candle.Close}");
        }

        foreach (var gap in gaps) Console.WriteLine(gap);      // Rows from ... to ... may be missing: ...
        #endregion

        #region history-ledger
        await foreach (var update in user.PageLedgerUpdatesAsync(new HistoryRange(since), cancellationToken))
        {
            Console.WriteLine(update.Delta switch
            {
                DepositDelta deposit => $"{update.Time:u} +{deposit.Usdc} USDC",
                WithdrawDelta withdraw => $"{update.Time:u} -{withdraw.Usdc} USDC",
                UnknownLedgerDelta other => $"{update.Time:u} {other.Kind}: {other.OtherMembers?.Count ?? 0} members",
                { } other => $"{update.Time:u} {other.Kind}",
                null => "",
            });
        }
        #endregion
    }
}
