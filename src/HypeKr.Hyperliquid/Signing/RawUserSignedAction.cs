using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Any user-signed action, as its EIP-712 members and their values: the door to what has no type here yet.</summary>
/// <remarks>
/// <para>The order and the Solidity types of the members are hashed: they have to be the venue's. Text is sent as it is given: decimals without trailing zeros, and addresses that are declared as <c>string</c> in lower case.</para>
/// <para>Members are of one word, or <c>string</c> or <c>bytes</c>; there are no arrays and no structs. <c>hyperliquidChain</c> and <c>signatureChainId</c> are not stated: they come from the network and the options.</para>
/// </remarks>
/// <example>
/// <code>
/// var action = RawUserSignedAction.Parse(
///     "UsdSend", [new("destination", "string"), new("amount", "string"), new("time", "uint64")],
///     """{"type":"usdSend","destination":"0x…","amount":"1.5"}""");
/// </code>
/// </example>
public sealed class RawUserSignedAction : UserSignedAction
{
    private readonly Member[] _members;
    private readonly UserSignedType _signedType;

    /// <summary>An action from the names and types of its members, and its values.</summary>
    /// <param name="primaryType">The EIP-712 name after <c>HyperliquidTransaction:</c>, such as <c>UsdSend</c>.</param>
    /// <param name="fields">The members after <c>hyperliquidChain</c>, in the venue's order.</param>
    /// <param name="values">An object with <c>type</c> and a value for every member. Only the nonce may be left out, a <c>uint64</c> named <c>nonce</c> or <c>time</c>: it is the envelope's, always.</param>
    /// <exception cref="InvalidActionException">A value is missing, left over, or none of its type; a type is an array or a struct; or the wire type and the primary type are not of the same action, as far as this version knows them.</exception>
    public RawUserSignedAction(string primaryType, IEnumerable<TypedDataField> fields, JsonElement values)
    {
        ArgumentNullException.ThrowIfNull(primaryType);
        ArgumentNullException.ThrowIfNull(fields);
        if (!IsName(primaryType)) throw new InvalidActionException($"The primary type is the name after 'HyperliquidTransaction:', letters and digits, not {Quoted.Text(primaryType)}.");
        if (values.ValueKind != JsonValueKind.Object) throw new InvalidActionException($"The values of an action are a JSON object, not {values.ValueKind}.");

        // What holds for every raw action: no member twice, integers only, Unicode text.
        var type = new RawAction(values).Type;
        if (type.Length == 0) throw new InvalidActionException("The values of an action have a member 'type' that is text, such as \"usdSend\".");
        _members = [.. fields.Select(field => Read(field, values))];
        if (_members.DistinctBy(member => member.Name).Count() != _members.Length) throw new InvalidActionException("A member is declared twice.");
        foreach (var value in values.EnumerateObject())
        {
            if (value.Name != "type" && !Array.Exists(_members, member => member.Name == value.Name))
            {
                throw new InvalidActionException(value.Name is "hyperliquidChain" or "signatureChainId"
                    ? $"'{value.Name}' is not stated: it comes from the network and the options."
                    : $"{Quoted.Text(value.Name)} has a value but is not declared: it would be sent and not signed.");
            }
        }

        // The wire type is not part of what is signed: under another one, a signer would be shown something else than the venue carries out.
        if ((WireTypes.TypeOf(primaryType) ?? type) != type || (WireTypes.NameOf(type) ?? primaryType) != primaryType)
        {
            throw new InvalidActionException(WireTypes.TypeOf(primaryType) is { } known
                ? $"{primaryType} is what '{known}' is signed as, not {Quoted.Text(type)}."
                : $"'{type}' is signed as {WireTypes.NameOf(type)}, not as {Quoted.Text(primaryType)}.");
        }

        _signedType = new(type, primaryType);
    }

    internal override UserSignedType SignedType => _signedType;

    // Nothing is known about it: it may name a sub-account, or move the money of the signer's own account.
    internal override ActsFor ActsFor => ActsFor.OwnAccount;

    /// <summary>Reads the values from JSON text.</summary>
    /// <inheritdoc cref="RawUserSignedAction(string, IEnumerable{TypedDataField}, JsonElement)"/>
    public static RawUserSignedAction Parse(string primaryType, IEnumerable<TypedDataField> fields, string values)
    {
        ArgumentNullException.ThrowIfNull(values);
        try
        {
            using var document = JsonDocument.Parse(values);
            return new(primaryType, fields, document.RootElement);
        }
        catch (JsonException e)
        {
            throw new InvalidActionException("The values of an action are a JSON object: " + e.Message, e);
        }
    }

    internal override void Describe(ActionFacts facts) => facts.Untyped();

    internal override void WriteFields<TFields>(ref TFields fields, in ActionContext context)
    {
        foreach (var member in _members)
        {
            switch (member.Value)
            {
                case null:
                    fields.Nonce(member.NameUtf8, context);
                    break;
                case EthereumAddress address:
                    fields.Address(member.NameUtf8, address);
                    break;
                case bool flag:
                    fields.Bool(member.NameUtf8, flag);
                    break;
                case byte[] bytes:
                    fields.Bytes(member.NameUtf8, bytes);
                    break;
                case OneWord word:
                    fields.Word(member.NameUtf8, member.Type, word.Text, word.IsNumber, word.Encoded);
                    break;
                default:
                    fields.String(member.NameUtf8, (string)member.Value);
                    break;
            }
        }
    }

    private static Member Read(TypedDataField field, JsonElement values)
    {
        if (field.Name is null || !IsName(field.Name)) throw new InvalidActionException($"{Quoted.Text(field.Name ?? "")} is not the name of a member: letters, digits and '_'.");
        if (field.Name is "hyperliquidChain" or "signatureChainId" or "type") throw new InvalidActionException($"'{field.Name}' is not declared: every user-signed action has it.");
        var isNonce = field is { Type: "uint64", Name: "nonce" or "time" };
        if (!values.TryGetProperty(field.Name, out var value))
        {
            return isNonce ? new(field.Name, field.Type, null) : throw new InvalidActionException($"{Quoted.Text(field.Name)} is declared as {Quoted.Text(field.Type)} and has no value.");
        }

        if (isNonce) throw new InvalidActionException($"'{field.Name}' is the nonce of the envelope and is filled in when the action is signed: leave it out.");
        return new(field.Name, field.Type, ReadValue(field, value));
    }

    private static object ReadValue(TypedDataField field, JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : null;
        return field.Type switch
        {
            "string" when text is not null => text,
            "bool" when value.ValueKind is JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
            "address" when EthereumAddress.TryParse(text, out var address) => address,
            "bytes" when text is not null && ReadHex(text) is { } bytes => bytes,
            "string" or "bool" or "address" or "bytes" => throw NoValue(field, value),
            _ => new OneWord(text ?? value.GetRawText(), value.ValueKind == JsonValueKind.Number, Encode(field, value, text)),
        };
    }

    private static Hash32 Encode(TypedDataField field, JsonElement value, string? text)
    {
        var word = new byte[Hash32.Size];
        if (Size(field.Type, "bytes", 1, 1) is { } bytes)
        {
            if (text is null || ReadHex(text) is not { } given || given.Length != bytes) throw NoValue(field, value);
            given.CopyTo(word, 0);
            return new(word);
        }

        var signed = field.Type.StartsWith("int", StringComparison.Ordinal);
        if (Size(field.Type, signed ? "int" : "uint", 8, 8) is not { } bits)
        {
            throw new InvalidActionException($"{Quoted.Text(field.Name)} is declared as {Quoted.Text(field.Type)}: members are string, bytes, bool, address, uintN, intN or bytesN.");
        }

        if (!(value.ValueKind is JsonValueKind.Number or JsonValueKind.String)
            || !BigInteger.TryParse(text ?? value.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            || number < (signed ? -BigInteger.Pow(2, bits - 1) : 0) || number >= BigInteger.Pow(2, signed ? bits - 1 : bits))
        {
            throw NoValue(field, value);
        }

        if (number.Sign < 0) Array.Fill(word, (byte)0xff);
        var written = number.ToByteArray(isUnsigned: !signed, isBigEndian: true);
        written.CopyTo(word, Hash32.Size - written.Length);
        return new(word);
    }

    private static int? Size(string type, string prefix, int step, int min)
    {
        const int MaxBytes = 32;
        var digits = type.AsSpan(Math.Min(prefix.Length, type.Length));
        return type.StartsWith(prefix, StringComparison.Ordinal) && digits.Length is > 0 and <= 3 && digits[0] != '0'
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size >= min && size <= MaxBytes * step && size % step == 0
            ? size
            : null;
    }

    private static byte[]? ReadHex(string text)
    {
        if (!text.StartsWith("0x", StringComparison.Ordinal) || text.Length % 2 != 0) return null;
        try
        {
            return Convert.FromHexString(text.AsSpan(2));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static bool IsName(string text) => text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static InvalidActionException NoValue(TypedDataField field, JsonElement value) =>
        new($"{Quoted.Text(field.Name)} is declared as {Quoted.Text(field.Type)}, which {Quoted.Text(value.GetRawText())} is not.");

    /// <summary>A member; no value is the nonce.</summary>
    private sealed class Member(string name, string type, object? value)
    {
        public string Name { get; } = name;

        public byte[] NameUtf8 { get; } = Encoding.UTF8.GetBytes(name);

        public string Type { get; } = type;

        public object? Value { get; } = value;
    }

    private sealed record OneWord(string Text, bool IsNumber, Hash32 Encoded);
}
