using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace HypeKr.Hyperliquid;

/// <summary>Chooses the class by <c>type</c>, wherever among the members it stands.</summary>
internal sealed class LedgerDeltaConverter : JsonConverter<LedgerDelta>
{
    private static HyperliquidJsonContext Json => HyperliquidJsonContext.Default;

    public override LedgerDelta Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var delta = JsonElement.ParseValue(ref reader);
        if (delta.ValueKind != JsonValueKind.Object || !delta.TryGetProperty("type"u8, out var type) || type.ValueKind != JsonValueKind.String)
        {
            throw new JsonException("A change of a ledger is an object with a 'type' that is text.");
        }

        var kind = type.GetString()!;
        if (Known(kind) is { } info)
        {
            var known = (LedgerDelta)delta.Deserialize(info)!;
            known.OtherMembers?.Remove("type");
            if (known.OtherMembers is { Count: 0 }) known.OtherMembers = null;
            return known;
        }

        var members = delta.EnumerateObject().Where(member => member.Name != "type").ToDictionary(member => member.Name, member => member.Value.Clone(), StringComparer.Ordinal);
        return new UnknownLedgerDelta(new(kind)) { OtherMembers = members };
    }

    public override void Write(Utf8JsonWriter writer, LedgerDelta value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, value.Kind.Value);
        if (Known(value.Kind.Value) is { } info)
        {
            foreach (var member in JsonSerializer.SerializeToElement(value, info).EnumerateObject()) member.WriteTo(writer);
        }
        else
        {
            foreach (var (name, member) in value.OtherMembers ?? new Dictionary<string, JsonElement>())
            {
                writer.WritePropertyName(name);
                member.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    }

    private static JsonTypeInfo? Known(string kind) => kind switch
    {
        "accountClassTransfer" => Json.AccountClassTransferDelta,
        "deposit" => Json.DepositDelta,
        "internalTransfer" => Json.InternalTransferDelta,
        "liquidation" => Json.LiquidationDelta,
        "rewardsClaim" => Json.RewardsClaimDelta,
        "spotTransfer" => Json.SpotTransferDelta,
        "subAccountTransfer" => Json.SubAccountTransferDelta,
        "vaultCreate" => Json.VaultCreateDelta,
        "vaultDeposit" => Json.VaultDepositDelta,
        "vaultDistribution" => Json.VaultDistributionDelta,
        "vaultWithdraw" => Json.VaultWithdrawDelta,
        "withdraw" => Json.WithdrawDelta,
        "send" => Json.SendDelta,
        "deployGasAuction" => Json.DeployGasAuctionDelta,
        "cStakingTransfer" => Json.StakingTransferDelta,
        "borrowLend" => Json.BorrowLendDelta,
        "spotGenesis" => Json.SpotGenesisDelta,
        "activateDexAbstraction" => Json.ActivateDexAbstractionDelta,
        "vaultLeaderCommission" => Json.VaultLeaderCommissionDelta,
        _ => null,
    };
}
