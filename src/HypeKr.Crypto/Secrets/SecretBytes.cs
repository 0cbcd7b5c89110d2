using System.Diagnostics;
using System.Security.Cryptography;

namespace HypeKr.Crypto;

/// <summary>Bytes of a secret in memory that the garbage collector does not move, overwritten on disposal or at the latest in the finalizer.</summary>
/// <remarks>Safe to use from many threads: a copy is whole, or an <see cref="ObjectDisposedException"/>.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class SecretBytes : IDisposable
{
    private readonly Lock _gate = new();

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _bytes;

    private bool _disposed;

    public SecretBytes(ReadOnlySpan<byte> bytes)
    {
        _bytes = GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(_bytes);
    }

    ~SecretBytes() => CryptographicOperations.ZeroMemory(_bytes);

    public int Length => _bytes.Length;

    /// <summary>Copies the secret for the time of one computation: the caller clears <paramref name="destination"/>.</summary>
    /// <exception cref="ObjectDisposedException"><paramref name="owner"/> has been disposed.</exception>
    public void CopyTo(Span<byte> destination, object owner)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, owner);
            _bytes.CopyTo(destination);
        }

        GC.KeepAlive(this);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            CryptographicOperations.ZeroMemory(_bytes);
        }

        GC.SuppressFinalize(this);
    }

    public override string ToString() => nameof(SecretBytes);
}
