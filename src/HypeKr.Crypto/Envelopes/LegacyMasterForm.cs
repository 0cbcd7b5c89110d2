namespace HypeKr.Crypto;

/// <summary>What of the old master went into the derivation of a user's key.</summary>
public enum LegacyMasterForm
{
    /// <summary>The 44 characters of its text, as ASCII.</summary>
    Text,

    /// <summary>The 32 bytes that the text stands for.</summary>
    Bytes,
}
