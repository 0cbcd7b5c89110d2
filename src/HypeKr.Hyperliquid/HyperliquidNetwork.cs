namespace HypeKr.Hyperliquid;

/// <summary>Where to send and which chain to sign for, coupled so that they cannot be mixed up. Immutable.</summary>
public sealed class HyperliquidNetwork
{
    private const string VenueDomain = "hyperliquid.xyz";
    private const string TestnetDomain = "hyperliquid-testnet.xyz";

    private HyperliquidNetwork(string name, HyperliquidChain chain, Uri baseAddress, Uri explorerAddress)
    {
        Name = name;
        Chain = chain;
        BaseAddress = baseAddress;
        InfoAddress = new Uri(baseAddress, "info");
        ExchangeAddress = new Uri(baseAddress, "exchange");
        ExplorerAddress = explorerAddress;
        WebSocketAddress = new UriBuilder(new Uri(baseAddress, "ws")) { Scheme = baseAddress.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs }.Uri;
    }

    /// <summary>The venue with real money.</summary>
    public static HyperliquidNetwork Mainnet { get; } = new("Mainnet", HyperliquidChain.Mainnet, new Uri($"https://api.{VenueDomain}/"), new Uri($"https://rpc.{VenueDomain}/explorer"));

    /// <summary>The venue's test network.</summary>
    public static HyperliquidNetwork Testnet { get; } = new("Testnet", HyperliquidChain.Testnet, new Uri($"https://api.{TestnetDomain}/"), new Uri($"https://rpc.{TestnetDomain}/explorer"));

    /// <summary>The name for logs and screens: <c>Mainnet</c>, <c>Testnet</c> or <c>Emulator</c>.</summary>
    public string Name { get; }

    /// <summary>The chain that signatures are bound to.</summary>
    public HyperliquidChain Chain { get; }

    /// <summary>Whether orders here move real money.</summary>
    public bool IsMainnet => Chain == HyperliquidChain.Mainnet;

    /// <summary>The root of the HTTP interface; ends in a slash.</summary>
    public Uri BaseAddress { get; }

    internal bool IsEmulator => this != Mainnet && this != Testnet;

    /// <summary>Where reads are posted.</summary>
    public Uri InfoAddress { get; }

    /// <summary>Where signed actions are posted.</summary>
    public Uri ExchangeAddress { get; }

    /// <summary>Where blocks and transactions are asked for: a host of its own on the venue, <c>explorer</c> under the root of an emulator.</summary>
    public Uri ExplorerAddress { get; }

    /// <summary>Where subscriptions are opened.</summary>
    public Uri WebSocketAddress { get; }

    /// <summary>Where subscriptions to blocks and transactions are opened: a host of its own on the venue, <c>explorer/ws</c> under the root of an emulator.</summary>
    public Uri ExplorerWebSocketAddress => field ??= IsEmulator
        ? new UriBuilder(new Uri(BaseAddress, "explorer/ws")) { Scheme = WebSocketAddress.Scheme }.Uri
        : new UriBuilder(WebSocketAddress) { Host = WebSocketAddress.Host.Replace("api.", "rpc.", StringComparison.Ordinal) }.Uri;

    /// <summary>A local exchange. It is signed for as testnet, always: what paper trading signs is worthless on mainnet.</summary>
    /// <param name="baseAddress">An absolute http or https address without query or fragment, such as <c>http://127.0.0.1:3001</c>; a path is kept.</param>
    /// <exception cref="ArgumentException">The address is relative, of another scheme, has a query or fragment, or is the venue's own.</exception>
    public static HyperliquidNetwork Emulator(Uri baseAddress)
    {
        ArgumentNullException.ThrowIfNull(baseAddress);
        if (!baseAddress.IsAbsoluteUri || (baseAddress.Scheme != Uri.UriSchemeHttp && baseAddress.Scheme != Uri.UriSchemeHttps)
            || baseAddress.Query.Length > 0 || baseAddress.Fragment.Length > 0)
        {
            throw new ArgumentException($"An emulator's address is an absolute http or https address without query or fragment, not '{baseAddress.OriginalString}'.", nameof(baseAddress));
        }

        var host = baseAddress.Host.TrimEnd('.');
        if (IsVenue(host, VenueDomain) || IsVenue(host, TestnetDomain))
        {
            throw new ArgumentException($"'{host}' is the venue itself: use {nameof(HyperliquidNetwork)}.{nameof(Mainnet)} or {nameof(Testnet)}.", nameof(baseAddress));
        }

        var text = baseAddress.AbsoluteUri;
        var root = text.EndsWith('/') ? baseAddress : new Uri(text + "/");
        return new("Emulator", HyperliquidChain.Testnet, root, new Uri(root, "explorer"));
    }

    /// <summary>The name of the network.</summary>
    public override string ToString() => Name;

    private static bool IsVenue(string host, string domain) =>
        host.Equals(domain, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase);
}
