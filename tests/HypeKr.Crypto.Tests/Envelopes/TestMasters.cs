namespace HypeKr.Crypto.Tests;

/// <summary>Master keys and users for tests: everything from labels.</summary>
internal static class TestMasters
{
    public static MasterKey Master(string label) => MasterKey.FromBytes(TestKeys.Bytes("master " + label));

    public static KeyRing Ring(string active, params string[] older) =>
        new([KeyRingEntry.Active(Master(active)), .. older.Select(label => KeyRingEntry.DecryptOnly(Master(label)))]);

    public static ReadOnlyMemory<byte> AsRow(this byte[] envelope) => envelope;
}
