using System.Buffers.Text;
using System.Security.Cryptography;

namespace HypeKr.Crypto.Tests;

public sealed class SignedNoncesTests
{
    private const string Purpose = "approve-agent";
    private const string Subject = "tg:5610682723|0x57e8666f90cd3a3cbc862fe2c05f0883d591dc28";

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly TestClock _clock = TestClock.AtMilliseconds(1_760_000_000_500);
    private readonly AppSigningSecret _secret = AppSigningSecret.FromText("secret", AppSigningSecret.Generate());
    private readonly RecordingStore _store = new();
    private readonly SignedNonces _nonces;

    public SignedNoncesTests() => _nonces = new SignedNonces(_secret, _store, timeProvider: _clock);

    [Fact]
    public async Task A_nonce_is_accepted_once()
    {
        var token = _nonces.Issue(Purpose, Subject, Lifetime);
        Assert.NotEqual(token, _nonces.Issue(Purpose, Subject, Lifetime));
        await _nonces.ConsumeAsync(token, Purpose, Subject);
        await AssertRefused(token);

        // The store gets the hash of the payload, and the time after which the nonce is refused for its age.
        var payload = Base64Url.DecodeFromChars(token.Split('.')[1]);
        Assert.Equal((new Hash32(SHA256.HashData(payload)), _clock.Now + Lifetime + SignedNonces.MaxClockSkew), _store.Calls[0]);
    }

    [Fact]
    public async Task Every_truncation_and_every_bit_flip_is_refused_before_the_store_is_asked()
    {
        var token = _nonces.Issue(Purpose, Subject, Lifetime);
        var parts = token.Split('.');
        var (payload, tag) = (Base64Url.DecodeFromChars(parts[1]), Base64Url.DecodeFromChars(parts[2]));
        for (var length = 0; length < token.Length; length++) await AssertRefused(token[..length]);
        for (var length = 0; length < payload.Length; length++) await AssertRefused(Text(payload[..length], tag));
        for (var length = 0; length < tag.Length; length++) await AssertRefused(Text(payload, tag[..length]));
        await AssertRefused(Text([.. payload, 0], tag));
        await AssertRefused(Text(payload, [.. tag, 0]));
        for (var bit = 0; bit < (payload.Length + tag.Length) * 8; bit++)
        {
            var (flippedPayload, flippedTag) = (payload.ToArray(), tag.ToArray());
            if (bit < payload.Length * 8) flippedPayload[bit / 8] ^= (byte)(1 << (bit % 8));
            else flippedTag[(bit / 8) - payload.Length] ^= (byte)(1 << (bit % 8));
            await AssertRefused(Text(flippedPayload, flippedTag));
        }

        Assert.Empty(_store.Calls);
        await _nonces.ConsumeAsync(Text(payload, tag), Purpose, Subject);
    }

    [Fact]
    public async Task Only_the_canonical_text_is_read()
    {
        var token = _nonces.Issue(Purpose, Subject, Lifetime);
        var parts = token.Split('.');
        var spare = token[..^1] + (char)(token[^1] + 1);
        foreach (var text in (string[])
            [
                "", ".", "..", "hkn1", "hkn1.", "hkn1..", " " + token, token + " ", token + "\n", token + "=", token + ".", parts[1] + "." + parts[2], "hkn2" + token[4..],
                "HKN1" + token[4..], token.Replace("hkn1.", "hkn1..", StringComparison.Ordinal), token.Replace('.', ':'), parts[0] + "." + parts[1], parts[0] + "." + parts[2] + "." + parts[1],
                token[..20] + "\n" + token[20..], token[..20] + " " + token[20..], token[..20] + "+" + token[21..], token[..20] + "/" + token[21..], token[..20] + "é" + token[21..], spare,
                token + token, "hkn1." + new string('A', 100_000) + "." + parts[2], "hkn1." + parts[1] + "." + new string('A', 43),
            ])
        {
            await AssertRefused(text);
        }

        Assert.Empty(_store.Calls);
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await _nonces.ConsumeAsync(null!, Purpose, Subject));
    }

    [Theory]
    [InlineData("approve-agent2", Subject)]
    [InlineData("approve-agen", Subject)]
    [InlineData("Approve-agent", Subject)]
    [InlineData(Purpose, "tg:5610682723|0x57e8666f90cd3a3cbc862fe2c05f0883d591dc29")]
    [InlineData(Purpose, "tg:5610682723")]
    [InlineData("approve-agentt", "g:5610682723|0x57e8666f90cd3a3cbc862fe2c05f0883d591dc28")]
    [InlineData("approve-agen", "ttg:5610682723|0x57e8666f90cd3a3cbc862fe2c05f0883d591dc28")]
    [InlineData(Subject, Purpose)]
    public async Task Another_purpose_or_subject_is_refused(string purpose, string subject)
    {
        var token = _nonces.Issue(Purpose, Subject, Lifetime);
        await Assert.ThrowsAsync<NonceException>(async () => await _nonces.ConsumeAsync(token, purpose, subject));
        Assert.Empty(_store.Calls);
        await _nonces.ConsumeAsync(token, Purpose, Subject);
    }

    [Fact]
    public async Task Time_counts_to_the_millisecond()
    {
        var issued = _clock.Now;
        foreach (var (offset, accepted) in ((int, bool)[])[(-60_001, false), (-60_000, true), (0, true), (300_000, true), (300_001, false)])
        {
            _clock.Now = issued;
            var token = _nonces.Issue(Purpose, Subject, Lifetime);
            _clock.Now = issued.AddMilliseconds(offset);
            if (accepted) await _nonces.ConsumeAsync(token, Purpose, Subject);
            else await AssertRefused(token);
        }
    }

    // Signed with our own key and yet not to be believed: a lifetime that Issue does not give.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 600_001)]
    [InlineData(-600_000, 1)]
    [InlineData(long.MinValue + 1, long.MaxValue)]
    [InlineData(0, long.MaxValue)]
    [InlineData(long.MaxValue, long.MaxValue)]
    public async Task A_lifetime_out_of_bounds_is_refused_even_when_signed(long issuedOffset, long expiresOffset)
    {
        var now = _clock.Now.ToUnixTimeMilliseconds();
        var issued = issuedOffset is long.MaxValue or long.MinValue + 1 ? issuedOffset : now + issuedOffset;
        var expires = expiresOffset == long.MaxValue ? expiresOffset : now + expiresOffset;
        await AssertRefused(_nonces.IssueWith(Purpose, Subject, issued, expires, new byte[32]));
        Assert.Empty(_store.Calls);
    }

    [Fact]
    public void Issue_refuses_what_would_not_be_accepted()
    {
        foreach (var lifetime in (TimeSpan[])[TimeSpan.Zero, TimeSpan.FromSeconds(-1), TimeSpan.FromTicks(9999), SignedNonces.MaxLifetime + TimeSpan.FromTicks(1), TimeSpan.MaxValue])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => _nonces.Issue(Purpose, Subject, lifetime));
        }

        foreach (var text in (string?[])[null, "", "\uD800", new string('a', 513), new string('하', 171)])
        {
            Assert.ThrowsAny<ArgumentException>(() => _nonces.Issue(text!, Subject, Lifetime));
            Assert.ThrowsAny<ArgumentException>(() => _nonces.Issue(Purpose, text!, Lifetime));
        }
    }

    [Fact]
    public async Task The_longest_texts_and_lifetimes_work()
    {
        foreach (var lifetime in (TimeSpan[])[TimeSpan.FromMilliseconds(1), SignedNonces.MaxLifetime])
        {
            var token = _nonces.Issue(new string('p', 512), new string('s', 512), lifetime);
            await _nonces.ConsumeAsync(token, new string('p', 512), new string('s', 512));
        }

        var korean = _nonces.Issue("승인", "사용자 하나", Lifetime);
        await _nonces.ConsumeAsync(korean, "승인", "사용자 하나");
    }

    [Fact]
    public async Task The_previous_secret_verifies_and_never_signs()
    {
        using var next = AppSigningSecret.FromText("secret", AppSigningSecret.Generate());
        using var rotated = new SignedNonces(next, _store, _secret, _clock);
        using var later = new SignedNonces(next, _store, timeProvider: _clock);
        var old = _nonces.Issue(Purpose, Subject, Lifetime);
        await Assert.ThrowsAsync<NonceException>(async () => await later.ConsumeAsync(old, Purpose, Subject));
        await rotated.ConsumeAsync(old, Purpose, Subject);
        await Assert.ThrowsAsync<NonceException>(async () => await rotated.ConsumeAsync(old, Purpose, Subject));

        var fresh = rotated.Issue(Purpose, Subject, Lifetime);
        await Assert.ThrowsAsync<NonceException>(async () => await _nonces.ConsumeAsync(fresh, Purpose, Subject));
        await later.ConsumeAsync(fresh, Purpose, Subject);

        var same = Assert.Throws<InsecureConfigException>(() => new SignedNonces(_secret, _store, _secret));
        Assert.Equal(InsecureConfigReason.SameAsAnotherSecret, same.Reason);
    }

    [Fact]
    public async Task A_store_that_fails_is_a_refusal()
    {
        using var nonces = new SignedNonces(_secret, new FailingStore(), timeProvider: _clock);
        var error = await Assert.ThrowsAsync<NonceException>(async () => await nonces.ConsumeAsync(nonces.Issue(Purpose, Subject, Lifetime), Purpose, Subject));
        Assert.IsType<IOException>(error.InnerException);
        var used = await Assert.ThrowsAsync<NonceException>(async () => await _nonces.ConsumeAsync("", Purpose, Subject));
        Assert.Equal(used.Message, error.Message);
        Assert.Null(used.InnerException);

        // A store that gives up by itself has failed too; a caller who gives up is told so.
        using var timingOut = new SignedNonces(_secret, new CancellingStore(), timeProvider: _clock);
        await Assert.ThrowsAsync<NonceException>(async () => await timingOut.ConsumeAsync(timingOut.Issue(Purpose, Subject, Lifetime), Purpose, Subject));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await timingOut.ConsumeAsync(timingOut.Issue(Purpose, Subject, Lifetime), Purpose, Subject, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Sixty_four_handlers_have_one_winner()
    {
        using var nonces = new SignedNonces(_secret, new InMemoryNonceStore(_clock), timeProvider: _clock);
        using var barrier = new Barrier(64);
        var token = nonces.Issue(Purpose, Subject, Lifetime);
        var wins = 0;
        var threads = Enumerable.Range(0, 64).Select(_ => new Thread(() =>
        {
            barrier.SignalAndWait();
            if (Record.Exception(() => nonces.ConsumeAsync(token, Purpose, Subject).AsTask().GetAwaiter().GetResult()) is null) Interlocked.Increment(ref wins);
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Equal(1, wins);
    }

    [Fact]
    public async Task Disposal_takes_the_keys_and_leaves_the_secret()
    {
        var token = _nonces.Issue(Purpose, Subject, Lifetime);
        _nonces.Dispose();
        _nonces.Dispose();
        Assert.Throws<ObjectDisposedException>(() => _nonces.Issue(Purpose, Subject, Lifetime));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await _nonces.ConsumeAsync(token, Purpose, Subject));
        using var again = new SignedNonces(_secret, _store, timeProvider: _clock);
        await again.ConsumeAsync(token, Purpose, Subject);
    }

    private async Task AssertRefused(string token) => await Assert.ThrowsAsync<NonceException>(async () => await _nonces.ConsumeAsync(token, Purpose, Subject));

    private static string Text(byte[] payload, byte[] tag) => $"hkn1.{Base64Url.EncodeToString(payload)}.{Base64Url.EncodeToString(tag)}";

    private sealed class RecordingStore : INonceStore
    {
        private readonly InMemoryNonceStore _store = new(TestClock.AtSeconds(0));

        public List<(Hash32 Id, DateTimeOffset KeepUntil)> Calls { get; } = [];

        public ValueTask<bool> TryConsumeAsync(Hash32 id, DateTimeOffset keepUntil, CancellationToken cancellationToken = default)
        {
            Calls.Add((id, keepUntil));
            return _store.TryConsumeAsync(id, keepUntil, cancellationToken);
        }
    }

    private sealed class FailingStore : INonceStore
    {
        public ValueTask<bool> TryConsumeAsync(Hash32 id, DateTimeOffset keepUntil, CancellationToken cancellationToken = default) => throw new IOException("The disk is full.");
    }

    private sealed class CancellingStore : INonceStore
    {
        public ValueTask<bool> TryConsumeAsync(Hash32 id, DateTimeOffset keepUntil, CancellationToken cancellationToken = default) =>
            ValueTask.FromException<bool>(new OperationCanceledException(cancellationToken));
    }
}
