using FsCheck.Xunit;

namespace HypeKr.Crypto.Tests;

[Properties(Arbitrary = [typeof(Arbitraries)], MaxTest = 100)]
public sealed class RecoverableSignatureTests
{
    private static readonly Hash32 Digest = Keccak256.Hash("a digest"u8);

    [Property]
    public void Every_form_round_trips(KeyBytes bytes, Word digest)
    {
        using var key = bytes.Open();
        var signature = key.Sign(digest.Hash);
        var (r, s) = (new byte[32], new byte[32]);
        signature.CopyR(r);
        signature.CopyS(s);

        Assert.Equal(signature, RecoverableSignature.FromBytes(signature.ToBytes65()));
        Assert.Equal(signature, RecoverableSignature.FromBytes(signature.ToBytesCompact()));
        Assert.Equal(signature, RecoverableSignature.FromBytes([.. r, .. s, (byte)signature.RecoveryId]));
        Assert.Equal(signature, RecoverableSignature.Create(r, s, signature.RecoveryId));
        Assert.True(RecoverableSignature.TryCreate(r, s, signature.RecoveryId, out var created) && created == signature);
        Assert.Equal(signature.GetHashCode(), created.GetHashCode());
        Assert.Equal("0x" + Convert.ToHexStringLower(signature.ToBytes65()), signature.ToString());
        Assert.Equal(27 + signature.RecoveryId, signature.V);
    }

    [Property(MaxTest = 200)]
    public void A_flipped_bit_never_recovers_to_the_same_address(KeyBytes bytes, Word digest, int bit)
    {
        using var key = bytes.Open();
        var flipped = key.Sign(digest.Hash).ToBytes65();
        var at = (bit & int.MaxValue) % (8 * flipped.Length);
        flipped[at / 8] ^= (byte)(1 << (at % 8));
        Assert.False(RecoverableSignature.TryFromBytes(flipped, out var read) && read.IsFrom(key.Address, digest.Hash));
    }

    [Fact]
    public void No_bit_of_one_signature_can_be_flipped()
    {
        using var key = TestKeys.Open("flip");
        foreach (var form in (byte[][])[key.Sign(Digest).ToBytes65(), key.Sign(Digest).ToBytesCompact()])
        {
            Assert.True(RecoverableSignature.FromBytes(form).IsFrom(key.Address, Digest));
            for (var bit = 0; bit < 8 * form.Length; bit++)
            {
                var flipped = form.ToArray();
                flipped[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.False(RecoverableSignature.TryFromBytes(flipped, out var read) && read.IsFrom(key.Address, Digest), $"bit {bit}");
            }
        }
    }

    [Property]
    public void Another_digest_never_recovers_to_the_same_address(KeyBytes bytes, Word digest, int bit)
    {
        using var key = bytes.Open();
        var other = digest.Bytes.ToArray();
        var at = (bit & int.MaxValue) % 256;
        other[at / 8] ^= (byte)(1 << (at % 8));
        var signature = key.Sign(digest.Hash);
        Assert.False(signature.IsFrom(key.Address, new Hash32(other)));
        Assert.False(signature.IsFrom(default, digest.Hash));
    }

    [Fact]
    public void The_default_value_recovers_to_nobody()
    {
        RecoverableSignature none = default;
        Assert.False(none.TryRecover(Digest, out _));
        Assert.False(none.IsFrom(default, Digest));
        Assert.Throws<InvalidSignatureException>(() => none.Recover(Digest));
        Assert.Throws<InvalidSignatureException>(() => RecoverableSignature.FromBytes(none.ToBytes65()));
    }

    [Theory]
    [InlineData(31, 32, 0)]
    [InlineData(33, 32, 0)]
    [InlineData(32, 31, 0)]
    [InlineData(32, 0, 0)]
    [InlineData(32, 32, 2)]
    [InlineData(32, 32, 27)]
    [InlineData(32, 32, -1)]
    public void Parts_of_another_shape_are_refused(int r, int s, int recoveryId)
    {
        var (rBytes, sBytes) = (Enumerable.Repeat((byte)1, r).ToArray(), Enumerable.Repeat((byte)1, s).ToArray());
        Assert.Throws<InvalidSignatureException>(() => RecoverableSignature.Create(rBytes, sBytes, recoveryId));
        Assert.False(RecoverableSignature.TryCreate(rBytes, sBytes, recoveryId, out _));
    }

    [Fact]
    public void A_fault_is_named()
    {
        using var key = TestKeys.Open("fault");
        var bytes = key.Sign(Digest).ToBytes65();
        Assert.Contains("not 29", Message([.. bytes[..64], 29]), StringComparison.Ordinal);
        Assert.Contains("63 bytes", Message(bytes[..63]), StringComparison.Ordinal);
        Assert.Contains("r is zero", Message([.. new byte[32], .. bytes[32..]]), StringComparison.Ordinal);
        Assert.Contains("s is zero", Message([.. bytes[..32], .. new byte[32], 27]), StringComparison.Ordinal);
        Assert.Contains("above half", Message([.. bytes[..32], 0x80, .. bytes[33..]]), StringComparison.Ordinal);

        static string Message(byte[] bytes) => Assert.Throws<InvalidSignatureException>(() => RecoverableSignature.FromBytes(bytes)).Message;
    }
}
