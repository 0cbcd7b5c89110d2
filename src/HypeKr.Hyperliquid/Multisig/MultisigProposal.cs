using System.Globalization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>An action of a multi-sig account on its way to the signatures that it needs: made once, signed by each, passed around as JSON, submitted by the leader. An immutable value: signing gives another one.</summary>
/// <remarks>
/// <para>Everything that is signed is fixed when the proposal is made: the account, the leader, the action, the nonce, the vault and the expiry. Change one and the signatures are worth nothing.
/// The nonce counts for the leader and has to lie between two days before and one day after the venue's time, so the signatures have to be collected by then.</para>
/// <para>Each signature is over another form than the same action alone has: see <see cref="ToTypedData"/>. It holds for this proposal and nothing else. There are no secrets in a proposal,
/// but whoever holds one with enough signatures and is its leader can submit it.</para>
/// </remarks>
public sealed class MultisigProposal
{
    private readonly MultisigSignature[] _signatures;
    private readonly EthereumAddress[]? _authorizedUsers;

    internal MultisigProposal(
        ExchangeAction action, in MultisigParties parties, ActionEnvelope envelope, EthereumAddress[]? authorizedUsers, int? threshold, MultisigSignature[] signatures)
    {
        (Action, Parties, Envelope, _authorizedUsers, Threshold, _signatures) = (action, parties, envelope, authorizedUsers, threshold, signatures);
    }

    /// <summary>The chain that is signed for.</summary>
    public HyperliquidChain Chain => Envelope.Context.Chain;

    /// <summary>The multi-sig account.</summary>
    public EthereumAddress MultisigUser => Parties.User;

    /// <summary>The leader, who submits the proposal: one of the account's signers, or an agent of one, who leads without signing the action itself.</summary>
    public EthereumAddress OuterSigner => Parties.OuterSigner;

    /// <summary>What the account does. One that was read from JSON is raw where this version has no reader for its type; a user-signed action that this version knows never is.</summary>
    public ExchangeAction Action { get; }

    /// <summary>The nonce, usually Unix milliseconds. It counts for the leader.</summary>
    public long Nonce => Envelope.Context.Nonce;

    /// <summary>The vault or sub-account acted for, when it is not the account itself.</summary>
    public EthereumAddress? VaultAddress => Envelope.VaultAddress;

    /// <summary>Unix milliseconds after which the venue refuses the action, when it expires.</summary>
    public long? ExpiresAfter => Envelope.ExpiresAfter;

    /// <summary>The chain id that user-signed actions and the wrapper are signed with.</summary>
    public long SignatureChainId => Envelope.Context.SignatureChainId;

    /// <summary>Who may sign, in ascending order; null where that is not known.</summary>
    public IReadOnlyList<EthereumAddress>? AuthorizedUsers => _authorizedUsers;

    /// <summary>How many have to sign; null where that is not known.</summary>
    public int? Threshold { get; }

    /// <summary>The signatures so far, each of another signer.</summary>
    public IReadOnlyList<MultisigSignature> Signatures => _signatures;

    /// <summary>Whether there are as many signatures as the account asks for, or one where that is not known.</summary>
    public bool IsComplete => _signatures.Length >= (Threshold ?? 1);

    internal MultisigParties Parties { get; }

    internal ActionEnvelope Envelope { get; }

    /// <summary>A proposal without signatures.</summary>
    /// <param name="network">The network that it is for.</param>
    /// <param name="multisigUser">The multi-sig account.</param>
    /// <param name="outerSigner">The leader: the signer who will submit it.</param>
    /// <param name="action">What the account is to do.</param>
    /// <param name="nonce">A nonce of the leader, who alone can know which ones are used; <see cref="MultisigClient.Propose"/> takes the next one.</param>
    /// <param name="options">What else is known or wanted.</param>
    /// <exception cref="ArgumentException">The action is multi-sig itself, or cannot carry the vault or the expiry; or a signer comes twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The nonce is negative, or the threshold is below 1 or above the number of signers.</exception>
    public static MultisigProposal Create(
        HyperliquidNetwork network, EthereumAddress multisigUser, EthereumAddress outerSigner, ExchangeAction action, long nonce, MultisigProposalOptions? options = null)
    {
        var envelope = new ActionEnvelope(ActionContext.For(network, nonce, options?.SignatureChainId), options?.VaultAddress, options?.ExpiresAfter?.ToUnixTimeMilliseconds());
        return Create(new MultisigParties(multisigUser, outerSigner), action, envelope, options?.AuthorizedUsers, options?.Threshold);
    }

    internal static MultisigProposal Create(
        in MultisigParties parties, ExchangeAction action, ActionEnvelope envelope, IReadOnlyCollection<EthereumAddress>? authorizedUsers, int? threshold)
    {
        ArgumentNullException.ThrowIfNull(action);
        if (action is MultisigAction) throw new ArgumentException("A multi-sig action holds no other multi-sig action.", nameof(action));
        if (action.Type.Length == 0) throw new ArgumentException("The action has no type: the venue would not know what to do.", nameof(action));
        if (parties.User.IsZero || parties.OuterSigner.IsZero) throw new ArgumentException("The zero address is nobody's account, and nobody's signer.", nameof(parties));
        EthereumAddress[]? users = authorizedUsers is null ? null : [.. authorizedUsers.Order()];
        if (users is not null)
        {
            if (users.Length is 0 or > ConvertToMultisigUserAction.MaxSigners || users.Distinct().Count() != users.Length)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A multi-sig account has 1 to {ConvertToMultisigUserAction.MaxSigners} different signers, not these {users.Length}."), nameof(authorizedUsers));
            }
        }

        if (threshold is { } needed)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(needed, 1, nameof(threshold));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(needed, users?.Length ?? ConvertToMultisigUserAction.MaxSigners, nameof(threshold));
        }

        // Computed once here, so that what cannot be signed is refused when it is proposed.
        action.MultisigHashFor(envelope.Context, parties, envelope.VaultAddress, envelope.ExpiresAfter);
        return new(action, parties, envelope, users, threshold, []);
    }

    /// <summary>What each signer signs.</summary>
    public TypedDataHash ToTypedDataHash() => Action.MultisigHashFor(Envelope.Context, Parties, Envelope.VaultAddress, Envelope.ExpiresAfter);

    /// <summary>The same as <c>eth_signTypedData_v4</c>, for a wallet or another machine to sign.</summary>
    public TypedData ToTypedData() => Action.MultisigTypedDataFor(Envelope.Context, Parties, Envelope.VaultAddress, Envelope.ExpiresAfter);

    /// <summary>The proposal with the signature of one more signer. No policy is asked: <see cref="MultisigClient.SignAsync"/> asks that of an account.</summary>
    /// <param name="signer">One of the account's signers; not an agent.</param>
    /// <param name="cancellationToken">Ends the wait for the signer.</param>
    /// <exception cref="InvalidProposalException">The signer may not sign for the account or has signed already, or the signature is not its own.</exception>
    public Task<MultisigProposal> SignAsync(ITypedDataSigner signer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signer);
        return SignAsync(signer, signer.Address, cancellationToken);
    }

    internal async Task<MultisigProposal> SignAsync(ITypedDataSigner signer, EthereumAddress address, CancellationToken cancellationToken)
    {
        // Before anybody is asked to press a button for nothing.
        CheckSigner(address);
        var signing = signer is ILocalSigner local ? local.SignHashAsync(ToTypedDataHash(), cancellationToken) : signer.SignTypedDataAsync(ToTypedData(), cancellationToken);
        var signature = await signing.ConfigureAwait(false);
        return signature.IsFrom(address, ToTypedDataHash().Digest)
            ? With(new MultisigSignature(address, signature))
            : throw new InvalidProposalException($"The signer {address.Fingerprint} gave a signature that is not its own over this proposal.");
    }

    /// <summary>The proposal with a signature that was made elsewhere, over <see cref="ToTypedData"/>. Whose it is follows from it.</summary>
    /// <exception cref="InvalidProposalException">It is over something else or a stranger's, which cannot be told apart; or its signer has signed already.</exception>
    public MultisigProposal WithSignature(RecoverableSignature signature)
    {
        if (!signature.TryRecover(ToTypedDataHash().Digest, out var signer)) throw new InvalidProposalException("No key can have made this signature over this proposal.");
        CheckSigner(signer);
        return With(new MultisigSignature(signer, signature));
    }

    /// <summary>The proposal with all signatures of another copy of it that it lacks.</summary>
    /// <exception cref="InvalidProposalException">The other is another proposal.</exception>
    public MultisigProposal Merge(MultisigProposal other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.ToTypedDataHash() != ToTypedDataHash()) throw new InvalidProposalException("The two are different proposals: what their signers sign is not the same.");
        var merged = this;
        foreach (var signature in other._signatures)
        {
            if (!Array.Exists(merged._signatures, own => own.Signer == signature.Signer)) merged = merged.WithSignature(signature.Signature);
        }

        return merged;
    }

    /// <summary>The action that the leader signs and submits.</summary>
    /// <exception cref="InvalidProposalException">Signatures are missing.</exception>
    public MultisigAction ToAction() =>
        IsComplete
            ? new(MultisigUser, OuterSigner, Action, _signatures.Select(signature => signature.Signature))
            : throw new InvalidProposalException(string.Create(CultureInfo.InvariantCulture, $"The proposal has {_signatures.Length} of {Threshold ?? 1} signatures."));

    /// <summary>The proposal as JSON, for its signers to pass around. It holds no secrets; read it with <see cref="FromJson(string)"/>.</summary>
    public string ToJson() => MultisigProposalJson.Write(this);

    /// <summary>Reads a proposal and checks all of it: that it is complete, that every signature is its signer's over this very action, that nobody signs twice or unasked.</summary>
    /// <exception cref="InvalidProposalException">Anything is missing, unknown, or wrong.</exception>
    public static MultisigProposal FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return MultisigProposalJson.Read(json);
    }

    /// <summary>The action's type, for a user-signed one what it is signed as, and how far it is; no addresses.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Action is UserSignedAction signed ? $"{signed.Type} ({signed.PrimaryType})" : Action.Type)}: {_signatures.Length} of {Threshold?.ToString(CultureInfo.InvariantCulture) ?? "?"} signatures");

    private void CheckSigner(EthereumAddress signer)
    {
        if (_authorizedUsers is not null && Array.IndexOf(_authorizedUsers, signer) < 0)
        {
            throw new InvalidProposalException($"{signer.Fingerprint} is none of the account's signers. Where that is whom a signature made elsewhere recovers to, it may be over something else than this proposal.");
        }

        if (Array.Exists(_signatures, own => own.Signer == signer)) throw new InvalidProposalException($"{signer.Fingerprint} has signed this proposal already.");
    }

    private MultisigProposal With(MultisigSignature signature) => new(Action, Parties, Envelope, _authorizedUsers, Threshold, [.. _signatures, signature]);
}
