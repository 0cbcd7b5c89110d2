using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The file of a state: eight letters, the number of the schema, the content, and the SHA-256 of all of that.</summary>
internal static class StateFile
{
    /// <summary>The schema that is written, and the only one that is read.</summary>
    public const int Schema = 3;

    private const int HeaderSize = 12;
    private const int BufferSize = 1 << 16;

    private static ReadOnlySpan<byte> Letters => "HypeKrES"u8;

    /// <summary>Writes a whole file and then puts it in the place of the one before.</summary>
    /// <param name="venue">Whose state it is; it stands still.</param>
    /// <param name="path">The file; another of the same name and <c>.saving</c> is beside it meanwhile.</param>
    /// <param name="renaming">Called when everything is on the disk, and nobody can see it yet.</param>
    public static void Save(Venue venue, string path, Action? renaming)
    {
        var whole = Path.GetFullPath(path);
        var temporary = whole + ".saving";
        try
        {
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.None, BufferSize))
            {
                Write(venue, file);
                file.Flush(flushToDisk: true);
            }

            renaming?.Invoke();
            File.Move(temporary, whole, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="merge">Adds what is not in it to the options that are.</param>
    /// <exception cref="EmulatorStateException">It is no whole state, or contradicts itself.</exception>
    public static Venue Read(string path, Func<EmulatorOptions, EmulatorOptions> merge)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize);
        CheckWhole(file);
        file.Position = HeaderSize;
        using var reader = new BinaryReader(file, Encoding.UTF8, leaveOpen: true);
        try
        {
            var end = file.Length - SHA256.HashSizeInBytes;
            var archive = new StateArchive(reader, end);
            var venue = new Venue(merge(OptionsState.Keep(archive, null)), isRestored: true);
            venue.Keep(archive);
            if (file.Position != end) throw StateArchive.Wrong("there is more in it than it says");
            new InvariantCheck(venue).CheckSums();
            return venue;
        }
        catch (Exception e) when (e is EndOfStreamException or ArgumentException or FormatException or InvalidOperationException or ArithmeticException or KeyNotFoundException or EmulatorSeedException or EmulatorInvariantException)
        {
            throw new EmulatorStateException($"The state contradicts itself: {e.Message}", e);
        }
    }

    private static void Write(Venue venue, Stream file)
    {
        using var hash = SHA256.Create();
        using (var hashing = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true))
        using (var writer = new BinaryWriter(new BufferedStream(hashing, BufferSize), Encoding.UTF8))
        {
            writer.Write(Letters);
            writer.Write(Schema);
            var archive = new StateArchive(writer);
            OptionsState.Keep(archive, venue.Options);
            venue.Keep(archive);
        }

        file.Write(hash.Hash);
    }

    private static void CheckWhole(FileStream file)
    {
        var content = file.Length - SHA256.HashSizeInBytes;
        Span<byte> header = stackalloc byte[HeaderSize];
        if (content < HeaderSize) throw new EmulatorStateException("The file is too short for a state: it is empty, cut off, or something else.");
        file.ReadExactly(header);
        if (!header.StartsWith(Letters)) throw new EmulatorStateException("The file is no state of an emulator.");

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(header);
        var buffer = new byte[BufferSize];
        for (var left = content - HeaderSize; left > 0;)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(left, buffer.Length));
            file.ReadExactly(part);
            hash.AppendData(part);
            left -= part.Length;
        }

        Span<byte> kept = stackalloc byte[SHA256.HashSizeInBytes];
        file.ReadExactly(kept);
        if (!hash.GetHashAndReset().AsSpan().SequenceEqual(kept)) throw new EmulatorStateException("The state is damaged or cut off: its SHA-256 is another.");
        var schema = BinaryPrimitives.ReadInt32LittleEndian(header[Letters.Length..]);
        if (schema != Schema) throw new EmulatorStateException($"The state has schema {WireText.Of((long)schema)}; this version reads {WireText.Of((long)Schema)}.");
    }
}
