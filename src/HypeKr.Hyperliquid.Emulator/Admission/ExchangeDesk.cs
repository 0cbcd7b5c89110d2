namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Admits actions in the venue's order of checks and carries them out.</summary>
internal sealed class ExchangeDesk(Venue venue)
{
    private readonly ActionAdmission _admission = new(venue);
    private readonly CatalogueDesk _catalogue = new(venue);

    public EmulatorReply Handle(ReadOnlyMemory<byte> body)
    {
        using var document = WireShape.Parse(body);
        var request = ExchangeRequest.Read(new WireShape(document.RootElement, ""));
        if (_admission.Admit(request, out var context) is { } refused) return Error(refused);

        var (account, hash) = (context.Account, context.Hash);
        var action = request.Action is SendMultisig multisig ? multisig.Inner : request.Action;
        venue.Explorer.Admit(account.Address, body, hash);
        venue.Audit.Cause = request.Type;
        return action switch
        {
            PlaceOrders place => venue.Orders.Place(account, place, hash),
            CancelOrders cancel => venue.Orders.Cancel(account, cancel),
            CancelByCloid cancel => venue.Orders.Cancel(account, cancel),
            ModifyOrder modify => venue.Orders.Modify(account, modify, hash),
            ModifyOrders modify => venue.Orders.Modify(account, modify, hash),
            ScheduleCancel schedule => venue.Orders.Schedule(account, schedule),
            PlaceTwap twap => venue.Orders.Place(account, twap),
            CancelTwap cancel => venue.Orders.Cancel(account, cancel),
            UpdateLeverage update => Default(venue.UpdateLeverage(account, venue.Asset(update.Asset), update.IsCross, update.Leverage)),
            CatalogueAction other => Created(_catalogue.Apply(context, other), other.Type),
            _ => Default(null),
        };
    }

    /// <summary>Whom an action would act for, whether or not it is admitted; null when nobody has signed it.</summary>
    public HypeKr.Crypto.EthereumAddress? ActsFor(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = WireShape.Parse(body);
            return _admission.ActsFor(ExchangeRequest.Read(new WireShape(document.RootElement, "")));
        }
        catch (ShapeException)
        {
            return null;
        }
    }

    private static EmulatorReply Default(string? error) => error is not null ? Error(error) : ExchangeReply.Default();

    /// <summary>The answer to an action that may have made an account, whose address is the data.</summary>
    private static EmulatorReply Created((string? Error, Account? Account) result, string type) => result.Account is not { } account ? Default(result.Error) : JsonReply.Of(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("status", "ok");
        writer.WriteStartObject("response");
        writer.WriteTexts(("type", type), ("data", account.Address.ToLowerHex()));
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    private static EmulatorReply Error(string text) => ExchangeReply.Error(text);
}
