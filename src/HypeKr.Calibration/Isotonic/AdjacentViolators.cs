using System.Runtime.CompilerServices;

namespace HypeKr.Calibration;

/// <summary>Pools adjacent violators over integer counts: the lower convex hull of the cumulative sums (weight, positives).</summary>
internal static class AdjacentViolators
{
    /// <summary>Whether all products of two sums of a table stay below 2^63, so that 64 bits compare them exactly.</summary>
    public static bool FitIn64Bits(ScoreTable table, long extraWeight = 0) => table.TotalWeight + extraWeight <= int.MaxValue;

    /// <summary>The blocks of the fit.</summary>
    public static IsotonicStep[] Pool(ScoreTable table)
    {
        var blocks = FitIn64Bits(table)
            ? Pool<Products64>(table.Positives, table.Negatives, false, 0)
            : Pool<Products128>(table.Positives, table.Negatives, false, 0);
        var scores = table.Scores;
        var steps = new IsotonicStep[blocks.Count];
        for (var k = 0; k < steps.Length; k++)
        {
            var end = k + 1 < blocks.Count ? blocks[k + 1].First : table.Count;
            steps[k] = new IsotonicStep(scores[blocks[k].First], scores[end - 1], blocks[k].Positives, blocks[k].Weight);
        }

        return steps;
    }

    /// <summary>The blocks of n groups in order, or from the last to the first; one more block of nothing but positives may stand in front.</summary>
    /// <param name="positives">The weight of positives of each group.</param>
    /// <param name="negatives">The weight of negatives of each group.</param>
    /// <param name="backward">Whether the last group comes first.</param>
    /// <param name="leading">The weight of the positives in front; 0 for none.</param>
    public static Blocks Pool<TProducts>(ReadOnlySpan<long> positives, ReadOnlySpan<long> negatives, bool backward, long leading)
        where TProducts : struct, IProducts
    {
        var blocks = new Blocks();
        var n = positives.Length;
        unchecked
        {
            // The last block is held apart from the stack below it.
            var (first, yes, weight) = (0, leading, leading);
            var next = 0;
            if (leading == 0)
            {
                var i = backward ? n - 1 : 0;
                (yes, weight) = (positives[i], positives[i] + negatives[i]);
                next = 1;
            }

            for (; next < n; next++)
            {
                var i = backward ? n - 1 - next : next;
                var (p, w) = (positives[i], positives[i] + negatives[i]);
                if (TProducts.Less(yes, w, p, weight))
                {
                    blocks.Push(new Block(first, yes, weight));
                    (first, yes, weight) = (next, p, w);
                    continue;
                }

                yes += p;
                weight += w;
                while (blocks.Count > 0)
                {
                    ref readonly var below = ref blocks.Top;
                    if (TProducts.Less(below.Positives, weight, yes, below.Weight)) break;
                    yes += below.Positives;
                    weight += below.Weight;
                    first = below.First;
                    blocks.Pop();
                }
            }

            blocks.Push(new Block(first, yes, weight));
        }

        return blocks;
    }

    /// <summary>Compares products of two non-negative integers exactly.</summary>
    public interface IProducts
    {
        /// <summary>a·b &lt; c·d.</summary>
        static abstract bool Less(long a, long b, long c, long d);
    }

    public readonly struct Products64 : IProducts
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool Less(long a, long b, long c, long d) => unchecked(a * b < c * d);
    }

    public readonly struct Products128 : IProducts
    {
        public static bool Less(long a, long b, long c, long d) => Math.BigMul(a, b) < Math.BigMul(c, d);
    }

    /// <summary>A run of groups with one value.</summary>
    /// <param name="First">The place of its first group in the order of pooling.</param>
    /// <param name="Positives">Its weight of positives.</param>
    /// <param name="Weight">Its weight.</param>
    public readonly record struct Block(int First, long Positives, long Weight);

    /// <summary>A stack that starts small: a hull of n unit weights has at most some n^(2/3) edges, and as a rule far fewer.</summary>
    public sealed class Blocks
    {
        private Block[] _blocks = new Block[256];

        public int Count { get; private set; }

        public ref readonly Block Top => ref _blocks[Count - 1];

        public ref readonly Block this[int index] => ref _blocks[index];

        public void Push(Block block)
        {
            if (Count == _blocks.Length) Array.Resize(ref _blocks, Count * 2);
            _blocks[Count++] = block;
        }

        public void Pop() => Count--;
    }
}
