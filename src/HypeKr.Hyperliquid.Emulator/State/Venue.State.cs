namespace HypeKr.Hyperliquid.Emulator;

/// <content>All of it in a file.</content>
internal sealed partial class Venue
{
    /// <summary>Writes everything that decides the future, or reads it into a venue that was made for it.</summary>
    /// <remarks>
    /// Markets come first, then accounts, TWAPs and orders, by number: everything else may name them. A venue that a state is read into may
    /// have markets that the state does not know; they stay as they are.
    /// </remarks>
    public void Keep(StateArchive a)
    {
        a.Know(this);
        KeepTokens(a);
        var assets = Assets.ToList();
        a.List(assets, a.Asset);
        var outcomes = Outcomes.Values.ToList();
        a.List(outcomes, market => a.Asset(market?.Yes) is TradedSide side ? side.Market : throw StateArchive.Wrong("an outcome is none"));
        var questions = Questions.ToList();
        a.List(questions, question => Question(a.Int(question?.Seed.Question)));
        Clock.Keep(a);
        KeepAccounts(a);
        foreach (var asset in assets) asset.Keep(a);
        foreach (var asset in assets.Where(b => !b.IsMirrored)) asset.Book.Keep(a);
        KeepTwaps(a);
        KeepOrders(a);
        Audit.Keep(a);
        foreach (var account in Accounts) account.Keep(a);
        foreach (var market in outcomes) market.Keep(a);
        foreach (var question in questions) question.Keep(a);
        Engine.Keep(a);
        Twaps.Keep(a);
        Outside.Keep(a);
        Funding.Keep(a);
        Liquidations.Keep(a);
        Lending.Keep(a);
        Explorer.Keep(a);
        Variants.Keep(a);
        a.Map(_agents, agent => a.Address(agent), agent => new Agent(a.Account(agent?.Master), a.Text(agent?.Name), a.OptionalLong(agent?.ValidUntil)));
        a.Map(_nonces, signer => a.Address(signer), window => NonceWindow.Keep(a, window));
        a.Map(_messageNonces, signer => a.Address(signer), window => NonceWindow.Keep(a, window));
        a.Map(_netDeposits, a.Account, amount => a.Decimal(amount));
        a.Map(Deposited, a.Token, amount => a.Decimal(amount));
        KeepPlans(a);
    }

    private void KeepTokens(StateArchive a)
    {
        var all = Tokens.Select(t => t.Token).Concat(Outcomes.Values.SelectMany(m => (Token[])[m.Yes.Token, m.No.Token])).ToDictionary(t => t.Name, StringComparer.Ordinal);
        var names = all.Keys.ToList();
        a.List(names, a.Text);
        foreach (var name in names) a.Know(all.GetValueOrDefault(name) ?? throw StateArchive.Wrong($"there is no token {name}"));
    }

    private OutcomeQuestion Question(int number) => Questions.Find(q => q.Seed.Question == number) ?? throw StateArchive.Wrong("it names a question that it does not have");

    private void KeepAccounts(StateArchive a)
    {
        var addresses = _accounts.Keys.ToList();
        a.List(addresses, address => a.Address(address));
        foreach (var address in addresses) a.Know(CreateAccount(address));
        if (addresses.Count != _accounts.Count) throw StateArchive.Wrong("an account of the venue is missing, or one is there twice");
    }

    private void KeepTwaps(StateArchive a)
    {
        var twaps = a.IsReading ? [] : Accounts.SelectMany(o => o.Twaps.Concat(o.TwapHistory.Select(r => r.Twap)))
            .Concat(AllOrders().Where(o => o.Twap is not null).Select(o => o.Twap!)).Distinct().OrderBy(t => t.Id).ToList();
        if (!a.IsReading) twaps.ForEach(a.Know);
        a.List(twaps, twap => Twap.Keep(a, twap));
        if (a.IsReading) twaps.ForEach(a.Know);
    }

    private void KeepOrders(StateArchive a)
    {
        List<PlacedOrder> orders = a.IsReading ? [] : [.. AllOrders().OrderBy(o => o.Oid)];
        if (!a.IsReading) orders.ForEach(a.Know);
        a.List(orders, order => PlacedOrder.Keep(a, order));
        if (a.IsReading) orders.ForEach(a.Know);
        foreach (var order in orders) order.KeepLinks(a);
    }

    /// <summary>Every order that is known, and those that they hang together with.</summary>
    private List<PlacedOrder> AllOrders()
    {
        var seen = new HashSet<PlacedOrder>();
        var orders = new List<PlacedOrder>();
        foreach (var order in Accounts.SelectMany(o => o.KeptOrders).Concat(Outside.Orders)) Add(order);
        for (var i = 0; i < orders.Count; i++)
        {
            foreach (var linked in orders[i].Links) Add(linked);
        }

        return orders;

        void Add(PlacedOrder order)
        {
            if (seen.Add(order)) orders.Add(order);
        }
    }

    /// <summary>What is planned, in order: each is planned again as it was planned first.</summary>
    private void KeepPlans(StateArchive a)
    {
        var planned = a.IsReading ? [] : Clock.Planned;
        var count = a.Count(planned.Count);
        for (var i = 0; i < count; i++)
        {
            var work = a.IsReading ? null : planned[i];
            KeepPlan(a, work?.Subject, a.Long(work?.Due), (WorkKind)a.Byte((byte?)work?.Kind));
        }
    }

    private void KeepPlan(StateArchive a, object? subject, long due, WorkKind kind)
    {
        switch (kind)
        {
            case WorkKind.FundingHour:
                if (a.IsReading) Funding.Plan(due);
                break;
            case WorkKind.TwapSlice:
                var twap = a.Twap(subject as Twap);
                if (a.IsReading) Twaps.Plan(twap, due);
                break;
            case WorkKind.ScheduledCancel:
                var account = a.Account(subject as Account);
                if (a.IsReading) Orders.PlanCancel(account, due);
                break;
            case WorkKind.LiquidationCheck:
                if (a.IsReading) Liquidations.PlanCheck(due);
                break;
            case WorkKind.LiquidationRetry:
                var retry = subject as (Account Account, VenueDex Dex)?;
                var (owner, dex) = (a.Account(retry?.Account), a.Dex(retry?.Dex));
                if (a.IsReading) Liquidations.PlanRetry(owner, dex, due);
                break;
            case WorkKind.StakeReturn:
                var stake = subject as StakeReturn;
                var back = new StakeReturn(a.Account(stake?.Account), a.Decimal(stake?.Amount), a.Hash(stake?.Hash));
                if (a.IsReading) Staking.Plan(back, due);
                break;
            case WorkKind.RandomMove:
                var walk = subject as RandomWalk;
                var asset = a.Asset(walk?.Asset);
                var random = walk?.Random ?? Random($"market {asset.Coin}");
                random.Keep(a);
                if (a.IsReading) (Options.RandomMarket ?? throw StateArchive.Wrong("a coin moves by chance without a random market")).Plan(Outside, new RandomWalk(asset, random), due);
                break;
            case WorkKind.TapeLine:
                var player = TapePlayer.Keep(a, this, subject as TapePlayer);
                if (a.IsReading) player.Plan(due);
                break;
            default:
                throw StateArchive.Wrong("something is planned that the emulator does not do");
        }
    }
}
