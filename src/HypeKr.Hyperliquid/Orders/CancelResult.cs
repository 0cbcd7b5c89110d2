using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>What became of one cancellation. Wire: an entry of <c>statuses</c>.</summary>
public sealed class CancelResult
{
    private CancelResult(CancelResultStatus status) => Status = status;

    /// <summary>The coin of the order, as asked for.</summary>
    public string Coin { get; internal set; } = "";

    /// <summary>Which order it is about, by the id that it was named by.</summary>
    public OrderTarget Target { get; internal set; }

    /// <summary>What is known.</summary>
    public CancelResultStatus Status { get; }

    /// <summary>Why the venue refused; also the words, when they leave the status unknown.</summary>
    public Rejection? Rejection { get; private init; }

    /// <summary>Why the status is unknown, when it is.</summary>
    public HyperliquidException? Failure { get; private init; }

    /// <summary>The result itself, when the order is cancelled.</summary>
    /// <exception cref="ActionRejectedException">The venue refused; <see cref="RejectionKind.MissingOrder"/> says that there was nothing left to cancel.</exception>
    /// <exception cref="HyperliquidException">What became of it is not known; <see cref="HyperliquidException.MayHaveExecuted"/> is true.</exception>
    public CancelResult EnsureAccepted() => Status == CancelResultStatus.Canceled ? this
        : Status == CancelResultStatus.NotCanceled ? throw ResultFailure.NotCarriedOut($"The cancellation of an order for {Quoted.Text(Coin)}")
        : throw ResultFailure.Of($"the cancellation of an order for {Quoted.Text(Coin)}", Rejection, Failure);

    /// <summary>The status and why, without addresses.</summary>
    public override string ToString() => Status is CancelResultStatus.Canceled or CancelResultStatus.NotCanceled ? Status.ToString() : $"{Status}: {Rejection?.ToString() ?? Failure?.Message}";

    internal static CancelResult Refused(Rejection rejection) => new(rejection.MayHaveExecuted ? CancelResultStatus.Unknown : CancelResultStatus.Rejected) { Rejection = rejection };

    internal static CancelResult Unknown(HyperliquidException failure) => new(CancelResultStatus.Unknown) { Failure = failure };

    /// <summary>The result of an attempt, by the item's fact.</summary>
    internal static CancelResult Of(PlacementOutcome outcome, int i, EthereumAddress signer) => outcome.Facts?[i] is not { } fact
        ? new(CancelResultStatus.Unknown) { Failure = outcome.Failure }
        : fact.Fate switch
        {
            PlacementFate.Canceled => new(CancelResultStatus.Canceled),
            PlacementFate.Rejected => new(CancelResultStatus.Rejected) { Rejection = fact.ToRejection(signer) },
            PlacementFate.NotSent or PlacementFate.NotPlaced => new(CancelResultStatus.NotCanceled),
            _ => new(CancelResultStatus.Unknown) { Failure = outcome.Failure },
        };

    internal static CancelResult FromEntry(JsonElement entry, EthereumAddress signer)
    {
        if (entry.ValueKind == JsonValueKind.String && entry.ValueEquals("success"u8)) return new(CancelResultStatus.Canceled);
        if (StatusEntry.TryReadError(entry, out var words)) return NonceTakenException.Find("cancel", words) is { } taken ? Unknown(taken) : Refused(Rejection.FromText(words, signer));

        var text = entry.GetRawText();
        return Unknown(new ResponseFormatException($"The venue answered a cancellation with {HttpBody.Quote(text)}, which this version cannot read.", mayHaveExecuted: true, text));
    }
}
