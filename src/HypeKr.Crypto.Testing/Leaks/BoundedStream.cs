namespace HypeKr.Crypto.Testing;

/// <summary>Keeps the first megabyte that is written to it, and throws at more.</summary>
internal sealed class BoundedStream : MemoryStream
{
    private const int MaxLength = 1 << 20;

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (Length + count > MaxLength) throw new IOException("More than a megabyte was written.");
        base.Write(buffer, offset, count);
    }

    public override void Write(ReadOnlySpan<byte> buffer) => Write(buffer.ToArray(), 0, buffer.Length);
}
