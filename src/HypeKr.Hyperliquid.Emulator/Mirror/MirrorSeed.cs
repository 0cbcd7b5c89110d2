namespace HypeKr.Hyperliquid.Emulator;

/// <summary>A venue's markets as a seed, slot by slot.</summary>
internal static class MirrorSeed
{
    private const int LargestLeverage = 50;

    public static async Task<EmulatorSeed> ReadAsync(HyperliquidClient source, CancellationToken cancellationToken)
    {
        var dexs = await source.Markets.GetPerpDexsAsync(cancellationToken).ConfigureAwait(false);
        var metas = new List<PerpMeta>();
        foreach (var dex in dexs) metas.Add(await source.Markets.GetPerpMetaAsync(dex?.Name, cancellationToken).ConfigureAwait(false));
        if (metas.Count == 0) metas.Add(await source.Markets.GetPerpMetaAsync(cancellationToken: cancellationToken).ConfigureAwait(false));
        var spot = await source.Markets.GetSpotMetaAsync(cancellationToken).ConfigureAwait(false);
        var outcomes = await source.Outcomes.GetMetaAsync(cancellationToken).ConfigureAwait(false);
        var mids = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var dex in dexs.Select(d => d?.Name).Prepend(null).Distinct())
        {
            foreach (var (coin, mid) in await source.Markets.GetMidsAsync(dex, cancellationToken).ConfigureAwait(false)) mids.TryAdd(coin, mid);
        }

        var tokens = spot.Tokens.Where(t => t is { Name: not null, Index: not null }).Select(t => new SpotTokenSeed
        {
            Name = t.Name!,
            Index = t.Index!.Value,
            SizeDecimals = t.SizeDecimals ?? 0,
            WeiDecimals = t.WeiDecimals ?? 8,
            TokenId = t.TokenId,
            FullName = t.FullName,
        }).ToArray();
        var names = tokens.GroupBy(t => t.Index).ToDictionary(t => t.Key, t => t.First().Name);
        var listed = outcomes.Outcomes.Where(o => o is { Outcome: not null }).ToArray();
        return new EmulatorSeed
        {
            Perps = Perps(metas[0], mids, null),
            Tokens = tokens,
            SpotPairs =
            [
                .. spot.Universe.Where(p => p is { Index: not null, Tokens.Count: 2 } && names.ContainsKey(p.Tokens[0]) && names.ContainsKey(p.Tokens[1])).Select(p => new SpotPairSeed
                {
                    Index = p.Index!.Value,
                    Base = names[p.Tokens[0]],
                    Quote = names[p.Tokens[1]],
                    Name = p.Name is { } name && !name.StartsWith('@') ? name : null,
                    MarkPrice = Mid(mids, p.Name),
                }),
            ],
            BuilderDexs = [.. dexs.Select((dex, i) => (dex, i)).Where(d => d.dex?.Name is not null).Select(d => Dex(d.dex!, metas[d.i], mids, names))],
            Outcomes =
            [
                .. listed.Select(o => new OutcomeSeed
                {
                    Outcome = o.Outcome!.Value,
                    Name = o.Name ?? "",
                    Description = o.Description ?? "",
                    YesSide = o.Sides is [{ Name: { } yes }, ..] ? yes : "Yes",
                    NoSide = o.Sides is [_, { Name: { } no }, ..] ? no : "No",
                    QuoteToken = o.QuoteToken ?? "USDC",
                    YesPrice = Mid(mids, $"#{WireText.Of(10L * o.Outcome.Value)}") is { } mid and < 1 ? mid : null,
                }),
            ],
            Questions =
            [
                .. outcomes.Questions.Where(q => q is { Question: not null, FallbackOutcome: not null } && q.NamedOutcomes.Append(q.FallbackOutcome.Value).All(n => listed.Any(o => o.Outcome == n))).Select(q => new OutcomeQuestionSeed
                {
                    Question = q.Question!.Value,
                    Name = q.Name ?? "",
                    Description = q.Description ?? "",
                    FallbackOutcome = q.FallbackOutcome!.Value,
                    NamedOutcomes = q.NamedOutcomes,
                }),
            ],
        };
    }

    /// <summary>What an index meant and no longer means; null where every index means what it did. New markets at the end change nothing.</summary>
    public static IEnumerable<(string Coin, string Why)> Changes(EmulatorSeed was, EmulatorSeed now)
    {
        foreach (var change in PerpChanges("", was.Perps, now.Perps)) yield return change;
        for (var i = 0; i < was.BuilderDexs.Count; i++)
        {
            var dex = was.BuilderDexs[i];
            var other = i < now.BuilderDexs.Count ? now.BuilderDexs[i] : null;
            if (other?.Name == dex.Name && other.Collateral == dex.Collateral)
            {
                foreach (var change in PerpChanges($"{dex.Name}:", dex.Perps, other.Perps)) yield return change;
            }
            else
            {
                foreach (var perp in dex.Perps) yield return ($"{dex.Name}:{perp.Name}", $"dex {WireText.Of(i + 1L)} was {dex.Name} in {dex.Collateral} and is {(other is null ? "gone" : $"{other.Name} in {other.Collateral}")}");
            }
        }

        var pairs = now.SpotPairs.ToDictionary(p => p.Index);
        foreach (var pair in was.SpotPairs)
        {
            if (!pairs.TryGetValue(pair.Index, out var other) || other.Base != pair.Base || other.Quote != pair.Quote)
            {
                yield return (pair.Name ?? $"@{WireText.Of(pair.Index)}", $"pair {WireText.Of(pair.Index)} was {pair.Base}/{pair.Quote} and is {(other is null ? "gone" : $"{other.Base}/{other.Quote}")}");
            }
        }
    }

    /// <summary>The markets that a state goes on in: every index means what it did, and what was listed since is beside them.</summary>
    /// <exception cref="MirrorException">The state is of another venue.</exception>
    public static EmulatorSeed Merge(EmulatorSeed was, EmulatorSeed now)
    {
        if (2 * PerpChanges("", was.Perps, now.Perps).Count() > was.Perps.Count) throw new MirrorException("The state is of another venue: most of its perps are others there.");

        // What is new is taken as long as its names are.
        SpotTokenSeed[] tokens = [.. was.Tokens, .. now.Tokens.Where(t => was.Tokens.All(w => w.Index != t.Index && w.Name != t.Name))];
        bool Has(string token) => Array.Exists(tokens, t => t.Name == token);
        SpotPairSeed[] pairs = [.. was.SpotPairs, .. now.SpotPairs.Where(p => was.SpotPairs.All(w => w.Index != p.Index && (p.Name is null || w.Name != p.Name)) && Has(p.Base) && Has(p.Quote))];
        OutcomeSeed[] outcomes = [.. was.Outcomes, .. now.Outcomes.Where(o => was.Outcomes.All(w => w.Outcome != o.Outcome) && Has(o.QuoteToken))];
        var grouped = was.Questions.SelectMany(Members).ToHashSet();
        return now with
        {
            Tokens = tokens,
            Perps = Merge(was.Perps, now.Perps),
            SpotPairs = pairs,
            BuilderDexs = Merge(was.BuilderDexs, now.BuilderDexs, Has),
            Outcomes = outcomes,
            Questions = [.. was.Questions, .. now.Questions.Where(q => was.Questions.All(w => w.Question != q.Question) && Members(q).All(m => !grouped.Contains(m) && Array.Exists(outcomes, o => o.Outcome == m)))],
        };

        static IEnumerable<int> Members(OutcomeQuestionSeed question) => question.NamedOutcomes.Append(question.FallbackOutcome);
    }

    private static PerpSeed[] Merge(IReadOnlyList<PerpSeed> was, IReadOnlyList<PerpSeed> now)
    {
        var changed = PerpChanges("", was, now).Select(c => c.Coin).ToHashSet(StringComparer.Ordinal);
        return [.. was.Select((perp, i) => changed.Contains(perp.Name) ? perp : now[i]), .. changed.Count > 0 ? [] : now.Skip(was.Count)];
    }

    private static BuilderDexSeed[] Merge(IReadOnlyList<BuilderDexSeed> was, IReadOnlyList<BuilderDexSeed> now, Func<string, bool> has)
    {
        var stands = was.Select((dex, i) => i < now.Count && now[i].Name == dex.Name && now[i].Collateral == dex.Collateral).ToArray();
        return
        [
            .. was.Select((dex, i) => stands[i] ? now[i] with { Perps = Merge(dex.Perps, now[i].Perps) } : dex),
            .. Array.TrueForAll(stands, s => s) ? now.Skip(was.Count).TakeWhile(d => has(d.Collateral)) : [],
        ];
    }

    private static IEnumerable<(string Coin, string Why)> PerpChanges(string prefix, IReadOnlyList<PerpSeed> was, IReadOnlyList<PerpSeed> now)
    {
        for (var i = 0; i < was.Count; i++)
        {
            var other = i < now.Count ? now[i] : null;
            if (other?.Name != was[i].Name) yield return (prefix + was[i].Name, $"index {WireText.Of(i)} was {was[i].Name} and is {other?.Name ?? "gone"}");
            else if (other.SizeDecimals != was[i].SizeDecimals) yield return (prefix + was[i].Name, $"its sizes had {WireText.Of(was[i].SizeDecimals)} decimals and have {WireText.Of(other.SizeDecimals)}");
        }
    }

    private static BuilderDexSeed Dex(PerpDex dex, PerpMeta meta, Dictionary<string, decimal> mids, Dictionary<int, string> tokens) => new()
    {
        Name = dex.Name!,
        FullName = dex.FullName ?? "",
        Deployer = dex.Deployer,
        Collateral = meta.CollateralToken is { } token && tokens.TryGetValue(token, out var name) ? name : "USDC",
        Perps = Perps(meta, mids, dex.Name),
    };

    private static PerpSeed[] Perps(PerpMeta meta, Dictionary<string, decimal> mids, string? dex)
    {
        var prefix = dex is null ? "" : $"{dex}:";
        return [.. meta.Universe.Select((perp, i) =>
        {
            var coin = perp.Name ?? throw new MirrorException($"The venue's perp {WireText.Of(i)} of dex '{dex}' has no name.");
            return new PerpSeed
            {
                Name = coin.StartsWith(prefix, StringComparison.Ordinal) ? coin[prefix.Length..] : coin,
                SizeDecimals = perp.SizeDecimals ?? 0,
                MaxLeverage = Math.Clamp(perp.MaxLeverage ?? 1, 1, LargestLeverage),
                MarkPrice = Mid(mids, coin),
                OnlyIsolated = perp.OnlyIsolated || perp.MarginMode is "strictIsolated" or "noCross",
                IsStrictlyIsolated = perp.MarginMode == "strictIsolated",
                MarginTiers = [.. Tiers(meta, perp)],
                IsDelisted = perp.IsDelisted,
            };
        })];
    }

    private static IEnumerable<MarginTierSeed> Tiers(PerpMeta meta, PerpListing perp) =>
        meta.MarginTables.FirstOrDefault(t => t.Id == perp.MarginTableId)?.Table?.Tiers is { Count: > 1 } tiers
            ? tiers.Where(t => t is { LowerBound: not null, MaxLeverage: not null }).Select(t => new MarginTierSeed(t.LowerBound!.Value, t.MaxLeverage!.Value))
            : [];

    private static decimal? Mid(Dictionary<string, decimal> mids, string? coin) => coin is not null && mids.TryGetValue(coin, out var mid) && SeedCheck.IsMark(mid) ? mid : null;
}
