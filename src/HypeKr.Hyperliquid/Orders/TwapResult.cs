using System.Globalization;
using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>What became of a TWAP order: a fact, or an honest <see cref="TwapResultStatus.Unknown"/>. Wire: the <c>status</c> of the answer to <c>twapOrder</c>.</summary>
public sealed class TwapResult
{
    private TwapResult(TwapRequest request, TwapResultStatus status) => (Request, Status) = (request, status);

    /// <summary>The order as asked for.</summary>
    public TwapRequest Request { get; }

    /// <summary>What is known.</summary>
    public TwapResultStatus Status { get; }

    /// <summary>The venue's id, when it runs: <see cref="OrdersClient.CancelTwapAsync"/> takes it. Wire: <c>twapId</c>.</summary>
    public long? TwapId { get; private init; }

    /// <summary>Why it was refused; also the words, when they leave the status unknown. Wire: <c>error</c>.</summary>
    public Rejection? Rejection { get; private init; }

    /// <summary>Why the status is unknown, when it is.</summary>
    public HyperliquidException? Failure { get; private init; }

    /// <summary>The result itself, when the order runs.</summary>
    /// <exception cref="ActionRejectedException">The venue refused it.</exception>
    /// <exception cref="HyperliquidException">Its fate is not known; <see cref="HyperliquidException.MayHaveExecuted"/> is true.</exception>
    public TwapResult EnsureAccepted() => Status == TwapResultStatus.Running ? this
        : Status == TwapResultStatus.NotPlaced ? throw ResultFailure.NotCarriedOut($"The TWAP order for {Quoted.Text(Request.Coin)}")
        : throw ResultFailure.Of($"the TWAP order for {Quoted.Text(Request.Coin)}", Rejection, Failure);

    /// <summary>The status and why, without addresses.</summary>
    public override string ToString() => Status == TwapResultStatus.Running ? string.Create(CultureInfo.InvariantCulture, $"{Status}, id {TwapId}")
        : Status == TwapResultStatus.NotPlaced ? Status.ToString()
        : $"{Status}: {Rejection?.ToString() ?? Failure?.Message}";

    internal static TwapResult Refused(TwapRequest request, Rejection rejection) =>
        new(request, rejection.MayHaveExecuted ? TwapResultStatus.Unknown : TwapResultStatus.Rejected) { Rejection = rejection };

    internal static TwapResult Unknown(TwapRequest request, HyperliquidException failure) => new(request, TwapResultStatus.Unknown) { Failure = failure };

    /// <summary>The result of an attempt, by its fact.</summary>
    internal static TwapResult Of(TwapRequest request, PlacementOutcome outcome, EthereumAddress signer) => outcome.Facts?[0] is not { } fact
        ? new(request, TwapResultStatus.Unknown) { Failure = outcome.Failure }
        : fact.Fate switch
        {
            PlacementFate.Accepted => new(request, TwapResultStatus.Running) { TwapId = fact.Id },
            PlacementFate.Rejected => new(request, TwapResultStatus.Rejected) { Rejection = fact.ToRejection(signer) },
            PlacementFate.NotSent or PlacementFate.NotPlaced => new(request, TwapResultStatus.NotPlaced),
            _ => new(request, TwapResultStatus.Unknown) { Failure = outcome.Failure },
        };

    internal static TwapResult FromResponse(TwapRequest request, ActionResponse response, EthereumAddress signer)
    {
        if (StatusEntry.Single(response) is { ValueKind: JsonValueKind.Object } status)
        {
            if (StatusEntry.TryReadError(status, out var words)) return NonceTakenException.Find("twapOrder", words) is { } taken ? Unknown(request, taken) : Refused(request, Rejection.FromText(words, signer));
            if (status.TryGetProperty("running"u8, out var running) && running.ValueKind == JsonValueKind.Object
                && running.TryGetProperty("twapId"u8, out var id) && id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out var twapId))
            {
                return new(request, TwapResultStatus.Running) { TwapId = twapId };
            }
        }

        return Unknown(request, StatusEntry.Unreadable("twapOrder", response, 1));
    }
}
