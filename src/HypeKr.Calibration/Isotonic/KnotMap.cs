using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace HypeKr.Calibration;

/// <summary>A monotone map through knots: flat inside a block, a line or a step between blocks.</summary>
internal sealed class KnotMap
{
    private readonly double[] _x;
    private readonly double[] _y;
    private readonly IsotonicOptions _options;

    // For batches, made for the first one: knot, value, slope to the next knot and its value, side by side. Empty where some knot needs more care.
    private Segment[]? _segments;

    /// <summary>Knots are the first and the last score of every block, both with the block's bounded value.</summary>
    public KnotMap(double[] x, double[] y, IsotonicOptions options) => (_x, _y, _options) = (x, y, options);

    public ReadOnlySpan<double> X => _x;

    public ReadOnlySpan<double> Y => _y;

    public double Lowest => _x[0];

    public double Highest => _x[^1];

    public void Predict(ReadOnlySpan<double> scores, Span<double> destination)
    {
        if (destination.Length < scores.Length) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The destination has room for {destination.Length} of {scores.Length} predictions."), nameof(destination));
        var first = 0;
        if (scores.Length >= Together && (_segments ??= Segments(_x, _y, _options)).Length > 0)
        {
            for (; first <= scores.Length - Together; first += Together)
            {
                if (!TryPredict(scores.Slice(first, Together), destination.Slice(first, Together))) break;
            }
        }

        for (var i = first; i < scores.Length; i++) destination[i] = Predict(scores[i], i);
    }

    private const int Together = 4;

    /// <summary>Four scores in step, so that their searches wait for memory and comparisons together: the same numbers as one by one. Refuses what is not finite.</summary>
    private bool TryPredict(ReadOnlySpan<double> scores, Span<double> destination)
    {
        var (a, b, c, d) = (scores[0], scores[1], scores[2], scores[3]);
        if (!double.IsFinite(a - a + (b - b) + (c - c) + (d - d))) return false;
        nint atA = 0, atB = 0, atC = 0, atD = 0;
        unchecked
        {
            // How many knots lie at or below each score, less one, and 0 below all of them.
            ref var first = ref MemoryMarshal.GetArrayDataReference(_x);
            for (nint length = _x.Length; length > 1;)
            {
                var half = length >> 1;
                ref var middle = ref Unsafe.Add(ref first, half);
                atA += half & -(nint)Unsafe.BitCast<bool, byte>(Unsafe.Add(ref middle, atA) <= a);
                atB += half & -(nint)Unsafe.BitCast<bool, byte>(Unsafe.Add(ref middle, atB) <= b);
                atC += half & -(nint)Unsafe.BitCast<bool, byte>(Unsafe.Add(ref middle, atC) <= c);
                atD += half & -(nint)Unsafe.BitCast<bool, byte>(Unsafe.Add(ref middle, atD) <= d);
                length -= half;
            }
        }

        ref var segments = ref MemoryMarshal.GetArrayDataReference(_segments!);
        destination[0] = Unsafe.Add(ref segments, atA).At(a);
        destination[1] = Unsafe.Add(ref segments, atB).At(b);
        destination[2] = Unsafe.Add(ref segments, atC).At(c);
        destination[3] = Unsafe.Add(ref segments, atD).At(d);
        return true;
    }

    private static Segment[] Segments(double[] x, double[] y, IsotonicOptions options)
    {
        if (options.OutOfRange != OutOfRangeRule.Clip || options.Interpolation != IsotonicInterpolation.Linear) return [];
        var segments = new Segment[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            if (i == x.Length - 1)
            {
                segments[i] = new Segment(x[i], y[i], 0, y[i]);
                continue;
            }

            var width = x[i + 1] - x[i];
            var slope = (y[i + 1] - y[i]) / width;
            if (!double.IsFinite(width) || (slope != 0 && !double.IsNormal(slope))) return [];
            segments[i] = new Segment(x[i], y[i], slope, y[i + 1]);
        }

        return segments;
    }

    private readonly record struct Segment(double X, double Y, double Slope, double Next)
    {
        // Below the first knot the line is below its value, behind the last it is flat.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public double At(double score) => Math.Min(Math.Max((Slope * (score - X)) + Y, Y), Next);
    }

    public double Predict(double score, int row)
    {
        if (double.IsNaN(score)) throw new InvalidCalibrationDataException(row, "the score is NaN.");
        if (score < _x[0] || score > _x[^1])
        {
            return _options.OutOfRange switch
            {
                OutOfRangeRule.Clip => score < _x[0] ? _y[0] : _y[^1],
                OutOfRangeRule.NaN => double.NaN,
                _ => throw new InvalidCalibrationDataException(row, string.Create(CultureInfo.InvariantCulture, $"the score {score} is outside the fitted range [{_x[0]}, {_x[^1]}].")),
            };
        }

        // The highest knot at or below the score.
        var low = SortedSearch.CountBelow(_x, score);
        if (low == _x.Length || _x[low] != score) low--;
        if (low == _x.Length - 1 || _x[low] == score || _options.Interpolation == IsotonicInterpolation.Step) return _y[low];
        var width = _x[low + 1] - _x[low];
        var slope = (_y[low + 1] - _y[low]) / width;
        if (!double.IsFinite(width) || !double.IsNormal(slope))
        {
            // Knots too far apart, or too near, for a slope: by the share of the way.
            var share = double.IsFinite(width) ? (score - _x[low]) / width : ((score / 2) - (_x[low] / 2)) / ((_x[low + 1] / 2) - (_x[low] / 2));
            return Math.Clamp((_y[low] * (1 - share)) + (_y[low + 1] * share), _y[low], _y[low + 1]);
        }

        return Math.Clamp((slope * (score - _x[low])) + _y[low], _y[low], _y[low + 1]);
    }
}
