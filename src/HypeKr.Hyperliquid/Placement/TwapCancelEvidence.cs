namespace HypeKr.Hyperliquid;

/// <summary>The end of a TWAP order: final as soon as it no longer runs, whoever ended it.</summary>
internal sealed class TwapCancelEvidence(PlacementAttempt attempt, EvidenceReads reads) : Evidence(attempt, reads)
{
    public override async Task<bool> LookUpAsync(CancellationToken cancellationToken)
    {
        var id = Record.Items[0].Target?.OrderId;
        foreach (var row in await Reads.GetTwapsAsync(cancellationToken).ConfigureAwait(false))
        {
            if (row is null || row.TwapId != id) continue;
            Attempt.Known[0] = row.Status?.Kind.Value switch
            {
                "terminated" or "stopped" => new PlacementFact(PlacementFate.Canceled) { Id = id },
                "finished" or "error" => new PlacementFact(PlacementFate.Rejected) { Id = id, Refusal = RejectionKind.TwapMissing, Text = row.Status.Kind.Value },
                _ => Attempt.Known[0],
            };
        }

        return Attempt.IsAllKnown;
    }
}
