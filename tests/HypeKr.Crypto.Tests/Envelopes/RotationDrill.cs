namespace HypeKr.Crypto.Tests;

/// <summary>The program of docs/guides/rotation.md, compiled and run here so that the guide cannot go stale.</summary>
internal static class RotationDrill
{
    public static void Run(TextWriter console)
    {
        #region rotation-drill
        // 1. Today: one master, three wallets.
        var text = new char[MasterKey.TextLength];
        var old = MasterKey.Generate(text);             // text goes to the secret store, once
        Array.Clear(text);

        var ring = new KeyRing(KeyRingEntry.Active(old));
        var rows = new Dictionary<string, (EthereumAddress Address, byte[] Envelope)>();
        foreach (var user in new[] { "tg:1", "tg:2", "tg:3" })
        {
            using var wallet = Secp256k1PrivateKey.Generate();
            rows[user] = (wallet.Address, ring.Seal(user, wallet));
        }

        var backup = rows["tg:1"];                      // last night's copy of one row
        Say("1 before", Report());

        // 2. A new master seals; the old one only opens.
        var fresh = MasterKey.Generate(text);
        Array.Clear(text);
        ring = new KeyRing(KeyRingEntry.Active(fresh), KeyRingEntry.DecryptOnly(old));
        Say("2 both", Report());

        // 3. Rewrap: outer layers only, nothing is read.
        foreach (var (user, row) in rows)
        {
            if (ring.NeedsRewrap(row.Envelope)) rows[user] = (row.Address, ring.Rewrap(user, row.Address, row.Envelope));
        }

        Say("3 rewrapped", Report());

        // 4. Reseal: both layers, each key checked against its address on the way.
        foreach (var (user, row) in rows)
        {
            if (ring.NeedsReseal(row.Envelope)) rows[user] = (row.Address, ring.Reseal(user, row.Address, row.Envelope));
        }

        Say("4 resealed", Report());

        // 5. Destroy the old master, and only if the report says so.
        if (!Report().MayDestroy(old.Id)) throw new InvalidOperationException("A row still needs the old master.");
        ring = new KeyRing(KeyRingEntry.Active(fresh), KeyRingEntry.Retired(old.Id));
        old.Dispose();                                  // and delete it from the secret store
        foreach (var (user, row) in rows) ring.Open(user, row.Address, row.Envelope).Dispose();
        Say("5 retired", "every wallet opens");

        // 6. What an old backup is worth now.
        try
        {
            ring.Open("tg:1", backup.Address, backup.Envelope);
        }
        catch (RetiredKeyException error)
        {
            Say("6 backup", error.Message);
        }

        UsageReport Report() => ring.Report(rows.Values.Select(row => (ReadOnlyMemory<byte>)row.Envelope));
        void Say(string step, object what) => console.WriteLine($"== {step}\n{what}");
        #endregion
    }
}
