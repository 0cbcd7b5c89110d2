using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>The nonces of one signer: Unix milliseconds, or one more than the last, whichever is larger. Never the same twice in a process.</summary>
/// <remarks>
/// <para>The venue keeps nonces by signer, not by account or connection. Two clients that share a key would repeat each other's nonces if each counted
/// for itself, and one of their orders would be refused. So the last nonce of a signer is kept once a process, and every source for it counts on from there.</para>
/// <para>Nonces may arrive out of order, so requests need not wait for each other. Two processes need two agents: nothing here can see the other's nonces.</para>
/// <para>A nonce has to lie between two days before and one day after the venue's time. A clock that was once far ahead leaves its nonces behind.</para>
/// <para>Safe to use from any thread, without locks.</para>
/// </remarks>
public sealed class NonceSource
{
    private static readonly ConcurrentDictionary<EthereumAddress, StrongBox<long>> LastBySigner = new();

    private readonly StrongBox<long> _last;
    private readonly TimeProvider _timeProvider;

    private NonceSource(StrongBox<long> last, TimeProvider timeProvider) => (_last, _timeProvider) = (last, timeProvider);

    /// <summary>The nonces of a signer, counted on from what any other source for it has given.</summary>
    /// <param name="signer">The address of the key that signs: the agent's, where an agent signs.</param>
    /// <param name="timeProvider">Where the time comes from; the system's clock by default.</param>
    public static NonceSource For(EthereumAddress signer, TimeProvider? timeProvider = null) =>
        new(LastBySigner.GetOrAdd(signer, static _ => new StrongBox<long>()), timeProvider ?? TimeProvider.System);

    /// <summary>A nonce that this process has not used for the signer before, larger than all it has.</summary>
    public long Next()
    {
        var now = _timeProvider.GetUtcNow().ToUnixTimeMilliseconds();
        while (true)
        {
            var last = Volatile.Read(ref _last.Value);
            var next = Math.Max(now, last + 1);
            if (Interlocked.CompareExchange(ref _last.Value, next, last) == last) return next;
        }
    }
}
