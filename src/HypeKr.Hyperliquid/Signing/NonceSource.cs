using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>The nonces of one signer: Unix milliseconds, or one more than the last, whichever is larger. Never the same twice in a process.</summary>
/// <remarks>
/// <para>The venue keeps nonces by signer, not by account or connection. Two clients that share a key would repeat each other's nonces if each counted
/// for itself, and one of their orders would be refused. So the last nonce of a signer is kept once a process, and every source for it counts on from there;
/// a <see cref="PlacementJournal"/> makes it count on from what an earlier process gave.</para>
/// <para>Nonces may arrive out of order, so requests need not wait for each other. Two processes need two agents: nothing here can see the other's nonces.</para>
/// <para>A nonce has to lie between two days before and one day after the venue's time. An account counts by the venue's clock as soon as it has heard it, so that a local
/// clock that is set days ahead or back changes nothing; a source of one's own has no other clock than the one that it is given.</para>
/// <para>Safe to use from any thread, without locks.</para>
/// </remarks>
public sealed class NonceSource
{
    /// <summary>How far ahead of the venue a nonce may be given out: short of the day after which the venue would refuse it.</summary>
    internal static readonly TimeSpan MostAhead = TimeSpan.FromHours(20);

    private static readonly ConcurrentDictionary<EthereumAddress, StrongBox<long>> LastBySigner = new();

    private readonly StrongBox<long> _last;
    private readonly TimeProvider _timeProvider;
    private readonly VenueClock? _venue;

    private NonceSource(StrongBox<long> last, TimeProvider timeProvider, VenueClock? venue) => (_last, _timeProvider, _venue) = (last, timeProvider, venue);

    /// <summary>The last nonce that was given out or may have been; zero when none was.</summary>
    internal long Last => Volatile.Read(ref _last.Value);

    /// <summary>The nonces of a signer, counted on from what any other source for it has given.</summary>
    /// <param name="signer">The address of the key that signs: the agent's, where an agent signs.</param>
    /// <param name="timeProvider">Where the time comes from; the system's clock by default.</param>
    public static NonceSource For(EthereumAddress signer, TimeProvider? timeProvider = null) => new(Box(signer), timeProvider ?? TimeProvider.System, null);

    /// <summary>The same, by the venue's clock once it was heard.</summary>
    internal static NonceSource For(EthereumAddress signer, TimeProvider timeProvider, VenueClock venue) => new(Box(signer), timeProvider, venue);

    /// <summary>A nonce that this process has not used for the signer before, larger than all it has.</summary>
    /// <exception cref="InvalidActionException">The last one is so far ahead of the venue's time that the venue would refuse the next.</exception>
    public long Next()
    {
        var venue = _venue?.Now;
        var now = venue ?? _timeProvider.GetUtcNow().ToUnixTimeMilliseconds();
        while (true)
        {
            var last = Volatile.Read(ref _last.Value);
            var next = Math.Max(now, last + 1);
            if (venue is { } time && next - time > MostAhead.TotalMilliseconds) throw TooFarAhead(next - time);
            if (Interlocked.CompareExchange(ref _last.Value, next, last) == last) return next;
        }
    }

    /// <summary>Gives out nothing up to this any more.</summary>
    internal void Raise(long mark)
    {
        for (var last = Last; last < mark; last = Last)
        {
            if (Interlocked.CompareExchange(ref _last.Value, mark, last) == last) return;
        }
    }

    private static StrongBox<long> Box(EthereumAddress signer) => LastBySigner.GetOrAdd(signer, static _ => new StrongBox<long>());

    private static InvalidActionException TooFarAhead(long milliseconds) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"The signer's last nonce is {milliseconds / 3_600_000.0:0.#} hours ahead of the venue's time, and the venue takes none that is a day ahead: a clock was wrong when it was given. Wait until less than {MostAhead.TotalHours:0} hours are left, or approve another agent."));
}
