using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Every read about one address; needs no key. Immutable and safe to share.</summary>
/// <remarks>
/// Use the address of the account, sub-account or vault. Asked about an agent (API wallet) the venue answers with empty data, not with an error;
/// <see cref="GetRoleAsync"/> tells an agent.
/// </remarks>
public sealed partial class UserView
{
    private readonly HyperliquidClient _client;

    internal UserView(HyperliquidClient client, EthereumAddress address) => (_client, Address) = (client, address);

    /// <summary>The address that the reads are about.</summary>
    public EthereumAddress Address { get; }

    /// <summary>What the address is to the venue, and whose agent or sub-account. Wire: info <c>userRole</c>, weight 60.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<UserRole> GetRoleAsync(CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(Request("userRole"), HyperliquidJsonContext.Default.UserRole, cancellationToken);

    /// <summary>The fingerprint of the address.</summary>
    public override string ToString() => Address.Fingerprint;

    private InfoRequest Request(string type, string? dex = null, Action<Utf8JsonWriter>? writeMembers = null) => InfoRequest.Create(type, writer =>
    {
        writer.WriteString("user"u8, Address.ToLowerHex());
        if (!string.IsNullOrEmpty(dex)) writer.WriteString("dex"u8, DexName.Check(dex));
        writeMembers?.Invoke(writer);
    });
}
