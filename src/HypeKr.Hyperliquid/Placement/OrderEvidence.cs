namespace HypeKr.Hyperliquid;

/// <summary>Orders, by the ids of the client's that follow from their key.</summary>
internal sealed class OrderEvidence(PlacementAttempt attempt, EvidenceReads reads, TimeProvider timeProvider) : Evidence(attempt, reads)
{
    private const int FillLooks = 4;

    // Neither never placed nor refused without a trace can be said where the venue's memory ends before, nor of exits that wait for a parent that was taken.
    public override PlacementFact Missing => Attempt.IsBeyondRecords || AreExitsOfOneThatWasTaken ? new PlacementFact(PlacementFate.Undecided) : PlacementFact.NotPlaced;

    private bool AreExitsOfOneThatWasTaken =>
        Attempt.WasTaken && Attempt.Known[0] is { } parent && parent.Fate != PlacementFate.Rejected
        && Record.Items is [{ IsTrigger: false }, _, ..] && Record.Items.Skip(1).All(item => item is { IsTrigger: true, ReduceOnly: true });

    public override async Task<bool> LookUpAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < Record.Items.Count; i++)
        {
            if (Attempt.Known[i] is not null) continue;
            var item = Record.Items[i];
            var found = await Reads.FindAsync(item.Cloid!.Value, item.Dex, cancellationToken).ConfigureAwait(false);
            if (found.Order is { } order) await TakeAsync(i, order, cancellationToken).ConfigureAwait(false);
        }

        return Attempt.IsAllKnown;
    }

    public override async Task<bool> SearchAsync(CancellationToken cancellationToken)
    {
        if (await LookUpAsync(cancellationToken).ConfigureAwait(false)) return true;
        var history = await Reads.GetHistoryAsync(cancellationToken).ConfigureAwait(false);
        foreach (var row in history)
        {
            if (row?.Order?.Cloid is { } cloid && IndexOf(cloid) is >= 0 and var i && Attempt.Known[i] is null) await TakeAsync(i, row, cancellationToken).ConfigureAwait(false);
        }

        var oldest = history.Min(row => row?.Order?.PlacedAt?.ToUnixTimeMilliseconds());
        if (history.Length >= EvidenceReads.HistoryRows && oldest > Record.At - Before) Attempt.IsBeyondRecords = true;

        foreach (var dex in Record.Items.Select(item => item.Dex).Distinct(StringComparer.Ordinal))
        {
            foreach (var row in await Reads.GetOpenOrdersAsync(dex, cancellationToken).ConfigureAwait(false))
            {
                if (row?.Cloid is { } cloid && IndexOf(cloid) is >= 0 and var i && Attempt.Known[i] is null) await TakeByIdAsync(i, row.OrderId, cancellationToken).ConfigureAwait(false);
            }
        }

        var (fills, _) = await Reads.GetFillsAsync(Record.At - Before, cancellationToken).ConfigureAwait(false);
        foreach (var fill in fills)
        {
            if (fill.Cloid is { } cloid && IndexOf(cloid) is >= 0 and var i && Attempt.Known[i] is null) await TakeByIdAsync(i, fill.OrderId, cancellationToken).ConfigureAwait(false);
        }

        return Attempt.IsAllKnown;
    }

    private int IndexOf(Cloid cloid)
    {
        for (var i = 0; i < Record.Items.Count; i++)
        {
            if (Record.Items[i].Cloid == cloid) return i;
        }

        return -1;
    }

    /// <summary>A trace without the order itself: the order is asked for by its own number.</summary>
    private async Task TakeByIdAsync(int i, long orderId, CancellationToken cancellationToken)
    {
        var found = await Reads.FindAsync(orderId, Record.Items[i].Dex, cancellationToken).ConfigureAwait(false);
        if (found.Order is { } order) await TakeAsync(i, order, cancellationToken).ConfigureAwait(false);
        else throw new ResponseFormatException("The venue shows a trace of an order, and not the order.", mayHaveExecuted: false, body: null);
    }

    private async Task TakeAsync(int i, OrderWithStatus found, CancellationToken cancellationToken)
    {
        var item = Record.Items[i];
        if (found.Order is not { } order || !IsOurs(item, order)) return;
        Attempt.WasTaken = true;
        var status = found.Status;
        if (status.IsRejected)
        {
            Attempt.Known[i] = new PlacementFact(PlacementFate.Rejected) { Id = order.OrderId, FilledSize = 0, Refusal = StatusWords.RefusalOf(status), Text = status.Value };
            return;
        }

        var size = order.OriginalSize ?? item.Size;
        var said = status == OrderStatus.Filled ? size : Math.Max(0, size - order.Size);
        var (filled, price) = said > 0 || status.IsTerminal ? await SumAsync(item, order, said, cancellationToken).ConfigureAwait(false) : (0, null);
        var fate = status == OrderStatus.Filled ? PlacementFate.Filled
            : status == OrderStatus.Open ? item.IsTrigger ? PlacementFate.WaitingForTrigger : PlacementFate.Resting
            : status == OrderStatus.Triggered ? PlacementFate.Resting
            : status.IsCanceled ? filled > 0 ? PlacementFate.PartlyFilledThenCanceled : PlacementFate.Canceled
            : PlacementFate.Accepted;
        Attempt.Known[i] = new PlacementFact(fate)
        {
            Id = order.OrderId,
            FilledSize = filled,
            AveragePrice = price,
            Text = fate is PlacementFate.Canceled or PlacementFate.PartlyFilledThenCanceled or PlacementFate.Accepted ? status.Value : null,
        };
    }

    /// <summary>Size and average price from the fills. Where they lag behind what the order says, the size is the order's and the price not known.</summary>
    private async Task<(decimal Size, decimal? Price)> SumAsync(PlacementItem item, OrderDetails order, decimal said, CancellationToken cancellationToken)
    {
        for (var look = 1; ; look++)
        {
            var (fills, _) = await Reads.GetFillsAsync(Record.At - Before, cancellationToken).ConfigureAwait(false);
            var (size, cost) = (0m, 0m);
            foreach (var fill in fills)
            {
                // An order for an outcome may be shown on both sides of it: its numbers differ, its client's id does not.
                if (fill.OrderId != order.OrderId && (fill.Cloid is null || fill.Cloid != item.Cloid)) continue;
                size += fill.Size;
                cost += fill.Size * (fill.Coin == item.Coin ? fill.Price : 1 - fill.Price);
            }

            if (size >= said) return (size, size > 0 ? cost / size : null);
            if (look >= FillLooks) return (said, null);
            await Task.Delay(TimeSpan.FromSeconds(1), timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The same coin, side and size, and not one of before that had the same id.</summary>
    private bool IsOurs(PlacementItem item, OrderDetails order)
    {
        var isSell = order.Side == BookSide.Ask;
        var isSameSide = isSell == (item.Side == OrderSide.Sell);
        var isDual = order.Coin != item.Coin && AreSidesOfOne(order.Coin, item.Coin);
        if (isDual ? isSameSide : order.Coin != item.Coin || !isSameSide) return false;
        if (order.PlacedAt is { } placed && placed.ToUnixTimeMilliseconds() < Record.At - Before) return false;

        // What only reduces is cut to what there is to reduce, and the size of a whole position is none.
        return item.Size == 0 || item.ReduceOnly || order.OriginalSize is not { } original || original == item.Size;
    }

    private static bool AreSidesOfOne(string one, string other) => one.Length > 1 && one.Length == other.Length && one[0] == '#' && one.AsSpan(0, one.Length - 1).SequenceEqual(other.AsSpan(0, other.Length - 1));
}
