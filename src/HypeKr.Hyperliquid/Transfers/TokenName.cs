namespace HypeKr.Hyperliquid;

/// <summary>A token as transfers name it: <c>PURR:0xc1fb593aeffbeb02f85e0308e9956a90</c>, or <c>USDC</c> alone. Wire: a JSON string.</summary>
/// <remarks>The text is hashed as it stands: the digits are lower case here, whatever was given. The default value is <see cref="Usdc"/>.</remarks>
public readonly record struct TokenName
{
    private const int IdDigits = 32;
    private const int MaxNameLength = 64;
    private const string UsdcName = "USDC";

    // Null for USDC, so that the default value equals it.
    private readonly string? _value;

    /// <summary>A token.</summary>
    /// <param name="value">A name, <c>:0x</c> and the 32 hex digits of the token's id; or the name alone, which the venue takes for <c>USDC</c>.</param>
    /// <exception cref="InvalidActionException">The text is anything else.</exception>
    public TokenName(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var separator = value.LastIndexOf(':');
        var name = separator < 0 ? value : value[..separator];
        ActionArgument.Text(name, 1, MaxNameLength, "the name of a token");
        if (name.AsSpan().ContainsAny(':', ' ') || (separator >= 0 && !ActionArgument.IsHex(value.AsSpan(separator + 1), IdDigits)))
        {
            throw new InvalidActionException($"A token is written as NAME:0x and {IdDigits} hex digits, or USDC, not {Quoted.Text(value)}.");
        }

        _value = value == UsdcName ? null : separator < 0 ? name : string.Concat(name, value[separator..].ToLowerInvariant());
    }

    /// <summary>The dollar of the venue, by its bare name.</summary>
    public static TokenName Usdc => default;

    /// <summary>The text on the wire.</summary>
    public string Value => _value ?? UsdcName;

    /// <summary>A token that the venue lists.</summary>
    /// <exception cref="InvalidActionException">The listing has no name, or no id.</exception>
    public static TokenName Of(SpotToken token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return token is { Name: { } name, TokenId: { } id } ? new($"{name}:{id}") : throw new InvalidActionException("The listing of the token has no name or no id, so no transfer can name it.");
    }

    /// <summary>The text on the wire.</summary>
    public override string ToString() => Value;
}
