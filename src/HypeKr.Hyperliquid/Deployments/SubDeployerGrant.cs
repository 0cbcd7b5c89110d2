using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Deployments;

/// <summary>What somebody else may do for a deployer. Wire: an element of <c>subDeployers</c>.</summary>
public sealed class SubDeployerGrant
{
    /// <summary>A permission.</summary>
    /// <param name="variant">The variant that is allowed or not, such as <c>setOracle</c>.</param>
    /// <param name="user">Who.</param>
    /// <param name="allowed">Allowed, or no longer.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public SubDeployerGrant(string variant, EthereumAddress user, bool allowed)
    {
        Variant = ActionArgument.Text(variant, 1, int.MaxValue, "the variant");
        User = ActionArgument.Address(user, "the sub-deployer");
        Allowed = allowed;
    }

    /// <summary>The variant that is allowed or not, such as <c>setOracle</c>. Wire: <c>variant</c>.</summary>
    public string Variant { get; }

    /// <summary>Who. Wire: <c>user</c>.</summary>
    public EthereumAddress User { get; }

    /// <summary>Allowed, or no longer. Wire: <c>allowed</c>.</summary>
    public bool Allowed { get; }

    internal void Write<TWriter>(ref TWriter writer)
        where TWriter : struct, IWireWriter
    {
        writer.BeginMap(3);
        writer.Name("variant"u8);
        writer.Text(Variant);
        writer.Name("user"u8);
        writer.Address(User);
        writer.Name("allowed"u8);
        writer.Boolean(Allowed);
        writer.EndMap();
    }
}
