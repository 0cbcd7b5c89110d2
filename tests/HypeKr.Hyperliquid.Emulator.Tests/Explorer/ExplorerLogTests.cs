using System.Text;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>The log lets go of the oldest, and puts new bodies where theirs were.</summary>
public sealed class ExplorerLogTests
{
    private const int Kept = 10_000;
    private const int Added = 3 * Kept + 7;

    [Fact]
    public void The_newest_are_kept_each_with_its_own_body()
    {
        var now = 0L;
        var log = new ExplorerLog(() => now);
        for (var i = 0; i < Added; i++)
        {
            now = i / 3 * ExplorerLog.BlockTime;
            var sent = Encoding.UTF8.GetBytes(Body(i));
            log.Add(default, sent, Hash(i), null);

            // The body belongs to whoever sent it.
            Array.Clear(sent);
        }

        var newest = log.Newest.ToArray();
        Assert.Equal(Kept, newest.Length);
        for (var k = 0; k < Kept; k++)
        {
            var i = Added - 1 - k;
            Assert.Equal((Hash(i), Body(i)), (newest[k].Hash, Encoding.UTF8.GetString(newest[k].Body.Span)));
            Assert.Same(newest[k], log.Find(Hash(i)));
        }

        Assert.Null(log.Find(Hash(Added - 1 - Kept)));
        Assert.Empty(log.InBlock(1));

        // Of the oldest block that is left two of three may be gone.
        var blocks = newest.Select(entry => entry.Block).Distinct().Order().ToArray();
        Assert.Equal(newest.Reverse(), blocks.SelectMany(log.InBlock));

        static Hash32 Hash(int i) => Hash32.Parse($"0x{i:x64}");

        // Of many lengths, longer and shorter than what leaves.
        static string Body(int i) => new string((char)('a' + i % 26), i * 7919 % 400) + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void What_is_logged_in_the_place_of_another_takes_no_memory_for_its_body()
    {
        var log = new ExplorerLog(() => 0);
        var body = new byte[4_000];
        var hashes = Enumerable.Range(0, 3 * Kept).Select(i => Hash32.Parse($"0x{i:x64}")).ToArray();
        for (var i = 0; i < 2 * Kept; i++) log.Add(default(EthereumAddress), body, hashes[i], null);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 2 * Kept; i < 3 * Kept; i++) log.Add(default(EthereumAddress), body, hashes[i], null);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Kept, 1, 500);
    }
}
