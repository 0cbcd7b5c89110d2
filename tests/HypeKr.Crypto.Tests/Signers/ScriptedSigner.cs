namespace HypeKr.Crypto.Tests;

/// <summary>A signer that says which way it was called, and does what a test wants with the answer.</summary>
internal sealed class ScriptedSigner(string label = "scripted") : IDigestSigner
{
    private readonly Secp256k1PrivateKey _key = TestKeys.Open(label);

    public List<string> Calls { get; } = [];

    public Func<RecoverableSignature, RecoverableSignature> Answer { get; set; } = signature => signature;

    public EthereumAddress? Claimed { get; set; }

    public EthereumAddress Address => Claimed ?? _key.Address;

    public ValueTask<RecoverableSignature> SignTypedDataAsync(TypedData typedData, CancellationToken cancellationToken = default) => Sign("typed data", typedData.Digest);

    public ValueTask<RecoverableSignature> SignHashAsync(TypedDataHash hash, CancellationToken cancellationToken = default) => Sign("hash", hash.Digest);

    public ValueTask<RecoverableSignature> SignDigestAsync(Hash32 digest, CancellationToken cancellationToken = default) => Sign("digest", digest);

    private async ValueTask<RecoverableSignature> Sign(string way, Hash32 digest)
    {
        Calls.Add(way);
        await Task.Yield();
        return Answer(_key.Sign(digest));
    }
}
