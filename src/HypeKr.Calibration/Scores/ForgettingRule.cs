namespace HypeKr.Calibration;

/// <summary>How much a day's rows count when they are some days old: an integer number of units, so that tables stay exact.</summary>
public sealed class ForgettingRule
{
    private readonly Func<int, long> _factor;

    private ForgettingRule(string name, long unitsPerWeight, Func<int, long> factor) => (Name, UnitsPerWeight, _factor) = (name, unitsPerWeight, factor);

    /// <summary>What reports print.</summary>
    public string Name { get; }

    /// <summary>How many units a row of today has.</summary>
    public long UnitsPerWeight { get; }

    /// <summary>Rows of the last days count in full, older ones not at all.</summary>
    /// <param name="days">How many days with today, at least 1.</param>
    public static ForgettingRule Window(int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        return new ForgettingRule(string.Create(CultureInfo.InvariantCulture, $"the last {days} days"), 1, age => age < days ? 1 : 0);
    }

    /// <summary>Rows count half as much after every so many days, in steps, until nothing is left.</summary>
    /// <param name="days">The days of a step, at least 1.</param>
    /// <param name="halvings">After how many halvings a row still counts one unit, 1 to 40; after the next it is forgotten.</param>
    public static ForgettingRule Halving(int days, int halvings = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(halvings, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(halvings, 40);
        return new ForgettingRule(string.Create(CultureInfo.InvariantCulture, $"half every {days} days, {halvings} times"), 1L << halvings, age => age / days <= halvings ? 1L << (halvings - (age / days)) : 0);
    }

    /// <summary>A factor for every age.</summary>
    /// <param name="unitsPerWeight">How many units make a full weight.</param>
    /// <param name="factors">The units of a row that is 0, 1, 2... days old, each 0 or more; older rows are forgotten.</param>
    public static ForgettingRule Of(long unitsPerWeight, IReadOnlyList<long> factors)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(unitsPerWeight, 1);
        ArgumentNullException.ThrowIfNull(factors);
        long[] own = [.. factors];
        if (Array.FindIndex(own, f => f < 0) is >= 0 and var age) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The factor {own[age]} of age {age} is negative."), nameof(factors));
        return new ForgettingRule(string.Create(CultureInfo.InvariantCulture, $"{own.Length} factors of 1/{unitsPerWeight}"), unitsPerWeight, age => age < own.Length ? own[age] : 0);
    }

    /// <summary>The units of a row of some age.</summary>
    /// <param name="ageInDays">0 for today.</param>
    public long FactorOf(int ageInDays)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ageInDays);
        return _factor(ageInDays);
    }

    /// <summary>The rule's name.</summary>
    public override string ToString() => Name;
}
