namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Why an order is refused.</summary>
/// <param name="Text">The venue's text, without its <c>asset=</c> suffix.</param>
/// <param name="Status">The order status under which the venue keeps it; null when it keeps no record.</param>
internal readonly record struct Refusal(string Text, string? Status);
