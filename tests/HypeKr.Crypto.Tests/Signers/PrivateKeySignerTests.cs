namespace HypeKr.Crypto.Tests;

public sealed class PrivateKeySignerTests
{
    private static readonly TypedData Agent = new TypedDataBuilder("Agent", new TypedDataDomain { Name = "Exchange" }).Field("source", "string", "a").Build();

    [Fact]
    public async Task All_three_ways_sign_the_same_digest()
    {
        using var key = TestKeys.Open("signer");
        using var signer = new PrivateKeySigner(TestKeys.Open("signer"));
        var expected = key.Sign(Agent.Digest);
        Assert.Equal(key.Address, signer.Address);
        Assert.Equal(expected, await signer.SignTypedDataAsync(Agent));
        Assert.Equal(expected, await signer.SignHashAsync(Agent.Hash));
        Assert.Equal(expected, await signer.SignDigestAsync(Agent.Digest));
    }

    [Fact]
    public void The_work_is_done_before_the_call_returns()
    {
        using var signer = new PrivateKeySigner(TestKeys.Open("signer"));
        Assert.True(signer.SignDigestAsync(Agent.Digest).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_cancelled_call_signs_nothing()
    {
        using var signer = new PrivateKeySigner(TestKeys.Open("signer"));
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await signer.SignTypedDataAsync(Agent, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await signer.SignHashAsync(Agent.Hash, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await signer.SignDigestAsync(Agent.Digest, cancelled));
    }

    [Fact]
    public async Task Disposing_the_signer_disposes_its_key()
    {
        var key = TestKeys.Open("signer");
        var signer = new PrivateKeySigner(key);
        signer.Dispose();
        signer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => key.Sign(default));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await signer.SignTypedDataAsync(Agent));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await signer.SignHashAsync(Agent.Hash));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await signer.SignDigestAsync(Agent.Digest));
    }

    [Fact]
    public async Task Nothing_to_sign_is_refused()
    {
        using var signer = new PrivateKeySigner(TestKeys.Open("signer"));
        Assert.Throws<ArgumentNullException>(() => new PrivateKeySigner(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await signer.SignTypedDataAsync(null!));
        await Assert.ThrowsAsync<ArgumentException>(async () => await signer.SignHashAsync(default));
    }

    [Fact]
    public async Task A_hash_or_digest_that_was_never_set_is_refused()
    {
        using var signer = new PrivateKeySigner(TestKeys.Open("signer"));
        await Assert.ThrowsAsync<ArgumentException>(async () => await signer.SignHashAsync(new TypedDataHash("Agent", default, Agent.StructHash)));
        await Assert.ThrowsAsync<ArgumentException>(async () => await signer.SignHashAsync(new TypedDataHash("Agent", Agent.DomainSeparator, default)));
        await Assert.ThrowsAsync<ArgumentException>(async () => await signer.SignDigestAsync(default));
    }

    [Fact]
    public async Task A_hedged_signer_gives_another_signature_each_time_and_all_are_its_own()
    {
        using var key = TestKeys.Open("signer");
        foreach (var backend in (Secp256k1Backend[])[Secp256k1Backend.Managed, Secp256k1Backend.Auto])
        {
            using var signer = new PrivateKeySigner(TestKeys.Open("signer"), new PrivateKeySignerOptions { Hedged = true, Backend = backend });
            var (first, second) = (await signer.SignTypedDataAsync(Agent), await signer.SignTypedDataAsync(Agent));
            Assert.Equal(3, new HashSet<RecoverableSignature> { first, second, key.Sign(Agent.Digest) }.Count);
            Assert.True(first.IsFrom(signer.Address, Agent.Digest));
            Assert.True(second.IsFrom(signer.Address, Agent.Digest));
        }
    }

    [Fact]
    public async Task Both_backends_give_the_same_signature()
    {
        using var key = TestKeys.Open("signer");
        foreach (var backend in (Secp256k1Backend?[])[null, Secp256k1Backend.Managed, Secp256k1Backend.Auto])
        {
            using var signer = new PrivateKeySigner(TestKeys.Open("signer"), new PrivateKeySignerOptions { Backend = backend });
            Assert.Equal(key.Sign(Agent.Digest), await signer.SignDigestAsync(Agent.Digest));
        }

        Assert.Throws<ArgumentNullException>(() => new PrivateKeySigner(TestKeys.Open("signer"), null!));
    }
}
