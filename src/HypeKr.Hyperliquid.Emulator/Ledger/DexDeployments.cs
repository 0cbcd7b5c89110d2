namespace HypeKr.Hyperliquid.Emulator;

/// <summary>What the deployer of a builder's dex may do to its markets: prices and halts. Everything that has to be auctioned is refused.</summary>
internal sealed class DexDeployments(Venue venue)
{
    public string? Apply(in ActionContext context, CatalogueAction action)
    {
        if (action.Members.Find("setOracle") is { } oracle)
        {
            return WhyNotDeployer(context, oracle["dex"].Text) ?? SetPrices(venue.Dex(oracle["dex"].Text)!, oracle);
        }

        if (action.Members.Find("haltTrading") is { } halt)
        {
            if (venue.Asset(halt["coin"].Text) is not TradedPerp { Dex.Index: > 0 } perp) return InvalidCoin(halt["coin"].Text);
            if (WhyNotDeployer(context, perp.Dex.Name) is { } refused) return refused;
            perp.IsHalted = halt["isHalted"].Flag;
            venue.Events.ContextChanged(perp);
            return null;
        }

        if ((action.Members.Find("registerAsset") ?? action.Members.Find("registerAsset2")) is { } register)
        {
            return register["dex"].Text.Length > 6 ? "Length of DEX name exceeds maximum" : "Insufficient gas at current auction price.";
        }

        return "Error deploying perp: not supported for this dex";
    }

    /// <summary>Why somebody may not act for a dex; null for its deployer.</summary>
    public string? WhyNotDeployer(in ActionContext context, string name)
    {
        if (venue.Dex(name) is not { Index: > 0 } dex) return $"Error deploying perp: no dex {Short(name)}";
        return dex.Deployer == context.Owner.Address ? null : $"Error deploying perp: not the deployer of {dex.Name}";
    }

    private string? SetPrices(VenueDex dex, WireNode oracle)
    {
        // All of it is checked before any of it counts.
        var prices = new List<(TradedPerp Perp, decimal Price)>();
        foreach (var pair in oracle["oraclePxs"].Items)
        {
            if (venue.Asset(pair.Items[0].Text) is not TradedPerp perp || perp.Dex != dex) return InvalidCoin(pair.Items[0].Text);
            if (!SeedCheck.IsMark(pair.Items[1].Decimal.Value)) return "Error deploying perp: invalid price";
            prices.Add((perp, pair.Items[1].Decimal.Value));
        }

        var marks = new List<(TradedPerp Perp, decimal Price)>();
        foreach (var pair in oracle["markPxs"].Items.SelectMany(m => m.Items))
        {
            if (venue.Asset(pair.Items[0].Text) is not TradedPerp perp || perp.Dex != dex) return InvalidCoin(pair.Items[0].Text);
            if (!SeedCheck.IsMark(pair.Items[1].Decimal.Value)) return "Error deploying perp: invalid price";
            marks.Add((perp, pair.Items[1].Decimal.Value));
        }

        foreach (var (perp, price) in prices) perp.Oracle = price;
        foreach (var (perp, _) in prices)
        {
            // The mark is the middle of the deployer's marks; of the oracle where there is none.
            var given = marks.Where(m => m.Perp == perp).Select(m => m.Price).Order().ToArray();
            venue.SetMark(perp, given.Length == 0 ? perp.Oracle : given[given.Length / 2]);
        }

        return null;
    }

    private static string InvalidCoin(string coin) => $"Error deploying perp: no coin {Short(coin)}";

    private static string Short(string text) => text.Length <= 48 ? text : $"{text[..48]}...";
}
