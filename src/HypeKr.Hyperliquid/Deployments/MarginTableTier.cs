namespace HypeKr.Hyperliquid.Deployments;

/// <summary>One step of a margin table. Wire: an element of <c>marginTiers</c>.</summary>
public sealed class MarginTableTier
{
    /// <summary>A tier.</summary>
    /// <param name="lowerBound">The notional from which it holds, in the venue's integer units, from 0.</param>
    /// <param name="maxLeverage">The most leverage: 1 to 50.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public MarginTableTier(long lowerBound, int maxLeverage)
    {
        LowerBound = ActionArgument.Integer(lowerBound, 0, WireInteger.Max, "the lower bound of a margin tier");
        MaxLeverage = (int)ActionArgument.Integer(maxLeverage, 1, 50, "the leverage of a margin tier");
    }

    /// <summary>The notional from which it holds. Wire: <c>lowerBound</c>.</summary>
    public long LowerBound { get; }

    /// <summary>The most leverage. Wire: <c>maxLeverage</c>.</summary>
    public int MaxLeverage { get; }

    internal void Write<TWriter>(ref TWriter writer)
        where TWriter : struct, IWireWriter
    {
        writer.BeginMap(2);
        writer.Name("lowerBound"u8);
        writer.Integer(LowerBound);
        writer.Name("maxLeverage"u8);
        writer.Integer((long)MaxLeverage);
        writer.EndMap();
    }
}
