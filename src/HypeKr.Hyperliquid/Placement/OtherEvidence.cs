using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <summary>Any other action: the explorer lists it as it was sent, and nothing else does.</summary>
internal sealed class OtherEvidence(PlacementAttempt attempt, EvidenceReads reads, EvidenceReads signerReads) : Evidence(attempt, reads)
{
    public override PlacementFact Missing => new(PlacementFate.Undecided);

    public override async Task<bool> LookUpAsync(CancellationToken cancellationToken)
    {
        using var own = JsonDocument.Parse(Record.Action);
        foreach (var source in (EvidenceReads[])(signerReads == Reads ? [Reads] : [Reads, signerReads]))
        {
            try
            {
                foreach (var transaction in await source.GetTransactionsAsync(cancellationToken).ConfigureAwait(false))
                {
                    if (transaction is not { Action: { } action, Time: { } time } || time.ToUnixTimeMilliseconds() < Record.At || !JsonElement.DeepEquals(action, own.RootElement)) continue;
                    Attempt.WasTaken = true;
                    Attempt.Known[0] = transaction.Error is { } error
                        ? new PlacementFact(PlacementFate.Rejected) { Refusal = Rejection.Classify(error), Text = error }
                        : new PlacementFact(PlacementFate.Accepted);
                    return true;
                }
            }
            catch (HyperliquidException)
            {
                // Without the explorer it stays undecided, which is no false fact.
            }
        }

        return false;
    }
}
