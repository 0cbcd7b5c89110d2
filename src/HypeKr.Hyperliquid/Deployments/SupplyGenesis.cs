namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Fixes the supply of a token. Wire: <c>genesis</c>, with <c>token</c>, <c>maxSupply</c> and, when true, <c>noHyperliquidity</c>.</summary>
public sealed class SupplyGenesis : SpotDeployOperation
{
    /// <summary>A supply to fix.</summary>
    /// <param name="token">The index of the token.</param>
    /// <param name="maxSupply">The supply, in units of 10^-weiDecimals: the sum of what was given out.</param>
    /// <param name="noHyperliquidity">Whether the token does without the venue's own liquidity.</param>
    /// <exception cref="InvalidActionException">The index is negative.</exception>
    public SupplyGenesis(int token, ulong maxSupply, bool noHyperliquidity = false)
    {
        Token = (int)ActionArgument.Integer(token, 0, int.MaxValue, "the index of the token");
        MaxSupply = maxSupply;
        NoHyperliquidity = noHyperliquidity;
    }

    /// <summary>The index of the token. Wire: <c>token</c>.</summary>
    public int Token { get; }

    /// <summary>The supply in its smallest units. Wire: <c>maxSupply</c>.</summary>
    public ulong MaxSupply { get; }

    /// <summary>Whether the token does without the venue's own liquidity. Wire: <c>noHyperliquidity</c>, left out unless true.</summary>
    public bool NoHyperliquidity { get; }

    /// <inheritdoc/>
    public override string Variant => "genesis";

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.BeginMap(NoHyperliquidity ? 3 : 2);
        writer.Name("token"u8);
        writer.Integer((long)Token);
        writer.Name("maxSupply"u8);
        writer.IntegerText(MaxSupply);
        if (NoHyperliquidity)
        {
            writer.Name("noHyperliquidity"u8);
            writer.Boolean(true);
        }

        writer.EndMap();
    }
}
