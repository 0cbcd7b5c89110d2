using System.Globalization;
using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>What is signed member by member: told by its nonce, in the explorer and in most rows of the ledger. Two kinds leave none in the ledger, and no two alike of them are under way at once.</summary>
internal sealed class TransferEvidence(PlacementAttempt attempt, EvidenceReads reads, EvidenceReads signerReads) : Evidence(attempt, reads)
{
    /// <summary>Kinds whose row of the ledger carries the nonce: that it is not there says that it did not happen.</summary>
    public override bool NeedsNonceLife => Attempt.Type is not ("spotSend" or "withdraw3" or "sendAsset" or "sendToEvmWithData");

    public override async Task<bool> LookUpAsync(CancellationToken cancellationToken)
    {
        if (await FindTransactionAsync(cancellationToken).ConfigureAwait(false)) return true;
        using var action = JsonDocument.Parse(Record.Action);
        if (await FindRowAsync(Reads, action.RootElement, cancellationToken).ConfigureAwait(false)) return true;
        return signerReads != Reads && await FindRowAsync(signerReads, action.RootElement, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> FindTransactionAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var transaction in await signerReads.GetTransactionsAsync(cancellationToken).ConfigureAwait(false))
            {
                if (transaction?.Action is not { ValueKind: JsonValueKind.Object } action || NonceOf(action) != Record.Nonce) continue;
                if (!action.TryGetProperty("type"u8, out var type) || type.ValueKind != JsonValueKind.String || !type.ValueEquals(Attempt.Type)) continue;
                Attempt.WasTaken = true;
                Attempt.Known[0] = transaction.Error is { } error
                    ? new PlacementFact(PlacementFate.Rejected) { Refusal = Rejection.Classify(error), Text = error }
                    : new PlacementFact(PlacementFate.Accepted);
                return true;
            }
        }
        catch (HyperliquidException)
        {
            // A host of its own: the ledger is at the venue.
        }

        return false;
    }

    private async Task<bool> FindRowAsync(EvidenceReads reads, JsonElement action, CancellationToken cancellationToken)
    {
        foreach (var row in await reads.GetLedgerAsync(Record.At - Before, cancellationToken).ConfigureAwait(false))
        {
            var isIt = row?.Delta switch
            {
                SendDelta send => send.Nonce == Record.Nonce,
                SpotTransferDelta spot => spot.Nonce == Record.Nonce,
                WithdrawDelta withdrawal => withdrawal.Nonce == Record.Nonce,
                InternalTransferDelta transfer when Attempt.Type == "usdSend" =>
                    row.Time.ToUnixTimeMilliseconds() >= Record.At && transfer.Usdc == AmountOf(action) && transfer.Destination == AddressOf(action),
                AccountClassTransferDelta transfer when Attempt.Type == "usdClassTransfer" =>
                    row.Time.ToUnixTimeMilliseconds() >= Record.At && transfer.Usdc == AmountOf(action) && transfer.ToPerp == (action.GetProperty("toPerp"u8).ValueKind == JsonValueKind.True),
                _ => false,
            };
            if (!isIt) continue;
            Attempt.WasTaken = true;
            Attempt.Known[0] = new PlacementFact(PlacementFate.Accepted);
            return true;
        }

        return false;
    }

    private static long? NonceOf(JsonElement action)
    {
        foreach (var name in (ReadOnlySpan<string>)["nonce", "time"])
        {
            if (action.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var nonce)) return nonce;
        }

        return null;
    }

    // A class transfer of a sub-account has its address behind the amount.
    private static decimal? AmountOf(JsonElement action) =>
        action.GetProperty("amount"u8).GetString() is { } text && decimal.TryParse(text.AsSpan(0, text.IndexOf(' ', StringComparison.Ordinal) is >= 0 and var end ? end : text.Length), NumberStyles.Number, CultureInfo.InvariantCulture, out var amount)
            ? amount
            : null;

    private static EthereumAddress? AddressOf(JsonElement action) => EthereumAddress.TryParse(action.GetProperty("destination"u8).GetString(), out var address) ? address : null;
}
