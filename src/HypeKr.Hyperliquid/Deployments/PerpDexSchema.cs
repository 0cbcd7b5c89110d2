using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Deployments;

/// <summary>A builder-deployed dex to create with its first asset. Wire: <c>schema</c> of <c>registerAsset2</c>.</summary>
public sealed class PerpDexSchema
{
    /// <summary>A dex.</summary>
    /// <param name="fullName">Its full name.</param>
    /// <param name="collateralToken">The index of the token that margin is kept in.</param>
    /// <param name="oracleUpdater">Who sets its oracle prices; null for the deployer.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public PerpDexSchema(string fullName, int collateralToken, EthereumAddress? oracleUpdater = null)
    {
        FullName = ActionArgument.Text(fullName, 0, int.MaxValue, "the full name");
        CollateralToken = (int)ActionArgument.Integer(collateralToken, 0, int.MaxValue, "the index of the collateral token");
        OracleUpdater = oracleUpdater;
    }

    /// <summary>Its full name. Wire: <c>fullName</c>.</summary>
    public string FullName { get; }

    /// <summary>The index of the token that margin is kept in. Wire: <c>collateralToken</c>.</summary>
    public int CollateralToken { get; }

    /// <summary>Who sets its oracle prices; null for the deployer. Wire: <c>oracleUpdater</c>.</summary>
    public EthereumAddress? OracleUpdater { get; }

    internal void Write<TWriter>(ref TWriter writer)
        where TWriter : struct, IWireWriter
    {
        writer.BeginMap(3);
        writer.Name("fullName"u8);
        writer.Text(FullName);
        writer.Name("collateralToken"u8);
        writer.Integer((long)CollateralToken);
        writer.Name("oracleUpdater"u8);
        if (OracleUpdater is { } oracleUpdater) writer.Address(oracleUpdater);
        else writer.Null();
        writer.EndMap();
    }
}
