namespace HypeKr.Crypto.Testing;

/// <summary>What every <see cref="INonceStore"/> has to keep, as tests for any test framework.</summary>
/// <remarks>
/// Run <see cref="Rules"/> one test each, or all with <see cref="CheckAsync"/>. Every rule takes a new, empty store, and disposes it if it
/// can be disposed. Some rules call from 64 threads at once.
/// </remarks>
public sealed class NonceStoreContract
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Func<TimeProvider, INonceStore> _create;
    private readonly Func<INonceStore, TimeProvider, INonceStore>? _reopen;

    /// <summary>The contract for one kind of store.</summary>
    /// <param name="create">Makes a new, empty store that goes by the given clock.</param>
    /// <param name="reopen">
    /// For a store that outlives its process: gets a store, which it may dispose, and gives one over the same medium, as after a restart.
    /// </param>
    public NonceStoreContract(Func<TimeProvider, INonceStore> create, Func<INonceStore, TimeProvider, INonceStore>? reopen = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        _create = create;
        _reopen = reopen;
        List<ContractRule> rules =
        [
            new("a nonce is used once", UsedOnceAsync),
            new("another expiry does not make it another nonce", OtherExpiryAsync),
            new("nonces that differ in one bit are different nonces", ApartAsync),
            new("of 64 callers at once one wins", OneWinnerAsync),
            new("64 different nonces at once all win", AllWinAsync),
            new("a used nonce is remembered to its last instant", RememberedAsync),
            new("a nonce is remembered when others are forgotten", OthersForgottenAsync),
            new("a cancelled call gives up", CancelledAsync),
        ];
        if (reopen is not null) rules.Add(new("a used nonce is remembered across a restart", RestartedAsync));
        Rules = rules;
    }

    /// <summary>The rules: 8, and one more for stores that outlive their process.</summary>
    public IReadOnlyList<ContractRule> Rules { get; }

    /// <summary>Checks all rules, one after the other.</summary>
    /// <exception cref="ContractViolationException">The store breaks one.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken = default)
    {
        foreach (var rule in Rules) await rule.CheckAsync(cancellationToken).ConfigureAwait(false);
    }

    private Task UsedOnceAsync(string rule, CancellationToken cancellationToken) => WithStoreAsync(async (store, clock) =>
    {
        var until = clock.GetUtcNow() + Minute;
        Expect(rule, await store.TryConsumeAsync(Id(1), until, cancellationToken).ConfigureAwait(false), "the first use was refused");
        for (var again = 0; again < 3; again++)
        {
            Expect(rule, !await store.TryConsumeAsync(Id(1), until, cancellationToken).ConfigureAwait(false), "a second use was allowed");
        }
    });

    private Task OtherExpiryAsync(string rule, CancellationToken cancellationToken) => WithStoreAsync(async (store, clock) =>
    {
        var until = clock.GetUtcNow() + Minute;
        Expect(rule, await store.TryConsumeAsync(Id(1), until, cancellationToken).ConfigureAwait(false), "the first use was refused");
        foreach (var other in (DateTimeOffset[])[until + Minute, until - (Minute / 2), until.ToOffset(TimeSpan.FromHours(9))])
        {
            Expect(rule, !await store.TryConsumeAsync(Id(1), other, cancellationToken).ConfigureAwait(false), "a use with another expiry was allowed");
        }
    });

    private Task ApartAsync(string rule, CancellationToken cancellationToken) => WithStoreAsync(async (store, clock) =>
    {
        var until = clock.GetUtcNow() + Minute;
        Expect(rule, await store.TryConsumeAsync(Id(1), until, cancellationToken).ConfigureAwait(false), "the first use was refused");
        for (var bit = 0; bit < Hash32.Size * 8; bit++)
        {
            var bytes = Id(1).ToArray();
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Expect(rule, await store.TryConsumeAsync(new Hash32(bytes), until, cancellationToken).ConfigureAwait(false), $"bit {bit} was not looked at");
        }
    });

    private Task OneWinnerAsync(string rule, CancellationToken cancellationToken) => WithStoreAsync(async (store, clock) =>
    {
        var until = clock.GetUtcNow() + Minute;
        for (var round = 0; round < 8; round++)
        {
            var id = Id(round);
            var won = await Crowd.RunAsync(_ => store.TryConsumeAsync(id, until, cancellationToken).AsTask()).ConfigureAwait(false);
            var winners = won.Count(result => result);
            Expect(rule, winners == 1, $"{winners} of {Crowd.Size} callers won");
        }
    });

    private Task AllWinAsync(string rule, CancellationToken cancellationToken) => WithStoreAsync(async (store, clock) =>
    {
        var until = clock.GetUtcNow() + Minute;
        var won = await Crowd.RunAsync(i => store.TryConsumeAsync(Id(i), until, cancellationToken).AsTask()).ConfigureAwait(false);
        Expect(rule, won.All(result => result), $"{won.Count(result => !result)} of {Crowd.Size} were refused");
        var again = await Crowd.RunAsync(i => store.TryConsumeAsync(Id(i), until, cancellationToken).AsTask()).ConfigureAwait(false);
        Expect(rule, !again.Any(result => result), $"{again.Count(result => result)} of {Crowd.Size} were lost");
    });

    private Task RememberedAsync(string rule, CancellationToken cancellationToken) => WithStoreAsync(async (store, clock) =>
    {
        var lifetime = 10 * Minute;
        var until = clock.GetUtcNow() + lifetime;
        Expect(rule, await store.TryConsumeAsync(Id(0), until, cancellationToken).ConfigureAwait(false), "the first use was refused");
        const int Steps = 10;
        for (var step = 1; step <= Steps; step++)
        {
            // Other traffic gives the store its chance to tidy up.
            clock.Advance(lifetime / Steps);
            await store.TryConsumeAsync(Id(step), clock.GetUtcNow() + Minute, cancellationToken).ConfigureAwait(false);
            Expect(rule, !await store.TryConsumeAsync(Id(0), until, cancellationToken).ConfigureAwait(false), $"it was forgotten {until - clock.GetUtcNow()} before its end");
        }
    });

    private Task OthersForgottenAsync(string rule, CancellationToken cancellationToken) => WithStoreAsync(async (store, clock) =>
    {
        var until = clock.GetUtcNow() + (100 * Minute);
        Expect(rule, await store.TryConsumeAsync(Id(0), until, cancellationToken).ConfigureAwait(false), "the first use was refused");
        for (var i = 1; i <= 200; i++)
        {
            Expect(rule, await store.TryConsumeAsync(Id(i), clock.GetUtcNow() + TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(false), "a new nonce was refused");
            clock.Advance(TimeSpan.FromSeconds(20));
        }

        Expect(rule, !await store.TryConsumeAsync(Id(0), until, cancellationToken).ConfigureAwait(false), "it was forgotten with the others");
    });

    private Task CancelledAsync(string rule, CancellationToken cancellationToken) => WithStoreAsync(async (store, clock) =>
    {
        try
        {
            var used = await store.TryConsumeAsync(Id(1), clock.GetUtcNow() + Minute, new CancellationToken(canceled: true)).ConfigureAwait(false);
            throw new ContractViolationException(rule, $"it answered {used}");
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    });

    private async Task RestartedAsync(string rule, CancellationToken cancellationToken)
    {
        var clock = new ManualClock();
        var until = clock.GetUtcNow() + Minute;
        var store = _create(clock);
        try
        {
            Expect(rule, await store.TryConsumeAsync(Id(1), until, cancellationToken).ConfigureAwait(false), "the first use was refused");
            store = _reopen!(store, clock);
            Expect(rule, !await store.TryConsumeAsync(Id(1), until, cancellationToken).ConfigureAwait(false), "the restart forgot it");
            Expect(rule, await store.TryConsumeAsync(Id(2), until, cancellationToken).ConfigureAwait(false), "after the restart a new nonce was refused");
        }
        finally
        {
            await Disposal.DisposeAsync(store).ConfigureAwait(false);
        }
    }

    private async Task WithStoreAsync(Func<INonceStore, ManualClock, Task> check)
    {
        var clock = new ManualClock();
        var store = _create(clock);
        try
        {
            await check(store, clock).ConfigureAwait(false);
        }
        finally
        {
            await Disposal.DisposeAsync(store).ConfigureAwait(false);
        }
    }

    private static Hash32 Id(int number) => Keccak256.Hash(BitConverter.GetBytes(number));

    private static void Expect(string rule, bool holds, FormattableString otherwise)
    {
        if (!holds) throw new ContractViolationException(rule, FormattableString.Invariant(otherwise));
    }

    private static void Expect(string rule, bool holds, string otherwise)
    {
        if (!holds) throw new ContractViolationException(rule, otherwise);
    }
}
