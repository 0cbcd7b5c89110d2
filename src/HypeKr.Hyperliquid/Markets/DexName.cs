namespace HypeKr.Hyperliquid;

/// <summary>What the name of a perp dex may look like, before anybody is asked about it.</summary>
internal static class DexName
{
    private const int MaxLength = 16;

    /// <exception cref="ArgumentException">The text cannot be the name of a dex.</exception>
    public static string Check(string dex) =>
        dex.Length <= MaxLength && dex.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
            ? dex
            : throw new ArgumentException($"The name of a dex is up to {MaxLength} letters and digits, not {Quoted.Text(dex)}.", nameof(dex));
}
