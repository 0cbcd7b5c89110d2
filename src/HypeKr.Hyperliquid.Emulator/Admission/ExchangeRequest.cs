using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The body of <c>POST /exchange</c>. An expiry of 0 is a time, not an absence.</summary>
internal sealed record ExchangeRequest(string Type, EmulatedAction Action, long Nonce, WireSignature Signature, EthereumAddress? VaultAddress, long? ExpiresAfter)
{
    private (bool IsSigned, EthereumAddress Signer)? _recovered;

    /// <summary>The hash of the action with its envelope.</summary>
    public Hash32 Hash => field == default ? field = SignerRecovery.HashAction(Action, Nonce, VaultAddress, ExpiresAfter) : field;

    /// <summary>Who signed the action as one of the chain.</summary>
    /// <returns>False when the signature is none.</returns>
    public bool TryRecover(string source, out EthereumAddress signer)
    {
        if (_recovered is not { } known) _recovered = known = (SignerRecovery.TryRecover(Hash, source, Signature, out var found), found);
        signer = known.Signer;
        return known.IsSigned;
    }

    /// <summary>Does what is slow and needs nothing of the venue: the signature of an action of the chain.</summary>
    public void Prepare(string source)
    {
        if (Action is not (SendMultisig or CatalogueAction { Message: not null })) TryRecover(source, out _);
    }

    /// <summary>Reads a body.</summary>
    /// <exception cref="ShapeException">It does not fit.</exception>
    public static ExchangeRequest Read(WireShape body)
    {
        var action = body.Member("action");
        var type = action.Member("type").Text();
        return new ExchangeRequest(
            type,
            ReadAction(action, type),
            body.Member("nonce").Long(),
            WireSignature.Read(body.Member("signature")),
            body.Optional("vaultAddress")?.Address(),
            body.Optional("expiresAfter")?.Long());
    }

    /// <summary>Reads an action of any of the venue's types.</summary>
    public static EmulatedAction ReadAction(WireShape action) => ReadAction(action, action.Member("type").Text());

    private static EmulatedAction ReadAction(WireShape action, string type) => type switch
    {
        "order" => new PlaceOrders(
            action.Member("orders").Items(ReadOrder),
            ReadGrouping(action.Member("grouping")),
            action.Optional("builder") is { } builder ? new WireBuilder(builder.Member("b").Address(), builder.Member("f").Unsigned()) : null),
        "cancel" => new CancelOrders(
            action.Member("cancels").Items(c => (c.Member("a").Unsigned(), c.Member("o").Unsigned())), IsFast(action)),
        "cancelByCloid" => new CancelByCloid(
            action.Member("cancels").Items(c => (c.Member("asset").Unsigned(), c.Member("cloid").Cloid())), IsFast(action)),
        "modify" => new ModifyOrder(WireModify.Read(action), IsAlways(action)),
        "batchModify" => new ModifyOrders(action.Member("modifies").Items(WireModify.Read), IsAlways(action)),
        "scheduleCancel" => new ScheduleCancel(action.Optional("time")?.Long()),
        "twapOrder" => new PlaceTwap(WireTwap.Read(action)),
        "twapCancel" => new CancelTwap(action.Member("a").Unsigned(), action.Member("t").Unsigned()),
        "updateLeverage" => new UpdateLeverage(
            action.Member("asset").Unsigned(), action.Member("isCross").Bool(), action.Member("leverage").Unsigned()),
        "noop" => new Noop(),
        "multiSig" => SendMultisig.Read(action),
        _ => ActionCatalogue.Read(type, action) ?? throw action.Member("type").Wrong("an action of the venue"),
    };

    private static bool IsFast(WireShape action) => action.Optional("f")?.Bool() ?? false;

    private static bool IsAlways(WireShape action) => action.Optional("a")?.Bool() ?? false;

    public static WireOrder ReadOrder(WireShape order)
    {
        var (tif, trigger) = ReadKind(order.Member("t"));
        return new WireOrder(
            order.Member("a").Unsigned(),
            order.Member("b").Bool(),
            order.Member("p").Decimal(),
            order.Member("s").Decimal(),
            order.Member("r").Bool(),
            tif,
            trigger,
            order.Optional("c")?.Cloid());
    }

    private static (string? Tif, WireTrigger? Trigger) ReadKind(WireShape kind)
    {
        var limit = kind.Optional("limit");
        var trigger = kind.Optional("trigger");
        return (limit, trigger) switch
        {
            ({ } l, null) => (l.Member("tif").OneOf("Gtc", "Ioc", "Alo", "FrontendMarket"), null),
            (null, { } t) => (null, new WireTrigger(t.Member("isMarket").Bool(), t.Member("triggerPx").Decimal(), t.Member("tpsl").OneOf("tp", "sl"))),
            _ => throw kind.Wrong("either limit or trigger"),
        };
    }

    private static WireGrouping ReadGrouping(WireShape grouping) =>
        grouping.Kind == System.Text.Json.JsonValueKind.Object
            ? new WireGrouping("p", grouping.Member("p").Unsigned())
            : new WireGrouping(grouping.OneOf("na", "normalTpsl", "positionTpsl"), null);
}
