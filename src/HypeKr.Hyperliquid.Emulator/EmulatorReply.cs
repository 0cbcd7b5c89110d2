namespace HypeKr.Hyperliquid.Emulator;

/// <summary>One HTTP answer of the emulated venue.</summary>
/// <param name="StatusCode">200 for answers and for most refusals, 422 for a body that does not fit its type, 404 for another path, 500 for an unknown dex.</param>
/// <param name="ContentType"><c>application/json</c>, or <c>text/plain; charset=utf-8</c> with 404 and 422.</param>
/// <param name="Body">UTF-8.</param>
public readonly record struct EmulatorReply(int StatusCode, string ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>What befalls it on its way; null when it arrives as it is.</summary>
    public ReplyDelivery? Delivery { get; init; }
}
