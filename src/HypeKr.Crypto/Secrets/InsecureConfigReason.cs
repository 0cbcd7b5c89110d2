namespace HypeKr.Crypto;

/// <summary>Why a configured secret was refused.</summary>
public enum InsecureConfigReason
{
    /// <summary>The setting is absent or empty.</summary>
    Missing,

    /// <summary>The source could not be read.</summary>
    Unreadable,

    /// <summary>Fewer than 32 characters.</summary>
    TooShort,

    /// <summary>More than 4,096 characters: a wrong file rather than a secret.</summary>
    TooLong,

    /// <summary>White space before or after the value, or a control character in it.</summary>
    StrayCharacters,

    /// <summary>Not well-formed Unicode text.</summary>
    NotText,

    /// <summary>A word or a pattern that stands for a secret: changeme, your-key-here, ${SECRET} and the like.</summary>
    Placeholder,

    /// <summary>Fewer than ten different characters.</summary>
    TooFewDistinctCharacters,

    /// <summary>The same few characters over and over.</summary>
    Repetition,

    /// <summary>The same value as another configured secret.</summary>
    SameAsAnotherSecret,
}
