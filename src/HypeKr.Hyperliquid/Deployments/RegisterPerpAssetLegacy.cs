namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Lists an asset on a builder-deployed dex, and creates the dex with the first. Wire: <c>registerAsset</c>, with <c>maxGas</c>, <c>assetRequest</c>, <c>dex</c>, <c>schema</c>.</summary>
/// <remarks>The older form of <see cref="RegisterPerpAsset"/>.</remarks>
public sealed class RegisterPerpAssetLegacy : PerpDeployOperation
{
    /// <summary>An asset to list.</summary>
    /// <param name="dex">The name of the dex.</param>
    /// <param name="coin">The asset, with the dex before it, such as <c>xyz:GOLD</c>.</param>
    /// <param name="sizeDecimals">Fractional digits of sizes, from 0.</param>
    /// <param name="oraclePrice">The oracle price to begin with, above 0.</param>
    /// <param name="marginTable">The id of the margin table.</param>
    /// <param name="onlyIsolated">Whether it takes isolated margin alone.</param>
    /// <param name="maxGas">HYPE that may be paid at most, at most 8 fractional digits; null for the price of the auction.</param>
    /// <param name="schema">The dex, when this is its first asset.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public RegisterPerpAssetLegacy(string dex, string coin, int sizeDecimals, decimal oraclePrice, int marginTable, bool onlyIsolated, decimal? maxGas = null, PerpDexSchema? schema = null)
    {
        Dex = ActionArgument.Dex(dex);
        Coin = ActionArgument.Coin(coin);
        SizeDecimals = (int)ActionArgument.Integer(sizeDecimals, 0, byte.MaxValue, "the size decimals");
        OraclePrice = ActionArgument.Decimal(oraclePrice, "the oracle price", min: 0.00000001m);
        MarginTable = (int)ActionArgument.Integer(marginTable, 0, int.MaxValue, "the id of the margin table");
        OnlyIsolated = onlyIsolated;
        MaxGas = maxGas is { } gas ? ActionArgument.Hype(gas, "the most gas to pay", min: 0m) : null;
        Schema = schema;
    }

    /// <summary>The name of the dex. Wire: <c>dex</c>.</summary>
    public string Dex { get; }

    /// <summary>The asset. Wire: <c>assetRequest.coin</c>.</summary>
    public string Coin { get; }

    /// <summary>Fractional digits of sizes. Wire: <c>assetRequest.szDecimals</c>.</summary>
    public int SizeDecimals { get; }

    /// <summary>The oracle price to begin with. Wire: <c>assetRequest.oraclePx</c>.</summary>
    public decimal OraclePrice { get; }

    /// <summary>The id of the margin table. Wire: <c>assetRequest.marginTableId</c>.</summary>
    public int MarginTable { get; }

    /// <summary>Whether it takes isolated margin alone. Wire: <c>assetRequest.onlyIsolated</c>.</summary>
    public bool OnlyIsolated { get; }

    /// <summary>HYPE that may be paid at most. Wire: <c>maxGas</c>, in 10^-8.</summary>
    public decimal? MaxGas { get; }

    /// <summary>The dex to create. Wire: <c>schema</c>.</summary>
    public PerpDexSchema? Schema { get; }

    /// <inheritdoc/>
    public override string Variant => "registerAsset";

    internal override void Describe(ActionFacts facts) => facts.Coin(Coin);

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.BeginMap(4);
        writer.Name("maxGas"u8);
        if (MaxGas is { } gas) writer.Integer(ActionArgument.HypeUnits(gas));
        else writer.Null();
        writer.Name("assetRequest"u8);
        writer.BeginMap(5);
        writer.Name("coin"u8);
        writer.Text(Coin);
        writer.Name("szDecimals"u8);
        writer.Integer((long)SizeDecimals);
        writer.Name("oraclePx"u8);
        writer.Decimal(OraclePrice);
        writer.Name("marginTableId"u8);
        writer.Integer((long)MarginTable);
        writer.Name("onlyIsolated"u8);
        writer.Boolean(OnlyIsolated);
        writer.EndMap();
        writer.Name("dex"u8);
        writer.Text(Dex);
        writer.Name("schema"u8);
        if (Schema is null) writer.Null();
        else Schema.Write(ref writer);
        writer.EndMap();
    }
}
