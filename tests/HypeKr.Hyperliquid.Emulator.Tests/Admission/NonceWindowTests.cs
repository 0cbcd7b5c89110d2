using FsCheck.Xunit;

namespace HypeKr.Hyperliquid.Emulator.Tests;

public sealed class NonceWindowTests
{
    private const long Now = 1_767_225_600_000;
    private const long Day = 86_400_000;

    [Fact]
    public void The_window_is_open_between_two_days_back_and_one_day_ahead()
    {
        var window = new NonceWindow();
        Assert.Equal($"Invalid nonce: nonce too low {Now - 2 * Day} < {Now - 2 * Day + 1}", window.Use(Now - 2 * Day, Now));
        Assert.Null(window.Use(Now - 2 * Day + 1, Now));
        Assert.Null(window.Use(Now + Day - 1, Now));
        Assert.Equal($"Invalid nonce: nonce too high {Now + Day} > {Now + Day - 1}", window.Use(Now + Day, Now));
        Assert.NotNull(window.Use(long.MaxValue, Now));
        Assert.NotNull(window.Use(0, Now));
    }

    [Fact]
    public void A_full_window_takes_only_what_is_above_its_smallest()
    {
        var window = new NonceWindow();
        for (var i = 1; i <= NonceWindow.Kept; i++) Assert.Null(window.Use(Now + 10 * i, Now));

        Assert.Equal($"Invalid nonce: nonce too low {Now + 9} < {Now + 10}", window.Use(Now + 9, Now));
        Assert.Equal($"Invalid nonce: duplicate nonce {Now + 10}", window.Use(Now + 10, Now));
        Assert.Null(window.Use(Now + 15, Now));

        // The smallest has gone; it is now too low, not free again.
        Assert.Equal($"Invalid nonce: nonce too low {Now + 10} < {Now + 15}", window.Use(Now + 10, Now));
        Assert.Null(window.Use(Now + 16, Now));
    }

    /// <summary>Against a list of rules: all accepted nonces, of which the 100 highest bound the next.</summary>
    [Property(MaxTest = 200)]
    public void No_nonce_is_ever_taken_twice_and_order_matters_only_below_the_hundred_highest(short[] first, short[] second)
    {
        var window = new NonceWindow();
        var accepted = new List<long>();
        foreach (var nonce in first.Concat(second).Concat(first).Concat(Enumerable.Range(0, 150).Select(i => (short)(i * 37))).Select(o => Now + o))
        {
            var floor = accepted.Count < 100 ? long.MinValue : accepted.OrderDescending().ElementAt(99);
            var expected = !accepted.Contains(nonce) && nonce > floor;
            Assert.Equal(expected, window.Use(nonce, Now) is null);
            if (expected) accepted.Add(nonce);
        }
    }

    [Fact]
    public void One_that_is_given_back_opens_the_window_to_none_that_was_used()
    {
        var window = new NonceWindow();
        for (var i = 1; i <= NonceWindow.Kept; i++) Assert.Null(window.Use(Now + 10 * i, Now));

        // The first one leaves with the next, and is still used when that is given back: an action that was late must not get in by it.
        Assert.Null(window.Use(Now + 2_000, Now));
        Assert.StartsWith("Invalid nonce: nonce too low", window.Check(Now + 10, Now), StringComparison.Ordinal);
        window.GiveBack(Now + 2_000);
        Assert.StartsWith("Invalid nonce: duplicate nonce", window.Check(Now + 10, Now), StringComparison.Ordinal);
        Assert.StartsWith("Invalid nonce: nonce too low", window.Check(Now + 5, Now), StringComparison.Ordinal);
        Assert.Null(window.Use(Now + 2_000, Now));
    }
}
