namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Sets the share of trading fees that goes to the deployer. Wire: <c>setDeployerTradingFeeShare</c>, with <c>token</c>, <c>share</c>.</summary>
public sealed class SetTradingFeeShare : SpotDeployOperation
{
    /// <summary>A share to set.</summary>
    /// <param name="token">The index of the token.</param>
    /// <param name="share">The share in percent, 0 to 100.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public SetTradingFeeShare(int token, decimal share)
    {
        Token = (int)ActionArgument.Integer(token, 0, int.MaxValue, "the index of the token");
        Share = ActionArgument.Decimal(share, "the share", min: 0m, max: 100m);
    }

    /// <inheritdoc/>
    public override string Variant => "setDeployerTradingFeeShare";

    /// <summary>The index of the token. Wire: <c>token</c>.</summary>
    public int Token { get; }

    /// <summary>The share in percent. Wire: <c>share</c>.</summary>
    public decimal Share { get; }

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.BeginMap(2);
        writer.Name("token"u8);
        writer.Integer((long)Token);
        writer.Name("share"u8);
        writer.Percent(Share);
        writer.EndMap();
    }
}
