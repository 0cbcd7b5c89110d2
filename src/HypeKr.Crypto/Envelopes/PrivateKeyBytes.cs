using System.Runtime.CompilerServices;

namespace HypeKr.Crypto;

/// <summary>The one way from a private key back to its bytes: into an envelope.</summary>
internal static class PrivateKeyBytes
{
    /// <summary>Copies the key; the caller clears <paramref name="destination"/>.</summary>
    /// <exception cref="ObjectDisposedException">The key has been disposed.</exception>
    public static void CopyTo(Secp256k1PrivateKey key, Span<byte> destination)
    {
        lock (Gate(key)) Bytes(key).CopyTo(destination);
        GC.KeepAlive(key);

        // A disposed key is all zero, which no private key is.
        ObjectDisposedException.ThrowIf(!destination.ContainsAnyExcept((byte)0), key);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_key")]
    private static extern ref byte[] Bytes(Secp256k1PrivateKey key);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_gate")]
    private static extern ref Lock Gate(Secp256k1PrivateKey key);
}
