namespace HypeKr.Hyperliquid.Emulator;

/// <summary>How long something takes: one time, or a distribution that depends on <see cref="EmulatorOptions.RandomSeed"/>.</summary>
/// <remarks>Whole milliseconds of the venue's time, which <see cref="EmulatorAdmin.Advance"/> and a test's clock move.</remarks>
public sealed record FaultDelay
{
    private const double Longest = 86_400_000;

    private FaultDelay(string distribution, TimeSpan first, TimeSpan second, double shape) =>
        (Distribution, First, Second, Shape) = (distribution, first, second, shape);

    /// <summary><c>fixed</c>, <c>uniform</c>, <c>exponential</c> or <c>logNormal</c>.</summary>
    public string Distribution { get; }

    /// <summary>The time itself, the shortest, the mean or the median.</summary>
    public TimeSpan First { get; }

    /// <summary>The longest of <c>uniform</c>; zero otherwise.</summary>
    public TimeSpan Second { get; }

    /// <summary>Sigma of <c>logNormal</c>; zero otherwise.</summary>
    public double Shape { get; }

    /// <summary>Always the same.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or more than a day.</exception>
    public static FaultDelay Fixed(TimeSpan time) => new("fixed", Check(time, nameof(time)), default, 0);

    /// <summary>Between two times, each equally likely.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative or more than a day, or the longest is shorter than the shortest.</exception>
    public static FaultDelay Uniform(TimeSpan shortest, TimeSpan longest)
    {
        Check(shortest, nameof(shortest));
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, shortest);
        return new("uniform", shortest, Check(longest, nameof(longest)), 0);
    }

    /// <summary>Mostly short, with a tail.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or more than a day.</exception>
    public static FaultDelay Exponential(TimeSpan mean) => new("exponential", Check(mean, nameof(mean)), default, 0);

    /// <summary>As round trips over the internet are.</summary>
    /// <param name="median">Half of the times are shorter.</param>
    /// <param name="sigma">The standard deviation of the logarithm, 0 to 5.</param>
    /// <exception cref="ArgumentOutOfRangeException">The median is negative or more than a day, or sigma out of range.</exception>
    public static FaultDelay LogNormal(TimeSpan median, double sigma)
    {
        if (!(sigma is >= 0 and <= 5)) throw new ArgumentOutOfRangeException(nameof(sigma), sigma, "Sigma is 0 to 5.");
        return new("logNormal", Check(median, nameof(median)), default, sigma);
    }

    internal long Sample(VenueRandom random)
    {
        var first = First.TotalMilliseconds;
        var time = Distribution switch
        {
            "uniform" => first + (Second.TotalMilliseconds - first) * Unit(),
            "exponential" => -first * Math.Log(1 - Unit()),
            "logNormal" => first * Math.Exp(Shape * Math.Sqrt(-2 * Math.Log(1 - Unit())) * Math.Cos(2 * Math.PI * Unit())),
            _ => first,
        };
        return (long)Math.Round(Math.Clamp(time, 0, Longest));

        double Unit() => (random.Next() >> 11) * (1.0 / (1UL << 53));
    }

    private static TimeSpan Check(TimeSpan time, string name) =>
        time >= TimeSpan.Zero && time.TotalMilliseconds <= Longest ? time : throw new ArgumentOutOfRangeException(name, time, "A delay is at least zero and at most a day.");
}
