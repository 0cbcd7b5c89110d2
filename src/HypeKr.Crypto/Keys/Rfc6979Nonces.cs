using System.Security.Cryptography;

namespace HypeKr.Crypto;

/// <summary>The nonces of RFC 6979 section 3.2 with HMAC-SHA256, in memory of the caller, who wipes it.</summary>
internal readonly ref struct Rfc6979Nonces
{
    /// <summary>K, V, a hash on its way to either, and room for the longest message that is hashed: V, one byte, key, digest, 32 bytes of entropy.</summary>
    public const int StateSize = (3 * Size) + (Size + 1 + (3 * Size));

    private const int Size = 32;

    private readonly Span<byte> _key;
    private readonly Span<byte> _value;
    private readonly Span<byte> _hash;
    private readonly Span<byte> _message;

    /// <param name="state">At least <see cref="StateSize"/> bytes.</param>
    /// <param name="privateKey">32 bytes.</param>
    /// <param name="digest">32 bytes, already reduced modulo n (bits2octets).</param>
    /// <param name="entropy">Nothing, or 32 bytes of additional data (section 3.6).</param>
    public Rfc6979Nonces(Span<byte> state, ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> entropy)
    {
        _key = state[..Size];
        _value = state.Slice(Size, Size);
        _hash = state.Slice(2 * Size, Size);
        _message = state.Slice(3 * Size, Size + 1 + Size + Size + entropy.Length);
        _key.Clear();
        _value.Fill(0x01);

        privateKey.CopyTo(_message[(Size + 1)..]);
        digest.CopyTo(_message[(Size + 1 + Size)..]);
        entropy.CopyTo(_message[(Size + 1 + Size + Size)..]);
        Update(0x00, _message);
        Update(0x01, _message);
    }

    /// <summary>The next nonce, 1 ≤ k &lt; n.</summary>
    public void Next(Span<byte> nonce)
    {
        do
        {
            Replace(_value, _value);
            _value.CopyTo(nonce);

            // What a further call needs, whether this nonce fits or the caller has no use for it.
            Update(0x00, _message[..(Size + 1)]);
        }
        while (!Secp256k1.IsScalar(nonce));
    }

    private void Update(byte separator, Span<byte> message)
    {
        _value.CopyTo(message);
        message[Size] = separator;
        Replace(_key, message);
        Replace(_value, _value);
    }

    /// <summary>Puts HMAC(K, message) in the place of K or V. By way of a third place, since not every platform hashes into its own input.</summary>
    private void Replace(Span<byte> place, ReadOnlySpan<byte> message)
    {
        HMACSHA256.HashData(_key, message, _hash);
        _hash.CopyTo(place);
    }
}
