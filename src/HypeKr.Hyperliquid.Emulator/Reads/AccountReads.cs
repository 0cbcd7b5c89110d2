using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Reads about one address's money. An address without an account reads as an empty one.</summary>
internal sealed class AccountReads(Venue venue)
{
    public void ClearinghouseState(Account? user, VenueDex dex, Utf8JsonWriter writer)
    {
        var account = user ?? new Account(default);
        var wallet = account.Wallet(dex);
        var cross = wallet.CrossPositions.ToArray();

        writer.WriteStartObject();
        WriteSummary("marginSummary", wallet.AccountValue, [.. wallet.Positions]);
        WriteSummary("crossMarginSummary", wallet.CrossValue, cross);
        writer.WriteTexts(
            ("crossMaintenanceMarginUsed", WireText.Rounded(cross.Sum(p => Maintenance(p)))),
            ("withdrawable", WireText.Of(wallet.Withdrawable)));
        writer.WriteStartArray("assetPositions");
        foreach (var open in wallet.Positions) WritePosition(writer, account, wallet, open);
        writer.WriteEndArray();
        writer.WriteNumber("time", venue.Now);
        writer.WriteEndObject();

        void WriteSummary(string name, decimal value, (TradedPerp Perp, PerpPosition Position)[] positions)
        {
            writer.WriteStartObject(name);
            writer.WriteTexts(
                ("accountValue", WireText.Of(value)),
                ("totalNtlPos", WireText.Of(positions.Sum(p => Notional(p)))),
                ("totalRawUsd", WireText.Of(value - positions.Sum(p => p.Position.Value(p.Perp.Mark)))),
                ("totalMarginUsed", Cut(positions.Sum(p => MarginUsed(account, p)))));
            writer.WriteEndObject();
        }
    }

    public static void SpotClearinghouseState(Account? user, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("balances");
        foreach (var (token, balance) in (user?.Balances ?? []).OrderBy(b => b.Key.Index ?? int.MaxValue).ThenBy(b => b.Key.Name, StringComparer.Ordinal))
        {
            if (balance.Total == 0) continue;

            writer.WriteStartObject();
            writer.WriteString("coin", token.Name);
            if (token.Index is { } index) writer.WriteNumber("token", index);
            writer.WriteTexts(
                ("total", WireText.Of(balance.Total)),
                ("hold", WireText.Of(user!.Hold(token))),
                ("entryNtl", WireText.Of(balance.EntryNotional)));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public void UserRole(EthereumAddress address, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (venue.Account(address) is { } account)
        {
            writer.WriteString("role", account.Vault is not null ? "vault" : account.Master is null ? "user" : "subAccount");
            if (account.Master is { } master)
            {
                writer.WriteStartObject("data");
                writer.WriteString("master", master.Address.ToLowerHex());
                writer.WriteEndObject();
            }
        }
        else if (venue.Agent(address) is { } agent && venue.SignsFor(address) is not null)
        {
            writer.WriteString("role", "agent");
            writer.WriteStartObject("data");
            writer.WriteString("user", agent.Master.Address.ToLowerHex());
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteString("role", "missing");
        }

        writer.WriteEndObject();
    }

    /// <summary>The agents with a name, those among them that have expired too.</summary>
    public void ExtraAgents(Account? account, Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var (address, agent) in venue.Agents)
        {
            if (agent.Master != account || agent.Name.Length == 0) continue;
            writer.WriteStartObject();
            writer.WriteString("address", address.ToLowerHex());
            writer.WriteString("name", agent.Name);
            if (agent.ValidUntil is { } validUntil) writer.WriteNumber("validUntil", validUntil);
            else writer.WriteNull("validUntil");
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WritePosition(Utf8JsonWriter writer, Account account, PerpWallet wallet, (TradedPerp Perp, PerpPosition Position) open)
    {
        var (perp, position) = open;
        var leverage = account.LeverageOf(perp);
        var unrealized = position.Unrealized(perp.Mark);

        writer.WriteStartObject();
        writer.WriteString("type", "oneWay");
        writer.WriteStartObject("position");
        writer.WriteTexts(("coin", perp.Coin), ("szi", WireText.Of(position.Size)));
        WriteLeverage(writer, leverage, position);
        writer.WriteTexts(
            ("entryPx", WireText.Rounded(position.EntryPrice)),
            ("positionValue", WireText.Of(Notional(open))),
            ("unrealizedPnl", WireText.Of(unrealized)),
            ("returnOnEquity", Ratio(unrealized / Math.Abs(position.Cost) * leverage.Value)));
        if (LiquidationPrice(account, wallet, open) is { } price) writer.WriteString("liquidationPx", Ratio(price));
        else writer.WriteNull("liquidationPx");
        writer.WriteString("marginUsed", Cut(MarginUsed(account, open)));
        writer.WriteNumber("maxLeverage", perp.MaxLeverage);

        writer.WriteStartObject("cumFunding");
        writer.WriteTexts(
            ("allTime", WireText.Of(account.FundingOf(perp))), ("sinceOpen", WireText.Of(position.FundingSinceOpen)), ("sinceChange", WireText.Of(position.FundingSinceChange)));
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    public static void WriteLeverage(Utf8JsonWriter writer, LeverageSetting leverage, PerpPosition? position)
    {
        writer.WriteStartObject("leverage");
        writer.WriteString("type", leverage.IsCross ? "cross" : "isolated");
        writer.WriteNumber("value", leverage.Value);
        if (!leverage.IsCross) writer.WriteString("rawUsd", WireText.Rounded(position is null ? 0 : position.IsolatedMargin - position.Cost));
        writer.WriteEndObject();
    }

    /// <summary>The venue tells these two with ten decimals.</summary>
    private static string Ratio(decimal value) => WireText.Of(Math.Round(value, 10));

    /// <summary>Margins are told in the units of USDC, cut.</summary>
    private static string Cut(decimal value) => WireText.Of(Math.Round(value, 6, MidpointRounding.ToZero));

    private static decimal Notional((TradedPerp Perp, PerpPosition Position) open) => Math.Abs(open.Position.Value(open.Perp.Mark));

    private static decimal Maintenance((TradedPerp Perp, PerpPosition Position) open) => open.Perp.Maintenance(Notional(open));

    private static decimal MarginUsed(Account account, (TradedPerp Perp, PerpPosition Position) open)
    {
        var leverage = account.LeverageOf(open.Perp);
        return leverage.IsCross ? Notional(open) / leverage.Value : open.Position.IsolatedMargin + open.Position.Unrealized(open.Perp.Mark);
    }

    /// <summary>
    /// The mark at which the margin meets the maintenance margin: mark - side × available / size / (1 - l × side), with l the
    /// maintenance margin as a fraction. Null when no positive price does.
    /// </summary>
    private static decimal? LiquidationPrice(Account account, PerpWallet wallet, (TradedPerp Perp, PerpPosition Position) open)
    {
        var side = open.Position.Size > 0 ? 1 : -1;
        var available = account.LeverageOf(open.Perp).IsCross
            ? wallet.CrossValue - wallet.CrossPositions.Sum(p => Maintenance(p))
            : MarginUsed(account, open) - Maintenance(open);
        var rate = open.Perp.Tier(Notional(open)).MaintenanceRate;
        var price = open.Perp.Mark - side * available / Math.Abs(open.Position.Size) / (1 - rate * side);
        return price > 0 ? price : null;
    }
}
