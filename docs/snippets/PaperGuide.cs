using HypeKr.Crypto;
using HypeKr.Hyperliquid;
using HypeKr.Hyperliquid.Emulator;

namespace HypeKr.Snippets;

/// <summary>The code of docs/guides/paper.md.</summary>
public static class PaperGuide
{
    public static async Task MirrorAsync(Secp256k1PrivateKey paperKey)
    {
        #region paper-mirror
        using var venue = new HyperliquidClient(new HyperliquidOptions());                     // reads only: no key
        await using var mirror = await VenueMirror.StartAsync(venue, new MirrorOptions { Coins = ["BTC", "ETH"] });
        mirror.Emulator.Admin.Fund(paperKey.Address, 10_000);

        using var client = new HyperliquidClient(new HyperliquidOptions
        {
            Network = mirror.Emulator.Network,                                                // signs as testnet: worthless on mainnet
            InfoHandler = mirror.Emulator.CreateHandler(),
            ExchangeHandler = mirror.Emulator.CreateHandler(),
            Feeds = new FeedConnectionOptions { SocketFactory = mirror.Emulator.CreateSocketFactory() },
        });
        var account = client.ForAccount(paperKey.Address, new PrivateKeySigner(paperKey));
        Console.WriteLine(await account.Orders.PlaceMarketAsync(OrderRequest.Buy("BTC", new OrderSize(0.01m))));
        #endregion
    }
}
