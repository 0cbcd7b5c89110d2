using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>What an action does, as it tells a policy itself. Collected anew for every action that a policy judges.</summary>
internal sealed class ActionFacts
{
    public readonly record struct PlacedOrder(AssetId Asset, OrderSide Side, decimal? Price, decimal Size, bool ReduceOnly);

    public List<PlacedOrder> Orders { get; } = [];

    public List<AssetId> Assets { get; } = [];

    public List<string> Coins { get; } = [];

    public List<(AssetId Asset, decimal Value)> Leverages { get; } = [];

    public List<string> Destinations { get; } = [];

    /// <summary>What is traded or lent and has no coin that could be compared, as the action names it.</summary>
    public List<string> Unnamed { get; } = [];

    public List<EthereumAddress> Delegates { get; } = [];

    /// <summary>Transfers to chains that are not the venue's.</summary>
    public List<(long ChainId, bool HasData)> EvmTransfers { get; } = [];

    public List<(EthereumAddress Builder, decimal TenthsOfBasisPoint)> BuilderFees { get; } = [];

    public List<ExchangeAction> Inner { get; } = [];

    public bool IsUntyped { get; private set; }

    /// <summary>An order is placed. The price is the worst it may be filled at; null where it has none, as a TWAP.</summary>
    public void Order(AssetId asset, OrderSide side, decimal? price, decimal size, bool reduceOnly)
    {
        Orders.Add(new(asset, side, price, size, reduceOnly));
        Assets.Add(asset);
    }

    /// <summary>Something is done about an asset: a cancel, a margin.</summary>
    public void Asset(AssetId asset) => Assets.Add(asset);

    /// <summary>Something is done about a coin that the action names by its text.</summary>
    public void Coin(string coin) => Coins.Add(coin);

    /// <summary>Something is done about coins that the action does not name.</summary>
    public void UnnamedCoins(string what) => Unnamed.Add(what);

    /// <summary>Somebody gets power over the account: may sign for it, or takes part in it. The zero address stands for nobody.</summary>
    public void Delegate(EthereumAddress address)
    {
        if (!address.IsZero) Delegates.Add(address);
    }

    /// <summary>Money goes to another chain, and a contract may be called there.</summary>
    public void EvmTransfer(long chainId, bool hasData) => EvmTransfers.Add((chainId, hasData));

    /// <summary>A leverage is set.</summary>
    public void Leverage(AssetId asset, decimal leverage)
    {
        Leverages.Add((asset, leverage));
        Assets.Add(asset);
    }

    /// <summary>Money goes to an address: a user, a sub-account, a vault.</summary>
    public void Destination(EthereumAddress address) => Destinations.Add(address.ToLowerHex());

    /// <summary>Money goes somewhere that is not an address of the venue, such as a recipient on another chain.</summary>
    public void Destination(string recipient) => Destinations.Add(EthereumAddress.TryParse(recipient, out var address) ? address.ToLowerHex() : recipient);

    /// <summary>A builder is paid, or may be from now on, at most this much.</summary>
    public void BuilderFee(EthereumAddress builder, decimal tenthsOfBasisPoint) => BuilderFees.Add((builder, tenthsOfBasisPoint));

    /// <summary>Another action is carried out inside.</summary>
    public void Contains(ExchangeAction inner) => Inner.Add(inner);

    /// <summary>Nothing is known about the action but its type.</summary>
    public void Untyped() => IsUntyped = true;
}
