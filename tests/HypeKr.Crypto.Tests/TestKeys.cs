using System.Text;

namespace HypeKr.Crypto.Tests;

/// <summary>Keys that anybody can derive and nobody uses: Keccak-256 of a label.</summary>
internal static class TestKeys
{
    public static byte[] Bytes(string label) => Keccak256.Hash(Encoding.UTF8.GetBytes(label)).ToArray();

    public static Secp256k1PrivateKey Open(string label) => Secp256k1PrivateKey.FromBytes(Bytes(label));
}
