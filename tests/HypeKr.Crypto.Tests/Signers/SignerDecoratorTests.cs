namespace HypeKr.Crypto.Tests;

/// <summary>What all decorators have in common: they are as wide as what they decorate, and pass calls on as they came.</summary>
public sealed class SignerDecoratorTests
{
    private static readonly TypedData Agent = new TypedDataBuilder("Agent", new TypedDataDomain { Name = "Exchange" }).Field("source", "string", "a").Build();

    public static TheoryData<string> Decorators => ["VerifyingSigner", "PrimaryTypePolicySigner", "AuditingSigner", "RateLimitedSigner"];

    [Theory]
    [MemberData(nameof(Decorators))]
    public async Task Calls_arrive_in_the_form_they_were_made_in(string decorator)
    {
        var inner = new ScriptedSigner();
        var expected = await inner.SignDigestAsync(Agent.Digest);
        inner.Calls.Clear();

        Assert.Equal(expected, await Wrap(decorator, (ITypedDataSigner)inner).SignTypedDataAsync(Agent));
        var local = Wrap(decorator, (ILocalSigner)inner);
        Assert.Equal(expected, await local.SignTypedDataAsync(Agent));
        Assert.Equal(expected, await local.SignHashAsync(Agent.Hash));
        var widest = Wrap(decorator, inner);
        Assert.Equal(expected, await widest.SignTypedDataAsync(Agent));
        Assert.Equal(expected, await widest.SignHashAsync(Agent.Hash));
        if (widest is IDigestSigner digests) Assert.Equal(expected, await digests.SignDigestAsync(Agent.Digest));

        string[] calls = ["typed data", "typed data", "hash", "typed data", "hash"];
        Assert.Equal(widest is IDigestSigner ? [.. calls, "digest"] : calls, inner.Calls);
    }

    [Theory]
    [MemberData(nameof(Decorators))]
    public void A_decorated_signer_is_no_wider_than_it_was_given(string decorator)
    {
        var inner = new ScriptedSigner();
        Assert.False(Wrap(decorator, (ITypedDataSigner)inner) is ILocalSigner);
        Assert.False(Wrap(decorator, (ILocalSigner)inner) is IDigestSigner);

        // A policy over types has nothing to say about a bare digest, so it never lets one in.
        Assert.Equal(decorator != "PrimaryTypePolicySigner", Wrap(decorator, inner) is IDigestSigner);
        Assert.Equal(inner.Address, Wrap(decorator, inner).Address);
    }

    [Theory]
    [MemberData(nameof(Decorators))]
    public void Text_shows_the_fingerprint_only(string decorator)
    {
        var inner = new ScriptedSigner();
        Assert.Equal($"{decorator} {inner.Address.Fingerprint}", Wrap(decorator, inner).ToString());
    }

    [Theory]
    [MemberData(nameof(Decorators))]
    public async Task Nothing_to_sign_and_nobody_to_sign_are_refused_before_the_signer_is_asked(string decorator)
    {
        var inner = new ScriptedSigner();
        var signer = Wrap(decorator, inner);
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await signer.SignTypedDataAsync(null!));
        await Assert.ThrowsAsync<ArgumentException>(async () => await signer.SignHashAsync(default));
        await Assert.ThrowsAsync<ArgumentException>(async () => await signer.SignHashAsync(new TypedDataHash("Agent", default, Agent.StructHash)));
        await Assert.ThrowsAsync<ArgumentException>(async () => await signer.SignHashAsync(new TypedDataHash("Agent", Agent.DomainSeparator, default)));
        if (signer is IDigestSigner digests) await Assert.ThrowsAsync<ArgumentException>(async () => await digests.SignDigestAsync(default));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await signer.SignTypedDataAsync(Agent, new CancellationToken(canceled: true)));
        Assert.Empty(inner.Calls);

        Assert.Throws<ArgumentNullException>(() => Wrap(decorator, (ITypedDataSigner)null!));
        Assert.Throws<ArgumentNullException>(() => Wrap(decorator, (ILocalSigner)null!));
        inner.Claimed = default(EthereumAddress);
        Assert.Throws<ArgumentException>(() => Wrap(decorator, (ITypedDataSigner)inner));
        Assert.Throws<ArgumentException>(() => Wrap(decorator, (ILocalSigner)inner));
        Assert.Throws<ArgumentException>(() => Wrap(decorator, inner));
    }

    [Fact]
    public async Task Decorators_stack()
    {
        var records = new List<SignatureRecord>();
        var inner = new ScriptedSigner();
        var signer = AuditingSigner.Wrap(PrimaryTypePolicySigner.Wrap(RateLimitedSigner.Wrap(VerifyingSigner.Wrap(inner), 1, TimeSpan.FromMinutes(1), new ManualTime(default)), ["Agent"]), records.Add);

        Assert.True((await signer.SignTypedDataAsync(Agent)).IsFrom(inner.Address, Agent.Digest));
        await Assert.ThrowsAsync<SigningRefusedException>(async () => await signer.SignTypedDataAsync(Agent));
        await Assert.ThrowsAsync<SigningRefusedException>(async () => await signer.SignHashAsync(new TypedDataHash("Withdraw", Agent.DomainSeparator, Agent.StructHash)));
        Assert.Equal([null, "SigningRefusedException", "SigningRefusedException"], records.Select(record => record.Error));
        Assert.Equal(["Agent", "Agent", "Withdraw"], records.Select(record => record.PrimaryType));
        Assert.Single(inner.Calls);
    }

    private static ITypedDataSigner Wrap(string decorator, ITypedDataSigner signer) => decorator switch
    {
        "VerifyingSigner" => VerifyingSigner.Wrap(signer),
        "PrimaryTypePolicySigner" => PrimaryTypePolicySigner.Wrap(signer, ["Agent"]),
        "AuditingSigner" => AuditingSigner.Wrap(signer, _ => { }),
        _ => RateLimitedSigner.Wrap(signer, 100, TimeSpan.FromMinutes(1)),
    };

    private static ILocalSigner Wrap(string decorator, ILocalSigner signer) => decorator switch
    {
        "VerifyingSigner" => VerifyingSigner.Wrap(signer),
        "PrimaryTypePolicySigner" => PrimaryTypePolicySigner.Wrap(signer, ["Agent"]),
        "AuditingSigner" => AuditingSigner.Wrap(signer, _ => { }),
        _ => RateLimitedSigner.Wrap(signer, 100, TimeSpan.FromMinutes(1)),
    };

    private static ILocalSigner Wrap(string decorator, ScriptedSigner signer) => decorator switch
    {
        "VerifyingSigner" => VerifyingSigner.Wrap(signer),
        "PrimaryTypePolicySigner" => PrimaryTypePolicySigner.Wrap(signer, ["Agent"]),
        "AuditingSigner" => AuditingSigner.Wrap(signer, _ => { }),
        _ => RateLimitedSigner.Wrap(signer, 100, TimeSpan.FromMinutes(1)),
    };
}
