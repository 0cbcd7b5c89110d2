namespace HypeKr.Crypto;

/// <summary>A configured secret is absent or unfit, so the program must not start.</summary>
/// <remarks>Names the setting and the reason. The value, its length and its hash appear nowhere.</remarks>
public sealed class InsecureConfigException : HypeKrCryptoException
{
    internal InsecureConfigException(string settingName, InsecureConfigReason reason)
        : base($"The setting {settingName} is not a usable secret: {Describe(reason)}. AppSigningSecret.Generate() makes a good one.")
    {
        SettingName = settingName;
        Reason = reason;
    }

    /// <summary>The name of the setting that was refused.</summary>
    public string SettingName { get; }

    /// <summary>Why it was refused.</summary>
    public InsecureConfigReason Reason { get; }

    internal static string Describe(InsecureConfigReason reason) => reason switch
    {
        InsecureConfigReason.Missing => "it is missing or empty",
        InsecureConfigReason.Unreadable => "its source cannot be read",
        InsecureConfigReason.TooShort => "it has fewer than 32 characters",
        InsecureConfigReason.TooLong => "it has more than 4096 characters",
        InsecureConfigReason.StrayCharacters => "it begins or ends with white space, or holds a control character",
        InsecureConfigReason.NotText => "it is not well-formed text",
        InsecureConfigReason.Placeholder => "it is a placeholder",
        InsecureConfigReason.TooFewDistinctCharacters => "it has fewer than ten different characters",
        InsecureConfigReason.Repetition => "it repeats the same few characters",
        InsecureConfigReason.SameAsAnotherSecret => "it equals another configured secret",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };
}
