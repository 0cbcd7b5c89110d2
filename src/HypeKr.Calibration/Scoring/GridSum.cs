using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HypeKr.Calibration;

/// <summary>A sum of numbers that does not depend on their order: each is rounded to a grid of 2^-b, half to even, and the integers are added exactly.</summary>
/// <remarks>
/// What makes a score from rows, from groups and from merged shards the same double. A grid of 2^-62 for numbers in [0, 1] and of
/// 2^-52 for losses up to 1024 is finer than the rounding of the numbers themselves wherever it matters.
/// </remarks>
internal static class GridSum
{
    /// <summary>The grid of numbers in [0, 1].</summary>
    public static readonly Grid Unit = new(62, 31);

    /// <summary>The grid of losses in nats: 745 is the largest finite one, from the smallest double.</summary>
    public static readonly Grid Loss = new(52, 20);

    /// <summary>How many rows a lane may add before its sums have to be taken over, lest they lose bits.</summary>
    public const int BlockRows = 1 << 19;

    /// <summary>A grid of 2^-<paramref name="bits"/>, reached in two steps so that lanes of doubles can add exactly.</summary>
    /// <param name="bits">b, up to 62.</param>
    /// <param name="coarseBits">The bits of the first step.</param>
    public readonly struct Grid(int bits, int coarseBits)
    {
        // Adding and subtracting 1.5 · 2^(52 - k) rounds to a multiple of 2^-k.
        private readonly double _coarse = 1.5 * Math.ScaleB(1, 52 - coarseBits);
        private readonly double _fine = 1.5 * Math.ScaleB(1, 52 - bits);
        private readonly double _scale = Math.ScaleB(1, bits);

        public int Bits => bits;

        /// <summary>The number as an integer of 2^-b.</summary>
        public long Round(double value) => (long)Math.Round(value * _scale, MidpointRounding.ToEven);

        /// <summary>The two parts of a number on the grid; lanes of each add exactly.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Split(Vector256<double> value, out Vector256<double> coarse, out Vector256<double> fine)
        {
            var c = Vector256.Create(_coarse);
            var f = Vector256.Create(_fine);
            coarse = value + c - c;
            fine = value - coarse + f - f;
        }

        /// <summary>The integer that lanes of parts have added up to.</summary>
        public Int128 Total(Vector256<double> coarse, Vector256<double> fine)
        {
            Int128 total = 0;
            for (var lane = 0; lane < Vector256<double>.Count; lane++)
            {
                total += (Int128)(long)Math.ScaleB(coarse[lane], coarseBits) << (bits - coarseBits);
                total += (long)Math.ScaleB(fine[lane], bits);
            }

            return total;
        }

        /// <summary>total · 2^-b / weight.</summary>
        public double Mean(Int128 total, long weight) => (double)total / weight / _scale;
    }
}
