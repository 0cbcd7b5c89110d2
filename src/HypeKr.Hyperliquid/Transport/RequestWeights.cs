using System.Collections.Frozen;
using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <summary>What a request costs of the venue's budget for one IP address, and what it costs more for each so many rows of the answer.</summary>
/// <param name="Weight">Known before it is sent.</param>
/// <param name="RowsPerExtra">One more for each so many rows; zero where rows cost nothing. Known when the answer is there.</param>
/// <param name="Urgent">Whether it goes before others and may use the reserved budget.</param>
internal readonly record struct RequestWeight(int Weight, int RowsPerExtra = 0, bool Urgent = false)
{
    /// <summary>What is to be paid afterwards.</summary>
    public int Extra(int rows) => RowsPerExtra > 0 ? rows / RowsPerExtra : 0;
}

/// <summary>The one table of weights. Source: the venue's page on rate limits.</summary>
internal static class RequestWeights
{
    private const int PerCandle = 60;
    private const int PerItem = 20;

    /// <summary>Every documented read that is not in the table, and every one that is not documented.</summary>
    private static readonly RequestWeight Default = new(20);

    /// <summary>Reads whose cost differs from the rest.</summary>
    private static readonly FrozenDictionary<string, RequestWeight> Reads = new Dictionary<string, RequestWeight>(StringComparer.Ordinal)
    {
        ["l2Book"] = new(2),
        ["allMids"] = new(2),
        ["clearinghouseState"] = new(2),
        ["orderStatus"] = new(2),
        ["spotClearinghouseState"] = new(2),
        ["exchangeStatus"] = new(2, Urgent: true),
        ["userRole"] = new(60),
        ["recentTrades"] = new(20, PerItem),
        ["historicalOrders"] = new(20, PerItem),
        ["userFills"] = new(20, PerItem),
        ["userFillsByTime"] = new(20, PerItem),
        ["fundingHistory"] = new(20, PerItem),
        ["userFunding"] = new(20, PerItem),
        ["userNonFundingLedgerUpdates"] = new(20, PerItem),
        ["twapHistory"] = new(20, PerItem),
        ["userTwapSliceFills"] = new(20, PerItem),
        ["userTwapSliceFillsByTime"] = new(20, PerItem),
        ["delegatorHistory"] = new(20, PerItem),
        ["delegatorRewards"] = new(20, PerItem),
        ["validatorStats"] = new(20, PerItem),
        ["candleSnapshot"] = new(20, PerCandle),
        ["blockDetails"] = new(40),
        ["txDetails"] = new(40),
        ["userDetails"] = new(40),
        ["blockList"] = new(40, 1),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Actions that make nothing worse when they come first: they take orders away, or use up a nonce.</summary>
    private static readonly FrozenSet<string> UrgentActions = FrozenSet.Create(StringComparer.Ordinal, "cancel", "cancelByCloid", "twapCancel", "scheduleCancel", "noop");

    /// <summary>Actions that the venue counts as cancels, for the budget of an account.</summary>
    private static readonly FrozenSet<string> Cancels = FrozenSet.Create(StringComparer.Ordinal, "cancel", "cancelByCloid", "twapCancel", "scheduleCancel");

    /// <summary>What a read or an explorer request costs.</summary>
    public static RequestWeight ForRead(string type) => Reads.GetValueOrDefault(type, Default);

    /// <summary>What an action costs: one, and one more for each 40 orders, cancels or modifies of a batch.</summary>
    public static RequestWeight ForAction(string type, int count) => new(1 + (count / 40), Urgent: UrgentActions.Contains(type));

    public static bool IsCancel(string type) => Cancels.Contains(type);

    public static bool IsUrgent(string type) => UrgentActions.Contains(type);

    /// <summary>How many orders, cancels or modifies an action holds, the batch inside a multi-signature included; 1 for anything else.</summary>
    public static int CountActions(JsonElement action)
    {
        if (action.ValueKind != JsonValueKind.Object) return 1;
        foreach (var name in (ReadOnlySpan<string>)["orders", "cancels", "modifies"])
        {
            if (action.TryGetProperty(name, out var batch) && batch.ValueKind == JsonValueKind.Array) return Math.Max(1, batch.GetArrayLength());
        }

        return action.TryGetProperty("payload"u8, out var payload) && payload.ValueKind == JsonValueKind.Object && payload.TryGetProperty("action"u8, out var inner) ? CountActions(inner) : 1;
    }

    /// <summary>How many rows an answer has: the elements of an array, and none of anything else.</summary>
    public static int CountRows(ReadOnlySpan<byte> answer)
    {
        var reader = new Utf8JsonReader(answer);
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.StartArray ? CountElements(ref reader) : 0;
        }
        catch (JsonException)
        {
            // Whoever reads the answer will say so.
            return 0;
        }
    }

    private static int CountElements(ref Utf8JsonReader reader)
    {
        var count = 0;
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++) reader.Skip();
        return count;
    }
}
