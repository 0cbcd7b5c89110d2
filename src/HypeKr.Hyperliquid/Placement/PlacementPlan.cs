using System.Security.Cryptography;
using System.Text;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>What an action is to the journal: its kind, its items, and the ids of the client's that follow from its key.</summary>
internal static class PlacementPlan
{
    private const string Label = "HypeKr.Hyperliquid placement 1";

    public static PlacementKind KindOf(ExchangeAction action) => action switch
    {
        OrderAction => PlacementKind.Orders,
        ModifyAction or BatchModifyAction => PlacementKind.Modification,
        CancelAction or CancelByCloidAction => PlacementKind.Cancel,
        TwapOrderAction => PlacementKind.Twap,
        TwapCancelAction => PlacementKind.TwapCancel,
        UserSignedAction => PlacementKind.UserSigned,
        _ => PlacementKind.Other,
    };

    /// <summary>The client's id of an item: the first 16 bytes of SHA-256 over label, network, address, key and attempt, and the item's number from the second on. Each part goes behind its length.</summary>
    public static Cloid CloidOf(HyperliquidNetwork network, EthereumAddress address, string key, int attempt, int item)
    {
        var parts = new JournalBytes();
        parts.Text(Label);
        parts.Text(NetworkText(network));
        parts.Address(address);
        parts.Text(key);
        parts.Int64(attempt);
        if (item > 0) parts.Int64(item);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(parts.Written, digest);
        return new(digest[..Cloid.Size]);
    }

    /// <summary>A network by name, and by place where there are many of the name.</summary>
    public static string NetworkText(HyperliquidNetwork network) => network.IsEmulator ? $"{network.Name} {network.BaseAddress.AbsoluteUri}" : network.Name;

    /// <summary>SHA-256 of what was asked for, without what differs between attempts: the ids of the client's and the nonce.</summary>
    public static byte[] IntentOf(ExchangeAction action, HyperliquidNetwork network) => IntentOf(WithCloids(action, static (_, _) => null).ToJson(network, 0));

    /// <summary>The same for what is asked for in other words than the action's, as a close is.</summary>
    public static byte[] IntentOf(string words) => SHA256.HashData(Encoding.UTF8.GetBytes(words));

    /// <summary>The action with other ids of the client's; one that has none is itself.</summary>
    public static ExchangeAction WithCloids(ExchangeAction action, Func<int, Cloid?, Cloid?> cloidOf) => action switch
    {
        OrderAction orders => new OrderAction(orders.Orders.Select((order, i) => order.WithCloid(cloidOf(i, order.Cloid))), orders.Grouping, orders.Builder),
        ModifyAction modify => new ModifyAction(modify.Target, modify.Order.WithCloid(cloidOf(0, modify.Order.Cloid)), modify.AlwaysPlace),
        BatchModifyAction batch => new BatchModifyAction(batch.Modifications.Select((m, i) => m with { Order = m.Order.WithCloid(cloidOf(i, m.Order.Cloid)) }), batch.AlwaysPlace),
        _ => action,
    };

    public static async Task<PlacementItem[]> ItemsOfAsync(ExchangeAction action, UniverseCache universe, CancellationToken cancellationToken)
    {
        switch (action)
        {
            case OrderAction orders:
                return await AllAsync(orders.Orders.Select(order => OrderAsync(order, null))).ConfigureAwait(false);
            case ModifyAction modify:
                return [await OrderAsync(modify.Order, modify.Target).ConfigureAwait(false)];
            case BatchModifyAction batch:
                return await AllAsync(batch.Modifications.Select(m => OrderAsync(m.Order, m.Target))).ConfigureAwait(false);
            case CancelAction cancel:
                return await AllAsync(cancel.Cancels.Select(c => CancelAsync(c.Asset, c.OrderId))).ConfigureAwait(false);
            case CancelByCloidAction cancel:
                return await AllAsync(cancel.Cancels.Select(c => CancelAsync(c.Asset, c.Cloid))).ConfigureAwait(false);
            case TwapOrderAction { Twap: var twap }:
                var traded = await universe.GetAsync(twap.Asset, cancellationToken).ConfigureAwait(false);
                return [new() { Coin = traded.Coin, Side = twap.Side, Size = twap.Size.Value, ReduceOnly = twap.ReduceOnly }];
            case TwapCancelAction cancel:
                return [await CancelAsync(cancel.Asset, cancel.TwapId).ConfigureAwait(false)];
            default:
                return [new()];
        }

        async Task<PlacementItem> OrderAsync(OrderTerms order, OrderTarget? target)
        {
            var asset = await universe.GetAsync(order.Asset, cancellationToken).ConfigureAwait(false);
            return new()
            {
                Coin = asset.Coin,
                Side = order.Side,
                Size = order.Size.Value,
                Price = order.Price.Value,
                ReduceOnly = order.ReduceOnly,
                TimeInForce = order.TimeInForce,
                IsTrigger = order.Trigger is not null,
                Cloid = order.Cloid,
                Target = target,
            };
        }

        // A cancel must not fail for a list that cannot be had: its coin only says on which dex to look.
        async Task<PlacementItem> CancelAsync(AssetId id, OrderTarget target)
        {
            try
            {
                var coin = id.Kind == AssetKind.Perp ? "" : (await universe.GetAsync(id, cancellationToken).ConfigureAwait(false)).Coin;
                return new() { Coin = coin, Target = target };
            }
            catch (HyperliquidException)
            {
                return new() { Target = target };
            }
        }

        static async Task<PlacementItem[]> AllAsync(IEnumerable<Task<PlacementItem>> items) => await Task.WhenAll(items).ConfigureAwait(false);
    }
}
