namespace HypeKr.Hyperliquid;

/// <summary>What integers of the wire have in common.</summary>
internal static class WireInteger
{
    /// <summary>2^53 - 1: the largest integer that JSON readers of every language take exactly, so that what is hashed here is what is read there.</summary>
    public const long Max = (1L << 53) - 1;
}
