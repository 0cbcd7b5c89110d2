namespace HypeKr.Crypto;

/// <summary>How an old two-layer Fernet scheme made a user's inner key from its master: every constant is the caller's.</summary>
public sealed class LegacyKeyDerivation
{
    private LegacyKeyDerivation(bool isHkdf, byte[] salt, byte[] context, LegacyMasterForm masterForm) =>
        (IsHkdf, Salt, Context, MasterForm) = (isHkdf, salt, context, masterForm);

    internal bool IsHkdf { get; }

    internal byte[] Salt { get; }

    internal byte[] Context { get; }

    internal LegacyMasterForm MasterForm { get; }

    /// <summary><c>HMAC-SHA256(master, context || user)</c>.</summary>
    /// <param name="context">What stands before the user's name.</param>
    /// <param name="masterForm">Whether the HMAC key is the text of the master or its bytes.</param>
    public static LegacyKeyDerivation Hmac(ReadOnlySpan<byte> context, LegacyMasterForm masterForm = LegacyMasterForm.Text) =>
        new(isHkdf: false, [], context.ToArray(), masterForm);

    /// <summary><c>HKDF-SHA256(master, salt, context || user, 32)</c>.</summary>
    /// <param name="salt">The salt; may be empty.</param>
    /// <param name="context">What stands before the user's name in the info.</param>
    /// <param name="masterForm">Whether the input is the text of the master or its bytes.</param>
    public static LegacyKeyDerivation Hkdf(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> context, LegacyMasterForm masterForm = LegacyMasterForm.Text) =>
        new(isHkdf: true, salt.ToArray(), context.ToArray(), masterForm);
}
