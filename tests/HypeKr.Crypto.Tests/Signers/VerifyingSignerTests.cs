namespace HypeKr.Crypto.Tests;

public sealed class VerifyingSignerTests
{
    private static readonly TypedData Agent = new TypedDataBuilder("Agent", new TypedDataDomain { Name = "Exchange" }).Field("source", "string", "a").Build();

    [Fact]
    public async Task A_signature_of_another_key_digest_or_of_nobody_does_not_get_out()
    {
        using var other = TestKeys.Open("other");
        var inner = new ScriptedSigner();
        var signer = VerifyingSigner.Wrap(inner);
        foreach (var answer in (Func<RecoverableSignature, RecoverableSignature>[])
        [
            _ => other.Sign(Agent.Digest),
            _ => default,
            Flip,
        ])
        {
            inner.Answer = answer;
            foreach (var sign in (Func<ValueTask<RecoverableSignature>>[])
                [() => signer.SignTypedDataAsync(Agent), () => signer.SignHashAsync(Agent.Hash), () => signer.SignDigestAsync(Agent.Digest)])
            {
                var error = await Assert.ThrowsAsync<InvalidSignatureException>(async () => await sign());
                Assert.Contains(inner.Address.Fingerprint, error.Message, StringComparison.Ordinal);
                Assert.DoesNotContain(inner.Address.ToLowerHex()[2..], error.Message, StringComparison.OrdinalIgnoreCase);
            }
        }

        inner.Answer = signature => signature;
        Assert.True((await signer.SignTypedDataAsync(Agent)).IsFrom(inner.Address, Agent.Digest));

        static RecoverableSignature Flip(RecoverableSignature signature)
        {
            var bytes = signature.ToBytes65();
            bytes[64] = (byte)(55 - bytes[64]);
            return RecoverableSignature.FromBytes(bytes);
        }
    }

    [Fact]
    public async Task A_wallet_with_another_address_than_it_says_is_found_out()
    {
        var inner = new ScriptedSigner { Claimed = TestKeys.Open("claimed").Address };
        await Assert.ThrowsAsync<InvalidSignatureException>(async () => await VerifyingSigner.Wrap((ITypedDataSigner)inner).SignTypedDataAsync(Agent));
    }
}
