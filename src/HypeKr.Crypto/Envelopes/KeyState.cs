namespace HypeKr.Crypto;

/// <summary>What a master key of a ring may still do.</summary>
public enum KeyState
{
    /// <summary>Seals and opens. A ring has exactly one for each layer.</summary>
    Active,

    /// <summary>Opens what it sealed earlier, and seals nothing new.</summary>
    DecryptOnly,

    /// <summary>Does nothing: an envelope that still names it is a <see cref="RetiredKeyException"/>.</summary>
    Retired,
}
