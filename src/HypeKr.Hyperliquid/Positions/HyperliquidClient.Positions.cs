using System.Globalization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

public sealed partial class HyperliquidClient
{
    /// <summary>Margin and positions of several addresses on the main dex. Wire: info <c>batchClearinghouseStates</c>, weight 20.</summary>
    /// <param name="users">The addresses.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>One for each address, in their order.</returns>
    /// <exception cref="ArgumentException">There are no addresses.</exception>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read, or one of another length.</exception>
    public async Task<IReadOnlyList<PerpState>> GetPerpStatesAsync(IReadOnlyList<EthereumAddress> users, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(users);
        if (users.Count == 0) throw new ArgumentException("Name one address at least.", nameof(users));
        var request = InfoRequest.Create("batchClearinghouseStates", writer =>
        {
            writer.WriteStartArray("users"u8);
            foreach (var user in users) writer.WriteStringValue(user.ToLowerHex());
            writer.WriteEndArray();
        });
        var states = await Info.RequireAsync(request, HyperliquidJsonContext.Default.IReadOnlyListPerpState, cancellationToken).ConfigureAwait(false);
        return states.Count == users.Count
            ? states
            : throw new ResponseFormatException(string.Create(CultureInfo.InvariantCulture, $"The venue answered about {states.Count} addresses, not {users.Count}."), mayHaveExecuted: false, body: null);
    }
}
