namespace HypeKr.Calibration;

/// <summary>What a contract that pays 1 on YES can be sold and bought for, with the fee and the age of the prices.</summary>
/// <remarks>Reading a <c>default</c> value throws <see cref="UninitializedValueException"/>. A crossed or one-sided quote can be held, and is skipped with that reason.</remarks>
public readonly struct MarketQuote : IEquatable<MarketQuote>
{
    private readonly decimal _bid;
    private readonly decimal _ask;
    private readonly decimal _fee;
    private readonly TimeSpan _age;
    private readonly bool _isSet;

    /// <summary>A quote.</summary>
    /// <param name="bid">What one YES contract can be sold for, in [0, 1]; 0 when nobody buys.</param>
    /// <param name="ask">What one YES contract can be bought for, in [0, 1]; 1 when nobody sells.</param>
    /// <param name="fee">What the venue takes for one contract, in the currency of the price, 0 or more.</param>
    /// <param name="age">How old the prices are, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A price is outside [0, 1], or the fee or age is negative.</exception>
    public MarketQuote(decimal bid, decimal ask, decimal fee = 0, TimeSpan age = default)
    {
        if (bid < 0 || bid > 1) throw new ArgumentOutOfRangeException(nameof(bid), bid, "The bid of a contract that pays 1 lies in [0, 1].");
        if (ask < 0 || ask > 1) throw new ArgumentOutOfRangeException(nameof(ask), ask, "The ask of a contract that pays 1 lies in [0, 1].");
        ArgumentOutOfRangeException.ThrowIfNegative(fee);
        ArgumentOutOfRangeException.ThrowIfLessThan(age, TimeSpan.Zero);
        _bid = bid;
        _ask = ask;
        _fee = fee;
        _age = age;
        _isSet = true;
    }

    /// <summary>What one YES contract can be sold for.</summary>
    public decimal Bid => _isSet ? _bid : throw Unset();

    /// <summary>What one YES contract can be bought for.</summary>
    public decimal Ask => _isSet ? _ask : throw Unset();

    /// <summary>The fee for one contract.</summary>
    public decimal Fee => _isSet ? _fee : throw Unset();

    /// <summary>How old the prices are.</summary>
    public TimeSpan Age => _isSet ? _age : throw Unset();

    /// <summary>Halfway between bid and ask: the market's probability, as far as the quote is sound.</summary>
    public decimal Mid => (Bid + Ask) / 2;

    /// <summary>What one contract of a side costs with its fee: ask + fee for YES, 1 - bid + fee for NO.</summary>
    public decimal CostOf(ContractSide side) => side == ContractSide.Yes ? Ask + Fee : 1 - Bid + Fee;

    /// <summary>What one contract of a side is worth above its cost.</summary>
    /// <param name="side">The side that is bought.</param>
    /// <param name="probabilityOfYes">In [0, 1].</param>
    /// <exception cref="InvalidCalibrationDataException">The probability is outside [0, 1].</exception>
    public decimal EdgeOf(ContractSide side, double probabilityOfYes)
    {
        var yes = (decimal)Guard.Probability(probabilityOfYes, "probability");
        return (side == ContractSide.Yes ? yes : 1 - yes) - CostOf(side);
    }

    /// <summary>Why no trade may rest on this quote, or null.</summary>
    /// <param name="maximumAge">The oldest prices that may be traded on.</param>
    public SkipReason? Problem(TimeSpan maximumAge)
    {
        if (Age > maximumAge) return SkipReason.StaleQuote;
        if (Bid > Ask) return SkipReason.CrossedQuote;
        return Bid <= 0 || Ask >= 1 ? SkipReason.OneSidedQuote : null;
    }

    /// <inheritdoc/>
    public bool Equals(MarketQuote other) => _isSet == other._isSet && _bid == other._bid && _ask == other._ask && _fee == other._fee && _age == other._age;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MarketQuote other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_isSet, _bid, _ask, _fee, _age);

    /// <summary>Whether both quotes are equal.</summary>
    public static bool operator ==(MarketQuote left, MarketQuote right) => left.Equals(right);

    /// <summary>Whether the quotes differ.</summary>
    public static bool operator !=(MarketQuote left, MarketQuote right) => !left.Equals(right);

    /// <summary>For example "0.48/0.52 fee 0.01".</summary>
    public override string ToString() => _isSet ? string.Create(CultureInfo.InvariantCulture, $"{_bid}/{_ask} fee {_fee}") : "(none)";

    /// <summary>The same number as that of <see cref="Mid"/>, without a division of decimals.</summary>
    internal double MidPrice => (double)((Bid + Ask) * 0.5m);

    private static UninitializedValueException Unset() => new(nameof(MarketQuote));
}
