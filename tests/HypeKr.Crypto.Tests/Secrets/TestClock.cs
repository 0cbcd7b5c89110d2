namespace HypeKr.Crypto.Tests;

/// <summary>A clock that stands where it is put.</summary>
internal sealed class TestClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public static TestClock AtSeconds(long seconds) => new(DateTimeOffset.FromUnixTimeSeconds(seconds));

    public static TestClock AtMilliseconds(long milliseconds) => new(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));

    public override DateTimeOffset GetUtcNow() => Now;
}
