using System.Text.Json;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Admits actions in the venue's order of checks and carries them out.</summary>
/// <remarks>
/// Shape, signature, account, vault, nonce, expiry, then the action itself. A nonce is used up as soon as its own rules admit it:
/// an action that is expired, or that its logic refuses, has used it up; one that was stopped before has not. (UNCONFIRMED for the venue.)
/// </remarks>
internal sealed class ExchangeDesk(Venue venue)
{
    public EmulatorReply Handle(ReadOnlyMemory<byte> body)
    {
        using var document = WireShape.Parse(body);
        var request = ExchangeRequest.Read(new WireShape(document.RootElement, ""));
        var hash = SignerRecovery.HashAction(request.Action, request.Nonce, request.VaultAddress, request.ExpiresAfter);
        if (!SignerRecovery.TryRecover(hash, SignerRecovery.TestnetSource, request.Signature, out var signer)) return Error("Unable to recover signer.");

        // The real venue names the address it recovered: a client that hashes differently finds its mistake by it.
        if (venue.SignsFor(signer) is not { } account) return Error($"User or API Wallet {signer.ToLowerHex()} does not exist.");
        if (request.VaultAddress is { } vault) return Error($"Vault not registered: {vault.ToLowerHex()}");
        if (venue.Nonces(signer).Use(request.Nonce, venue.Now) is { } refused) return Error(refused);
        venue.Explorer.Admit(account.Address, body, hash.ToString());
        if (request.ExpiresAfter < venue.Now) return Error("Action already expired");

        return request.Action switch
        {
            PlaceOrders place => Place(account, place, hash.ToString()),
            CancelOrders cancel => Statuses("cancel", cancel.Cancels, c => venue.Engine.Cancel(c.Asset, c.Oid <= long.MaxValue ? account.OpenOrder((long)c.Oid) : null)),
            CancelByCloid cancel => Statuses("cancel", cancel.Cancels, c => venue.Engine.Cancel(c.Asset, account.Order(c.Cloid))),
            UpdateLeverage update => Default(venue.UpdateLeverage(account, venue.Asset(update.Asset), update.IsCross, update.Leverage)),
            _ => Default(null),
        };
    }

    private EmulatorReply Place(Account account, PlaceOrders action, string hash)
    {
        if (action.Orders.Count == 0) return Orders([new OrderReply.Refused("Order batch is empty.")]);
        if (action.Builder is { Fee: > 0 }) return Error("Builder fee has not been approved.");
        if (action.Grouping.Priority is not null) return RefuseEach("Insufficient delegatable balance for priority order");
        if (action.Grouping.Name != "na") return RefuseEach("TP/SL grouping is not emulated.");
        return Orders([.. action.Orders.Select(order => venue.Asset(order.Asset) is { } asset
            ? venue.Engine.Place(account, asset, order, hash)
            : new OrderReply.Refused(MatchingEngine.Suffix("Order has invalid asset.", order.Asset)))]);

        // One entry an order: a single one for several would not say that none was taken.
        EmulatorReply RefuseEach(string text) => Orders([.. action.Orders.Select(_ => new OrderReply.Refused(text))]);
    }

    private static EmulatorReply Orders(IReadOnlyList<OrderReply> replies) => Data("order", writer =>
    {
        foreach (var reply in replies)
        {
            writer.WriteStartObject();
            switch (reply)
            {
                case OrderReply.Resting resting:
                    writer.WriteStartObject("resting");
                    WriteIds(writer, resting.Oid, resting.Cloid);
                    writer.WriteEndObject();
                    break;
                case OrderReply.Filled filled:
                    writer.WriteStartObject("filled");
                    writer.WriteTexts(("totalSz", WireText.Of(filled.Size)), ("avgPx", WireText.Rounded(filled.AveragePrice)));
                    WriteIds(writer, filled.Oid, filled.Cloid);
                    writer.WriteEndObject();
                    break;
                case OrderReply.Refused refused:
                    writer.WriteString("error", refused.Text);
                    break;
            }

            writer.WriteEndObject();
        }
    });

    private static void WriteIds(Utf8JsonWriter writer, long oid, string? cloid)
    {
        writer.WriteNumber("oid", oid);
        if (cloid is not null) writer.WriteString("cloid", cloid);
    }

    private static EmulatorReply Statuses<T>(string type, IReadOnlyList<T> entries, Func<T, string?> carryOut) => Data(type, writer =>
    {
        foreach (var entry in entries)
        {
            if (carryOut(entry) is { } error)
            {
                writer.WriteStartObject();
                writer.WriteString("error", error);
                writer.WriteEndObject();
            }
            else
            {
                writer.WriteStringValue("success");
            }
        }
    });

    private static EmulatorReply Data(string type, Action<Utf8JsonWriter> writeStatuses) => JsonReply.Of(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("status", "ok");
        writer.WriteStartObject("response");
        writer.WriteString("type", type);
        writer.WriteStartObject("data");
        writer.WriteStartArray("statuses");
        writeStatuses(writer);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    private static EmulatorReply Default(string? error) => error is not null ? Error(error) : JsonReply.Of(static writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("status", "ok");
        writer.WriteStartObject("response");
        writer.WriteString("type", "default");
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    private static EmulatorReply Error(string text) => JsonReply.Of(writer =>
    {
        writer.WriteStartObject();
        writer.WriteTexts(("status", "err"), ("response", text));
        writer.WriteEndObject();
    });
}
