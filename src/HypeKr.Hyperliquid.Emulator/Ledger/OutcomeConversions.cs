namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Turns quote into the sides of an outcome and back, and no of one outcome into yes of all others of its question.</summary>
/// <remarks>
/// Of a question with outcomes i exactly one pays 1, so the no of one is worth the yes of all others together. Let d be yes less
/// no, the same for every outcome of a question: negating raises it, merging a question lowers it. What backs an outcome is its
/// supply of no, and what backs the question beside that is d (which may be negative): together they pay whatever wins.
/// </remarks>
internal sealed class OutcomeConversions(Venue venue)
{
    private const int AmountDecimals = 8;
    private const string NoBalance = "Insufficient balance for token transfer.";

    public string? Apply(in ActionContext context, CatalogueAction action)
    {
        if (action.Members.Find("splitOutcome") is { } split) return Split(context.Account, split["outcome"].Unsigned, split["amount"].Decimal.Value);
        if (action.Members.Find("mergeOutcome") is { } merge) return Merge(context.Account, merge["outcome"].Unsigned, Amount(merge));
        if (action.Members.Find("mergeQuestion") is { } all) return MergeQuestion(context.Account, all["question"].Unsigned, Amount(all));
        var negate = action["negateOutcome"];
        return Negate(context.Account, negate["question"].Unsigned, negate["outcome"].Unsigned, negate["amount"].Decimal.Value);
    }

    private static decimal? Amount(WireNode members) => members["amount"].IsNull ? null : members["amount"].Decimal.Value;

    private string? Split(Account account, ulong outcome, decimal amount)
    {
        if (Find(outcome) is not { } market) return InvalidOutcome(outcome);
        if (CheckAmount(amount) is { } invalid) return invalid;
        if (account.Available(market.Quote.Token) < amount) return NoBalance;

        // What each side cost is not known apart: half, so that both together cost what was paid.
        account.Balance(market.Quote.Token).Remove(amount);
        account.Balance(market.Yes.Token).Buy(amount, amount / 2);
        account.Balance(market.No.Token).Buy(amount, amount - amount / 2);
        market.Escrow += amount;
        venue.Events.AccountChanged(account);
        return null;
    }

    private string? Merge(Account account, ulong outcome, decimal? requested)
    {
        if (Find(outcome) is not { } market) return InvalidOutcome(outcome);
        var most = Math.Min(account.Available(market.Yes.Token), account.Available(market.No.Token));
        var amount = requested ?? most;
        if (CheckAmount(amount) is { } invalid) return invalid;
        if (amount > most) return NoBalance;

        account.Balance(market.Yes.Token).Remove(amount);
        account.Balance(market.No.Token).Remove(amount);
        account.Balance(market.Quote.Token).Add(amount);
        market.Escrow -= amount;
        venue.Events.AccountChanged(account);
        return null;
    }

    private string? MergeQuestion(Account account, ulong number, decimal? requested)
    {
        if (Question(number) is not { } question) return InvalidQuestion(number);
        var most = question.Markets.Min(m => account.Available(m.Yes.Token));
        var amount = requested ?? most;
        if (CheckAmount(amount) is { } invalid) return invalid;
        if (amount > most) return NoBalance;

        foreach (var market in question.Markets) account.Balance(market.Yes.Token).Remove(amount);
        account.Balance(question.Markets[0].Quote.Token).Add(amount);
        question.Escrow -= amount;
        question.Excess -= amount;
        venue.Events.AccountChanged(account);
        return null;
    }

    private string? Negate(Account account, ulong number, ulong outcome, decimal amount)
    {
        if (Question(number) is not { } question) return InvalidQuestion(number);
        if (question.Markets.FirstOrDefault(m => (ulong)m.Seed.Outcome == outcome) is not { } market) return InvalidOutcome(outcome);
        if (CheckAmount(amount) is { } invalid) return invalid;
        if (account.Available(market.No.Token) < amount) return NoBalance;

        var cost = account.Balance(market.No.Token).Remove(amount);
        var others = question.Markets.Where(m => m != market).ToArray();
        foreach (var other in others)
        {
            var part = other == others[^1] ? cost : Math.Round(cost / others.Length, 8);
            cost -= part;
            account.Balance(other.Yes.Token).Buy(amount, part);
        }

        market.Escrow -= amount;
        question.Escrow += amount;
        question.Excess += amount;
        venue.Events.AccountChanged(account);
        return null;
    }

    private OutcomeMarket? Find(ulong outcome) =>
        outcome <= int.MaxValue && venue.Outcomes.TryGetValue((int)outcome, out var market) && market.Settled is null ? market : null;

    /// <summary>A question none of whose outcomes is settled.</summary>
    private OutcomeQuestion? Question(ulong number) =>
        venue.Questions.FirstOrDefault(q => (ulong)q.Seed.Question == number) is { } question && question.Markets.All(m => m.Settled is null) ? question : null;

    private static string? CheckAmount(decimal amount) =>
        amount <= 0 || amount != Math.Round(amount, AmountDecimals) ? $"Invalid amount {WireText.Plain(amount)}" : null;

    private static string InvalidOutcome(ulong outcome) => $"Invalid outcome {WireText.Plain(outcome)}";

    private static string InvalidQuestion(ulong question) => $"Invalid question {WireText.Plain(question)}";
}
