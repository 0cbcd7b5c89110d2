using System.Globalization;

namespace HypeKr.Hyperliquid;

/// <summary>The name of an agent, as it is chosen and as it is signed: with <c> valid_until</c> and Unix milliseconds after it where the agent shall lapse.</summary>
internal static class AgentName
{
    private const int MaxLength = 16;
    private const string ValidUntil = " valid_until ";

    /// <summary>A name as it is chosen.</summary>
    /// <exception cref="InvalidActionException">It is blank, too long, has an expiry in it, begins or ends with white space, or holds control characters.</exception>
    public static string Check(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (string.IsNullOrWhiteSpace(name)) throw new InvalidActionException("The name of an agent is not blank.");
        CheckShown(name);
        if (name.Contains(ValidUntil.Trim(), StringComparison.OrdinalIgnoreCase)) throw new InvalidActionException($"The name of an agent carries no expiry, as {Quoted.Text(name)} does: set {nameof(AgentApproval)}.{nameof(AgentApproval.ValidUntil)}.");
        return ActionArgument.Text(name, 1, MaxLength, "the name of an agent");
    }

    /// <summary>A name as it is signed; empty for the unnamed agent.</summary>
    /// <exception cref="InvalidActionException">The name without its expiry is too long, begins or ends with white space, or holds control characters.</exception>
    public static string CheckSigned(string signed)
    {
        ArgumentNullException.ThrowIfNull(signed);
        CheckShown(ActionArgument.Text(Chosen(signed), 0, MaxLength, "the name of an agent"));
        return signed;
    }

    // Two names that look the same are two agents, and one of them is not the one that was meant to be replaced.
    private static void CheckShown(string name)
    {
        if (name.Length > 0 && (char.IsWhiteSpace(name[0]) || char.IsWhiteSpace(name[^1]))) throw new InvalidActionException($"The name of an agent neither begins nor ends with white space, as {Quoted.Text(name)} does.");
        foreach (var c in name)
        {
            if (char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                throw new InvalidActionException($"The name of an agent holds no control or invisible characters, as {Quoted.Text(name)} does.");
            }
        }
    }

    public static string Signed(string name, DateTimeOffset? validUntil) =>
        validUntil is { } instant ? string.Create(CultureInfo.InvariantCulture, $"{name}{ValidUntil}{instant.ToUnixTimeMilliseconds()}") : name;

    /// <summary>The name without its expiry.</summary>
    public static string Chosen(string signed) =>
        signed.LastIndexOf(ValidUntil, StringComparison.Ordinal) is >= 0 and var at && !signed.AsSpan(at + ValidUntil.Length).ContainsAnyExceptInRange('0', '9') ? signed[..at] : signed;
}
