using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Asks to link a token to a HyperEVM contract. Wire: <c>requestEvmContract</c>, with <c>token</c>, <c>address</c>, <c>evmExtraWeiDecimals</c>.</summary>
public sealed class RequestEvmContract : SpotDeployOperation
{
    /// <summary>A link to ask for.</summary>
    /// <param name="token">The index of the token.</param>
    /// <param name="contract">The contract.</param>
    /// <param name="extraWeiDecimals">Fractional digits of the contract beyond those of the token: -2 to 18.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public RequestEvmContract(int token, EthereumAddress contract, int extraWeiDecimals)
    {
        Token = (int)ActionArgument.Integer(token, 0, int.MaxValue, "the index of the token");
        Contract = ActionArgument.Address(contract, "the contract");
        ExtraWeiDecimals = (int)ActionArgument.Integer(extraWeiDecimals, -2, 18, "the extra wei decimals");
    }

    /// <inheritdoc/>
    public override string Variant => "requestEvmContract";

    /// <summary>The index of the token. Wire: <c>token</c>.</summary>
    public int Token { get; }

    /// <summary>The contract. Wire: <c>address</c>.</summary>
    public EthereumAddress Contract { get; }

    /// <summary>Fractional digits of the contract beyond those of the token. Wire: <c>evmExtraWeiDecimals</c>.</summary>
    public int ExtraWeiDecimals { get; }

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.BeginMap(3);
        writer.Name("token"u8);
        writer.Integer((long)Token);
        writer.Name("address"u8);
        writer.Address(Contract);
        writer.Name("evmExtraWeiDecimals"u8);
        writer.Integer((long)ExtraWeiDecimals);
        writer.EndMap();
    }
}
