using System.Text;

namespace HypeKr.Calibration.Tests;

/// <summary>Each byte of a bundle flipped, and each length it can be cut to.</summary>
public sealed class DamagedBundleTests
{
    private static readonly byte[] Whole = Encoding.UTF8.GetBytes(
        BundleFixture.Bundle(new CalibratorOptions { Ladder = new LadderOptions { ParametricMinimum = 5, Adoption = AdoptionRule.BySampleSize } }).Sign("test key", hash => [.. hash[..16]]).ToJson());

    [Fact]
    public void Every_part_of_the_format_is_in_the_bundle_that_is_damaged()
    {
        var bundle = CalibratorBundle.Load(new MemoryStream(Whole));
        Assert.NotNull(bundle.Signature);
        Assert.NotNull(bundle.Shrinkage);
        Assert.NotNull(bundle.Categories["sports"].Parametric);
        Assert.NotNull(bundle.Categories["politics"].VennAbers);
        Assert.Contains(bundle.Conformal.Cells, c => c.HasTies);
    }

    [Theory]
    [InlineData(0x01)]
    [InlineData(0x02)]
    [InlineData(0x04)]
    [InlineData(0x08)]
    [InlineData(0x10)]
    [InlineData(0x20)]
    [InlineData(0x40)]
    [InlineData(0x80)]
    [InlineData(0xFF)]
    public void Each_byte_flipped_is_refused(int flip)
    {
        var changed = Whole.ToArray();
        for (var i = 0; i < changed.Length; i++)
        {
            changed[i] ^= (byte)flip;
            try
            {
                Assert.Throws<BundleFormatException>(() => CalibratorBundle.Load(new MemoryStream(changed)));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Byte {i}, '{(char)Whole[i]}' as '{(char)changed[i]}'", e);
            }

            changed[i] ^= (byte)flip;
        }
    }

    [Fact]
    public void Each_length_is_refused()
    {
        for (var length = 0; length < Whole.Length; length++) Assert.Throws<BundleFormatException>(() => CalibratorBundle.Load(new MemoryStream(Whole, 0, length)));
    }

    [Fact]
    public void Round_trip_is_byte_identical() => Assert.Equal(Whole, Encoding.UTF8.GetBytes(CalibratorBundle.Load(new MemoryStream(Whole)).ToJson()));
}
