using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>What a validator says of itself when it registers. Wire: <c>profile</c> of <c>CValidatorAction</c>.</summary>
public sealed class ValidatorProfile
{
    /// <summary>A profile.</summary>
    /// <param name="ipAddress">The IP address of its node.</param>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it says of itself.</param>
    /// <param name="delegationsDisabled">Whether nobody may delegate to it.</param>
    /// <param name="commissionBasisPoints">The share of rewards it keeps, 0 to 10,000 basis points.</param>
    /// <param name="signer">The address that signs for it.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public ValidatorProfile(string ipAddress, string name, string description, bool delegationsDisabled, int commissionBasisPoints, EthereumAddress signer)
    {
        IpAddress = ActionArgument.Ip(ipAddress);
        Name = ActionArgument.Text(name, 0, int.MaxValue, "the name of a validator");
        Description = ActionArgument.Text(description, 0, int.MaxValue, "the description of a validator");
        DelegationsDisabled = delegationsDisabled;
        CommissionBasisPoints = (int)ActionArgument.Integer(commissionBasisPoints, 0, 10000, "the commission in basis points");
        Signer = ActionArgument.Address(signer, "the signer");
    }

    /// <summary>Where its node is reached. Wire: <c>node_ip</c>.</summary>
    public string IpAddress { get; }

    /// <summary>Its name. Wire: <c>name</c>.</summary>
    public string Name { get; }

    /// <summary>What it says of itself. Wire: <c>description</c>.</summary>
    public string Description { get; }

    /// <summary>Whether nobody may delegate to it. Wire: <c>delegations_disabled</c>.</summary>
    public bool DelegationsDisabled { get; }

    /// <summary>The share of rewards it keeps, in basis points. Wire: <c>commission_bps</c>.</summary>
    public int CommissionBasisPoints { get; }

    /// <summary>The address that signs for it. Wire: <c>signer</c>.</summary>
    public EthereumAddress Signer { get; }

    internal void Write<TWriter>(ref TWriter writer)
        where TWriter : struct, IWireWriter
    {
        writer.BeginMap(6);
        writer.Name("node_ip"u8);
        writer.BeginMap(1);
        writer.Name("Ip"u8);
        writer.Text(IpAddress);
        writer.EndMap();
        writer.Name("name"u8);
        writer.Text(Name);
        writer.Name("description"u8);
        writer.Text(Description);
        writer.Name("delegations_disabled"u8);
        writer.Boolean(DelegationsDisabled);
        writer.Name("commission_bps"u8);
        writer.Integer((long)CommissionBasisPoints);
        writer.Name("signer"u8);
        writer.Address(Signer);
        writer.EndMap();
    }
}
