using System.Globalization;
using System.Text;
using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>The JSON of a proposal. Not of the venue: ours, and version 1 of it.</summary>
internal static class MultisigProposalJson
{
    private const int Version = 1;

    /// <summary>Far more than any proposal has: an order of a batch takes some 200 characters.</summary>
    private const int MaxLength = 1 << 20;

    private static readonly string[] Members =
        ["version", "chain", "multiSigUser", "outerSigner", "nonce", "vaultAddress", "expiresAfter", "signatureChainId", "authorizedUsers", "threshold", "action", "primaryType", "fields", "signatures"];

    public static string Write(MultisigProposal proposal)
    {
        var writer = JsonWireWriter.Rent();
        try
        {
            writer.BeginMap(0);
            writer.Name("version"u8);
            writer.Integer((long)Version);
            writer.Name("chain"u8);
            writer.Text(UserSignedAction.ChainWord(proposal.Chain));
            writer.Name("multiSigUser"u8);
            writer.Address(proposal.MultisigUser);
            writer.Name("outerSigner"u8);
            writer.Address(proposal.OuterSigner);
            writer.Name("nonce"u8);
            writer.Integer(proposal.Nonce);
            if (proposal.VaultAddress is { } vault)
            {
                writer.Name("vaultAddress"u8);
                writer.Address(vault);
            }

            if (proposal.ExpiresAfter is { } expiry)
            {
                writer.Name("expiresAfter"u8);
                writer.Integer(expiry);
            }

            writer.Name("signatureChainId"u8);
            UserSignedAction.WriteChainId(ref writer, proposal.SignatureChainId);
            if (proposal.AuthorizedUsers is { } users)
            {
                writer.Name("authorizedUsers"u8);
                writer.BeginArray(users.Count);
                foreach (var user in users) writer.Address(user);
                writer.EndArray();
            }

            if (proposal.Threshold is { } threshold)
            {
                writer.Name("threshold"u8);
                writer.Integer((long)threshold);
            }

            writer.Name("action"u8);
            proposal.Action.Write(ref writer, proposal.Envelope.Context.ForMultisigPayload());
            if (proposal.Action is UserSignedAction action) WriteType(ref writer, action, proposal.Envelope.Context);
            writer.Name("signatures"u8);
            writer.BeginArray(proposal.Signatures.Count);
            foreach (var signature in proposal.Signatures)
            {
                writer.BeginMap(2);
                writer.Name("signer"u8);
                writer.Address(signature.Signer);
                writer.Name("signature"u8);
                writer.Text(signature.Signature.ToString());
                writer.EndMap();
            }

            writer.EndArray();
            writer.EndMap();
            return Encoding.UTF8.GetString(writer.Written);
        }
        finally
        {
            writer.Dispose();
        }
    }

    public static MultisigProposal Read(string json)
    {
        if (json.Length > MaxLength) throw new InvalidProposalException(string.Create(CultureInfo.InvariantCulture, $"A proposal has at most {MaxLength} characters, not {json.Length}."));
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or HypeKrCryptoException or ArgumentException or InvalidActionException or InvalidOrderException or FormatException or OverflowException or InvalidOperationException)
        {
            // What a JSON reader or a constructor says of a value; the last are halves of surrogate pairs.
            throw new InvalidProposalException("The proposal cannot be read: " + HttpBody.Quote(e.Message), e);
        }
    }

    private static MultisigProposal Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) throw new InvalidProposalException($"A proposal is a JSON object, not {json.ValueKind}.");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            if (!Members.Contains(member.Name)) throw new InvalidProposalException($"A proposal has no member {Quoted.Text(member.Name)}: it is of a later version, or mistyped.");
            if (!seen.Add(member.Name)) throw new InvalidProposalException($"The proposal names {Quoted.Text(member.Name)} twice.");
        }

        if (Integer(json, "version") is not Version) throw new InvalidProposalException(string.Create(CultureInfo.InvariantCulture, $"This version reads proposals of version {Version} alone."));
        var chain = Text(json, "chain") switch
        {
            "Mainnet" => HyperliquidChain.Mainnet,
            "Testnet" => HyperliquidChain.Testnet,
            var other => throw new InvalidProposalException($"'chain' is Mainnet or Testnet, not {Quoted.Text(other)}."),
        };
        var context = ActionContext.For(chain, Integer(json, "nonce"), ReadChainId(json));
        var envelope = new ActionEnvelope(context, Has(json, "vaultAddress") ? Address(json, "vaultAddress") : null, Has(json, "expiresAfter") ? Integer(json, "expiresAfter") : null);
        var users = Has(json, "authorizedUsers") ? Member(json, "authorizedUsers", JsonValueKind.Array).EnumerateArray().Select(user => EthereumAddress.Parse(TextOf(user, "authorizedUsers"))).ToArray() : null;
        var action = ReadAction(json, context);
        var proposal = MultisigProposal.Create(
            new MultisigParties(Address(json, "multiSigUser"), Address(json, "outerSigner")), action, envelope, users, Has(json, "threshold") ? ReadThreshold(json) : null);
        foreach (var entry in Member(json, "signatures", JsonValueKind.Array).EnumerateArray())
        {
            if (entry.ValueKind != JsonValueKind.Object || entry.GetPropertyCount() != 2) throw new InvalidProposalException("An entry of 'signatures' has 'signer' and 'signature'.");
            var (signer, text) = (Address(entry, "signer"), Text(entry, "signature"));
            if (!text.StartsWith("0x", StringComparison.Ordinal)) throw new InvalidProposalException("A signature is 0x and 130 hex digits.");
            proposal = proposal.WithSignature(RecoverableSignature.FromBytes(Convert.FromHexString(text.AsSpan(2))));
            if (proposal.Signatures[^1].Signer != signer)
            {
                throw new InvalidProposalException($"The signature that is said to be of {signer.Fingerprint} recovers to {proposal.Signatures[^1].Signer.Fingerprint}: it is another's, or over another proposal.");
            }
        }

        return proposal;
    }

    private static int ReadThreshold(JsonElement json) =>
        Integer(json, "threshold") is >= 1 and <= ConvertToMultisigUserAction.MaxSigners and var threshold
            ? (int)threshold
            : throw new InvalidProposalException(string.Create(CultureInfo.InvariantCulture, $"'threshold' is an integer from 1 to {ConvertToMultisigUserAction.MaxSigners}."));

    private static void WriteType(ref JsonWireWriter writer, UserSignedAction action, in ActionContext context)
    {
        writer.Name("primaryType"u8);
        writer.Text(action.PrimaryType);
        writer.Name("fields"u8);
        var fields = action.SignedType.LayoutOf(action, context, multisig: false).Fields;
        writer.BeginArray(fields.Count - 1);
        foreach (var (name, type) in fields.Skip(1))
        {
            writer.BeginMap(2);
            writer.Name("name"u8);
            writer.Text(name);
            writer.Name("type"u8);
            writer.Text(type);
            writer.EndMap();
        }

        writer.EndArray();
    }

    /// <summary>The typed action where there is a reader for it and it writes what was read; else the raw one. A user-signed action that this version knows is typed or refused.</summary>
    private static ExchangeAction ReadAction(JsonElement json, in ActionContext context)
    {
        var value = Member(json, "action", JsonValueKind.Object);
        var raw = new RawAction(value);
        var isUserSigned = Has(json, "primaryType");
        var typed = ActionReader.TryRead(value);
        if (typed is not null && typed is UserSignedAction != isUserSigned) throw new InvalidProposalException($"'{typed.Type}' is {(isUserSigned ? "not " : "")}signed by the user member by member, with 'primaryType' and 'fields'.");
        if (typed is UserSignedAction signed && !SameType(signed, json, context))
        {
            throw new InvalidProposalException($"'{typed.Type}' is signed as {signed.PrimaryType} with members that 'primaryType' and 'fields' do not give.");
        }

        if (typed is not null && Written(typed, context) == Written(raw, context)) return typed;
        if (!isUserSigned)
        {
            if (WireTypes.NameOf(raw.Type) is not null) throw Unread(raw.Type);
            if (Has(json, "fields")) throw new InvalidProposalException("'fields' belongs to 'primaryType', which is missing.");
            return raw;
        }

        const string Prefix = "HyperliquidTransaction:";
        var primaryType = Text(json, "primaryType");
        if (!primaryType.StartsWith(Prefix, StringComparison.Ordinal)) throw new InvalidProposalException($"A primary type begins with {Prefix}, unlike {Quoted.Text(primaryType)}.");

        // Whoever is to sign sees the type: what this version knows is never shown as something that it does not know.
        var name = primaryType[Prefix.Length..];
        if (WireTypes.TypeOf(name) is not null || WireTypes.NameOf(raw.Type) is not null) throw Unread(WireTypes.TypeOf(name) ?? raw.Type);
        var rawUserSigned = new RawUserSignedAction(name, Fields(json), WithoutEnvelope(value));
        return Written(rawUserSigned, context) == Written(raw, context)
            ? rawUserSigned
            : throw new InvalidProposalException("The action is not what its fields say: a member is missing, out of order, of another nonce, or for another chain.");
    }

    private static InvalidProposalException Unread(string type) =>
        new($"'{type}' is an action that this version knows, and this one is not written as it is: its type, primary type, fields and members have to be those of the typed action.");

    private static bool SameType(UserSignedAction action, JsonElement json, in ActionContext context) =>
        action.PrimaryType == Text(json, "primaryType")
        && action.SignedType.LayoutOf(action, context, multisig: false).Fields.Skip(1).SequenceEqual(Fields(json).Select(field => (field.Name, field.Type)));

    private static TypedDataField[] Fields(JsonElement json) =>
        [.. Member(json, "fields", JsonValueKind.Array).EnumerateArray().Select(field => new TypedDataField(Text(field, "name"), Text(field, "type")))];

    // The members that every user-signed action has, and the nonce, come from the proposal.
    private static JsonElement WithoutEnvelope(JsonElement action)
    {
        var members = action.EnumerateObject()
            .Where(member => member.Name is not ("signatureChainId" or "hyperliquidChain" or "nonce" or "time"))
            .Select(member => $"\"{JsonEncodedText.Encode(member.Name)}\":{member.Value.GetRawText()}");
        using var document = JsonDocument.Parse("{" + string.Join(',', members) + "}");
        return document.RootElement.Clone();
    }

    private static string Written(ExchangeAction action, in ActionContext context)
    {
        var writer = JsonWireWriter.Rent();
        try
        {
            action.Write(ref writer, context.ForMultisigPayload());
            return Encoding.UTF8.GetString(writer.Written);
        }
        finally
        {
            writer.Dispose();
        }
    }

    private static long ReadChainId(JsonElement json)
    {
        var text = Text(json, "signatureChainId");
        return text.StartsWith("0x", StringComparison.Ordinal) && long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id) && id > 0
            ? id
            : throw new InvalidProposalException($"'signatureChainId' is hex such as 0xa4b1, not {Quoted.Text(text)}.");
    }

    private static bool Has(JsonElement json, string name) => json.TryGetProperty(name, out _);

    private static JsonElement Member(JsonElement json, string name, JsonValueKind kind) =>
        json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out var value) ? throw new InvalidProposalException($"The proposal lacks '{name}'.")
        : value.ValueKind != kind ? throw new InvalidProposalException($"'{name}' is JSON of kind {kind}, not {value.ValueKind}.")
        : value;

    private static string Text(JsonElement json, string name) => Member(json, name, JsonValueKind.String).GetString()!;

    private static string TextOf(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new InvalidProposalException($"'{name}' holds text, not {value.ValueKind}.");

    private static EthereumAddress Address(JsonElement json, string name) => EthereumAddress.Parse(Text(json, name));

    private static long Integer(JsonElement json, string name) =>
        Member(json, name, JsonValueKind.Number).TryGetInt64(out var value) && value is >= 0 and <= WireInteger.Max
            ? value
            : throw new InvalidProposalException($"'{name}' is an integer from 0 to 2^53 - 1.");
}
