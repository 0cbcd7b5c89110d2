using System.Text;

namespace HypeKr.Delphi.Tests;

public sealed class FilePanelJournalTests : IDisposable
{
    private const string Run = "0123abcd";

    private readonly string _folder = Directory.CreateTempSubdirectory("hypekr-journal").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_is_written_is_read_again_and_survives_closing()
    {
        using (var journal = new FilePanelJournal(_folder))
        {
            for (var i = 0; i < 5; i++) await journal.AppendAsync(Entry(i));
            Assert.Equal(5, (await Read(journal)).Count);
            journal.Close(Run);
            await journal.AppendAsync(Entry(5));
        }

        using var again = new FilePanelJournal(_folder);
        var read = await Read(again);
        Assert.Equal(Enumerable.Range(0, 6), read.Select(entry => entry.Sample!.Index));
        Assert.Equal(Entry(3), read[3]);
        Assert.Empty(await Read(again, "beef"));
    }

    [Fact]
    public async Task A_cut_off_last_line_is_dropped_at_every_length_and_overwritten()
    {
        var bytes = await Written(3);
        var lines = LineEnds(bytes);
        for (var length = 0; length <= bytes.Length; length++)
        {
            await File.WriteAllBytesAsync(PathOf(Run), bytes[..length]);
            using var journal = new FilePanelJournal(_folder);
            var whole = lines.Count(end => end <= length);
            Assert.Equal(whole, (await Read(journal)).Count);
            await journal.AppendAsync(Entry(9));
            var read = await Read(journal);
            Assert.Equal(whole + 1, read.Count);
            Assert.Equal(9, read[^1].Sample!.Index);
        }
    }

    [Fact]
    public async Task A_flipped_bit_is_refused_wherever_it_is_and_the_file_is_left_as_it_is()
    {
        var bytes = await Written(3);
        for (var at = 0; at < bytes.Length; at++)
        {
            // Without its line break the last line was never finished: that one is dropped, not refused.
            if (at == bytes.Length - 1) continue;
            var damaged = bytes.ToArray();
            damaged[at] ^= 1;
            await File.WriteAllBytesAsync(PathOf(Run), damaged);
            using var journal = new FilePanelJournal(_folder);
            var error = await Assert.ThrowsAsync<PanelJournalException>(() => Read(journal));
            Assert.Contains("Line ", error.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<PanelJournalException>(async () => await journal.AppendAsync(Entry(4)));
            Assert.Equal(damaged, await File.ReadAllBytesAsync(PathOf(Run)));
        }
    }

    [Fact]
    public async Task Sealed_entries_hold_no_plain_text_and_open_with_their_key_alone()
    {
        static byte[] Flip(ReadOnlyMemory<byte> data, byte key)
        {
            if (data.Length > 0 && data.Span[^1] == 0xEE) return [.. data.ToArray().SkipLast(1).Select(b => (byte)(b ^ key))];
            return [.. data.ToArray().Select(b => (byte)(b ^ key)), 0xEE];
        }

        var options = new FilePanelJournalOptions { Seal = data => Flip(data, 0x5A), Open = data => data.Span[^1] == 0xEE ? Flip(data, 0x5A) : throw new FormatException("not ours") };
        using (var journal = new FilePanelJournal(_folder, options))
        {
            await journal.AppendAsync(Entry(1));
            Assert.Equal(Entry(1), Assert.Single(await Read(journal)));
        }

        Assert.DoesNotContain("persona", Encoding.UTF8.GetString(await File.ReadAllBytesAsync(PathOf(Run))), StringComparison.Ordinal);
        using var plain = new FilePanelJournal(_folder);
        await Assert.ThrowsAsync<PanelJournalException>(() => Read(plain));
        using var other = new FilePanelJournal(_folder, options with { Open = _ => throw new FormatException("another key") });
        Assert.Contains("could not be opened", (await Assert.ThrowsAsync<PanelJournalException>(() => Read(other))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new FilePanelJournal(_folder, new FilePanelJournalOptions { Seal = options.Seal }));
    }

    [Fact]
    public async Task A_question_is_erased_with_all_its_runs_and_no_other()
    {
        using var journal = new FilePanelJournal(_folder);
        foreach (var (run, question) in ((string, string)[])[("a1", "q1"), ("a2", "q1"), ("a3", "q2")])
        {
            await journal.AppendAsync(Entry(0) with { RunId = run, QuestionId = question });
            journal.Close(run);
        }

        await File.WriteAllTextAsync(PathOf("bad"), "damaged\n");
        using var elsewhere = new FilePanelJournal(_folder);
        await elsewhere.AppendAsync(Entry(0) with { RunId = "a4", QuestionId = "q1" }); // being written, by somebody else
        Assert.Equal(2, await journal.EraseQuestionAsync("q1"));
        Assert.Single(await Read(journal, "a4"));
        Assert.Empty(await Read(journal, "a1"));
        Assert.Single(await Read(journal, "a3"));
        Assert.True(File.Exists(PathOf("bad")));
    }

    [Fact]
    public async Task Old_runs_are_pruned_but_never_one_that_is_open()
    {
        using var journal = new FilePanelJournal(_folder);
        foreach (var run in (string[])["old", "open", "new"]) await journal.AppendAsync(Entry(0) with { RunId = run });
        journal.Close("old");
        journal.Close("new");
        var cutoff = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        File.SetLastWriteTimeUtc(PathOf("old"), cutoff.UtcDateTime.AddDays(-1));
        File.SetLastWriteTimeUtc(PathOf("open"), cutoff.UtcDateTime.AddDays(-1));
        File.SetLastWriteTimeUtc(PathOf("new"), cutoff.UtcDateTime.AddDays(1));
        Assert.Equal(1, await journal.PruneAsync(cutoff));
        Assert.False(File.Exists(PathOf("old")));
        Assert.True(File.Exists(PathOf("open")));
    }

    [Theory]
    [InlineData("../escape")]
    [InlineData("a/b")]
    [InlineData("a.b")]
    [InlineData("")]
    public async Task A_run_id_never_becomes_another_path(string runId)
    {
        using var journal = new FilePanelJournal(_folder);
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await journal.AppendAsync(Entry(0) with { RunId = runId }));
    }

    [Fact]
    public async Task Two_writers_of_one_run_are_refused()
    {
        using var first = new FilePanelJournal(_folder);
        await first.AppendAsync(Entry(0));
        using var second = new FilePanelJournal(_folder);
        Assert.Contains("another process", (await Assert.ThrowsAsync<PanelJournalException>(async () => await second.AppendAsync(Entry(1)))).Message, StringComparison.Ordinal);
        Assert.Single(await Read(second));
    }

    private static PanelJournalEntry Entry(int index) => new()
    {
        RunId = Run,
        QuestionId = "q1",
        Persona = "p0",
        Round = 0,
        Attempt = 0,
        RequestHash = "ab12",
        Sample = new PanelSample { Index = index, Seed = 7, Probability = 0.1 + 0.2, Answer = "a persona's\nanswer ✓", Usage = new SampleUsage(10, 20, null, null) },
        RecordedAt = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero),
    };

    private static async Task<List<PanelJournalEntry>> Read(FilePanelJournal journal, string runId = Run)
    {
        var read = new List<PanelJournalEntry>();
        await foreach (var entry in journal.ReadAsync(runId)) read.Add(entry);
        return read;
    }

    private static int[] LineEnds(byte[] bytes) => [.. Enumerable.Range(0, bytes.Length).Where(i => bytes[i] == (byte)'\n').Select(i => i + 1)];

    private string PathOf(string runId) => Path.Combine(_folder, runId + ".journal");

    private async Task<byte[]> Written(int entries)
    {
        using (var journal = new FilePanelJournal(_folder))
        {
            for (var i = 0; i < entries; i++) await journal.AppendAsync(Entry(i));
        }

        return await File.ReadAllBytesAsync(PathOf(Run));
    }
}
