using System.Text.Json;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Admits actions in the venue's order of checks and carries them out.</summary>
internal sealed class ExchangeDesk(Venue venue)
{
    private readonly ActionAdmission _admission = new(venue);
    private readonly CatalogueDesk _catalogue = new(venue);

    /// <summary>Admits an action and carries it out, or says why not.</summary>
    public EmulatorReply Handle(ReadOnlyMemory<byte> body) => Handle(Read(body), body);

    /// <summary>Reads an action and recovers its signer: the slow part, for which nobody else has to wait. It may be called outside of the gate.</summary>
    /// <exception cref="ShapeException">It does not fit.</exception>
    public ExchangeRequest Prepare(ReadOnlyMemory<byte> body)
    {
        var request = Read(body);
        request.Prepare(_admission.Source);
        return request;
    }

    /// <summary>Admits an action that was read before and carries it out, or says why not.</summary>
    public EmulatorReply Handle(ExchangeRequest request, ReadOnlyMemory<byte> body) =>
        _admission.Admit(request, out var context) is { } refused ? Error(refused) : Commit(request, context, body);

    /// <summary>Admits an action now, and carries it out when it is committed.</summary>
    /// <param name="body">UTF-8 JSON.</param>
    /// <param name="answer">Told the answer, once.</param>
    public void Handle(ReadOnlyMemory<byte> body, Action<EmulatorReply> answer)
    {
        var request = Read(body);
        if (_admission.Admit(request, out var context) is { } refused)
        {
            answer(Error(refused));
            return;
        }

        var due = venue.Now + venue.Variants.Commit;
        if (venue.Variants.AnswersBeforeCommit(request.Action))
        {
            answer(Default(null));
            venue.Clock.At(due, () => context.Nonces!.Use(context.Nonce, venue.Now));
        }
        else
        {
            venue.Clock.At(due, () => answer(Commit(request, context, body)));
        }
    }

    private static ExchangeRequest Read(ReadOnlyMemory<byte> body)
    {
        using var document = WireShape.Parse(body);
        return ExchangeRequest.Read(new WireShape(document.RootElement, ""));
    }

    private EmulatorReply Commit(ExchangeRequest request, in ActionContext context, ReadOnlyMemory<byte> body)
    {
        if (context.TakesNonceLater && context.Nonces!.Use(context.Nonce, venue.Now) is { } taken) return Error(taken);
        var reply = CarryOut(request, context);
        var error = ErrorOf(reply.Body);
        if (venue.Variants.FailedActionsKeepTheirNonce && (error is not null || IsRefusedThroughout(reply.Body))) context.Nonces!.GiveBack(context.Nonce);
        venue.Events.ActionCarriedOut(venue.Explorer.Add(context.Account.Address, body, context.Hash, error));
        return reply;
    }

    private static string? ErrorOf(ReadOnlyMemory<byte> reply)
    {
        if (!reply.Span.StartsWith("{\"status\":\"err\""u8)) return null;
        using var document = JsonDocument.Parse(reply);
        return document.RootElement.GetProperty("response").GetString();
    }

    /// <summary>Whether every item of an action was refused, each with words of its own.</summary>
    private static bool IsRefusedThroughout(ReadOnlyMemory<byte> reply)
    {
        using var document = JsonDocument.Parse(reply);
        if (!document.RootElement.GetProperty("response").TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object) return false;
        if (data.TryGetProperty("status", out var status)) return IsError(status);
        return data.TryGetProperty("statuses", out var statuses) && statuses.GetArrayLength() > 0 && statuses.EnumerateArray().All(IsError);

        static bool IsError(JsonElement entry) => entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("error", out _);
    }

    private EmulatorReply CarryOut(ExchangeRequest request, ActionContext context)
    {
        var (account, hash) = (context.Account, context.Hash);
        var action = request.Action is SendMultisig multisig ? multisig.Inner : request.Action;
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
            return _admission.ActsFor(Read(body));
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
