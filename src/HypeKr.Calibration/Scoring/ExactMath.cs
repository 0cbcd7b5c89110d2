using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HypeKr.Calibration;

/// <summary>Logarithm and exponential from + - · / alone, so that they are the same bits on every platform; the C runtime's are not.</summary>
/// <remarks>
/// The reductions and minimax polynomials of Sun's fdlibm (e_log.c, e_exp.c), within one unit in the last place. The vector form does
/// the same operations in the same order as the scalar one.
/// </remarks>
internal static class ExactMath
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double InverseLn2 = 1.44269504088896338700;
    private const double L1 = 6.666666666666735130e-01;
    private const double L2 = 3.999999999940941908e-01;
    private const double L3 = 2.857142874366239149e-01;
    private const double L4 = 2.222219843214978396e-01;
    private const double L5 = 1.818357216161805012e-01;
    private const double L6 = 1.531383769920937332e-01;
    private const double L7 = 1.479819860511658591e-01;
    private const double E1 = 1.66666666666666019037e-01;
    private const double E2 = -2.77777777770155933842e-03;
    private const double E3 = 6.61375632143793436117e-05;
    private const double E4 = -1.65339022054652515390e-06;
    private const double E5 = 4.13813679705723846039e-08;
    private const double SmallestNormal = 2.2250738585072014e-308;

    // The bits of √½: mantissas are taken from there to √2.
    private const long RootHalf = 0x3FE6_A09E_0000_0000;
    private const long One = 0x3FF0_0000_0000_0000;
    private const long Mantissa = 0x000F_FFFF_FFFF_FFFF;

    /// <summary>ln x for x ≥ 0; -infinity at 0.</summary>
    public static double Log(double x)
    {
        if (x < SmallestNormal) return x == 0 ? double.NegativeInfinity : x < 0 ? double.NaN : Log(x * (1L << 54)) - (54 * Ln2High) - (54 * Ln2Low);
        if (!double.IsFinite(x)) return x;
        unchecked
        {
            var bits = BitConverter.DoubleToInt64Bits(x) + (One - RootHalf);
            var k = (double)((bits >> 52) - 1023);
            var f = BitConverter.Int64BitsToDouble((bits & Mantissa) + RootHalf) - 1;
            var half = 0.5 * f * f;
            var s = f / (2 + f);
            var z = s * s;
            var w = z * z;
            var odd = w * (L2 + (w * (L4 + (w * L6))));
            var even = z * (L1 + (w * (L3 + (w * (L5 + (w * L7))))));
            return (k * Ln2High) - (half - ((s * (half + (odd + even))) + (k * Ln2Low)) - f);
        }
    }

    /// <summary>ln x of four normal numbers above 0: the bits that <see cref="Log(double)"/> gives for each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Log(Vector256<double> x)
    {
        var bits = x.AsInt64() + Vector256.Create(One - RootHalf);

        // Exponents become doubles by way of the bits of 2^52 + exponent.
        var exponent = Vector256.ShiftRightLogical(bits, 52);
        var k = (exponent | Vector256.Create(0x4330_0000_0000_0000L)).AsDouble() - Vector256.Create(4503599627370496.0 + 1023);
        var f = ((bits & Vector256.Create(Mantissa)) + Vector256.Create(RootHalf)).AsDouble() - Vector256.Create(1.0);
        var half = Vector256.Create(0.5) * f * f;
        var s = f / (Vector256.Create(2.0) + f);
        var z = s * s;
        var w = z * z;
        var odd = w * (Vector256.Create(L2) + (w * (Vector256.Create(L4) + (w * Vector256.Create(L6)))));
        var even = z * (Vector256.Create(L1) + (w * (Vector256.Create(L3) + (w * (Vector256.Create(L5) + (w * Vector256.Create(L7)))))));
        return (k * Vector256.Create(Ln2High)) - (half - ((s * (half + (odd + even))) + (k * Vector256.Create(Ln2Low))) - f);
    }

    /// <summary>Whether all four are normal, finite and above 0, as the vector form of Log wants them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AllNormal(Vector256<double> x) => Vector256.GreaterThanOrEqualAll(x, Vector256.Create(SmallestNormal)) && Vector256.LessThanAll(x, Vector256.Create(double.PositiveInfinity));

    /// <summary>e^x.</summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x)) return x;
        if (x > 709.782712893383973096) return double.PositiveInfinity;
        if (x < -745.13321910194110842) return 0;
        var k = Math.Floor((x * InverseLn2) + 0.5);
        var high = x - (k * Ln2High);
        var low = k * Ln2Low;
        var r = high - low;
        var t = r * r;
        var c = r - (t * (E1 + (t * (E2 + (t * (E3 + (t * (E4 + (t * E5)))))))));
        return Math.ScaleB(1 - (low - (r * c / (2 - c)) - high), (int)k);
    }

    /// <summary>ln(1 + x) for x in [0, 1], also where x is tiny.</summary>
    public static double LogOnePlus(double x)
    {
        var u = 1 + x;
        // What 1 + x rounded away, to first order.
        return u == 1 ? x : Log(u) - ((u - 1 - x) / u);
    }

    /// <summary>1 / (1 + e^-z).</summary>
    public static double Sigmoid(double z)
    {
        if (z >= 0) return 1 / (1 + Exp(-z));
        var e = Exp(z);
        return e / (1 + e);
    }

    /// <summary>ln(1 + e^z).</summary>
    public static double Softplus(double z) => z > 0 ? z + LogOnePlus(Exp(-z)) : LogOnePlus(Exp(z));
}
