using System.Text;

namespace HypeKr.Crypto.Testing.Tests;

/// <summary>A key that anybody can derive, and a scanner that knows it.</summary>
internal static class Planted
{
    public static byte[] Key { get; } = Bytes("planted key 1");

    public static byte[] Bytes(string label) => Keccak256.Hash(Encoding.UTF8.GetBytes(label)).ToArray();

    public static LeakScanner Scanner() => new LeakScanner().Plant("the key", Key);
}
