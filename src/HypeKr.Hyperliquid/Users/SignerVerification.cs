namespace HypeKr.Hyperliquid;

/// <summary>What the venue says of a signer and the address that it is to act for.</summary>
public sealed class SignerVerification
{
    /// <summary>How they stand to each other.</summary>
    public SignerStanding Standing { get; internal init; }

    /// <summary>Whether actions of the signer are accepted for the address, as far as roles decide.</summary>
    public bool IsAuthorized => Standing is SignerStanding.Owner or SignerStanding.Agent;

    /// <summary>The role of the address.</summary>
    public UserRole AccountRole { get; internal init; } = new();

    /// <summary>The role of the signer's own address.</summary>
    public UserRole SignerRole { get; internal init; } = new();
}
