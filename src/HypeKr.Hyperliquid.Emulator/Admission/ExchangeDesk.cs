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
            PlaceOrders place => venue.Orders.Place(account, place, hash.ToString()),
            CancelOrders cancel => venue.Orders.Cancel(account, cancel),
            CancelByCloid cancel => venue.Orders.Cancel(account, cancel),
            ModifyOrder modify => venue.Orders.Modify(account, modify, hash.ToString()),
            ModifyOrders modify => venue.Orders.Modify(account, modify, hash.ToString()),
            ScheduleCancel schedule => venue.Orders.Schedule(account, schedule),
            PlaceTwap twap => venue.Orders.Place(account, twap),
            CancelTwap cancel => venue.Orders.Cancel(account, cancel),
            UpdateLeverage update => Default(venue.UpdateLeverage(account, venue.Asset(update.Asset), update.IsCross, update.Leverage)),
            _ => Default(null),
        };
    }

    private static EmulatorReply Default(string? error) => error is not null ? Error(error) : ExchangeReply.Default();

    private static EmulatorReply Error(string text) => ExchangeReply.Error(text);
}
