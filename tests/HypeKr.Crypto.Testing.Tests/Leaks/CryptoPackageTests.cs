using System.Security.Cryptography;
using Xunit.Abstractions;

namespace HypeKr.Crypto.Testing.Tests;

/// <summary>The packages of the house under their own scanner.</summary>
public sealed class CryptoPackageTests(ITestOutputHelper output)
{
    [Fact]
    public async Task No_public_type_of_HypeKr_Crypto_shows_a_planted_key()
    {
        var (keyBytes, masterBytes) = (Planted.Key, Planted.Bytes("planted master"));
        using var key = Secp256k1PrivateKey.FromBytes(keyBytes);
        using var signer = new PrivateKeySigner(Secp256k1PrivateKey.FromBytes(keyBytes));
        using var master = MasterKey.FromBytes(masterBytes);
        using var ring = new KeyRing(KeyRingEntry.Active(master));
        var agent = new TypedDataBuilder("Agent", new TypedDataDomain { Name = "Exchange", Version = "1", ChainId = 1337 }).Field("source", "string", "a").Build();
        var secretText = AppSigningSecret.Generate();
        using var appSecret = AppSigningSecret.FromText("App:Secret", secretText);
        using var legacy = new LegacyEnvelopes(System.Buffers.Text.Base64Url.EncodeToString(masterBytes) + "=", LegacyKeyDerivation.Hmac("wallets"u8));
        using var fernetKey = FernetKey.FromBytes(masterBytes);
        using var fernet = new Fernet(fernetKey);
        using var nonces = new SignedNonces(appSecret, new InMemoryNonceStore());
        var vault = new WalletVault(new InMemoryWalletStore(), ring);
        var folder = Directory.CreateTempSubdirectory();
        var wallet = await vault.ImportAsync("tg:1", key, key.Address);
        var scanner = new LeakScanner().PlantText("the app secret", secretText).Plant("the key", keyBytes).Plant("the master", masterBytes).Plant(key.Address);

        var report = new PublicTypeWalk(typeof(Secp256k1PrivateKey).Assembly, scanner)
            .Seed(ring.Report([ring.Seal("tg:1", key)])).Seed(ring.Report([]).Keys[0]).Seed(agent).Seed(new TypedDataField("source", "string"))
            .Seed(appSecret).Seed(legacy).Seed(fernetKey).Seed(fernet).Seed(nonces).Seed(vault).Seed(wallet).Seed(await vault.SignerForAsync("tg:1"))
            .Seed(await vault.RewrapAsync(null, 10)).Seed(key).Seed(signer).Seed(master).Seed(ring).Seed(ring.Seal("tg:1", key)).Seed(KeyRingEntry.Active(master))
            .Seed(new SilentService()).Seed(new FileNonceStore(folder.FullName)).Seed(new TypedDataTemplate("Agent", agent.Domain, new TypedDataField("source", "string")))
            .Offer(keyBytes).Offer(masterBytes)
            .Run();

        report.ThrowIfLeaking();
        Assert.True(report.Refusals >= 50, $"{report.Refusals} refusals");
        foreach (var type in (Type[])[typeof(Secp256k1PrivateKey), typeof(PrivateKeySigner), typeof(MasterKey), typeof(KeyRing), typeof(KeyRingEntry), typeof(AppSigningSecret), typeof(WalletSigner)])
        {
            Assert.Contains(type, report.Scanned);
        }

        output.WriteLine($"{report.Scanned.Count} types, {report.Refusals} refusals; not reached: {string.Join(", ", report.NotReached.Select(type => type.Name))}");
        Assert.Empty(report.NotReached);
        folder.Delete(recursive: true);
    }

    /// <summary>The signer of a service that is never asked, for the public key of the private key 1: the generator of the group.</summary>
    private sealed class SilentService()
        : RemoteSigner(Convert.FromHexString("0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"), DSASignatureFormat.Rfc3279DerSequence)
    {
        protected override ValueTask<ReadOnlyMemory<byte>> SignRemotelyAsync(Hash32 digest, CancellationToken cancellationToken) => default;
    }
}
