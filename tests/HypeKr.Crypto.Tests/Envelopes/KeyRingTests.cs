using System.Text;

namespace HypeKr.Crypto.Tests;

public sealed class KeyRingTests
{
    private const string User = "tg:5610682723";

    private delegate byte[] Rotation(string user, EthereumAddress address, ReadOnlySpan<byte> envelope);

    private static readonly Secp256k1PrivateKey Wallet = TestKeys.Open("wallet");

    [Fact]
    public void An_envelope_opens_for_its_user_and_address()
    {
        using var ring = TestMasters.Ring("a");
        var envelope = ring.Seal(User, Wallet);
        Assert.Equal(126, envelope.Length);
        AssertIsWallet(ring.Open(User, Wallet.Address, envelope));
        Assert.NotEqual(envelope, ring.Seal(User, Wallet));
    }

    [Fact]
    public void Opaque_bytes_of_every_size_open_again()
    {
        using var ring = TestMasters.Ring("a");
        foreach (var size in (int[])[1, 31, 32, 33, 484, 485, 1000, 65536])
        {
            var secret = Enumerable.Range(0, size).Select(i => (byte)(i % 251)).ToArray();
            var envelope = ring.SealOpaque(User, Wallet.Address, secret);
            Assert.Equal(size + 94, envelope.Length);
            var opened = new byte[size];
            Assert.Equal(size, ring.OpenOpaque(User, Wallet.Address, envelope, opened));
            Assert.Equal(secret, opened);
            Assert.Throws<ArgumentException>(() => ring.OpenOpaque(User, Wallet.Address, envelope, new byte[size - 1]));
        }

        foreach (var size in (int[])[0, 65537]) Assert.Throws<ArgumentException>(() => ring.SealOpaque(User, Wallet.Address, new byte[size]));
        Assert.Throws<ArgumentException>(() => ring.SealOpaque(User, default, new byte[1]));
    }

    [Fact]
    public void Every_truncation_and_every_bit_flip_is_refused()
    {
        using var ring = TestMasters.Ring("a", "b");
        foreach (var envelope in (byte[][])[ring.Seal(User, Wallet), ring.SealOpaque(User, Wallet.Address, "a secret"u8)])
        {
            for (var length = 0; length < envelope.Length; length++) AssertRefused(ring, envelope[..length]);
            AssertRefused(ring, [.. envelope, 0]);
            for (var bit = 0; bit < envelope.Length * 8; bit++)
            {
                var flipped = envelope.ToArray();
                flipped[bit / 8] ^= (byte)(1 << (bit % 8));
                AssertRefused(ring, flipped);
            }
        }
    }

    [Fact]
    public void Rows_of_any_two_users_cannot_be_swapped()
    {
        using var ring = TestMasters.Ring("a");
        var rows = Enumerable.Range(0, 12).Select(i =>
        {
            using var key = TestKeys.Open($"wallet {i}");
            return (User: $"tg:{i}", key.Address, Envelope: ring.Seal($"tg:{i}", key));
        }).ToList();

        var refused = 0;
        foreach (var mine in rows)
        {
            foreach (var theirs in rows.Where(row => row != mine))
            {
                AssertRefused(ring, theirs.Envelope, mine.User, mine.Address);
                AssertRefused(ring, theirs.Envelope, mine.User, theirs.Address);
                AssertRefused(ring, mine.Envelope, mine.User, theirs.Address);
                refused += 3;
            }

            ring.Open(mine.User, mine.Address, mine.Envelope).Dispose();
        }

        Assert.Equal(12 * 11 * 3, refused);
    }

    // The outer master alone must not be enough to move a row: the inner layer is bound to user and address too.
    [Fact]
    public void The_inner_layer_is_bound_by_itself()
    {
        using var ring = TestMasters.Ring("a");
        using var outer = TestMasters.Master("a");
        var envelope = ring.Seal(User, Wallet);
        var inner = new byte[Hke1.InnerSize(envelope)];
        var address = Wallet.Address.ToArray();
        Assert.True(Hke1.TryOpenOuter(outer, envelope, Encoding.UTF8.GetBytes(User), address, inner));

        var id = outer.Id.ToString();
        AssertIsWallet(ring.Open(User, Wallet.Address, Moved(User, address, EnvelopeKind.PrivateKey)));
        AssertRefused(ring, Moved("tg:other", address, EnvelopeKind.PrivateKey), "tg:other", Wallet.Address, rewraps: true);
        var other = TestKeys.Open("other").Address;
        AssertRefused(ring, Moved(User, other.ToArray(), EnvelopeKind.PrivateKey), User, other, rewraps: true);
        AssertRefused(ring, Moved(User, address, EnvelopeKind.Opaque), rewraps: true);
        Assert.Equal(id, ring.ActiveInnerKeyId.ToString());

        byte[] Moved(string user, byte[] context, EnvelopeKind kind) =>
            Hke1.SealOuter(outer, kind, Convert.FromHexString(id), Encoding.UTF8.GetBytes(user), context, inner, new byte[12]);
    }

    [Fact]
    public void A_key_under_an_address_that_is_not_its_own_is_refused()
    {
        using var ring = TestMasters.Ring("a");
        var other = TestKeys.Open("other").Address;
        var key = TestKeys.Bytes("wallet");
        AssertRefused(ring, ring.SealWith(EnvelopeKind.PrivateKey, User, other, key, new byte[12], new byte[12]), User, other, rewraps: true);
        AssertRefused(ring, ring.SealWith(EnvelopeKind.PrivateKey, User, default, key, new byte[12], new byte[12]), User, default, rewraps: true);
        AssertRefused(ring, ring.SealWith(EnvelopeKind.PrivateKey, User, other, new byte[32], new byte[12], new byte[12]), User, other, rewraps: true);
        foreach (var size in (int[])[0, 31, 33])
        {
            AssertRefused(ring, ring.SealWith(EnvelopeKind.PrivateKey, User, other, new byte[size], new byte[12], new byte[12]), User, other, rewraps: true);
        }
    }

    [Fact]
    public void What_was_sealed_as_one_kind_does_not_open_as_the_other()
    {
        using var ring = TestMasters.Ring("a");
        Assert.Throws<EnvelopeException>(() => ring.OpenOpaque(User, Wallet.Address, ring.Seal(User, Wallet), new byte[100]));
        Assert.Throws<EnvelopeException>(() => ring.Open(User, Wallet.Address, ring.SealOpaque(User, Wallet.Address, TestKeys.Bytes("wallet"))));
    }

    [Fact]
    public void A_ring_of_outer_masters_rewraps_and_reads_nothing()
    {
        using var full = new KeyRing(inner: [Active("inner")], outer: [Active("outer 1")]);
        using var rotator = KeyRing.OuterOnly(Active("outer 2"), DecryptOnly("outer 1"));
        using var next = new KeyRing(inner: [Active("inner")], outer: [Active("outer 2")]);
        var envelope = full.Seal(User, Wallet);

        var rewrapped = rotator.Rewrap(User, Wallet.Address, envelope);
        Assert.NotEqual(envelope[50..], rewrapped[50..]);
        Assert.Equal(InnerLayer("outer 1", envelope), InnerLayer("outer 2", rewrapped));
        AssertIsWallet(next.Open(User, Wallet.Address, rewrapped));
        Assert.Throws<EnvelopeException>(() => next.Open(User, Wallet.Address, envelope));

        Assert.Null(rotator.ActiveInnerKeyId);
        Assert.Throws<InvalidOperationException>(() => rotator.Open(User, Wallet.Address, rewrapped));
        Assert.Throws<InvalidOperationException>(() => rotator.OpenOpaque(User, Wallet.Address, rewrapped, new byte[126]));
        Assert.Throws<InvalidOperationException>(() => rotator.Seal(User, Wallet));
        Assert.Throws<InvalidOperationException>(() => rotator.SealOpaque(User, Wallet.Address, [1]));
        Assert.Throws<InvalidOperationException>(() => rotator.Reseal(User, Wallet.Address, rewrapped));
        Assert.Throws<InvalidOperationException>(() => rotator.NeedsReseal(rewrapped));
        Assert.True(rotator.NeedsRewrap(envelope));
        Assert.False(rotator.NeedsRewrap(rewrapped));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Rotated_any_number_of_times_it_opens_to_the_original(int seed)
    {
        var random = new Random(seed);
        KeyRing ring = TestMasters.Ring("m0");
        var envelope = ring.Seal(User, Wallet);
        var opaque = ring.SealOpaque(User, Wallet.Address, "a secret"u8);
        for (var step = 1; step <= 40; step++)
        {
            var older = Enumerable.Range(0, step).Select(i => $"m{i}").ToArray();
            ring = TestMasters.Ring($"m{step}", older);
            Assert.True(ring.NeedsRewrap(envelope));
            var reseal = random.Next(2) == 0;
            envelope = reseal ? ring.Reseal(User, Wallet.Address, envelope) : ring.Rewrap(User, Wallet.Address, envelope);
            opaque = reseal ? ring.Reseal(User, Wallet.Address, opaque) : ring.Rewrap(User, Wallet.Address, opaque);
            Assert.False(ring.NeedsRewrap(envelope));
            Assert.Equal(!reseal, ring.NeedsReseal(envelope));
            AssertIsWallet(ring.Open(User, Wallet.Address, envelope));
            var secret = new byte[8];
            ring.OpenOpaque(User, Wallet.Address, opaque, secret);
            Assert.Equal("a secret"u8.ToArray(), secret);
        }
    }

    [Fact]
    public async Task The_old_master_is_destroyed_for_real_after_reseal_and_the_report()
    {
        var oldMaster = TestMasters.Master("2025");
        var oldId = oldMaster.Id;
        var rows = new List<(string User, EthereumAddress Address, byte[] Envelope)>();
        var ring = new KeyRing(KeyRingEntry.Active(oldMaster));
        for (var i = 0; i < 5; i++)
        {
            using var key = TestKeys.Open($"wallet {i}");
            rows.Add(($"tg:{i}", key.Address, ring.Seal($"tg:{i}", key)));
        }

        var backup = rows[0];
        Assert.False(ring.Report(Envelopes()).MayDestroy(oldId));

        // A new active master; the old one opens.
        ring = new KeyRing(Active("2026"), KeyRingEntry.DecryptOnly(oldMaster));
        Assert.Equal((5, 5, false), Usage(oldId));

        // Rewrapping is not enough, whatever the outer ids say.
        Update(ring.Rewrap);
        Assert.Equal((5, 0, false), Usage(oldId));

        // One row short is not enough either.
        var last = rows[^1];
        rows.RemoveAt(rows.Count - 1);
        Update(ring.Reseal);
        rows.Add(last);
        Assert.Equal((1, 0, false), Usage(oldId));
        Assert.Equal((4, 5, false), Usage(ring.ActiveOuterKeyId));

        // Nor is a row that nobody can read.
        rows[^1] = (last.User, last.Address, ring.Reseal(last.User, last.Address, last.Envelope));
        Assert.True(ring.NeedsReseal("not an envelope"u8));
        Assert.False(ring.Report([.. Envelopes(), new byte[10]]).MayDestroy(oldId));
        Assert.Equal(1, ring.Report([.. Envelopes(), new byte[10]]).UnreadableRows);

        Assert.Equal((0, 0, true), Usage(oldId));
        Assert.True((await ring.ReportAsync(Later())).MayDestroy(oldId));
        Assert.False(ring.Report(Envelopes()).MayDestroy(ring.ActiveOuterKeyId));
        Assert.False(ring.Report([]).MayDestroy(ring.ActiveOuterKeyId));
        Assert.False(ring.Report(Envelopes()).MayDestroy(TestMasters.Master("never seen").Id));

        // Destroyed: no copy of the key is left in this process, and every wallet opens.
        oldMaster.Dispose();
        Assert.Throws<ObjectDisposedException>(() => ring.Open(backup.User, backup.Address, backup.Envelope));
        ring = new KeyRing(Active("2026"), KeyRingEntry.Retired(oldId));
        for (var i = 0; i < rows.Count; i++)
        {
            using var expected = TestKeys.Open($"wallet {i}");
            using var opened = ring.Open(rows[i].User, rows[i].Address, rows[i].Envelope);
            Assert.Equal(expected.Sign(default), opened.Sign(default));
        }

        // A row from a backup says which master it would need.
        foreach (var attempt in (Action[])
            [
                () => ring.Open(backup.User, backup.Address, backup.Envelope),
                () => ring.Rewrap(backup.User, backup.Address, backup.Envelope),
                () => ring.Reseal(backup.User, backup.Address, backup.Envelope),
            ])
        {
            var error = Assert.Throws<RetiredKeyException>(attempt);
            Assert.Equal(oldId, error.KeyId);
            Assert.Contains(oldId.ToString(), error.Message, StringComparison.Ordinal);
        }

        Assert.Equal((1, 1, false), ring.Report([backup.Envelope]).Keys.Where(key => key.Id == oldId).Select(key => ((int)key.InnerRows, (int)key.OuterRows, key.MayBeDestroyed)).Single());

        void Update(Rotation rotate)
        {
            for (var i = 0; i < rows.Count; i++) rows[i] = (rows[i].User, rows[i].Address, rotate(rows[i].User, rows[i].Address, rows[i].Envelope));
        }

        IEnumerable<ReadOnlyMemory<byte>> Envelopes() => rows.Select(row => row.Envelope.AsRow());

        async IAsyncEnumerable<ReadOnlyMemory<byte>> Later()
        {
            foreach (var envelope in Envelopes())
            {
                await Task.Yield();
                yield return envelope;
            }
        }

        (int Inner, int Outer, bool MayBeDestroyed) Usage(KeyId id)
        {
            var report = ring.Report(Envelopes());
            var usage = report.Keys.Single(key => key.Id == id);
            Assert.Equal(rows.Count, report.Rows);
            Assert.Equal(usage.MayBeDestroyed, report.MayDestroy(id));
            return ((int)usage.InnerRows, (int)usage.OuterRows, usage.MayBeDestroyed);
        }
    }

    [Fact]
    public void A_retired_inner_master_is_named_where_the_outer_one_still_works()
    {
        var old = TestMasters.Master("old");
        using var before = new KeyRing(KeyRingEntry.Active(old));
        var envelope = before.Seal(User, Wallet);
        using var rotator = KeyRing.OuterOnly(Active("new"), DecryptOnly("old"));
        var rewrapped = rotator.Rewrap(User, Wallet.Address, envelope);
        using var after = new KeyRing(Active("new"), KeyRingEntry.Retired(old.Id));
        Assert.Equal(old.Id, Assert.Throws<RetiredKeyException>(() => after.Open(User, Wallet.Address, rewrapped)).KeyId);
    }

    [Fact]
    public void The_report_names_the_states_and_keys_that_the_ring_does_not_have()
    {
        using var strangers = TestMasters.Ring("stranger");
        using var ring = new KeyRing(inner: [Active("i"), KeyRingEntry.Retired(TestMasters.Master("r").Id)], outer: [Active("o"), DecryptOnly("i")]);
        var report = ring.Report([ring.Seal(User, Wallet), strangers.Seal(User, Wallet)]);
        Assert.Equal(
            [
                (TestMasters.Master("i").Id, KeyState.Active, KeyState.DecryptOnly, 1, 0, false),
                (TestMasters.Master("r").Id, KeyState.Retired, null, 0, 0, true),
                (TestMasters.Master("o").Id, null, KeyState.Active, 0, 1, false),
                (TestMasters.Master("stranger").Id, (KeyState?)null, (KeyState?)null, 1L, 1L, false),
            ],
            report.Keys.Select(key => (key.Id, key.InnerState, key.OuterState, key.InnerRows, key.OuterRows, key.MayBeDestroyed)));
        Assert.Equal($"2 rows, 0 unreadable\n{report.Keys[0]}\n{report.Keys[1]}\n{report.Keys[2]}\n{report.Keys[3]}", report.ToString());
        Assert.EndsWith(" inner 0 outer 0 may be destroyed", report.Keys[1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_ring_has_one_active_master_and_no_key_twice()
    {
        Assert.Throws<ArgumentException>(() => new KeyRing());
        Assert.Throws<ArgumentException>(() => new KeyRing(DecryptOnly("a")));
        Assert.Throws<ArgumentException>(() => new KeyRing(Active("a"), Active("b")));
        Assert.Contains(
            TestMasters.Master("a").Id.ToString(),
            Assert.Throws<ArgumentException>(() => new KeyRing(Active("a"), DecryptOnly("a"))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new KeyRing(Active("a"), KeyRingEntry.Retired(TestMasters.Master("a").Id)));
        Assert.Throws<ArgumentException>(() => new KeyRing(inner: [Active("a")], outer: []));
        Assert.Throws<ArgumentException>(() => new KeyRing(inner: [], outer: [Active("a")]));
        Assert.Throws<ArgumentException>(() => KeyRing.OuterOnly());
        Assert.Throws<ArgumentException>(() => KeyRingEntry.Retired(default));
        Assert.Throws<ArgumentNullException>(() => KeyRingEntry.Active(null!));
        Assert.Throws<ArgumentNullException>(() => new KeyRing(Active("a"), null!));
    }

    [Fact]
    public void Users_are_compared_byte_for_byte()
    {
        using var ring = TestMasters.Ring("a");
        foreach (var (user, other) in (ReadOnlySpan<(string, string)>)
            [("é", "e\u0301"), ("I", "ı"), ("i", "I"), ("하나", "하나 "), ("a", "a\0"), ("ß", "ss"), (new string('u', 512), new string('u', 511))])
        {
            var envelope = ring.Seal(user, Wallet);
            AssertIsWallet(ring.Open(user, Wallet.Address, envelope));
            AssertRefused(ring, envelope, other, Wallet.Address);
        }

        foreach (var user in (string?[])[null, "", "\uD800", "a\uDC00b", new string('u', 513), new string('하', 171)])
        {
            Assert.ThrowsAny<ArgumentException>(() => ring.Seal(user!, Wallet));
            Assert.ThrowsAny<ArgumentException>(() => ring.Open(user!, Wallet.Address, new byte[126]));
            Assert.ThrowsAny<ArgumentException>(() => ring.Rewrap(user!, Wallet.Address, new byte[126]));
        }
    }

    [Fact]
    public void All_failures_of_opening_say_the_same()
    {
        using var ring = TestMasters.Ring("a");
        using var other = TestMasters.Ring("b");
        var envelope = ring.Seal(User, Wallet);
        byte[] damaged = [.. envelope[..^1], (byte)(envelope[^1] ^ 1)];
        var errors = new[]
        {
            Record.Exception(() => ring.Open(User, Wallet.Address, [])),
            Record.Exception(() => ring.Open(User, Wallet.Address, damaged)),
            Record.Exception(() => ring.Open(User + "0", Wallet.Address, envelope)),
            Record.Exception(() => ring.Open(User, default, envelope)),
            Record.Exception(() => other.Open(User, Wallet.Address, envelope)),
            Record.Exception(() => other.Rewrap(User, Wallet.Address, envelope)),
            Record.Exception(() => ring.Reseal(User, Wallet.Address, damaged)),
            Record.Exception(() => ring.OpenOpaque(User, Wallet.Address, envelope, new byte[126])),
        };
        Assert.All(errors, error => Assert.Null(Assert.IsType<EnvelopeException>(error).InnerException));
        Assert.Single(errors.Select(error => error!.Message).Distinct());
    }

    [Fact]
    public void A_disposed_ring_or_key_seals_and_opens_nothing()
    {
        var ring = TestMasters.Ring("a", "b");
        var envelope = ring.Seal(User, Wallet);
        var key = TestKeys.Open("gone");
        key.Dispose();
        Assert.Throws<ObjectDisposedException>(() => ring.Seal(User, key));
        ring.Dispose();
        ring.Dispose();
        Assert.Throws<ObjectDisposedException>(() => ring.Seal(User, Wallet));
        Assert.Throws<ObjectDisposedException>(() => ring.Open(User, Wallet.Address, envelope));
        Assert.Throws<ObjectDisposedException>(() => ring.Rewrap(User, Wallet.Address, envelope));
    }

    [Fact]
    public void Many_threads_share_a_ring()
    {
        using var ring = TestMasters.Ring("b", "a");
        using var old = TestMasters.Ring("a");
        var envelope = old.Seal(User, Wallet);
        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
            AssertIsWallet(ring.Open(User, Wallet.Address, i % 2 == 0 ? ring.Rewrap(User, Wallet.Address, envelope) : ring.Reseal(User, Wallet.Address, envelope))));
    }

    private static void AssertIsWallet(Secp256k1PrivateKey key)
    {
        using (key) Assert.Equal(Wallet.Sign(default), key.Sign(default));
    }

    private static void AssertRefused(KeyRing ring, byte[] envelope, string user = User, EthereumAddress? address = null, bool rewraps = false)
    {
        var context = address ?? Wallet.Address;
        Assert.Throws<EnvelopeException>(() => ring.Open(user, context, envelope));
        Assert.Throws<EnvelopeException>(() => ring.OpenOpaque(user, context, envelope, new byte[envelope.Length]));
        Assert.Throws<EnvelopeException>(() => ring.Reseal(user, context, envelope));
        if (!rewraps) Assert.Throws<EnvelopeException>(() => ring.Rewrap(user, context, envelope));
    }

    private static string InnerLayer(string outer, byte[] envelope)
    {
        var layer = new byte[Hke1.InnerSize(envelope)];
        Assert.True(Hke1.TryOpenOuter(TestMasters.Master(outer), envelope, Encoding.UTF8.GetBytes(User), Wallet.Address.ToArray(), layer));
        return Convert.ToHexStringLower(layer);
    }

    private static KeyRingEntry Active(string label) => KeyRingEntry.Active(TestMasters.Master(label));

    private static KeyRingEntry DecryptOnly(string label) => KeyRingEntry.DecryptOnly(TestMasters.Master(label));
}
