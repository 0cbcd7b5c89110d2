using System.Runtime.CompilerServices;

namespace HypeKr.Hyperliquid;

/// <summary>What an amount of money on the wire has to be.</summary>
internal static class WireAmount
{
    /// <summary>The amount, above zero and with no more fractional digits than the wire takes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is neither.</exception>
    public static decimal Check(decimal amount, [CallerArgumentExpression(nameof(amount))] string name = "amount")
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount, name);
        return WireDecimal.Fits(amount)
            ? amount
            : throw new ArgumentOutOfRangeException(name, WireDecimal.TooPrecise("The amount", amount).Message);
    }
}
