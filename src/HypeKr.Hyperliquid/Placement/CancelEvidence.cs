namespace HypeKr.Hyperliquid;

/// <summary>A cancel: final as soon as the order is terminal, whoever ended it.</summary>
internal sealed class CancelEvidence(PlacementAttempt attempt, EvidenceReads reads) : Evidence(attempt, reads)
{
    public override async Task<bool> LookUpAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < Record.Items.Count; i++)
        {
            if (Attempt.Known[i] is not null || Record.Items[i].Target is not { } target) continue;
            var found = await Reads.FindAsync(target, Record.Items[i].Dex, cancellationToken).ConfigureAwait(false);
            if (found.Order is not { } order || !order.Status.IsTerminal) continue;
            Attempt.Known[i] = order.Status.IsCanceled
                ? new PlacementFact(PlacementFate.Canceled) { Id = order.Order?.OrderId, Text = order.Status.Value }
                : new PlacementFact(PlacementFate.Rejected) { Id = order.Order?.OrderId, Refusal = RejectionKind.MissingOrder, Text = order.Status.Value };
        }

        return Attempt.IsAllKnown;
    }
}
