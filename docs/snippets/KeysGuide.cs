using System.Globalization;
using HypeKr.Crypto;
using HypeKr.Crypto.Testing;

namespace HypeKr.Snippets;

/// <summary>The code of docs/guides/keys.md and of the README of HypeKr.Crypto.Testing.</summary>
public static class KeysGuide
{
    public static async Task CustodyAsync(IWalletStore store, TypedDataHash hash, CancellationToken cancellationToken)
    {
        #region keys-vault
        // At start. A setting that is missing or malformed stops the process here.
        var master = MasterKey.FromBase64Url(Environment.GetEnvironmentVariable("WALLET_MASTER_KEY"));
        using var ring = new KeyRing(KeyRingEntry.Active(master));
        var vault = new WalletVault(store, ring);

        // Once a user. The address is what the user approves on the venue.
        var wallet = await vault.CreateAsync("tg:5610682723", lifetime: TimeSpan.FromDays(90), cancellationToken);
        Console.WriteLine($"made {wallet.Address:F}");

        // Whenever something is to be signed: the envelope is opened for one signature.
        ILocalSigner signer = await vault.SignerForAsync("tg:5610682723", cancellationToken);
        // A type in a hash is the caller's word. The domain (Hyperliquid's for orders) is signed, and holds against a lie.
        var exchange = Hash32.Parse("0xd79297fcdf2ffcd4ae223d01edaa2ba214ff8f401d7c9300d995d17c82aa4040");
        signer = PrimaryTypePolicySigner.Wrap(VerifyingSigner.Wrap(signer), ["Agent"], [exchange]);
        var signature = await signer.SignHashAsync(hash, cancellationToken);
        #endregion
        GC.KeepAlive(signature);
    }

    public static async Task ManyAsync(WalletVault vault, IReadOnlyList<Hash32> digests, CancellationToken cancellationToken)
    {
        #region keys-use
        var signatures = await vault.UseAsync(
            "tg:5610682723",
            async (signer, token) =>
            {
                var made = new List<RecoverableSignature>();
                foreach (var digest in digests) made.Add(await signer.SignDigestAsync(digest, token));
                return made;
            },
            cancellationToken);
        #endregion
        GC.KeepAlive(signatures);
    }

    public static async Task RotateAsync(WalletVault vault, KeyId oldMaster, CancellationToken cancellationToken)
    {
        #region keys-rotate
        string? next = null;
        do
        {
            var batch = await vault.ResealAsync(next, count: 500, cancellationToken);
            Console.WriteLine(batch);
            if (batch.FailedUsers.Count > 0) throw new InvalidOperationException("Mend these rows before anything is retired.");
            next = batch.Next;
        }
        while (next is not null);

        var report = await vault.ReportAsync(cancellationToken);
        Console.WriteLine(report.MayDestroy(oldMaster) ? "the old master may be destroyed" : "not yet");
        #endregion
    }

    public static async Task ExpireAsync(WalletVault vault, CancellationToken cancellationToken)
    {
        #region keys-expiry
        await foreach (var wallet in vault.ExpiringAsync(within: TimeSpan.FromDays(7), cancellationToken))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"warn {wallet.User}: {wallet.Address:F} ends {wallet.ExpiresAt:u}"));
        }

        await vault.RevokeAsync("tg:5610682723", cancellationToken);         // the envelope is erased
        await vault.CreateAsync("tg:5610682723", TimeSpan.FromDays(90), cancellationToken);
        #endregion
    }

    public static async Task ImportAsync(WalletVault vault, string keystoreJson, char[] password, EthereumAddress expected)
    {
        #region keys-keystore
        using (var key = KeystoreV3.Import(keystoreJson, password))
        {
            await vault.ImportAsync("tg:5610682723", key, expected);        // refuses a key of another address
        }

        using var fresh = Secp256k1PrivateKey.Generate();
        string file = KeystoreV3.Export(fresh, password);                   // scrypt, n = 2^17, r = 8, p = 1
        Array.Clear(password);
        #endregion
        GC.KeepAlive(file);
    }

    public static async Task TestingAsync(byte[] keyBytes, IReadOnlyList<string> capturedLog, Exception caught, Func<IWalletStore> newStore)
    {
        #region crypto-testing
        using var key = Secp256k1PrivateKey.FromBytes(keyBytes);
        var scanner = new LeakScanner().Plant("the key", keyBytes).Plant(key.Address);
        LeakFoundException.ThrowIfAny(scanner.ScanLog(capturedLog));
        LeakFoundException.ThrowIfAny(scanner.ScanException(caught));
        new PublicTypeWalk(typeof(Secp256k1PrivateKey).Assembly, scanner).Seed(key).Offer(keyBytes).Run().ThrowIfLeaking();
        await new WalletStoreContract(newStore).CheckAsync();
        #endregion
    }
}
