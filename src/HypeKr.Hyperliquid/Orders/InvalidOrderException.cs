namespace HypeKr.Hyperliquid;

/// <summary>An order, or a price or size meant for one, that the venue would refuse. Thrown before anything is signed.</summary>
public sealed class InvalidOrderException : HyperliquidException
{
    /// <summary>An order that cannot be sent.</summary>
    /// <param name="message">What is wrong, with the offending value, and what would be right.</param>
    public InvalidOrderException(string message)
        : base(message)
    {
    }

    /// <summary>A price or size off its grid.</summary>
    /// <param name="message">What is wrong, with the offending value, and what would be right.</param>
    /// <param name="value">The offending value.</param>
    /// <param name="nearestBelow">The nearest valid value below it, when there is one.</param>
    /// <param name="nearestAbove">The nearest valid value above it, when there is one.</param>
    public InvalidOrderException(string message, decimal value, decimal? nearestBelow = null, decimal? nearestAbove = null)
        : base(message)
    {
        Value = value;
        NearestBelow = nearestBelow;
        NearestAbove = nearestAbove;
    }

    /// <summary>The offending price or size, when the error is about one.</summary>
    public decimal? Value { get; }

    /// <summary>The nearest valid value below <see cref="Value"/>, when there is one.</summary>
    public decimal? NearestBelow { get; }

    /// <summary>The nearest valid value above <see cref="Value"/>, when there is one.</summary>
    public decimal? NearestAbove { get; }
}
