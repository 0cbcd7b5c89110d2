namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Halts the trading of an asset, or resumes it. Wire: <c>haltTrading</c>, with <c>coin</c>, <c>isHalted</c>.</summary>
public sealed class HaltTrading : PerpDeployOperation
{
    /// <summary>What to halt.</summary>
    /// <param name="coin">The asset, with the dex before it.</param>
    /// <param name="isHalted">True halts, false resumes.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public HaltTrading(string coin, bool isHalted)
    {
        Coin = ActionArgument.Coin(coin);
        IsHalted = isHalted;
    }

    /// <inheritdoc/>
    public override string Variant => "haltTrading";

    /// <summary>The asset, with the dex before it. Wire: <c>coin</c>.</summary>
    public string Coin { get; }

    /// <summary>Halted, or trading. Wire: <c>isHalted</c>.</summary>
    public bool IsHalted { get; }

    internal override void Describe(ActionFacts facts) => facts.Coin(Coin);

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.BeginMap(2);
        writer.Name("coin"u8);
        writer.Text(Coin);
        writer.Name("isHalted"u8);
        writer.Boolean(IsHalted);
        writer.EndMap();
    }
}
