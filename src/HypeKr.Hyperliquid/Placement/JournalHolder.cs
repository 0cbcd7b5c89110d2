using System.Collections.Concurrent;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Whose journal is open in this process: two of one signer, in two files, would each know half of its keys and nonces.</summary>
internal sealed class JournalHolder : IDisposable
{
    private static readonly ConcurrentDictionary<(string Network, EthereumAddress Signer), JournalHolder> Held = new();

    private readonly (string Network, EthereumAddress Signer) _whose;

    private JournalHolder(string network, EthereumAddress signer) => _whose = (network, signer);

    /// <exception cref="PlacementJournalException">One is open.</exception>
    public static JournalHolder Take(HyperliquidNetwork network, EthereumAddress signer)
    {
        var holder = new JournalHolder(PlacementPlan.NetworkText(network), signer);
        return Held.TryAdd(holder._whose, holder)
            ? holder
            : throw new PlacementJournalException($"A journal of the signer {signer.Fingerprint} is open in this process: a signer has one journal at a time, in one file. Use its {nameof(PlacementJournal.Account)}, or give this one an agent of its own.");
    }

    public void Dispose() => Held.TryRemove(new(_whose, this));
}
