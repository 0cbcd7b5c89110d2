using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Who signed an action and for whom it may act, in the venue's order of checks: signature, account, vault, nonce, expiry, budget.</summary>
/// <remarks>
/// A nonce is used up as soon as its own rules admit it: an action that is expired, or that its logic refuses, has used it up; one
/// that was stopped before has not. (UNCONFIRMED for the venue.)
/// </remarks>
internal sealed class ActionAdmission(Venue venue)
{
    // A stale action costs this many requests.
    private const long StaleCost = 5;

    private string Chain => venue.AcceptsMainnet ? "Mainnet" : "Testnet";

    /// <summary>The phantom agent's source of the chain.</summary>
    public string Source => venue.AcceptsMainnet ? SignerRecovery.MainnetSource : SignerRecovery.TestnetSource;

    /// <summary>Admits an action, or says in the venue's words why not.</summary>
    /// <param name="request">What came.</param>
    /// <param name="context">For whom to carry it out.</param>
    /// <returns>Null when it is admitted.</returns>
    public string? Admit(ExchangeRequest request, out ActionContext context)
    {
        context = default;
        var hash = request.Hash;
        var refused = request.Action switch
        {
            SendMultisig multisig => Multisig(request, multisig, out var signer, out var owner) ?? Finish(request, multisig.Inner, signer, owner!, hash, out context),
            CatalogueAction { Message: not null } message => Owner(request, message, out var signer, out var owner) ?? Finish(request, message, signer, owner!, hash, out context),
            var action => Signer(request, action, out var signer, out var owner) ?? Finish(request, action, signer, owner!, hash, out context),
        };
        return refused;
    }

    /// <summary>Whom an action would act for, whether or not it is admitted; null when nobody has signed it.</summary>
    public EthereumAddress? ActsFor(ExchangeRequest request)
    {
        if (request.VaultAddress is { } vault) return vault;
        if (request.Action is SendMultisig multisig) return multisig.User;
        var digest = request.Action is CatalogueAction { Message: not null } message
            ? SignerRecovery.MessageDigest(message)
            : SignerRecovery.Digest(SignerRecovery.HashAction(request.Action, request.Nonce, request.VaultAddress, request.ExpiresAfter), Source);
        return SignerRecovery.TryRecover(digest, request.Signature, out var signer) ? venue.SignsFor(signer)?.Address ?? signer : null;
    }

    /// <summary>An action of the chain: the owner's key, or an agent's where money does not go to others.</summary>
    private string? Signer(ExchangeRequest request, EmulatedAction action, out EthereumAddress signer, out Account? owner)
    {
        owner = null;
        if (!request.TryRecover(Source, out signer)) return NoSigner;

        // The real venue names the address it recovered: a client that hashes differently finds its mistake by it.
        owner = venue.SignsFor(signer);
        if (owner is null || (owner.Address != signer && action is CatalogueAction { Type: var type } && CatalogueDesk.IsForOwner(type))) return Unknown(signer);
        return owner.Multisig is not null && owner.Address == signer ? NeedsMultisig : null;
    }

    /// <summary>An action that the owner signs as a message.</summary>
    private string? Owner(ExchangeRequest request, CatalogueAction action, out EthereumAddress signer, out Account? owner)
    {
        owner = null;
        if (!SignerRecovery.TryRecover(SignerRecovery.MessageDigest(action), request.Signature, out signer)) return NoSigner;
        owner = venue.Account(signer);
        if (owner is null) return $"Must deposit before performing actions. User: {signer.ToLowerHex()}";
        if (owner.Multisig is not null) return NeedsMultisig;
        return CheckMessage(request, action);
    }

    /// <summary>An action of a multi-sig account: the wrapper's signature, then those of the signers.</summary>
    private string? Multisig(ExchangeRequest request, SendMultisig action, out EthereumAddress signer, out Account? owner)
    {
        owner = null;
        var digest = SignerRecovery.MultisigDigest(action, Chain, request.Nonce, request.VaultAddress, request.ExpiresAfter);
        if (!SignerRecovery.TryRecover(digest, request.Signature, out signer)) return NoSigner;
        if (signer != action.OuterSigner || venue.SignsFor(signer) is not { } submitter) return Unknown(signer);
        owner = venue.Account(action.User);
        if (owner?.Multisig is not { } rule) return $"User {action.User.ToLowerHex()} is not a multi-sig user.";
        if (!rule.Signers.Contains(submitter.Address)) return $"Outer signer {signer.ToLowerHex()} is not authorized for {action.User.ToLowerHex()}.";

        if (MultisigSigners(action, Source, request.Nonce, request.VaultAddress, request.ExpiresAfter) is not { } signers) return NoSigner;
        if (signers.FirstOrDefault(s => !rule.Signers.Contains(s)) is var stranger && signers.Any(s => !rule.Signers.Contains(s))) return $"Signer {stranger.ToLowerHex()} is not authorized for {action.User.ToLowerHex()}.";
        if (signers.Distinct().Count() != signers.Count) return "Multi-sig signatures must be of distinct signers.";
        if (signers.Count < rule.Threshold) return $"Multi-sig needs {WireText.Of((long)rule.Threshold)} signatures and has {WireText.Of((long)signers.Count)}.";
        return action.Inner is CatalogueAction { Message: not null } message ? CheckMessage(request, message, isWrapped: true) : null;
    }

    /// <summary>Who signed the inner action; null when a signature is none.</summary>
    public static IReadOnlyList<EthereumAddress>? MultisigSigners(SendMultisig action, string source, long nonce, EthereumAddress? vault, long? expiresAfter)
    {
        var digest = action.Inner is CatalogueAction { Message: not null } message
            ? SignerRecovery.MessageDigest(message, (action.User, action.OuterSigner))
            : SignerRecovery.Digest(SignerRecovery.Hash(action.PackInner, nonce, vault, expiresAfter), source);
        var signers = new List<EthereumAddress>();
        foreach (var signature in action.Signatures)
        {
            if (!SignerRecovery.TryRecover(digest, signature, out var signer)) return null;
            signers.Add(signer);
        }

        return signers;
    }

    /// <summary>What a signed message says of itself: its chain, its nonce, and nothing of the envelope's that it does not cover.</summary>
    private string? CheckMessage(ExchangeRequest request, CatalogueAction action, bool isWrapped = false)
    {
        if (action["hyperliquidChain"].Text != Chain) return $"Invalid hyperliquidChain {action["hyperliquidChain"].Text}: this is {Chain}";
        if (action[action.Message!.NonceMember].Unsigned != (ulong)request.Nonce) return "Invalid nonce: the message's nonce is not the envelope's";
        if (!isWrapped && request.VaultAddress is not null) return "Invalid vaultAddress: an action that its owner signs has none";
        if (!isWrapped && request.ExpiresAfter is not null) return "Invalid expiresAfter: an action that its owner signs has none";
        return null;
    }

    private string? Finish(ExchangeRequest request, EmulatedAction action, EthereumAddress signer, Account owner, Hash32 hash, out ActionContext context)
    {
        context = default;
        var account = owner;
        if (request.VaultAddress is { } vault)
        {
            if (WhyNotFor(owner, vault) is { } stranger) return stranger;

            // Where the envelope's vault means nothing, the venue acts for the owner.
            if (action is not CatalogueAction { Type: var type } || CatalogueDesk.TakesVault(type)) account = venue.Account(vault)!;
        }

        var nonces = venue.Nonces(signer, action is CatalogueAction { Message: not null });
        var isLater = venue.Variants.TakesNonceLater(action);
        var refusal = isLater ? nonces.Check(request.Nonce, venue.Now) : nonces.Use(request.Nonce, venue.Now);
        if (refusal is { } refused) return refused;
        if (request.ExpiresAfter < venue.Now)
        {
            account.Requests.Count(StaleCost);
            return Failed("Action already expired");
        }

        if (venue.LimitsAddresses && account.Requests.IsOver(account.Volume, action.IsCancel, venue.Now))
        {
            var cap = RequestBudget.Cap(account.Volume) + account.Requests.Bought;
            return Failed($"Too many cumulative requests sent ({WireText.Of(account.Requests.Used)} > {WireText.Of(cap)}) for cumulative volume traded ${WireText.Plain(Math.Round(account.Volume, 2))}. Place taker orders to free up 1 request per USDC traded.");
        }

        account.Requests.Count(Math.Max(1, action.Requests));
        context = new ActionContext(owner, account, hash, request.Nonce) { Nonces = nonces, TakesNonceLater = isLater };
        return null;

        // It will not be committed: its nonce is used up now, or not at all.
        string Failed(string text)
        {
            if (venue.Variants.FailedActionsKeepTheirNonce && !isLater) nonces.GiveBack(request.Nonce);
            else if (!venue.Variants.FailedActionsKeepTheirNonce && isLater) nonces.Use(request.Nonce, venue.Now);
            return text;
        }
    }

    private string? WhyNotFor(Account owner, EthereumAddress address)
    {
        if (venue.Account(address) is not { } account || (account.Master is null && account.Vault is null)) return $"Vault not registered: {address.ToLowerHex()}";
        if (account.Master is not null) return account.Master == owner ? null : Transfers.NotRegistered(address, owner);
        return account.Vault!.Leader == owner ? null : "Only leader can perform this vault action";
    }

    private const string NoSigner = "Unable to recover signer.";

    private const string NeedsMultisig = "User is a multi-sig user: its actions are sent as multiSig.";

    private static string Unknown(EthereumAddress signer) => $"User or API Wallet {signer.ToLowerHex()} does not exist.";
}
