using System.Net;
using System.Text.Json;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Whatever a read is answered with, it gives a value or a documented exception. What the venue may add is borne and kept.</summary>
public sealed class ToleranceTests
{
    private const int Megabyte = 1024 * 1024;

    public static TheoryData<string> Rows => [.. ChecklistRows.All.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public Task New_members_are_kept(string name) => BearsAsync(name, ReplyTwist.NewMembers);

    [Theory]
    [MemberData(nameof(Rows))]
    public Task New_elements_of_tuples_are_kept(string name) => BearsAsync(name, ReplyTwist.NewElements);

    [Theory]
    [MemberData(nameof(Rows))]
    public Task New_words_are_kept(string name) => BearsAsync(name, ReplyTwist.NewWords);

    [Theory]
    [MemberData(nameof(Rows))]
    public Task New_cases_are_kept(string name) => BearsAsync(name, ReplyTwist.NewCases);

    [Theory]
    [MemberData(nameof(Rows))]
    public Task Numbers_are_read_as_text_and_text_as_numbers(string name) => BearsAsync(name, ReplyTwist.SwappedNumbers);

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_broken_answer_gives_a_value_or_the_documented_exception(string name)
    {
        using var venue = new TestVenue();
        var random = new Random(Seed(name));
        var replies = new ReplyGenerator(Grammar.Wire, 5).Generate(Grammar.Wire.Entries[name].Reply).Take(2).Select(r => r?.ToJsonString() ?? "null");
        var read = 0;
        foreach (var broken in replies.SelectMany(reply => Mutations.Of(reply, random)).Concat(Mutations.Foreign))
        {
            if (await TryAsync(venue, name, () => new ByteArrayContent(broken))) read++;
        }

        // Were nothing read any more, the mutations would not be worth much.
        Assert.True(read > 0, $"No mutated answer to {name} was read.");
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task An_answer_without_end_is_given_up(string name)
    {
        using var venue = new TestVenue(o => o.MaxResponseBytes = 256 * 1024);
        EndlessContent? content = null;

        Assert.False(await TryAsync(venue, name, () => content = new EndlessContent(100L * Megabyte)));

        Assert.InRange(content!.BytesRead, 1, 512 * 1024);
    }

    [Theory]
    [InlineData(100L, 16L)]
    [InlineData(15L, 15L)]
    public async Task An_answer_is_read_up_to_the_limit(long megabytes, long readMegabytes)
    {
        using var venue = new TestVenue();
        EndlessContent? content = null;
        venue.Info.Reply("exchangeStatus", (_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content = new EndlessContent(megabytes * Megabyte) }));

        var exception = await Assert.ThrowsAnyAsync<HyperliquidException>(() => venue.Client.Markets.GetExchangeStatusAsync());

        Assert.False(exception.IsTransient);
        Assert.InRange(content!.BytesRead, readMegabytes * Megabyte, (readMegabytes * Megabyte) + (64 * 1024));
        if (megabytes > readMegabytes) Assert.Contains(nameof(HyperliquidOptions.MaxResponseBytes), Assert.IsType<TransportException>(exception).Message);
        else Assert.IsType<ResponseFormatException>(exception);
    }

    [Fact]
    public async Task An_announced_length_beyond_the_limit_is_not_read_at_all()
    {
        using var venue = new TestVenue(o => o.MaxResponseBytes = 1000);
        EndlessContent? content = null;
        venue.Info.Reply("exchangeStatus", (_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content = new EndlessContent(1001) { Headers = { ContentLength = 1001 } } }));

        await Assert.ThrowsAsync<TransportException>(() => venue.Client.Markets.GetExchangeStatusAsync());

        Assert.Equal(0, content!.BytesRead);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_limit_is_above_zero(int limit)
    {
        var exception = Assert.Throws<ArgumentException>(() => new HyperliquidClient(new() { MaxResponseBytes = limit }));

        Assert.Contains("MaxResponseBytes", exception.Message);
    }

    private static async Task BearsAsync(string name, ReplyTwist twist)
    {
        using var venue = new TestVenue();
        foreach (var reply in new ReplyGenerator(Grammar.Wire, 6, twist).Generate(Grammar.Wire.Entries[name].Reply))
        {
            var json = reply?.ToJsonString() ?? "null";
            venue.Info.Answer(TypeOf(name), json);
            object? model;
            try
            {
                model = await ChecklistRows.All[name].Calls[0].RunAsync(venue);
            }
            catch (HyperliquidException e)
            {
                throw new InvalidOperationException($"{name}: {e.Message} {e.InnerException?.Message}\n{json}", e);
            }

            using var answer = JsonDocument.Parse(json);
            var part = ChecklistRows.All[name].ReplyMember is { } member ? answer.RootElement.GetProperty(member) : answer.RootElement;
            var faults = Arrival.Faults(part, model, mayBeKept: true);
            Assert.True(faults.Count == 0, $"{name}: {string.Join("\n", faults.Take(20))}\n{json}");
        }
    }

    private static async Task<bool> TryAsync(TestVenue venue, string name, Func<HttpContent> content)
    {
        venue.Info.Reply(TypeOf(name), (_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content() }));
        try
        {
            await ChecklistRows.All[name].Calls[0].RunAsync(venue);
            return true;
        }
        catch (Exception e) when (e is TransportException or ResponseFormatException)
        {
            Assert.False(string.IsNullOrEmpty(e.Message));
            return false;
        }
    }

    private static string TypeOf(string name) => name[(name.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    // string.GetHashCode differs from run to run.
    private static int Seed(string name) => name.Aggregate(17, (seed, c) => unchecked((seed * 31) + c));

    /// <summary>Bytes that are made while they are read: an opening bracket and blanks.</summary>
    private sealed class EndlessContent(long length) : HttpContent
    {
        private readonly EndlessStream _stream = new(length);

        public long BytesRead => _stream.Position;

        protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(_stream);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new NotSupportedException("It is only read.");

        protected override bool TryComputeLength(out long computed)
        {
            computed = 0;
            return false;
        }
    }

    private sealed class EndlessStream(long length) : Stream
    {
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _position;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var taken = (int)Math.Min(count, length - _position);
            buffer.AsSpan(offset, taken).Fill((byte)' ');
            if (_position == 0 && taken > 0) buffer[offset] = (byte)'[';
            _position += taken;
            return taken;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
