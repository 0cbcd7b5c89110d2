namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Runs TWAP orders: a slice every thirty seconds, at most three per cent from the middle, until the time is over.</summary>
/// <remarks>
/// After each slice the executed part should be the slice's share of the whole; what an earlier slice could not get is made up for,
/// up to three times a plain slice. There is a slice at the start and one at the end, and no more than a thousand between: longer
/// TWAPs have longer pauses. A TWAP that starts on a trigger runs its minutes from then on.
/// </remarks>
internal sealed class TwapDesk(Venue venue)
{
    private const int LeastMinutes = 5;
    private const int MostMinutes = 10_080;
    private const decimal LeastValue = 100;
    private const long Pause = 30_000;
    private const int MostPauses = 1_000;
    private const decimal Slippage = 0.03m;
    private const int MostCatchUp = 3;
    private const decimal Jitter = 0.2m;

    private readonly VenueRandom _random = venue.Random("twap");
    private readonly List<Twap> _live = [];
    private long _lastId;

    /// <summary>Starts a TWAP.</summary>
    /// <returns>Its number, or the error of its status.</returns>
    public (long Id, string? Error) Place(Account account, WireTwap terms)
    {
        if (venue.Asset(terms.Asset) is not { } asset) return (0, MatchingEngine.Suffix("Order has invalid asset.", terms.Asset));
        if (asset.WhyClosed is { } closed) return (0, closed.Text);
        if (terms.Minutes is < LeastMinutes or > MostMinutes) return (0, $"Invalid TWAP duration: {WireText.Of(terms.Minutes)} min(s)");
        if (asset.CheckSize(terms.Size.Value) is { } size) return (0, size.Text);
        if ((terms.Trigger?.Price.Value ?? 1) <= 0 || (terms.StopPrice?.Value ?? 1) <= 0) return (0, "Order has invalid price.");
        if (Reference(asset) is not { } price || price * terms.Size.Value < LeastValue) return (0, "TWAP order value too small. Min is $100.");
        if (terms.ReduceOnly && MatchingEngine.Reducible(account, asset, terms.IsBuy) == 0) return (0, "Reduce only order would increase position.");

        var twap = new Twap { Id = ++_lastId, Account = account, Asset = asset, Terms = terms, PlacedAt = venue.Now };
        _live.Add(twap);
        account.Twaps.Add(twap);
        if (IsStopped(twap)) Stop(twap);
        else if (terms.Trigger is { } trigger && !IsMet(trigger, asset)) Record(twap, "waitingForTrigger");
        else Start(twap);
        return (twap.Id, null);
    }

    /// <summary>Ends a TWAP for its owner.</summary>
    /// <returns>Null, or the error of its status.</returns>
    public string? Cancel(Account account, ulong asset, ulong id)
    {
        var twap = account.Twaps.Find(t => t.IsLive && (ulong)t.Id == id && (ulong)t.Asset.Id == asset);
        if (twap is null) return "TWAP was never placed, already canceled, or filled.";
        End(twap, "terminated");
        return null;
    }

    /// <summary>The TWAPs of an account that have not ended, oldest first.</summary>
    public IEnumerable<Twap> Live(Account account) => _live.Where(t => t.Account == account);

    /// <summary>Starts and stops what waits for a mark.</summary>
    public void MarkMoved(TradedAsset asset)
    {
        foreach (var twap in _live.Where(t => t.Asset == asset).ToArray())
        {
            if (IsStopped(twap)) Stop(twap);
            else if (twap.StartedAt is null && IsMet(twap.Terms.Trigger!, asset)) Start(twap);
        }
    }

    /// <summary>Ends the TWAPs of an account, or of one asset.</summary>
    public void EndAll(Func<Twap, bool> which, string status, string? description = null)
    {
        foreach (var twap in _live.Where(which).ToArray()) End(twap, status, description);
    }

    /// <summary>How many slices a TWAP has, and the time between two.</summary>
    public static (int Slices, long Pause) Plan(long minutes)
    {
        var pauses = (int)Math.Min(minutes * 2, MostPauses);
        return (pauses + 1, minutes * 2 * Pause / pauses);
    }

    private void Start(Twap twap)
    {
        twap.StartedAt = venue.Now;
        Record(twap, "activated");
        Plan(twap, venue.Now);
    }

    /// <summary>Plans a slice.</summary>
    public void Plan(Twap twap, long at) => twap.Next = venue.Clock.At(at, () => Slice(twap), WorkKind.TwapSlice, twap);

    private void Stop(Twap twap) => End(twap, "stopped");

    private void End(Twap twap, string status, string? description = null)
    {
        twap.IsLive = false;
        twap.Next?.Cancel();
        twap.Next = null;
        _live.Remove(twap);
        Record(twap, status, description);
    }

    private void Record(Twap twap, string status, string? description = null)
    {
        var record = new TwapRecord(twap, venue.Now, status, description, twap.ExecutedSize, twap.ExecutedValue);
        twap.Account.Record(record);
        venue.Events.TwapChanged(twap.Account, record.Write);
    }

    private void Slice(Twap twap)
    {
        venue.Audit.Cause = "twapSlice";
        var (slices, pause) = Plan(twap.Terms.Minutes);
        twap.SlicesDue++;
        var size = NextSize(twap, slices);
        if (size > 0 && Reference(twap.Asset) is { } price && Execute(twap, size, price) is { } error)
        {
            End(twap, "error", error);
            return;
        }

        if (twap.SlicesDue == slices || twap.ExecutedSize == twap.Size) End(twap, "finished");
        else Plan(twap, twap.StartedAt!.Value + twap.SlicesDue * pause);
    }

    private decimal NextSize(Twap twap, int slices)
    {
        var plain = twap.Size / slices;
        var size = twap.SlicesDue == slices ? twap.Size - twap.ExecutedSize : twap.Size * twap.SlicesDue / slices - twap.ExecutedSize;
        if (twap.Terms.Randomize && twap.SlicesDue < slices) size += plain * Jitter * (2 * _random.Fraction() - 1);
        size = Math.Min(Math.Min(size, MostCatchUp * plain), twap.Size - twap.ExecutedSize);
        return Math.Max(0, twap.Asset.CutSize(size));
    }

    /// <returns>Why the TWAP cannot go on.</returns>
    private string? Execute(Twap twap, decimal size, decimal price)
    {
        var terms = twap.Terms;
        var limit = twap.Asset.Round(terms.IsBuy ? price * (1 + Slippage) : price * (1 - Slippage), up: !terms.IsBuy);
        var order = new WireOrder(terms.Asset, terms.IsBuy, WireDecimal.Of(limit), WireDecimal.Of(size), terms.ReduceOnly, "Ioc", null, null);
        switch (venue.Engine.Place(twap.Account, twap.Asset, order, default, new Placement { IsOwn = true, Twap = twap }))
        {
            case OrderReply.Filled filled:
                twap.ExecutedSize += filled.Size;
                twap.ExecutedValue += filled.Cost;
                return null;
            case OrderReply.Refused { Reason.Status: not "iocCancelRejected" } refused:
                return refused.Reason.Text;
            default:
                return null;
        }
    }

    private static decimal? Reference(TradedAsset asset) => asset.Mid;

    private static bool IsMet(WireTwapTrigger trigger, TradedAsset asset) =>
        asset.Mark > 0 && (trigger.IsAbove ? asset.Mark >= trigger.Price.Value : asset.Mark <= trigger.Price.Value);

    /// <summary>Whether the mark has passed the price beyond which it should not go on: above it for a buy, below it for a sell.</summary>
    private static bool IsStopped(Twap twap) =>
        twap.Asset.Mark > 0 && twap.Terms.StopPrice is { } stop && (twap.Terms.IsBuy ? twap.Asset.Mark > stop.Value : twap.Asset.Mark < stop.Value);

    public void Keep(StateArchive a)
    {
        _lastId = a.Long(_lastId);
        _random.Keep(a);
        a.List(_live, a.Twap);
    }
}
