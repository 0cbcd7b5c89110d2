namespace HypeKr.Hyperliquid;

/// <summary>A row of the venue's lists that makes no asset.</summary>
/// <param name="Listing">The coin, where the row names one; otherwise the place of the row. It is the venue's text: quote it before it is shown.</param>
/// <param name="Reason">Why it cannot be traded from here.</param>
public sealed record UnusableListing(string Listing, string Reason);
