using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Funding (wire specification 11.6): sampled every five seconds, paid every hour.</summary>
/// <remarks>
/// <para>The premium is (max(0, impact bid - oracle) - max(0, oracle - impact ask)) / oracle, 0 while a book has not the depth. The rate
/// of eight hours is the average premium P + clamp(0.0001 - P, -0.0005, 0.0005); an eighth of it is paid each hour, at most 4 %, on
/// size × oracle price.</para>
/// <para>Nothing changes between two steps, so the samples of that time are counted at once. A payment is cut at 8 decimals; what that
/// leaves goes to the fee account, and nothing is lost.</para>
/// </remarks>
internal sealed class Funding(Venue venue)
{
    private const long Hour = 60 * 60 * 1000;
    private const long SamplePeriod = 5_000;
    private const int KeptRows = 20_000;
    private const int RateDecimals = 10;
    private const int PaymentDecimals = 8;
    private const decimal InterestRate = 0.0001m;
    private const decimal Clamp = 0.0005m;
    private const decimal Cap = 0.04m;

    private readonly Dictionary<TradedPerp, State> _states = [];

    private sealed class State
    {
        public decimal Sum { get; set; }

        public long Count { get; set; }

        /// <summary>The hourly rate of the market that is mirrored; null where the book here decides.</summary>
        public decimal? Given { get; set; }

        public List<FundingRow> Rows { get; } = [];
    }

    /// <summary>When funding is paid next.</summary>
    public long NextAt => venue.Now - venue.Now % Hour + Hour;

    public IReadOnlyList<FundingRow> History(TradedPerp perp) => _states.TryGetValue(perp, out var state) ? state.Rows : [];

    public void Start(EmulatorSeed seed)
    {
        foreach (var perp in venue.Dexs.SelectMany(d => d.Universe)) _states[perp] = new State();
        foreach (var (perp, past) in venue.Dexs[0].Universe.Zip(seed.Perps))
        {
            _states[perp].Rows.AddRange(past.FundingHistory.Select(f => new FundingRow(f.Time.ToUnixTimeMilliseconds(), f.Rate, f.Premium)));
        }

        venue.Clock.TimePasses = Sample;
    }

    /// <summary>Plans an hour's payment, and those after it.</summary>
    public void Plan(long at) => venue.Clock.Every(at, Hour, Pay, WorkKind.FundingHour);

    /// <summary>The hourly rate as it would be paid if nothing more changed.</summary>
    public decimal PredictedRate(TradedPerp perp) =>
        _states.TryGetValue(perp, out var state) ? state.Given ?? Rate(state.Count > 0 ? state.Sum / state.Count : Premium(perp)) : Rate(Premium(perp));

    /// <summary>Takes over the hourly rate of another market: it is paid until another is given.</summary>
    public void Give(TradedPerp perp, decimal rate)
    {
        if (!_states.TryGetValue(perp, out var state)) _states[perp] = state = new State();
        state.Given = Math.Clamp(Math.Round(rate, RateDecimals), -Cap, Cap);
        venue.Events.ContextChanged(perp);
    }

    public static decimal Rate(decimal premium) =>
        Math.Clamp(Math.Round((premium + Math.Clamp(InterestRate - premium, -Clamp, Clamp)) / 8, RateDecimals), -Cap, Cap);

    public static decimal Premium(TradedPerp perp)
    {
        var oracle = perp.Oracle;
        if (oracle == 0 || ImpactPrices(perp) is not var (bid, ask)) return 0;
        return Math.Round((Math.Max(0, bid - oracle) - Math.Max(0, oracle - ask)) / oracle, RateDecimals);
    }

    /// <summary>What the impact notional would sell and buy at on average; null while the book has not the depth.</summary>
    public static (decimal Bid, decimal Ask)? ImpactPrices(TradedPerp perp)
    {
        // The venue takes 20000 for BTC and ETH and 6000 for all others.
        var notional = perp.Coin is "BTC" or "ETH" ? 20_000m : 6_000m;
        return Average(perp.Book.Orders(bid: true), notional) is { } bid && Average(perp.Book.Orders(bid: false), notional) is { } ask ? (bid, ask) : null;
    }

    private static decimal? Average(IReadOnlyCollection<PlacedOrder> orders, decimal notional)
    {
        var (left, size) = (notional, 0m);
        foreach (var order in orders)
        {
            var value = Math.Min(left, order.Remaining * order.BookPrice);
            size += value / order.BookPrice;
            left -= value;
            if (left == 0) return notional / size;
        }

        return null;
    }

    /// <summary>Counts the samples until a time, before it comes.</summary>
    private void Sample(long until)
    {
        var samples = until / SamplePeriod - venue.Now / SamplePeriod;
        if (samples <= 0) return;
        foreach (var (perp, state) in _states)
        {
            state.Sum += samples * Premium(perp);
            state.Count += samples;
        }
    }

    private void Pay()
    {
        venue.Audit.Cause = "funding";
        foreach (var (perp, state) in _states)
        {
            if (perp.WhyClosed is not null) continue;
            var premium = state.Count == 0 ? Premium(perp) : Math.Round(state.Sum / state.Count, RateDecimals);
            var rate = state.Given ?? Rate(premium);
            (state.Sum, state.Count) = (0, 0);
            state.Rows.Add(new FundingRow(venue.Now, rate, premium));
            if (state.Rows.Count > KeptRows) state.Rows.RemoveRange(0, KeptRows / 10);
            venue.Events.ContextChanged(perp);
            if (perp.OpenInterest > 0) Pay(perp, rate);
        }
    }

    private void Pay(TradedPerp perp, decimal rate)
    {
        var left = 0m;
        foreach (var account in venue.Accounts)
        {
            var wallet = account.Wallet(perp.Dex);
            if (wallet.Position(perp) is not { } position) continue;

            var payment = Math.Round(position.Size * perp.Oracle * rate, PaymentDecimals);
            left += payment;
            wallet.Cash -= payment;
            if (!account.LeverageOf(perp).IsCross) position.AddMargin(-payment);
            position.Paid(payment);
            account.CountFunding(perp, payment);
            Tell(account, perp, position.Size, payment, rate);
            venue.Liquidations.Touch(account, perp.Dex);
        }

        venue.Fees.Wallet(perp.Dex).Cash += left;
    }

    private void Tell(Account account, TradedPerp perp, decimal size, decimal payment, decimal rate)
    {
        var time = venue.Now;
        account.Fundings.Add(JsonRow.Of(time, writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("time", time);
            writer.WriteString("hash", default(Hash32).ToString());
            writer.WriteStartObject("delta");
            writer.WriteString("type", "funding");
            Members(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }));
        venue.Events.FundingPaid(account, writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("time", time);
            Members(writer);
            writer.WriteEndObject();
        });

        void Members(System.Text.Json.Utf8JsonWriter writer)
        {
            writer.WriteTexts(("coin", perp.Coin), ("usdc", WireText.Of(-payment)), ("szi", WireText.Of(size)), ("fundingRate", WireText.Of(rate)));
            writer.WriteNull("nSamples");
        }
    }

    public void Keep(StateArchive a)
    {
        a.Map(_states, a.Perp, state =>
        {
            state ??= new State();
            state.Sum = a.Decimal(state.Sum);
            state.Count = a.Long(state.Count);
            state.Given = a.OptionalDecimal(state.Given);
            a.List(state.Rows, row => new FundingRow(a.Long(row.Time), a.Decimal(row.Rate), a.Decimal(row.Premium)));
            return state;
        });
        foreach (var perp in venue.Dexs.SelectMany(d => d.Universe)) _states.TryAdd(perp, new State());
    }
}
