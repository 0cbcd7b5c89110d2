using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <summary>A TWAP order, which has no id of the client's: told by all that it asks for and by when. No two that are alike are under way at once.</summary>
internal sealed class TwapEvidence(PlacementAttempt attempt, EvidenceReads reads, Func<long, bool> isClaimed) : Evidence(attempt, reads)
{
    public override async Task<bool> LookUpAsync(CancellationToken cancellationToken)
    {
        using var action = JsonDocument.Parse(Record.Action);
        var twap = action.RootElement.GetProperty("twap"u8);
        var (minutes, randomize) = (twap.GetProperty("m"u8).GetInt32(), twap.GetProperty("t"u8).GetBoolean());
        var item = Record.Items[0];
        var side = item.Side == OrderSide.Buy ? BookSide.Bid : BookSide.Ask;
        foreach (var row in await Reads.GetTwapsAsync(cancellationToken).ConfigureAwait(false))
        {
            if (row is not { State: { } state, TwapId: { } id } || state.Coin != item.Coin || state.Side != side || state.Size != item.Size || state.Minutes != minutes) continue;
            if ((state.ReduceOnly ?? false) != item.ReduceOnly || (state.Randomize ?? false) != randomize) continue;
            if ((state.PlacedAt ?? row.Time)?.ToUnixTimeMilliseconds() is not { } at || at < Record.At - Before || isClaimed(id)) continue;
            Attempt.WasTaken = true;
            Attempt.Known[0] = row.Status?.Kind.Value == "error"
                ? new PlacementFact(PlacementFate.Rejected) { Id = id, Refusal = Rejection.Classify(row.Status.Description ?? ""), Text = row.Status.Description ?? "error" }
                : new PlacementFact(PlacementFate.Accepted) { Id = id };
            break;
        }

        return Attempt.IsAllKnown;
    }
}
