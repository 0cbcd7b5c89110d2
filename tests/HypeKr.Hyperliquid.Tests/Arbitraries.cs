using FsCheck;
using FsCheck.Fluent;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>What the exchange really sends and takes, and what comes near it.</summary>
public static class Arbitraries
{
    /// <summary>Positive numbers of one to twelve digits, at any place of the point down to 10^-12; carries (9.9999…) among them.</summary>
    public static Arbitrary<MarketPrice> MarketPrices() =>
        (from digits in Gen.Choose(1, 12)
         from nines in Gen.Frequency((1, Gen.Constant(true)), (4, Gen.Constant(false)))
         from any in Long
         let mantissa = nines ? Nines(digits) : Math.Max(any % (Nines(digits) + 1), 1)
         from scale in Gen.Choose(0, 12)
         from asset in Assets
         select new MarketPrice(asset, new decimal(unchecked((int)mantissa), (int)(mantissa >> 32), 0, false, (byte)scale))).ToArbitrary();

    /// <summary>Decimals that the wire can write: any sign, up to eight fractional digits, zeros at the end.</summary>
    public static Arbitrary<WireNumber> WireNumbers() =>
        (from any in Long
         from negative in Gen.Elements(true, false)
         let mantissa = negative ? -any : any
         from scale in Gen.Choose(0, 8)
         from zeros in Gen.Choose(0, 4)
         select new WireNumber(mantissa, scale, zeros)).ToArbitrary();

    private static Gen<long> Long =>
        from high in Gen.Choose(0, 999_999)
        from low in Gen.Choose(0, 999_999_999)
        select (high * 1_000_000_000L) + low;

    private static Gen<Asset> Assets =>
        from kind in Gen.Elements(Enum.GetValues<AssetKind>())
        from sizeDecimals in Gen.Choose(0, 8)
        select kind switch
        {
            AssetKind.Perp => new Asset("TEST", AssetId.ForPerp(0), sizeDecimals),
            AssetKind.Spot => new Asset("TEST", AssetId.ForSpot(0), sizeDecimals),
            AssetKind.BuilderPerp => new Asset("TEST", AssetId.ForBuilderPerp(1, 0), sizeDecimals),
            _ => new Asset("TEST", AssetId.ForOutcome(0, 0), PriceGrid.OutcomeSizeDecimals),
        };

    private static long Nines(int digits)
    {
        var nines = 0L;
        for (var i = 0; i < digits; i++) nines = (10 * nines) + 9;
        return nines;
    }
}

/// <summary>A decimal made from an integer, with zeros that its text must not show.</summary>
public sealed record WireNumber(long Mantissa, int Scale, int Zeros)
{
    public decimal Value
    {
        get
        {
            var value = (decimal)Mantissa;
            for (var i = 0; i < Scale; i++) value /= 10;
            for (var i = 0; i < Zeros; i++) value *= 1.0m;
            return value;
        }
    }
}
