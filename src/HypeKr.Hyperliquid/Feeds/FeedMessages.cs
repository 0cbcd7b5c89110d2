using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

// What the venue wraps rows of one user in: who, whether it is history, and the rows.

internal sealed class FillsMessage
{
    [JsonRequired]
    [JsonPropertyName("fills")]
    public Fill[]? Rows { get; init; }

    [JsonPropertyName("isSnapshot")]
    public bool? IsSnapshot { get; init; }
}

internal sealed class FundingsMessage
{
    [JsonRequired]
    [JsonPropertyName("fundings")]
    public FundingUpdate[]? Rows { get; init; }

    [JsonPropertyName("isSnapshot")]
    public bool? IsSnapshot { get; init; }
}

internal sealed class LedgerMessage
{
    [JsonRequired]
    [JsonPropertyName("nonFundingLedgerUpdates")]
    public LedgerUpdate[]? Rows { get; init; }

    [JsonPropertyName("isSnapshot")]
    public bool? IsSnapshot { get; init; }
}

internal sealed class OrderHistoryMessage
{
    [JsonRequired]
    [JsonPropertyName("orderHistory")]
    public OrderWithStatus[]? Rows { get; init; }

    [JsonPropertyName("isSnapshot")]
    public bool? IsSnapshot { get; init; }
}

internal sealed class TwapSliceFillsMessage
{
    [JsonRequired]
    [JsonPropertyName("twapSliceFills")]
    public TwapSliceFill[]? Rows { get; init; }

    [JsonPropertyName("isSnapshot")]
    public bool? IsSnapshot { get; init; }
}

internal sealed class TwapHistoryMessage
{
    [JsonRequired]
    [JsonPropertyName("history")]
    public TwapHistoryEntry[]? Rows { get; init; }

    [JsonPropertyName("isSnapshot")]
    public bool? IsSnapshot { get; init; }
}

internal sealed class OutcomeUpdatesMessage
{
    [JsonRequired]
    [JsonPropertyName("updates")]
    public OutcomeUpdate[]? Rows { get; init; }
}
