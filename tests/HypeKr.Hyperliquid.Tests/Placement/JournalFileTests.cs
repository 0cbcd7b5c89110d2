using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>The file of the journal: what is read is what was written, or nothing is done with it.</summary>
public sealed class JournalFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hypekr-journal-").FullName;

    private string File => Path.Combine(_folder, "bot.journal");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Property(MaxTest = 300)]
    public bool Records_are_read_as_they_were_written(int seed)
    {
        var records = Sample(seed);
        var (read, length) = JournalFrames.Read(FileOf(records));
        return length == FileOf(records).Length && Same(records, read);
    }

    [Property(MaxTest = 500)]
    public bool A_cut_anywhere_leaves_whole_frames_and_nothing_else(int seed, NonNegativeInt at)
    {
        var (file, frames) = FramesOf(seed);
        var cut = at.Get % (file.Length + 1);
        var (read, length) = JournalFrames.Read(file.AsSpan(0, cut));
        var whole = frames.TakeWhile(frame => frame.End <= cut).ToArray();
        return length == (whole.Length == 0 ? 0 : whole[^1].End) && Same([.. whole.SelectMany(frame => frame.Records)], read);
    }

    [Property(MaxTest = 500)]
    public bool A_byte_that_flips_anywhere_refuses_the_file(int seed, NonNegativeInt at, byte flip)
    {
        var (file, _) = FramesOf(seed);
        if (flip == 0) return true;
        file[at.Get % file.Length] ^= flip;
        try
        {
            JournalFrames.Read(file);
            return false;
        }
        catch (PlacementJournalException e)
        {
            return e.Message.Contains("damaged at byte", StringComparison.Ordinal);
        }
    }

    [Property(MaxTest = 200)]
    public bool Room_that_was_made_and_not_filled_is_a_torn_end(int seed, PositiveInt zeros)
    {
        // What was synced ends at a frame; the file was made longer, and the bytes never came.
        var (file, frames) = FramesOf(seed);
        var (read, length) = JournalFrames.Read([.. file, .. new byte[zeros.Get % 2000]]);
        return length == file.Length && Same([.. frames.SelectMany(frame => frame.Records)], read);
    }

    [Fact]
    public void A_last_frame_whose_end_never_came_is_torn_and_one_in_the_middle_is_damage()
    {
        var (file, frames) = FramesOf(7);
        var torn = (byte[])file.Clone();
        torn.AsSpan(torn.Length - 9).Clear();
        Assert.Equal(frames[^2].End, JournalFrames.Read(torn).Length);

        var middle = (byte[])file.Clone();
        middle.AsSpan(frames[0].End - 9, 9).Clear();
        Assert.Throws<PlacementJournalException>(() => JournalFrames.Read(middle));
    }

    [Fact]
    public void Frames_that_changed_places_are_damage()
    {
        var first = JournalFrames.Write([new MarkRecord(1)], 0);
        var second = JournalFrames.Write([new MarkRecord(2)], first.Length);
        Assert.Throws<PlacementJournalException>(() => JournalFrames.Read([.. second, .. first]));
    }

    [Property(MaxTest = 300)]
    public bool Random_bytes_are_refused_or_nothing(byte[] bytes)
    {
        try
        {
            return JournalFrames.Read(bytes).Records.Count == 0;
        }
        catch (PlacementJournalException)
        {
            return true;
        }
    }

    [Fact]
    public async Task The_file_is_its_owners_alone_and_held_by_one()
    {
        await using (var store = FileJournalStore.Open(File))
        {
            await store.AppendAsync(new byte[] { 1, 2, 3 });
            await store.SyncAsync();
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
            var refused = Assert.Throws<PlacementJournalException>(() => FileJournalStore.Open(File));
            Assert.Contains("another process has it open", refused.Message, StringComparison.Ordinal);

            // Also while and after it is replaced.
            await store.ReplaceAsync(new byte[] { 9 });
            await store.AppendAsync(new byte[] { 8 });
            Assert.Throws<PlacementJournalException>(() => FileJournalStore.Open(File));
        }

        await using var again = FileJournalStore.Open(File);
        Assert.Equal([9, 8], await again.ReadAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Records_that_come_during_a_sync_go_with_the_next()
    {
        var store = new MemoryStore();
        var writer = new JournalWriter(store, TimeProvider.System);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        store.At = async place =>
        {
            if (place != "sync") return;
            reached.TrySetResult();
            await gate.Task;
        };
        var first = writer.WriteAsync(new MarkRecord(0));
        await reached.Task;
        var rest = Enumerable.Range(1, 100).Select(i => writer.WriteAsync(new MarkRecord(i))).ToArray();
        Assert.False(first.IsCompleted);
        gate.SetResult();
        await Task.WhenAll([first, .. rest]);
        Assert.Equal(2, store.Syncs);
        Assert.Equal(Enumerable.Range(0, 101).Select(i => (JournalRecord)new MarkRecord(i)), JournalFrames.Read(store.Bytes).Records);
    }

    [Fact]
    public async Task After_a_write_that_failed_nothing_more_is_written()
    {
        var store = new MemoryStore { At = place => place == "sync" ? throw new IOException("no space left on device") : Task.CompletedTask };
        var writer = new JournalWriter(store, TimeProvider.System);
        var failure = await Assert.ThrowsAsync<PlacementJournalException>(() => writer.WriteAsync(new MarkRecord(1)));
        Assert.Contains("no space left", failure.Message, StringComparison.Ordinal);
        store.At = null;
        await Assert.ThrowsAsync<PlacementJournalException>(() => writer.WriteAsync(new MarkRecord(2)));
        Assert.NotNull(writer.Failure);
    }

    private static bool Same(IReadOnlyList<JournalRecord> written, IReadOnlyList<JournalRecord> read) => BytesOf(written).AsSpan().SequenceEqual(BytesOf(read)) && written.Count == read.Count;

    private static byte[] BytesOf(IReadOnlyList<JournalRecord> records)
    {
        var bytes = new JournalBytes();
        foreach (var record in records) record.Write(bytes);
        return bytes.Written.ToArray();
    }

    private static byte[] FileOf(IReadOnlyList<JournalRecord> records) => JournalFrames.Write(records, 0);

    private static (byte[] File, (int End, IReadOnlyList<JournalRecord> Records)[] Frames) FramesOf(int seed)
    {
        var random = new System.Random(seed);
        byte[] file = [];
        var frames = new (int, IReadOnlyList<JournalRecord>)[2 + random.Next(4)];
        for (var i = 0; i < frames.Length; i++)
        {
            var records = Sample(random.Next());
            file = [.. file, .. JournalFrames.Write(records, file.Length)];
            frames[i] = (file.Length, records);
        }

        return (file, frames);
    }

    private static List<JournalRecord> Sample(int seed)
    {
        var random = new System.Random(seed);
        var records = new List<JournalRecord>();
        for (var left = 1 + random.Next(4); left > 0; left--)
        {
            records.Add(random.Next(6) switch
            {
                0 => new OpenedRecord(1, "Testnet", "0123456789ab"),
                1 => new MarkRecord(random.NextInt64()),
                2 => new FencingRecord(random.NextInt64()),
                3 => new NonceSetsRecord(random.Next(2) == 0),
                4 => new FinalRecord(random.NextInt64(), random.NextInt64(), [.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Fact(random))]),
                _ => Prepared(random),
            });
        }

        return records;
    }

    private static PlacementFact Fact(System.Random random) => new((PlacementFate)(1 + random.Next(12)))
    {
        Id = random.Next(2) == 0 ? random.NextInt64(1L << 53) : null,
        FilledSize = random.Next(2) == 0 ? random.Next(1_000_000) / 1000m : null,
        AveragePrice = random.Next(2) == 0 ? random.Next(1_000_000) / 7m : null,
        Refusal = random.Next(2) == 0 ? RejectionKind.PerpMargin : null,
        Text = random.Next(2) == 0 ? "Insufficient margin to place order. ü 注" : null,
    };

    private static PreparedRecord Prepared(System.Random random)
    {
        Span<byte> cloid = stackalloc byte[Cloid.Size];
        random.NextBytes(cloid);
        var id = new Cloid(cloid);
        return new()
        {
            Nonce = random.NextInt64(),
            At = random.NextInt64(),
            ExpiresAfter = random.Next(2) == 0 ? random.NextInt64(long.MaxValue) : null,
            Attempt = 1 + random.Next(3),
            Address = TestVenue.UserAddress,
            Key = $"key {random.Next()} ß",
            Type = "order",
            Kind = PlacementKind.Orders,
            Intent = new byte[32],
            Action = random.Next(2) == 0 ? "{}"u8.ToArray() : default,
            Items =
            [
                .. Enumerable.Range(0, 1 + random.Next(3)).Select(i => new PlacementItem
                {
                    Coin = "BTC",
                    Side = (OrderSide)random.Next(2),
                    Size = random.Next(100_000) / 100m,
                    Price = random.Next(100_000),
                    ReduceOnly = random.Next(2) == 0,
                    IsTrigger = random.Next(2) == 0,
                    TimeInForce = (TimeInForce)random.Next(3),
                    Cloid = random.Next(2) == 0 ? id : null,
                    Target = random.Next(3) switch { 0 => id, 1 => random.NextInt64(1L << 53), _ => (OrderTarget?)null },
                }),
            ],
        };
    }
}
