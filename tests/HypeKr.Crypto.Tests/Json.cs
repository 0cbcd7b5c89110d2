using System.Text.Json;

namespace HypeKr.Crypto.Tests;

/// <summary>Short forms for reading vector records.</summary>
internal static class Json
{
    public static string Text(this JsonElement record, string name) => record.GetProperty(name).GetString()!;

    /// <summary>Hex with or without 0x.</summary>
    public static byte[] Bytes(this JsonElement record, string name) => FromHex(record.Text(name));

    public static Hash32 Hash(this JsonElement record, string name) => new(record.Bytes(name));

    public static Secp256k1PrivateKey Key(this JsonElement record, string name = "privateKey") => Secp256k1PrivateKey.FromHex(record.Text(name));

    public static byte[] FromHex(string text) => Convert.FromHexString(text.StartsWith("0x", StringComparison.Ordinal) ? text[2..] : text);
}
