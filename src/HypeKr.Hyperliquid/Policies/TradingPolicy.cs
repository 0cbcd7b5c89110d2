using System.Collections.Frozen;
using System.Globalization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>What an account may do, judged on the typed action before it is hashed: to a signer an order and a transfer look alike. Immutable and safe to share.</summary>
/// <remarks>
/// <para>The action types that are allowed are named; everything else is denied, and so is every raw action whose type is not in <see cref="RawActionTypes"/>.
/// The other rules limit the allowed ones further; one that is not set limits nothing. The action inside a multi-sig action has to pass as well, and the wrapper's own type, <c>multiSig</c>, has to be allowed.</para>
/// <para>A policy guards against mistakes and against one's own code. Whoever holds the key can sign without it.</para>
/// </remarks>
public sealed class TradingPolicy
{
    /// <summary>The wire types that are allowed, such as <c>order</c> and <c>cancel</c>.</summary>
    public required IReadOnlyCollection<string> ActionTypes
    {
        get;
        init => field = Words(value)!;
    }

    /// <summary>The wire types that are allowed as raw actions, of which no other rule can see anything.</summary>
    public IReadOnlyCollection<string> RawActionTypes
    {
        get;
        init => field = Words(value)!;
    } = FrozenSet<string>.Empty;

    /// <summary>The coins that orders, leverage and the like may be about, such as <c>BTC</c>, <c>xyz:GOLD</c> or <c>@107</c>. Null allows all.</summary>
    /// <remarks>
    /// An asset of an action is looked up in the venue's list of its kind, and other lists are not needed; one that the venue does not list is denied, whatever is named here.
    /// What touches coins that it does not name is denied too: <c>borrowLend</c>, and <c>userOutcome</c> about a whole question.
    /// </remarks>
    public IReadOnlyCollection<string>? Coins
    {
        get;
        init => field = value is null ? null : Words(value);
    }

    /// <summary>The most that one order may be worth, in the quote currency. Null allows any.</summary>
    /// <remarks>A buy is worth its limit price; a sale, which may be filled far above it, the venue's mid if that is higher. A TWAP is worth the mid. Reduce-only orders of perps are not counted: refusing to close loses money. Spot and outcomes know no reduce-only, and count always.</remarks>
    public decimal? MaxOrderNotional
    {
        get;
        init => field = NotNegative(value);
    }

    /// <summary>The most that the orders of one action may be worth together, counted as for <see cref="MaxOrderNotional"/>. Null allows any.</summary>
    public decimal? MaxActionNotional
    {
        get;
        init => field = NotNegative(value);
    }

    /// <summary>The highest leverage that may be set. Null allows any.</summary>
    public decimal? MaxLeverage
    {
        get;
        init => field = NotNegative(value);
    }

    /// <summary>The addresses that money may be sent to: users, sub-accounts, vaults. Null, with <see cref="OtherRecipients"/> null too, allows all.</summary>
    /// <remarks>The account itself is a destination like any other where an action names it as one, as <c>sendAsset</c> does.</remarks>
    public IReadOnlyCollection<EthereumAddress>? Destinations
    {
        get;
        init => field = value?.ToFrozenSet();
    }

    /// <summary>Recipients on other chains whose text is no address of the venue's form: hex after <c>0x</c> in either case, everything else compared as it is written. Null adds none.</summary>
    public IReadOnlyCollection<string>? OtherRecipients
    {
        get;
        init => field = value is null ? null : Words([.. value.Select(static text => text is not null && ActionArgument.IsHex(text, text.Length - 2) ? text.ToLowerInvariant() : text!)]);
    }

    /// <summary>The chain ids that <c>sendToEvmWithData</c> may send to: the same address is another's on another chain. Null names none where <see cref="Destinations"/> or <see cref="OtherRecipients"/> is set, and allows all where neither is.</summary>
    public IReadOnlyCollection<long>? DestinationChains
    {
        get;
        init => field = value?.ToFrozenSet();
    }

    /// <summary>Whether <c>sendToEvmWithData</c> may call a contract with data, which can send the money on, where <see cref="Destinations"/>, <see cref="OtherRecipients"/> or <see cref="DestinationChains"/> is set.</summary>
    /// <value>The default is false.</value>
    public bool AllowContractData { get; init; }

    /// <summary>The addresses that may be given power: agents, the signers of a multi-sig account, a linked staking account, sub-deployers. Null allows all.</summary>
    /// <remarks>Taking power away is not limited by it. A builder is limited by <see cref="MaxBuilderFee"/>.</remarks>
    public IReadOnlyCollection<EthereumAddress>? Delegates
    {
        get;
        init => field = value?.ToFrozenSet();
    }

    /// <summary>The highest builder fee, of an order or approved for later, in tenths of a basis point: 10 is 0.01 %. Null allows any.</summary>
    public decimal? MaxBuilderFee
    {
        get;
        init => field = NotNegative(value);
    }

    /// <summary>The most that one coin may be worth, long or short, once everything that is open were filled: the position or balance with the open orders and those of the action, at the mid or at what a buy may cost. Null allows any.</summary>
    /// <remarks>
    /// Needs <see cref="Figures"/>. An action that makes no coin's exposure larger is allowed whatever the limits say, and reduce-only orders of perps are not counted: refusing to close loses money.
    /// What is judged is what the figures know: orders that leave at the same time do not know of each other, nor of fills that the venue has not told of yet.
    /// </remarks>
    public decimal? MaxCoinExposure
    {
        get;
        init => field = NotNegative(value);
    }

    /// <summary>The most that all coins may be worth together, counted as for <see cref="MaxCoinExposure"/>: every perp, every outcome, and every spot token that has a pair. Null allows any.</summary>
    public decimal? MaxExposure
    {
        get;
        init => field = NotNegative(value);
    }

    /// <summary>The most that may be lost since 00:00 UTC (<see cref="AccountFigures.DayProfit"/>) before nothing is allowed any more that makes an exposure larger. Null allows any.</summary>
    public decimal? MaxDailyLoss
    {
        get;
        init => field = NotNegative(value);
    }

    /// <summary>Where the figures come from that <see cref="MaxCoinExposure"/>, <see cref="MaxExposure"/> and <see cref="MaxDailyLoss"/> are judged by, such as <see cref="AccountState.GetFigures"/>. Without figures, with those of another account, and with older ones than <see cref="MaxFiguresAge"/>, no order is allowed that these limits are about.</summary>
    public Func<AccountFigures?>? Figures { get; init; }

    /// <summary>How old the figures may be.</summary>
    /// <value>The default is five minutes: an <see cref="AccountState"/> confirms itself every two.</value>
    public TimeSpan MaxFiguresAge { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether orders are allowed only while the venue says that nothing is unusual (<see cref="ExchangeStatus.IsNormal"/>), as during maintenance. Reduce-only orders of perps always are. A status that cannot be had allows nothing.</summary>
    /// <value>The default is false. Asked for at most every 10 seconds, weight 2.</value>
    public bool RequireNormalVenue { get; init; }

    /// <summary>Throws unless every rule allows the action.</summary>
    /// <exception cref="PolicyViolationException">A rule does not allow it.</exception>
    /// <exception cref="UnknownCoinException">An order is about an asset that the venue does not list.</exception>
    /// <exception cref="TransportException">A list of assets or a mid that a rule needs cannot be had.</exception>
    internal ValueTask CheckAsync(ExchangeAction action, HyperliquidClient client, CancellationToken cancellationToken, EthereumAddress? account = null)
    {
        var facts = new ActionFacts();
        action.Describe(facts);
        CheckType(action.Type, facts.IsUntyped);
        CheckLeverages(action.Type, facts);
        CheckDestinations(action.Type, facts);
        CheckEvmTransfers(action.Type, facts);
        CheckDelegates(action.Type, facts);
        CheckBuilderFees(action.Type, facts);
        CheckNamedCoins(action.Type, facts);
        return (Coins is null || facts.Assets.Count == 0) && (!JudgesOrders || facts.Orders.Count == 0) && facts.Inner.Count == 0
            ? ValueTask.CompletedTask
            : new(CheckWithVenueAsync(action.Type, facts, client, account, cancellationToken));
    }

    private bool JudgesOrders => RequireNormalVenue || (MaxOrderNotional ?? MaxActionNotional) is not null || JudgesExposure;

    private bool JudgesExposure => (MaxCoinExposure ?? MaxExposure ?? MaxDailyLoss) is not null;

    private static FrozenSet<string> Words(IReadOnlyCollection<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return words.Any(string.IsNullOrEmpty) ? throw new ArgumentException("A policy names no empty word.", nameof(words)) : words.ToFrozenSet(StringComparer.Ordinal);
    }

    private static decimal? NotNegative(decimal? value)
    {
        if (value is { } limit) ArgumentOutOfRangeException.ThrowIfNegative(limit, nameof(value));
        return value;
    }

    private void CheckType(string type, bool isUntyped)
    {
        if (isUntyped)
        {
            if (!RawActionTypes.Contains(type)) throw new PolicyViolationException(nameof(RawActionTypes), type, null, $"The policy does not allow the raw action {Quoted.Text(type)}: {nameof(RawActionTypes)} names {List(RawActionTypes)}.");
        }
        else if (!ActionTypes.Contains(type))
        {
            throw new PolicyViolationException(nameof(ActionTypes), type, null, $"The policy does not allow the action {Quoted.Text(type)}: {nameof(ActionTypes)} names {List(ActionTypes)}.");
        }
    }

    private void CheckLeverages(string type, ActionFacts facts)
    {
        foreach (var (_, leverage) in facts.Leverages)
        {
            if (leverage > MaxLeverage) throw Violation(nameof(MaxLeverage), type, leverage, MaxLeverage.Value, "a leverage of");
        }
    }

    private void CheckBuilderFees(string type, ActionFacts facts)
    {
        foreach (var (_, fee) in facts.BuilderFees)
        {
            if (fee > MaxBuilderFee) throw Violation(nameof(MaxBuilderFee), type, fee, MaxBuilderFee.Value, "a builder fee, in tenths of a basis point, of");
        }
    }

    private void CheckDestinations(string type, ActionFacts facts)
    {
        if (Destinations is null && OtherRecipients is null) return;
        foreach (var recipient in facts.Destinations)
        {
            var isAddress = EthereumAddress.TryParse(recipient, out var address);
            if (isAddress ? Destinations?.Contains(address) == true : OtherRecipients?.Contains(recipient) == true) continue;
            var shown = isAddress ? address.Fingerprint : string.Create(CultureInfo.InvariantCulture, $"a recipient on another chain, of {recipient.Length} characters");
            throw new PolicyViolationException(
                nameof(Destinations), type, recipient, $"The policy does not allow {Quoted.Text(type)} to {shown}, which {nameof(Destinations)} and {nameof(OtherRecipients)} do not name.");
        }
    }

    private void CheckEvmTransfers(string type, ActionFacts facts)
    {
        if (Destinations is null && OtherRecipients is null && DestinationChains is null) return;
        foreach (var (chainId, hasData) in facts.EvmTransfers)
        {
            if (DestinationChains?.Contains(chainId) != true)
            {
                var chain = chainId.ToString(CultureInfo.InvariantCulture);
                throw new PolicyViolationException(nameof(DestinationChains), type, chain, $"The policy does not allow {Quoted.Text(type)} to the chain {chain}, which {nameof(DestinationChains)} does not name.");
            }

            if (hasData && !AllowContractData) throw new PolicyViolationException(nameof(AllowContractData), type, null, $"The policy does not allow {Quoted.Text(type)} with data for a contract: {nameof(AllowContractData)} is not set.");
        }
    }

    private void CheckDelegates(string type, ActionFacts facts)
    {
        if (Delegates is null) return;
        foreach (var address in facts.Delegates)
        {
            if (!Delegates.Contains(address)) throw new PolicyViolationException(nameof(Delegates), type, address.ToLowerHex(), $"The policy does not allow {Quoted.Text(type)} to give power to {address.Fingerprint}, whom {nameof(Delegates)} does not name.");
        }
    }

    private void CheckNamedCoins(string type, ActionFacts facts)
    {
        if (Coins is null) return;
        if (facts.Unnamed.Count > 0) throw CoinViolation(type, facts.Unnamed[0]);
        foreach (var coin in facts.Coins)
        {
            if (!Coins.Contains(coin)) throw CoinViolation(type, coin);
        }
    }

    private async Task CheckWithVenueAsync(string type, ActionFacts facts, HyperliquidClient client, EthereumAddress? account, CancellationToken cancellationToken)
    {
        if (Coins is not null) await CheckCoinsAsync(type, facts, client, cancellationToken).ConfigureAwait(false);
        if ((MaxOrderNotional ?? MaxActionNotional) is not null) await CheckNotionalAsync(type, facts, client, cancellationToken).ConfigureAwait(false);
        var opening = facts.Orders.FindAll(order => !IsClosing(order));
        if (RequireNormalVenue && opening.Count > 0) await CheckVenueAsync(type, client, cancellationToken).ConfigureAwait(false);
        if (JudgesExposure && opening.Count > 0) await CheckExposureAsync(type, opening, client, account, cancellationToken).ConfigureAwait(false);
        foreach (var inner in facts.Inner) await CheckAsync(inner, client, cancellationToken, account).ConfigureAwait(false);
    }

    private static bool IsClosing(ActionFacts.PlacedOrder order) => order is { ReduceOnly: true, Asset.Kind: AssetKind.Perp or AssetKind.BuilderPerp };

    private static async Task CheckVenueAsync(string type, HyperliquidClient client, CancellationToken cancellationToken)
    {
        var status = await client.Markets.GetRecentStatusAsync(cancellationToken).ConfigureAwait(false);
        if (status.IsNormal) return;
        var special = status.SpecialStatuses!.Value.GetRawText();
        throw new PolicyViolationException(nameof(RequireNormalVenue), type, special, $"The policy does not allow {Quoted.Text(type)} while the venue is not as usual: it says {HttpBody.Quote(special)}.");
    }

    private async Task CheckExposureAsync(string type, List<ActionFacts.PlacedOrder> orders, HyperliquidClient client, EthereumAddress? account, CancellationToken cancellationToken)
    {
        var figures = TakeFigures(type, client, account);
        var exposures = new Exposures(figures);
        foreach (var order in orders)
        {
            var asset = await client.Universe.GetAsync(order.Asset, cancellationToken).ConfigureAwait(false);
            if (asset.Kind is AssetKind.Perp or AssetKind.BuilderPerp && !figures.Dexs.Contains(asset.Dex))
            {
                throw FiguresViolation(type, $"they do not cover {(asset.Dex.Length == 0 ? "the main dex" : $"the dex {asset.Dex}")}");
            }

            exposures.Add(asset, order);
        }

        foreach (var order in figures.OpenOrders)
        {
            if (order is null || order.Size <= 0 || order.Side.OrderSide is not { } side) continue;
            var asset = await client.Universe.GetAsync(order.Coin, cancellationToken).ConfigureAwait(false);
            if (asset.BalanceCoin is null && order.ReduceOnly == true) continue;
            exposures.AddOpen(asset, side, order.Size);
        }

        if (!exposures.Grow) return;
        if (MaxDailyLoss is { } mostLost)
        {
            if (figures.DayProfit is not { } profit) throw FiguresViolation(type, "not all fills of the day are known");
            if (profit < -mostLost) throw Violation(nameof(MaxDailyLoss), type, -profit, mostLost, "a larger exposure after a day's loss of");
        }

        if ((MaxCoinExposure ?? MaxExposure) is null) return;
        var total = 0m;
        foreach (var exposure in exposures.Touched)
        {
            var worth = Multiply(Math.Max(exposure.HighestBuy, await PriceAsync(exposure.Coin).ConfigureAwait(false)), exposure.After);
            if (exposure.Grows && worth > MaxCoinExposure) throw Violation(nameof(MaxCoinExposure), type, worth, MaxCoinExposure.Value, $"an exposure to {exposure.Coin} worth");
            total = Add(total, worth);
        }

        if (MaxExposure is not { } most) return;
        foreach (var (coin, size) in await OtherHoldingsAsync(exposures, figures, client, cancellationToken).ConfigureAwait(false)) total = Add(total, Multiply(await PriceAsync(coin).ConfigureAwait(false), size));
        if (total > most) throw Violation(nameof(MaxExposure), type, total, most, "exposures worth");

        async Task<decimal> PriceAsync(string coin) => (await client.Markets.GetMidAsync(coin, null, cancellationToken).ConfigureAwait(false)).Price;

        static decimal Add(decimal sum, decimal value) => sum > decimal.MaxValue - value ? decimal.MaxValue : sum + value;
    }

    /// <summary>What is held of coins that no order is about, by the coin that prices it.</summary>
    private static async Task<List<(string Coin, decimal Size)>> OtherHoldingsAsync(Exposures exposures, AccountFigures figures, HyperliquidClient client, CancellationToken cancellationToken)
    {
        var holdings = new List<(string Coin, decimal Size)>();
        AssetUniverse? universe = null;
        foreach (var (key, size) in figures.Sizes)
        {
            if (size == 0 || exposures.Touches(key)) continue;
            if (!key.StartsWith(AccountFigures.BalancePrefix, StringComparison.Ordinal))
            {
                holdings.Add((key, Math.Abs(size)));
                continue;
            }

            var token = key[AccountFigures.BalancePrefix.Length..];
            if (token.StartsWith('+'))
            {
                holdings.Add(("#" + token[1..], Math.Abs(size)));
                continue;
            }

            // What everything is paid in is no exposure, and what has no pair has no price.
            universe ??= await client.Markets.GetUniverseAsync(cancellationToken).ConfigureAwait(false);
            if (universe.Assets.Any(asset => asset.QuoteToken == token)) continue;
            if (universe.Assets.FirstOrDefault(asset => asset.Kind == AssetKind.Spot && asset.BalanceCoin == token) is { } pair) holdings.Add((pair.Coin, Math.Abs(size)));
        }

        return holdings;
    }

    private AccountFigures TakeFigures(string type, HyperliquidClient client, EthereumAddress? account)
    {
        if (Figures is null) throw FiguresViolation(type, "there are none");
        if (Figures() is not { } figures) throw FiguresViolation(type, "there are none at present");
        if (account is { } address && figures.Address != address) throw FiguresViolation(type, $"they are of {figures.Address.Fingerprint}, and the account is {address.Fingerprint}");
        var age = client.TimeProvider.GetUtcNow() - figures.ObservedAt;

        // A clock that was set back says nothing about them.
        return age <= MaxFiguresAge && age >= -MaxFiguresAge ? figures : throw FiguresViolation(type, $"they are from {figures.ObservedAt:O}, and {nameof(MaxFiguresAge)} is {MaxFiguresAge:c}");
    }

    private static PolicyViolationException FiguresViolation(string type, string fault) =>
        new(nameof(Figures), type, null, $"The policy does not allow {Quoted.Text(type)} without figures of the account that are current: {fault}.");

    private async Task CheckCoinsAsync(string type, ActionFacts facts, HyperliquidClient client, CancellationToken cancellationToken)
    {
        foreach (var asset in facts.Assets.Distinct())
        {
            if (!await IsNamedAsync(asset, client, cancellationToken).ConfigureAwait(false)) throw CoinViolation(type, await NameAsync(asset, client, cancellationToken).ConfigureAwait(false));
        }
    }

    private async Task<bool> IsNamedAsync(AssetId id, HyperliquidClient client, CancellationToken cancellationToken)
    {
        Asset asset;
        try
        {
            asset = await client.Universe.GetAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (UnknownCoinException)
        {
            return false;
        }

        if (Coins!.Contains(asset.Coin)) return true;

        // Another name of it, such as that of a spot pair. Names of other lists cannot be, and are not asked for.
        var part = UniverseCache.PartOf(asset.Coin);
        foreach (var coin in Coins!)
        {
            if (!CoinName.IsValid(coin) || UniverseCache.PartOf(coin) != part) continue;
            try
            {
                if ((await client.Universe.GetAsync(coin, cancellationToken).ConfigureAwait(false)).Id == id) return true;
            }
            catch (UnknownCoinException)
            {
                // A coin that is not listed, or no longer, allows nothing; the others still do.
            }
        }

        return false;
    }

    private async Task CheckNotionalAsync(string type, ActionFacts facts, HyperliquidClient client, CancellationToken cancellationToken)
    {
        var sum = 0m;
        foreach (var order in facts.Orders)
        {
            if (order.ReduceOnly && order.Asset.Kind is AssetKind.Perp or AssetKind.BuilderPerp) continue;
            var price = order.Price ?? 0;
            if (order.Price is null || order.Side == OrderSide.Sell)
            {
                var asset = await client.Universe.GetAsync(order.Asset, cancellationToken).ConfigureAwait(false);
                price = Math.Max(price, (await client.Markets.GetMidAsync(asset.Coin, null, cancellationToken).ConfigureAwait(false)).Price);
            }

            var notional = Multiply(price, order.Size);
            if (notional > MaxOrderNotional) throw Violation(nameof(MaxOrderNotional), type, notional, MaxOrderNotional.Value, "an order worth");
            sum = sum > decimal.MaxValue - notional ? decimal.MaxValue : sum + notional;
        }

        if (sum > MaxActionNotional) throw Violation(nameof(MaxActionNotional), type, sum, MaxActionNotional.Value, "orders worth");
    }

    // An amount that no decimal holds is above every limit.
    private static decimal Multiply(decimal price, decimal size) => size > 0 && price > decimal.MaxValue / Math.Max(size, 1) ? decimal.MaxValue : price * size;

    private static async Task<string> NameAsync(AssetId id, HyperliquidClient client, CancellationToken cancellationToken)
    {
        try
        {
            return (await client.Universe.GetAsync(id, cancellationToken).ConfigureAwait(false)).Coin;
        }
        catch (HyperliquidException)
        {
            return string.Create(CultureInfo.InvariantCulture, $"asset {id.Value}");
        }
    }

    private PolicyViolationException CoinViolation(string type, string coin) =>
        new(nameof(Coins), type, coin, $"The policy does not allow {Quoted.Text(type)} for {Quoted.Text(coin)}: {nameof(Coins)} names {List(Coins!)}.");

    private static PolicyViolationException Violation(string rule, string type, decimal value, decimal limit, string what) =>
        new(rule, type, WireDecimal.ToText(value), $"The policy does not allow {Quoted.Text(type)} with {what} {WireDecimal.ToText(value)}: {rule} is {WireDecimal.ToText(limit)}.");

    private static string List(IReadOnlyCollection<string> words)
    {
        const int Shown = 8;
        if (words.Count == 0) return "none";
        var text = string.Join(", ", words.Order(StringComparer.Ordinal).Take(Shown).Select(word => Quoted.HideLongHex(word)));
        return words.Count > Shown ? string.Create(CultureInfo.InvariantCulture, $"{text} and {words.Count - Shown} more") : text;
    }
}
