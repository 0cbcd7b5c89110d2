namespace HypeKr.Crypto;

/// <summary>An envelope names a master key that has been retired.</summary>
/// <remarks>The id is read from the clear, unauthenticated part of the envelope: it says which key would be needed, not that it would fit.</remarks>
public sealed class RetiredKeyException : HypeKrCryptoException
{
    internal RetiredKeyException(KeyId keyId)
        : base($"The envelope names the master key {keyId}, which has been retired: reseal every row before a master is retired, and restore this row from a newer backup.") =>
        KeyId = keyId;

    /// <summary>The id of the retired key.</summary>
    public KeyId KeyId { get; }
}
