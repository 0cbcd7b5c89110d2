using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>What a validator changes of its profile. Wire: <c>changeProfile</c> of <c>CValidatorAction</c>; what stays is <c>null</c>.</summary>
public sealed class ValidatorProfileChange
{
    /// <summary>A change.</summary>
    /// <param name="ipAddress">The IP address of its node; null leaves it.</param>
    /// <param name="name">Its name; null leaves it.</param>
    /// <param name="description">What it says of itself; null leaves it.</param>
    /// <param name="unjailed">Whether it takes part in consensus.</param>
    /// <param name="disableDelegations">Whether nobody may delegate to it; null leaves it.</param>
    /// <param name="commissionBasisPoints">The share of rewards it keeps, 0 to 10,000 basis points; null leaves it.</param>
    /// <param name="signer">The address that signs for it; null leaves it.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public ValidatorProfileChange(string? ipAddress, string? name, string? description, bool unjailed, bool? disableDelegations, int? commissionBasisPoints, EthereumAddress? signer)
    {
        IpAddress = ipAddress is null ? null : ActionArgument.Ip(ipAddress);
        Name = name is null ? null : ActionArgument.Text(name, 0, int.MaxValue, "the name of a validator");
        Description = description is null ? null : ActionArgument.Text(description, 0, int.MaxValue, "the description of a validator");
        Unjailed = unjailed;
        DisableDelegations = disableDelegations;
        CommissionBasisPoints = commissionBasisPoints is { } value ? (int)ActionArgument.Integer(value, 0, 10000, "the commission in basis points") : null;
        Signer = signer;
    }

    /// <summary>Where its node is reached; null leaves it. Wire: <c>node_ip</c>.</summary>
    public string? IpAddress { get; }

    /// <summary>Its name; null leaves it. Wire: <c>name</c>.</summary>
    public string? Name { get; }

    /// <summary>What it says of itself; null leaves it. Wire: <c>description</c>.</summary>
    public string? Description { get; }

    /// <summary>Whether it takes part in consensus. Wire: <c>unjailed</c>.</summary>
    public bool Unjailed { get; }

    /// <summary>Whether nobody may delegate to it; null leaves it. Wire: <c>disable_delegations</c>.</summary>
    public bool? DisableDelegations { get; }

    /// <summary>The share of rewards it keeps, in basis points; null leaves it. Wire: <c>commission_bps</c>.</summary>
    public int? CommissionBasisPoints { get; }

    /// <summary>The address that signs for it; null leaves it. Wire: <c>signer</c>.</summary>
    public EthereumAddress? Signer { get; }

    internal void Write<TWriter>(ref TWriter writer)
        where TWriter : struct, IWireWriter
    {
        writer.BeginMap(7);
        writer.Name("node_ip"u8);
        if (IpAddress is { } ipAddress)
        {
            writer.BeginMap(1);
            writer.Name("Ip"u8);
            writer.Text(ipAddress);
            writer.EndMap();
        }
        else
        {
            writer.Null();
        }

        writer.Name("name"u8);
        if (Name is { } name) writer.Text(name);
        else writer.Null();
        writer.Name("description"u8);
        if (Description is { } description) writer.Text(description);
        else writer.Null();
        writer.Name("unjailed"u8);
        writer.Boolean(Unjailed);
        writer.Name("disable_delegations"u8);
        if (DisableDelegations is { } disableDelegations) writer.Boolean(disableDelegations);
        else writer.Null();
        writer.Name("commission_bps"u8);
        if (CommissionBasisPoints is { } commissionBasisPoints) writer.Integer((long)commissionBasisPoints);
        else writer.Null();
        writer.Name("signer"u8);
        if (Signer is { } signer) writer.Address(signer);
        else writer.Null();
        writer.EndMap();
    }
}
