using System.Buffers;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Explorer;

/// <summary>Blocks and transactions of the chain, from the venue's explorer; needs no key. Immutable and safe to share.</summary>
public sealed partial class ExplorerClient
{
    private const int HashLength = 66;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private readonly HyperliquidClient _client;

    internal ExplorerClient(HyperliquidClient client) => _client = client;

    /// <summary>One block with its transactions. Wire: explorer <c>blockDetails</c>, weight 40.</summary>
    /// <param name="height">The number of the block.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<ExplorerBlock> GetBlockAsync(long height, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(height);
        var request = InfoRequest.Create("blockDetails", writer => writer.WriteNumber("height"u8, height));
        var reply = await _client.ExplorerInfo.RequireAsync(request, HyperliquidJsonContext.Default.ExplorerBlockReply, cancellationToken).ConfigureAwait(false);
        return reply.Block ?? throw Empty(request.Type);
    }

    /// <summary>One transaction. Wire: explorer <c>txDetails</c>, weight 40.</summary>
    /// <param name="hash"><c>0x</c> and 64 hex digits.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">The text cannot be a hash.</exception>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<ExplorerTransaction> GetTransactionAsync(string hash, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hash);
        if (hash.Length != HashLength || !hash.StartsWith("0x", StringComparison.Ordinal) || hash.AsSpan(2).ContainsAnyExcept(HexDigits)) throw new ArgumentException($"A hash is 0x and 64 hex digits, not {Quoted.Text(hash)}.", nameof(hash));
        var request = InfoRequest.Create("txDetails", writer => writer.WriteString("hash"u8, hash));
        var reply = await _client.ExplorerInfo.RequireAsync(request, HyperliquidJsonContext.Default.ExplorerTransactionReply, cancellationToken).ConfigureAwait(false);
        return reply.Transaction ?? throw Empty(request.Type);
    }

    /// <summary>What an address sent of late. Wire: explorer <c>userDetails</c>, weight 40.</summary>
    /// <param name="user">The address.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<IReadOnlyList<ExplorerTransaction>> GetUserTransactionsAsync(EthereumAddress user, CancellationToken cancellationToken = default)
    {
        var request = InfoRequest.Create("userDetails", writer => writer.WriteString("user"u8, user.ToLowerHex()));
        var reply = await _client.ExplorerInfo.RequireAsync(request, HyperliquidJsonContext.Default.ExplorerUserReply, cancellationToken).ConfigureAwait(false);
        return reply.Transactions ?? throw Empty(request.Type);
    }

    private static ResponseFormatException Empty(string type) => new($"The answer to '{type}' holds nothing.", mayHaveExecuted: false, body: null);
}
