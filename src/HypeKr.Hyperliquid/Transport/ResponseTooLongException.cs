using System.Globalization;

namespace HypeKr.Hyperliquid;

/// <summary>An answer is longer than the options allow. Inside the transports alone: callers see a <see cref="TransportException"/> around it.</summary>
internal sealed class ResponseTooLongException(int maxBytes)
    : IOException(string.Create(CultureInfo.InvariantCulture, $"the answer is longer than the {maxBytes} bytes that {nameof(HyperliquidOptions)}.{nameof(HyperliquidOptions.MaxResponseBytes)} allows"));
