using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace HypeKr.Hyperliquid;

/// <summary>
/// The form of the file. Each frame is what was synced at once: <c>mark, length, CRC-32C of both and of the frame's place, the records, CRC-32C of them, end mark</c>, little-endian.
/// </summary>
/// <remarks>
/// A frame is on the disk before the next is written, so that only the last can be torn: it ends too early, or reads as zeros to the end of the file where the system had made
/// room for what it did not get to write. What it held was not synced and therefore not sent; it is left out. Any other fault is damage, and nothing is left out of a damaged file.
/// </remarks>
internal static class JournalFrames
{
    private const uint Mark = 0x314a4b48; // "HKJ1"
    private const uint End = 0x0a444e45; // "END" and a line feed
    private const int HeadLength = 12;
    private const int TailLength = 8;

    public static byte[] Write(IEnumerable<JournalRecord> records, long place)
    {
        var bytes = new JournalBytes();
        foreach (var record in records) record.Write(bytes);
        var frame = new byte[HeadLength + bytes.Length + TailLength];
        BinaryPrimitives.WriteUInt32LittleEndian(frame, Mark);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(4), (uint)bytes.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(8), HeadSum(frame.AsSpan(0, 8), place));
        bytes.Written.CopyTo(frame.AsSpan(HeadLength));
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(HeadLength + bytes.Length), Sum(bytes.Written));
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(HeadLength + bytes.Length + 4), End);
        return frame;
    }

    /// <summary>The records of a file, and how much of it they take up.</summary>
    /// <exception cref="PlacementJournalException">The file is damaged.</exception>
    public static (List<JournalRecord> Records, int Length) Read(ReadOnlySpan<byte> file)
    {
        var records = new List<JournalRecord>();
        var at = 0;
        while (at < file.Length)
        {
            var left = file[at..];
            if (left.Length < HeadLength) return IsTornHead(left, at) ? (records, at) : throw Damaged(at, "it ends in bytes that begin no frame");
            if (BinaryPrimitives.ReadUInt32LittleEndian(left[8..]) != HeadSum(left[..8], at))
            {
                return left.IndexOfAnyExcept((byte)0) < 0 ? (records, at) : throw Damaged(at, "the head of a frame does not match its checksum");
            }

            if (BinaryPrimitives.ReadUInt32LittleEndian(left) != Mark) throw Damaged(at, "a frame begins with another mark");
            var length = BinaryPrimitives.ReadUInt32LittleEndian(left[4..]);
            if ((long)length + HeadLength + TailLength > left.Length) return (records, at);
            var body = left.Slice(HeadLength, (int)length);
            var tail = left.Slice(HeadLength + (int)length, TailLength);
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail) != Sum(body) || BinaryPrimitives.ReadUInt32LittleEndian(tail[4..]) != End)
            {
                // Only the last can be torn. Wherever else, and however else, it is damage.
                var isLast = (long)length + HeadLength + TailLength == left.Length;
                return isLast && HasUnwrittenPart(left, at) ? (records, at) : throw Damaged(at, "a frame does not match its checksum");
            }

            var reader = new JournalReader(body);
            try
            {
                while (!reader.IsAtEnd) records.Add(JournalRecord.Read(ref reader));
            }
            catch (FormatException e)
            {
                throw Damaged(at, HttpBody.Quote(e.Message), e);
            }

            at += HeadLength + (int)length + TailLength;
        }

        return (records, at);
    }

    /// <summary>Whether the last frame holds room that was made and never filled: its tail, or a sector of it, reads as zeros. No record has so many of them in a row.</summary>
    private static bool HasUnwrittenPart(ReadOnlySpan<byte> frame, int place)
    {
        const int Sector = 512;
        const int MoreThanAnyRecord = 128;
        if (frame[^TailLength..].IndexOfAnyExcept((byte)0) < 0) return true;
        for (var from = 0; from < frame.Length;)
        {
            var to = Math.Min(frame.Length, from + Sector - ((place + from) % Sector));
            if (to - from >= MoreThanAnyRecord && frame[from..to].IndexOfAnyExcept((byte)0) < 0) return true;
            from = to;
        }

        return false;
    }

    /// <summary>Whether bytes that are too few for a head can be the start of one, or room that was not filled.</summary>
    private static bool IsTornHead(ReadOnlySpan<byte> left, int place)
    {
        if (left.IndexOfAnyExcept((byte)0) < 0) return true;
        Span<byte> mark = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(mark, Mark);
        return place >= 0 && left[..Math.Min(4, left.Length)].SequenceEqual(mark[..Math.Min(4, left.Length)]);
    }

    private static uint HeadSum(ReadOnlySpan<byte> head, long place)
    {
        Span<byte> bytes = stackalloc byte[16];
        head.CopyTo(bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], place);
        return Sum(bytes);
    }

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        while (bytes.Length >= 8)
        {
            sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }

        foreach (var value in bytes) sum = BitOperations.Crc32C(sum, value);
        return ~sum;
    }

    private static PlacementJournalException Damaged(int at, string why, Exception? cause = null) => new(
        string.Create(CultureInfo.InvariantCulture, $"The journal is damaged at byte {at}: {why}. What was sent cannot be told from it, so nothing is sent. Restore the file, or settle by the venue's records what is open and begin a new journal with a new agent."),
        cause);
}
