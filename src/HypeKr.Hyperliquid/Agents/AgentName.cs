using System.Globalization;

namespace HypeKr.Hyperliquid;

/// <summary>The name of an agent, as it is chosen and as it is signed: with <c> valid_until</c> and Unix milliseconds after it where the agent shall lapse.</summary>
internal static class AgentName
{
    private const int MaxLength = 16;
    private const string ValidUntil = " valid_until ";

    /// <summary>A name as it is chosen.</summary>
    /// <exception cref="InvalidActionException">It is blank, too long, or has an expiry in it.</exception>
    public static string Check(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (string.IsNullOrWhiteSpace(name)) throw new InvalidActionException("The name of an agent is not blank.");
        if (name.Contains(ValidUntil.Trim(), StringComparison.OrdinalIgnoreCase)) throw new InvalidActionException($"The name of an agent carries no expiry, as {Quoted.Text(name)} does: set {nameof(AgentApproval)}.{nameof(AgentApproval.ValidUntil)}.");
        return ActionArgument.Text(name, 1, MaxLength, "the name of an agent");
    }

    /// <summary>A name as it is signed; empty for the unnamed agent.</summary>
    /// <exception cref="InvalidActionException">The name without its expiry is too long.</exception>
    public static string CheckSigned(string signed)
    {
        ArgumentNullException.ThrowIfNull(signed);
        ActionArgument.Text(Chosen(signed), 0, MaxLength, "the name of an agent");
        return signed;
    }

    public static string Signed(string name, DateTimeOffset? validUntil) =>
        validUntil is { } instant ? string.Create(CultureInfo.InvariantCulture, $"{name}{ValidUntil}{instant.ToUnixTimeMilliseconds()}") : name;

    /// <summary>The name without its expiry.</summary>
    public static string Chosen(string signed) =>
        signed.LastIndexOf(ValidUntil, StringComparison.Ordinal) is >= 0 and var at && !signed.AsSpan(at + ValidUntil.Length).ContainsAnyExceptInRange('0', '9') ? signed[..at] : signed;
}
