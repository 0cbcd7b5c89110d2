using System.Text.Json;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>An order that is executed in slices over time.</summary>
internal sealed class Twap
{
    public required long Id { get; init; }

    public required Account Account { get; init; }

    public required TradedAsset Asset { get; init; }

    public required WireTwap Terms { get; init; }

    public required long PlacedAt { get; init; }

    /// <summary>When its first slice was due; null while it waits for its trigger.</summary>
    public long? StartedAt { get; set; }

    /// <summary>How many slices were due so far.</summary>
    public int SlicesDue { get; set; }

    public decimal ExecutedSize { get; set; }

    public decimal ExecutedValue { get; set; }

    public bool IsLive { get; set; } = true;

    /// <summary>The next slice.</summary>
    public ScheduledWork? Next { get; set; }

    public decimal Size => Terms.Size.Value;

    /// <summary>The <c>state</c> of <c>twapHistory</c> and <c>twapStates</c>.</summary>
    public void WriteState(Utf8JsonWriter writer) => WriteState(writer, ExecutedValue, ExecutedSize);

    public void WriteState(Utf8JsonWriter writer, decimal executedValue, decimal executedSize)
    {
        writer.WriteStartObject();
        writer.WriteTexts(
            ("coin", Asset.Coin),
            ("user", Account.Address.ToLowerHex()),
            ("side", Terms.IsBuy ? "B" : "A"),
            ("sz", WireText.Of(Size)),
            ("executedSz", WireText.Of(executedSize)),
            ("executedNtl", WireText.Of(executedValue)));
        writer.WriteNumber("minutes", Terms.Minutes);
        writer.WriteBoolean("reduceOnly", Terms.ReduceOnly);
        writer.WriteBoolean("randomize", Terms.Randomize);
        writer.WriteNumber("timestamp", PlacedAt);
        if (Terms.Trigger is { } trigger)
        {
            writer.WriteStartObject("trigger");
            writer.WriteString("px", WireText.Of(trigger.Price.Value));
            writer.WriteBoolean("above", trigger.IsAbove);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteNull("trigger");
        }

        writer.WriteString("stopPx", Terms.StopPrice is { } stop ? WireText.Of(stop.Value) : null);
        writer.WriteEndObject();
    }

    public static Twap Keep(StateArchive a, Twap? twap) => new()
    {
        Id = a.Long(twap?.Id),
        Account = a.Account(twap?.Account),
        Asset = a.Asset(twap?.Asset),
        Terms = Keep(a, twap?.Terms),
        PlacedAt = a.Long(twap?.PlacedAt),
        StartedAt = a.OptionalLong(twap?.StartedAt),
        SlicesDue = a.Int(twap?.SlicesDue),
        ExecutedSize = a.Decimal(twap?.ExecutedSize),
        ExecutedValue = a.Decimal(twap?.ExecutedValue),
        IsLive = a.Bool(twap?.IsLive),
    };

    private static WireTwap Keep(StateArchive a, WireTwap? terms)
    {
        return new WireTwap(
            a.Unsigned(terms?.Asset),
            a.Bool(terms?.IsBuy),
            Wire(terms?.Size),
            a.Bool(terms?.ReduceOnly),
            a.Long(terms?.Minutes),
            a.Bool(terms?.Randomize),
            a.Bool(terms?.HasDetails),
            a.Optional(terms?.Trigger, trigger => new WireTwapTrigger(Wire(trigger?.Price), a.Bool(trigger?.IsAbove))),
            a.OptionalValue<WireDecimal>(terms?.StopPrice, Wire));

        WireDecimal Wire(WireDecimal? value) => new(a.Decimal(value?.Value), a.Text(value?.Text));
    }
}
