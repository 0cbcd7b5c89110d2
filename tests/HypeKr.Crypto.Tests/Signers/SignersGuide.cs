using System.Security.Cryptography;

namespace HypeKr.Crypto.Tests;

/// <summary>The code of docs/guides/signers.md, compiled and run.</summary>
public sealed class SignersGuide
{
    [Fact]
    public async Task The_code_of_the_guide_runs()
    {
        using var signer = new PrivateKeySigner(Secp256k1PrivateKey.Generate());
        var agent = new TypedDataBuilder("Agent", new TypedDataDomain { Name = "Exchange", Version = "1", ChainId = 1337 })
            .Field("source", "string", "a").Field("connectionId", "bytes32", Keccak256.Hash("an action"u8)).Build();
        var signature = await signer.SignTypedDataAsync(agent);
        Console.WriteLine(signature.IsFrom(signer.Address, agent.Digest));
        Assert.True(signature.IsFrom(signer.Address, agent.Digest));

        var trading = AuditingSigner.Wrap(
            PrimaryTypePolicySigner.Wrap(VerifyingSigner.Wrap(signer), ["Agent"], [agent.DomainSeparator]),
            record => Console.WriteLine(record));
        await trading.SignHashAsync(agent.Hash);

        Console.WriteLine($"secp256k1: {Secp256k1Backend.Default}; native: {Secp256k1Backend.NativeRefusal ?? "works"}");

        using var portable = new PrivateKeySigner(Secp256k1PrivateKey.Generate(), new PrivateKeySignerOptions { Backend = Secp256k1Backend.Managed });
        Assert.True((await portable.SignTypedDataAsync(agent)).IsFrom(portable.Address, agent.Digest));

        var template = new TypedDataTemplate("Agent", agent.Domain, new TypedDataField("source", "string"), new TypedDataField("connectionId", "bytes32"));
        TypedDataHash hash = template.Hash(Keccak256.Hash("a"u8), Keccak256.Hash("an action"u8));
        Console.WriteLine(hash == agent.Hash);
        Assert.Equal(agent.Hash, hash);
    }

    [Fact]
    public void Every_line_of_code_in_the_guide_is_here()
    {
        var root = TestSupport.Repository.Root;
        var here = Lines(File.ReadAllText(Path.Combine(root, "tests", "HypeKr.Crypto.Tests", "Signers", "SignersGuide.cs")));
        var fences = File.ReadAllText(Path.Combine(root, "docs", "guides", "signers.md")).Split("```csharp\n")[1..];
        Assert.Equal(6, fences.Length);
        foreach (var fence in fences) Assert.Contains(Lines(fence[..fence.IndexOf("```", StringComparison.Ordinal)]), here, StringComparison.Ordinal);

        static string Lines(string text) => string.Join('\n', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }

    public sealed class KmsSigner(ReadOnlySpan<byte> publicKey, Func<byte[], CancellationToken, Task<byte[]>> signDigest)
        : RemoteSigner(publicKey, DSASignatureFormat.Rfc3279DerSequence)
    {
        protected override async ValueTask<ReadOnlyMemory<byte>> SignRemotelyAsync(Hash32 digest, CancellationToken cancellationToken) =>
            await signDigest(digest.ToArray(), cancellationToken);
    }
}
