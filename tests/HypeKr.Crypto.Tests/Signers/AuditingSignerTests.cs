namespace HypeKr.Crypto.Tests;

public sealed class AuditingSignerTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
    private static readonly TypedData Agent = new TypedDataBuilder("Agent", new TypedDataDomain { Name = "Exchange" }).Field("source", "string", "a").Build();

    [Fact]
    public async Task Every_call_leaves_one_record()
    {
        var records = new List<SignatureRecord>();
        var inner = new ScriptedSigner();
        var signer = AuditingSigner.Wrap(inner, records.Add, new ManualTime(Start));
        await signer.SignTypedDataAsync(Agent);
        await signer.SignHashAsync(Agent.Hash);
        await signer.SignDigestAsync(Agent.Digest);
        inner.Answer = _ => throw new TimeoutException("the service is slow");
        await Assert.ThrowsAsync<TimeoutException>(async () => await signer.SignTypedDataAsync(Agent));

        var signed = new SignatureRecord(Start, inner.Address.Fingerprint, "Agent", Agent.Digest.ToString()[2..14], null);
        Assert.Equal([signed, signed, signed with { PrimaryType = null }, signed with { Error = "TimeoutException" }], records);
        Assert.True(signed.Succeeded);
        Assert.False(records[3].Succeeded);
    }

    [Fact]
    public async Task No_record_holds_an_address_a_whole_digest_or_a_signature()
    {
        var records = new List<SignatureRecord>();
        var inner = new ScriptedSigner();
        var signer = AuditingSigner.Wrap(inner, records.Add);
        var address = inner.Address.ToLowerHex()[2..];
        await signer.SignHashAsync(Agent.Hash with { PrimaryType = "x" + address });
        await signer.SignHashAsync(Agent.Hash with { PrimaryType = "line\nbreak" });
        var signature = (await signer.SignTypedDataAsync(Agent)).ToString();
        foreach (var text in records.Select(record => record.ToString()))
        {
            Assert.DoesNotContain(address, text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Agent.Digest.ToString()[2..], text, StringComparison.Ordinal);
            Assert.DoesNotContain(signature[2..34], text, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', text);
        }
    }

    [Fact]
    public async Task What_cannot_be_recorded_is_not_returned()
    {
        var signer = AuditingSigner.Wrap(new ScriptedSigner(), _ => throw new IOException("the disk is full"));
        await Assert.ThrowsAsync<IOException>(async () => await signer.SignTypedDataAsync(Agent));
        Assert.Throws<ArgumentNullException>(() => AuditingSigner.Wrap(new ScriptedSigner(), null!));
    }
}
