namespace HypeKr.Crypto.Testing;

/// <summary>What every <see cref="IWalletStore"/> has to keep, as tests for any test framework.</summary>
/// <remarks>
/// Run <see cref="Rules"/> one test each, or all with <see cref="CheckAsync"/>. Every rule takes a new, empty store, and disposes it if it
/// can be disposed. Some rules call from 64 threads at once.
/// </remarks>
public sealed class WalletStoreContract
{
    private const int EnvelopeSize = 126;

    private static readonly DateTimeOffset Created = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    // Names that collations, normalisation, padding and quoting would take for one another.
    private static readonly string[] Names =
    [
        "tg:1", "TG:1", "tg:1 ", " tg:1", "tg:10", "tg:2", "caf\u00E9", "cafe\u0301", "stra\u00DFe", "strasse", "I", "\u0131", "i", "\u0130",
        "o'brien", "o''brien", "\"", "\\", "%", "_", "a;--", "\uD55C\uAE00", "\U0001F511", "\uFFFD", "\u200B", "a\tb", "a\nb", "null",
        new('x', 512),
    ];

    private readonly Func<IWalletStore> _create;
    private readonly Func<IWalletStore, IWalletStore>? _reopen;

    /// <summary>The contract for one kind of store.</summary>
    /// <param name="create">Makes a new, empty store.</param>
    /// <param name="reopen">
    /// For a store that outlives its process: gets a store, which it may dispose, and gives one over the same medium, as after a restart.
    /// </param>
    public WalletStoreContract(Func<IWalletStore> create, Func<IWalletStore, IWalletStore>? reopen = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        _create = create;
        _reopen = reopen;
        List<ContractRule> rules =
        [
            new("an empty store is empty", EmptyAsync),
            new("a row comes back as it was added", RoundTripAsync),
            new("a user has one row", OneRowAsync),
            new("a row is replaced by its version only", VersionsAsync),
            new("what is not there is not replaced", AbsentAsync),
            new("users are compared byte for byte", NamesAsync),
            new("the caller's bytes are copied", CopiesAsync),
            new("pages hold every row once", PagesAsync),
            new("pages go on while rows are added and replaced", PagesUnderWritesAsync),
            new("of 64 who add at once one wins", OneAddsAsync),
            new("of 64 who replace at once one wins", OneReplacesAsync),
            new("64 handlers lose no update", NoLostUpdateAsync),
            new("64 users at once do not hinder each other", UsersApartAsync),
            new("readers see whole rows", NoTornRowsAsync),
            new("cancelled calls change nothing", CancelledAsync),
        ];
        if (reopen is not null) rules.Add(new("rows are there after a restart", RestartedAsync));
        Rules = rules;
    }

    /// <summary>The rules: 15, and one more for stores that outlive their process.</summary>
    public IReadOnlyList<ContractRule> Rules { get; }

    /// <summary>Checks all rules, one after the other.</summary>
    /// <exception cref="ContractViolationException">The store breaks one.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken = default)
    {
        foreach (var rule in Rules) await rule.CheckAsync(cancellationToken).ConfigureAwait(false);
    }

    private Task EmptyAsync(string rule, CancellationToken cancellationToken) => WithStoreAsync(async store =>
    {
        Expect(rule, await store.FindAsync("tg:1", cancellationToken).ConfigureAwait(false) is null, "it found somebody");
        Expect(rule, (await store.ListAsync(null, 10, cancellationToken).ConfigureAwait(false)).Count == 0, "it listed somebody");
        Expect(rule, (await store.ListAsync("tg:1", 10, cancellationToken).ConfigureAwait(false)).Count == 0, "it listed somebody after nobody");
    });

    private Task RoundTripAsync(string rule, CancellationToken cancellationToken) => WithStoreAsync(async store =>
    {
        WalletRow[] rows =
        [
            Row("plain", 1),
            Row("expiring", 2, expiresAt: Created.AddDays(90)),
            Row("revoked", 3, envelopeSize: 0, state: WalletState.Revoked),
            Row("long", 4, envelopeSize: 512),
            Row("far", 5, expiresAt: new DateTimeOffset(9999, 12, 31, 23, 59, 59, 999, TimeSpan.Zero)),
            Row("version", 6, version: 77),
        ];
        foreach (var row in rows)
        {
            Expect(rule, await store.TryAddAsync(row, cancellationToken).ConfigureAwait(false), "a new row was refused");
            await ExpectRowAsync(rule, store, row, 1, cancellationToken).ConfigureAwait(false);
        }

        foreach (var row in await store.ListAsync(null, 100, cancellationToken).ConfigureAwait(false))
        {
            ExpectSame(rule, rows.Single(r => r.User == row.User), row, 1);
        }
    });

    private Task OneRowAsync(string rule, CancellationToken cancellationToken) => WithStoreAsync(async store =>
    {
        var row = Row("tg:1", 1);
        Expect(rule, await store.TryAddAsync(row, cancellationToken).ConfigureAwait(false), "the first row was refused");
        foreach (var other in (WalletRow[])[Row("tg:1", 2), Row("tg:1", 1), Row("tg:1", 3, state: WalletState.Revoked), Row("tg:1", 4, version: 1)])
        {
            Expect(rule, !await store.TryAddAsync(other, cancellationToken).ConfigureAwait(false), "a second row was added");
        }

        await ExpectRowAsync(rule, store, row, 1, cancellationToken).ConfigureAwait(false);

        // Revoked is a state like another: the row stays the user's only one.
        var revoked = Row("tg:1", 1, envelopeSize: 0, state: WalletState.Revoked, version: 1);
        Expect(rule, await store.TryReplaceAsync(revoked, cancellationToken).ConfigureAwait(false), "the row was not replaced");
        Expect(rule, !await store.TryAddAsync(Row("tg:1", 2), cancellationToken).ConfigureAwait(false), "a row was added beside a revoked one");
        await ExpectRowAsync(rule, store, revoked, 2, cancellationToken).ConfigureAwait(false);
    });

    private Task VersionsAsync(string rule, CancellationToken cancellationToken) => WithStoreAsync(async store =>
    {
        await store.TryAddAsync(Row("tg:1", 1), cancellationToken).ConfigureAwait(false);
        await store.TryAddAsync(Row("tg:2", 2), cancellationToken).ConfigureAwait(false);
        for (var version = 1L; version <= 5; version++)
        {
            var next = Row("tg:1", 10 + (int)version, expiresAt: version % 2 == 0 ? Created.AddDays(version) : null, version: version);
            Expect(rule, await store.TryReplaceAsync(next, cancellationToken).ConfigureAwait(false), $"version {version} was refused");
            await ExpectRowAsync(rule, store, next, version + 1, cancellationToken).ConfigureAwait(false);
            foreach (var wrong in (long[])[0, version, version + 2, -1, long.MaxValue - 1])
            {
                Expect(rule, !await store.TryReplaceAsync(Row("tg:1", 99, version: wrong), cancellationToken).ConfigureAwait(false), $"version {wrong} replaced version {version + 1}");
            }

            await ExpectRowAsync(rule, store, next, version + 1, cancellationToken).ConfigureAwait(false);
        }

        await ExpectRowAsync(rule, store, Row("tg:2", 2), 1, cancellationToken).ConfigureAwait(false);
    });

    private Task AbsentAsync(string rule, CancellationToken cancellationToken) => WithStoreAsync(async store =>
    {
        foreach (var version in (long[])[0, 1])
        {
            Expect(rule, !await store.TryReplaceAsync(Row("tg:1", 1, version: version), cancellationToken).ConfigureAwait(false), "a row was replaced that is not there");
        }

        Expect(rule, await store.FindAsync("tg:1", cancellationToken).ConfigureAwait(false) is null, "a row was added by replacing");
    });

    private Task NamesAsync(string rule, CancellationToken cancellationToken) => WithStoreAsync(async store =>
    {
        for (var i = 0; i < Names.Length; i++)
        {
            Expect(rule, await store.TryAddAsync(Row(Names[i], i), cancellationToken).ConfigureAwait(false), $"name {i} was taken for another");
        }

        for (var i = 0; i < Names.Length; i++) await ExpectRowAsync(rule, store, Row(Names[i], i), 1, cancellationToken).ConfigureAwait(false);
        await ExpectPagesAsync(rule, store, Names, 3, cancellationToken).ConfigureAwait(false);
    });

    private Task CopiesAsync(string rule, CancellationToken cancellationToken) => WithStoreAsync(async store =>
    {
        var bytes = Envelope(1, EnvelopeSize);
        await store.TryAddAsync(Row("tg:1", 1, envelope: bytes), cancellationToken).ConfigureAwait(false);
        bytes.AsSpan().Clear();
        await ExpectRowAsync(rule, store, Row("tg:1", 1), 1, cancellationToken).ConfigureAwait(false);

        bytes = Envelope(2, EnvelopeSize);
        await store.TryReplaceAsync(Row("tg:1", 2, envelope: bytes, version: 1), cancellationToken).ConfigureAwait(false);
        bytes.AsSpan().Clear();
        await ExpectRowAsync(rule, store, Row("tg:1", 2), 2, cancellationToken).ConfigureAwait(false);
    });

    private Task PagesAsync(string rule, CancellationToken cancellationToken) => WithStoreAsync(async store =>
    {
        var users = Enumerable.Range(0, 50).Select(i => FormattableString.Invariant($"tg:{i * 7919 % 1000}")).ToArray();
        for (var i = 0; i < users.Length; i++) await store.TryAddAsync(Row(users[i], i), cancellationToken).ConfigureAwait(false);
        foreach (var count in (int[])[1, 7, 25, 49, 50, 51, 1000]) await ExpectPagesAsync(rule, store, users, count, cancellationToken).ConfigureAwait(false);
    });

    private Task PagesUnderWritesAsync(string rule, CancellationToken cancellationToken) => WithStoreAsync(async store =>
    {
        var users = Enumerable.Range(0, 40).Select(i => FormattableString.Invariant($"tg:{i * 7919 % 1000}")).ToArray();
        for (var i = 0; i < users.Length; i++) await store.TryAddAsync(Row(users[i], i), cancellationToken).ConfigureAwait(false);

        var seen = new List<string>();
        IReadOnlyList<WalletRow> page;
        string? after = null;
        do
        {
            page = await store.ListAsync(after, 3, cancellationToken).ConfigureAwait(false);
            seen.AddRange(page.Select(row => row.User));
            after = page.Count == 0 ? after : page[^1].User;
            foreach (var row in page) await store.TryReplaceAsync(Row(row.User, 7, version: row.Version), cancellationToken).ConfigureAwait(false);
            await store.TryAddAsync(Row(FormattableString.Invariant($"new:{seen.Count}"), 8), cancellationToken).ConfigureAwait(false);
            await store.TryAddAsync(Row(FormattableString.Invariant($"zz:{seen.Count}"), 9), cancellationToken).ConfigureAwait(false);
        }
        while (page.Count == 3 && seen.Count < 1000);

        Expect(rule, seen.Distinct().Count() == seen.Count, "a row was listed twice");
        Expect(rule, !users.Except(seen).Any(), $"{users.Except(seen).Count()} rows were not listed");
    });

    private Task OneAddsAsync(string rule, CancellationToken cancellationToken) => WithStoreAsync(async store =>
    {
        for (var round = 0; round < 5; round++)
        {
            var user = FormattableString.Invariant($"tg:{round}");
            var won = await Crowd.RunAsync(i => store.TryAddAsync(Row(user, i), cancellationToken).AsTask()).ConfigureAwait(false);
            Expect(rule, won.Count(result => result) == 1, $"{won.Count(result => result)} of {Crowd.Size} were told that they won");
            await ExpectRowAsync(rule, store, Row(user, Array.IndexOf(won, true)), 1, cancellationToken).ConfigureAwait(false);
        }
    });

    private Task OneReplacesAsync(string rule, CancellationToken cancellationToken) => WithStoreAsync(async store =>
    {
        await store.TryAddAsync(Row("tg:1", 1000), cancellationToken).ConfigureAwait(false);
        for (var version = 1L; version <= 5; version++)
        {
            var won = await Crowd.RunAsync(i => store.TryReplaceAsync(Row("tg:1", i, version: version), cancellationToken).AsTask()).ConfigureAwait(false);
            Expect(rule, won.Count(result => result) == 1, $"{won.Count(result => result)} of {Crowd.Size} were told that they won");
            await ExpectRowAsync(rule, store, Row("tg:1", Array.IndexOf(won, true)), version + 1, cancellationToken).ConfigureAwait(false);
        }
    });

    private Task NoLostUpdateAsync(string rule, CancellationToken cancellationToken) => WithStoreAsync(async store =>
    {
        const int Each = 3;
        await store.TryAddAsync(Row("tg:1", 0, expiresAt: Created), cancellationToken).ConfigureAwait(false);
        await Crowd.RunAsync(async i =>
        {
            for (var done = 0; done < Each;)
            {
                var row = await store.FindAsync("tg:1", cancellationToken).ConfigureAwait(false) ?? throw new ContractViolationException(rule, "the row vanished");
                var next = Row("tg:1", i, expiresAt: row.ExpiresAt!.Value.AddMilliseconds(1), version: row.Version);
                if (await store.TryReplaceAsync(next, cancellationToken).ConfigureAwait(false)) done++;
                else await Task.Yield();
            }

            return true;
        }).ConfigureAwait(false);
        var last = await store.FindAsync("tg:1", cancellationToken).ConfigureAwait(false);
        Expect(rule, last?.Version == 1 + (Crowd.Size * Each), $"{Crowd.Size * Each} updates gave version {last?.Version}");
        Expect(rule, last!.ExpiresAt == Created.AddMilliseconds(Crowd.Size * Each), "an update was lost");
    });

    private Task UsersApartAsync(string rule, CancellationToken cancellationToken) => WithStoreAsync(async store =>
    {
        var done = await Crowd.RunAsync(async i =>
        {
            var user = FormattableString.Invariant($"tg:{i}");
            var all = await store.TryAddAsync(Row(user, i), cancellationToken).ConfigureAwait(false);
            for (var version = 1L; version <= 3; version++)
            {
                all &= await store.TryReplaceAsync(Row(user, i + (int)version, version: version), cancellationToken).ConfigureAwait(false);
                var row = await store.FindAsync(user, cancellationToken).ConfigureAwait(false);
                all &= row?.Version == version + 1 && row.Address == Row(user, i + (int)version).Address;
            }

            return all;
        }).ConfigureAwait(false);
        Expect(rule, done.All(all => all), $"{done.Count(all => !all)} of {Crowd.Size} users were hindered");
        var users = Enumerable.Range(0, Crowd.Size).Select(i => FormattableString.Invariant($"tg:{i}")).ToArray();
        await ExpectPagesAsync(rule, store, users, 10, cancellationToken).ConfigureAwait(false);
    });

    private Task NoTornRowsAsync(string rule, CancellationToken cancellationToken) => WithStoreAsync(async store =>
    {
        await store.TryAddAsync(Row("tg:1", 0), cancellationToken).ConfigureAwait(false);
        await Crowd.RunAsync(async i =>
        {
            for (var turn = 0; turn < 5; turn++)
            {
                var row = await store.FindAsync("tg:1", cancellationToken).ConfigureAwait(false) ?? throw new ContractViolationException(rule, "the row vanished");
                var seed = row.Envelope.Span[0];
                ExpectSame(rule, Row("tg:1", seed), row, row.Version);
                if (i % 2 == 0) await store.TryReplaceAsync(Row("tg:1", (i + turn) % 256, version: row.Version), cancellationToken).ConfigureAwait(false);
            }

            return true;
        }).ConfigureAwait(false);
    });

    private Task CancelledAsync(string rule, CancellationToken cancellationToken) => WithStoreAsync(async store =>
    {
        await store.TryAddAsync(Row("tg:1", 1), cancellationToken).ConfigureAwait(false);
        var cancelled = new CancellationToken(canceled: true);
        Func<Task>[] calls =
        [
            () => store.FindAsync("tg:1", cancelled).AsTask(),
            () => store.TryAddAsync(Row("tg:2", 2), cancelled).AsTask(),
            () => store.TryReplaceAsync(Row("tg:1", 3, version: 1), cancelled).AsTask(),
            () => store.ListAsync(null, 10, cancelled).AsTask(),
        ];
        foreach (var call in calls)
        {
            try
            {
                await call().ConfigureAwait(false);
                throw new ContractViolationException(rule, "a cancelled call did its work");
            }
            catch (OperationCanceledException)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        await ExpectRowAsync(rule, store, Row("tg:1", 1), 1, cancellationToken).ConfigureAwait(false);
        Expect(rule, await store.FindAsync("tg:2", cancellationToken).ConfigureAwait(false) is null, "a cancelled call added a row");
    });

    private async Task RestartedAsync(string rule, CancellationToken cancellationToken)
    {
        var store = _create();
        try
        {
            await store.TryAddAsync(Row("tg:1", 1), cancellationToken).ConfigureAwait(false);
            await store.TryAddAsync(Row("tg:2", 2), cancellationToken).ConfigureAwait(false);
            await store.TryReplaceAsync(Row("tg:2", 3, expiresAt: Created.AddDays(1), version: 1), cancellationToken).ConfigureAwait(false);
            store = _reopen!(store);
            await ExpectRowAsync(rule, store, Row("tg:1", 1), 1, cancellationToken).ConfigureAwait(false);
            await ExpectRowAsync(rule, store, Row("tg:2", 3, expiresAt: Created.AddDays(1)), 2, cancellationToken).ConfigureAwait(false);
            Expect(rule, await store.TryReplaceAsync(Row("tg:2", 4, version: 2), cancellationToken).ConfigureAwait(false), "after the restart a row was not replaced");
        }
        finally
        {
            await Disposal.DisposeAsync(store).ConfigureAwait(false);
        }
    }

    private async Task WithStoreAsync(Func<IWalletStore, Task> check)
    {
        var store = _create();
        try
        {
            await check(store).ConfigureAwait(false);
        }
        finally
        {
            await Disposal.DisposeAsync(store).ConfigureAwait(false);
        }
    }

    private static async Task ExpectPagesAsync(string rule, IWalletStore store, string[] users, int count, CancellationToken cancellationToken)
    {
        var seen = new List<string>();
        string? after = null;
        while (true)
        {
            var page = await store.ListAsync(after, count, cancellationToken).ConfigureAwait(false);
            Expect(rule, page.Count <= count, $"a page of {count} held {page.Count} rows");
            seen.AddRange(page.Select(row => row.User));
            if (page.Count < count) break;
            after = page[^1].User;
            Expect(rule, seen.Count <= users.Length, $"pages of {count} do not end");
        }

        Expect(rule, seen.Order(StringComparer.Ordinal).SequenceEqual(users.Order(StringComparer.Ordinal)), $"pages of {count} held {seen.Count} rows of {users.Length}, {seen.Distinct().Count()} of them different");
    }

    private static async Task ExpectRowAsync(string rule, IWalletStore store, WalletRow expected, long version, CancellationToken cancellationToken)
    {
        var row = await store.FindAsync(expected.User, cancellationToken).ConfigureAwait(false);
        if (row is null) throw new ContractViolationException(rule, "a row was not found");
        ExpectSame(rule, expected, row, version);
    }

    private static void ExpectSame(string rule, WalletRow expected, WalletRow actual, long version)
    {
        Expect(rule, actual.User == expected.User, "the user changed");
        Expect(rule, actual.Address == expected.Address, "the address changed");
        Expect(rule, actual.Envelope.Span.SequenceEqual(expected.Envelope.Span), "the envelope changed");
        Expect(rule, actual.State == expected.State, $"the state is {actual.State} instead of {expected.State}");
        Expect(rule, actual.CreatedAt == expected.CreatedAt, $"created at {actual.CreatedAt:O} instead of {expected.CreatedAt:O}");
        Expect(rule, actual.ExpiresAt == expected.ExpiresAt, $"expires at {actual.ExpiresAt:O} instead of {expected.ExpiresAt:O}");
        Expect(rule, actual.Version == version, $"the version is {actual.Version} instead of {version}");
    }

    private static WalletRow Row(
        string user,
        int seed,
        byte[]? envelope = null,
        int envelopeSize = EnvelopeSize,
        WalletState state = WalletState.Active,
        DateTimeOffset? expiresAt = null,
        long version = 0) => new()
        {
            User = user,
            Address = new EthereumAddress(Keccak256.Hash(BitConverter.GetBytes(seed)).ToArray().AsSpan(0, EthereumAddress.Size)),
            Envelope = envelope ?? Envelope(seed, envelopeSize),
            State = state,
            CreatedAt = Created,
            ExpiresAt = expiresAt,
            Version = version,
        };

    /// <summary>Bytes that begin with the seed and hold every value.</summary>
    private static byte[] Envelope(int seed, int size) => [.. Enumerable.Range(seed, size).Select(i => (byte)(i & 0xFF))];

    private static void Expect(string rule, bool holds, FormattableString otherwise)
    {
        if (!holds) throw new ContractViolationException(rule, FormattableString.Invariant(otherwise));
    }

    private static void Expect(string rule, bool holds, string otherwise)
    {
        if (!holds) throw new ContractViolationException(rule, otherwise);
    }
}
