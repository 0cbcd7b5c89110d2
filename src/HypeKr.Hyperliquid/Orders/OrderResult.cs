using System.Globalization;
using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <summary>What became of one order: a fact, or an honest <see cref="OrderResultStatus.Unknown"/>. Wire: an entry of <c>statuses</c>.</summary>
public sealed class OrderResult
{
    private OrderResult(OrderRequest request, OrderResultStatus status) => (Request, Status) = (request, status);

    /// <summary>The order as asked for and sent: with a random client's id where it was asked for without one.</summary>
    public OrderRequest Request { get; }

    /// <summary>What is known.</summary>
    public OrderResultStatus Status { get; }

    /// <summary>Whether <see cref="Status"/> is a fact, anything but <see cref="OrderResultStatus.Unknown"/>.</summary>
    public bool IsKnown => Status != OrderResultStatus.Unknown;

    /// <summary>The venue's id, where the answer gives one. Wire: <c>oid</c>.</summary>
    public long? OrderId { get; private init; }

    /// <summary>The size that filled at once, or until the order was found again; null where the answer does not say, as for a resting order. Wire: <c>totalSz</c>.</summary>
    public decimal? FilledSize { get; private init; }

    /// <summary>The average price of what filled. Wire: <c>avgPx</c>.</summary>
    public decimal? AveragePrice { get; private init; }

    /// <summary>Why the order was refused; also the words, when they leave the status unknown. Wire: <c>error</c>.</summary>
    public Rejection? Rejection { get; private init; }

    /// <summary>Why the status is unknown, when it is.</summary>
    public HyperliquidException? Failure { get; private init; }

    /// <summary>The venue's word for what cancelled the order, such as <see cref="OrderStatus.Canceled"/> or <see cref="OrderStatus.MarginCanceled"/>; null where it is not cancelled.</summary>
    public OrderStatus? CancelReason { get; private init; }

    /// <summary>The key that the order goes by in the <see cref="PlacementJournal"/>; null without a journal, and for an order that was given none.</summary>
    public string? IdempotencyKey { get; private init; }

    /// <summary>What was noticed before the order was sent, and did not keep it from being sent.</summary>
    public IReadOnlyList<OrderWarning> Warnings { get; internal set; } = [];

    /// <summary>Whether the venue took the order: it rests, filled, waits, or was accepted without more being said. False when that is not known.</summary>
    public bool IsAccepted => Status is not (OrderResultStatus.Unknown or OrderResultStatus.Rejected or OrderResultStatus.NotPlaced);

    /// <summary>The result itself, when the venue took the order.</summary>
    /// <exception cref="ActionRejectedException">The venue refused it.</exception>
    /// <exception cref="HyperliquidException">Its fate is not known; <see cref="HyperliquidException.MayHaveExecuted"/> is true.</exception>
    public OrderResult EnsureAccepted() => IsAccepted ? this
        : Status == OrderResultStatus.NotPlaced ? throw ResultFailure.NotCarriedOut($"The order for {Quoted.Text(Request.Coin)}")
        : throw ResultFailure.Of($"the order for {Quoted.Text(Request.Coin)}", Rejection, Failure);

    /// <summary>The status and its numbers, without addresses.</summary>
    public override string ToString() => Status switch
    {
        OrderResultStatus.Filled or OrderResultStatus.PartlyFilled or OrderResultStatus.PartlyFilledThenCanceled => string.Create(CultureInfo.InvariantCulture, $"{Status} {FilledSize} at {AveragePrice}"),
        OrderResultStatus.Rejected => $"{Status}: {Rejection}",
        OrderResultStatus.Unknown => $"{Status}: {Rejection?.ToString() ?? Failure?.Message}",
        _ => Status.ToString(),
    };

    internal static OrderResult Refused(OrderRequest request, Rejection rejection) =>
        new(request, rejection.MayHaveExecuted ? OrderResultStatus.Unknown : OrderResultStatus.Rejected) { Rejection = rejection, FilledSize = rejection.MayHaveExecuted ? null : 0 };

    /// <summary>The result of an attempt, by the item's fact.</summary>
    internal static OrderResult Of(OrderRequest request, PlacementOutcome outcome, int i, Crypto.EthereumAddress signer)
    {
        // A repeat may have been asked for in other numbers, as a market order is: the result is about what was sent.
        if (i < outcome.Items.Count && outcome.Items[i] is { Coin.Length: > 0 } item)
        {
            request = request with { Cloid = item.Cloid, Price = new(item.Price), Size = item.Size == 0 ? OrderSize.WholePosition : new(item.Size) };
        }

        var key = outcome.Attempt.HasOwnKey ? outcome.Attempt.Key : null;
        if (outcome.Facts?[i] is not { } fact || fact.Fate == PlacementFate.Undecided) return new(request, OrderResultStatus.Unknown) { Failure = outcome.Failure, IdempotencyKey = key };
        var isCanceled = fact.Fate is PlacementFate.Canceled or PlacementFate.PartlyFilledThenCanceled;
        return new(request, StatusOf(fact.Fate))
        {
            OrderId = fact.Id,
            FilledSize = fact.FilledSize,
            AveragePrice = fact.AveragePrice,
            Rejection = fact.ToRejection(signer),
            CancelReason = isCanceled && fact.Text is { } word ? new OrderStatus(word) : null,
            IdempotencyKey = key,
        };
    }

    private static OrderResultStatus StatusOf(PlacementFate fate) => fate switch
    {
        PlacementFate.NotSent or PlacementFate.NotPlaced => OrderResultStatus.NotPlaced,
        PlacementFate.Rejected => OrderResultStatus.Rejected,
        PlacementFate.Resting => OrderResultStatus.Resting,
        PlacementFate.PartlyFilled => OrderResultStatus.PartlyFilled,
        PlacementFate.Filled => OrderResultStatus.Filled,
        PlacementFate.WaitingForFill => OrderResultStatus.WaitingForFill,
        PlacementFate.WaitingForTrigger => OrderResultStatus.WaitingForTrigger,
        PlacementFate.Canceled => OrderResultStatus.Canceled,
        PlacementFate.PartlyFilledThenCanceled => OrderResultStatus.PartlyFilledThenCanceled,
        _ => OrderResultStatus.Accepted,
    };

    internal static OrderResult Accepted(OrderRequest request) => new(request, OrderResultStatus.Accepted);

    internal static OrderResult Unknown(OrderRequest request, HyperliquidException failure) => new(request, OrderResultStatus.Unknown) { Failure = failure };

    /// <summary>Reads an entry of <c>statuses</c>; one of a form that this version does not know is unknown.</summary>
    internal static OrderResult FromEntry(OrderRequest request, JsonElement entry, Crypto.EthereumAddress signer)
    {
        if (entry.ValueKind == JsonValueKind.String)
        {
            if (entry.ValueEquals("waitingForFill"u8)) return new(request, OrderResultStatus.WaitingForFill) { FilledSize = 0 };
            if (entry.ValueEquals("waitingForTrigger"u8)) return new(request, OrderResultStatus.WaitingForTrigger) { FilledSize = 0 };
        }
        else if (entry.ValueKind == JsonValueKind.Object)
        {
            if (StatusEntry.TryReadError(entry, out var words)) return NonceTakenException.Find("order", words) is { } taken ? Unknown(request, taken) : Refused(request, Rejection.FromText(words, signer));
            if (entry.TryGetProperty("filled"u8, out var filled) && StatusEntry.TryReadFilled(filled, out var size, out var price, out var id))
            {
                return new(request, size < request.Size.Value ? OrderResultStatus.PartlyFilled : OrderResultStatus.Filled) { OrderId = id, FilledSize = size, AveragePrice = price };
            }

            if (entry.TryGetProperty("resting"u8, out var resting) && StatusEntry.TryReadId(resting, out var restingId)) return new(request, OrderResultStatus.Resting) { OrderId = restingId };
        }

        var text = entry.GetRawText();
        return Unknown(request, new ResponseFormatException($"The venue answered an order with {HttpBody.Quote(text)}, which this version cannot read.", mayHaveExecuted: true, text));
    }
}
