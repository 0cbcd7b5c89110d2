using System.Security.Cryptography;
using HypeKr.Crypto;

namespace HypeKr.Snippets;

/// <summary>The code of docs/guides/signers.md.</summary>
public static class SignersGuide
{
    public static async Task SignersAsync()
    {
        #region signers-sign
        using var signer = new PrivateKeySigner(Secp256k1PrivateKey.Generate());
        var agent = new TypedDataBuilder("Agent", new TypedDataDomain { Name = "Exchange", Version = "1", ChainId = 1337 })
            .Field("source", "string", "a").Field("connectionId", "bytes32", Keccak256.Hash("an action"u8)).Build();
        var signature = await signer.SignTypedDataAsync(agent);
        Console.WriteLine(signature.IsFrom(signer.Address, agent.Digest));
        #endregion

        #region signers-decorate
        var trading = AuditingSigner.Wrap(
            PrimaryTypePolicySigner.Wrap(VerifyingSigner.Wrap(signer), ["Agent"], [agent.DomainSeparator]),
            record => Console.WriteLine(record));
        await trading.SignHashAsync(agent.Hash);
        #endregion

        #region signers-backend
        Console.WriteLine($"secp256k1: {Secp256k1Backend.Default}; native: {Secp256k1Backend.NativeRefusal ?? "works"}");
        #endregion

        #region signers-force
        using var portable = new PrivateKeySigner(Secp256k1PrivateKey.Generate(), new PrivateKeySignerOptions { Backend = Secp256k1Backend.Managed });
        #endregion

        #region signers-template
        var template = new TypedDataTemplate("Agent", agent.Domain, new TypedDataField("source", "string"), new TypedDataField("connectionId", "bytes32"));
        TypedDataHash hash = template.Hash(Keccak256.Hash("a"u8), Keccak256.Hash("an action"u8));
        Console.WriteLine(hash == agent.Hash);
        #endregion
    }

    #region signers-remote
    public sealed class KmsSigner(ReadOnlySpan<byte> publicKey, Func<byte[], CancellationToken, Task<byte[]>> signDigest)
        : RemoteSigner(publicKey, DSASignatureFormat.Rfc3279DerSequence)
    {
        protected override async ValueTask<ReadOnlyMemory<byte>> SignRemotelyAsync(Hash32 digest, CancellationToken cancellationToken) =>
            await signDigest(digest.ToArray(), cancellationToken);
    }
    #endregion
}
