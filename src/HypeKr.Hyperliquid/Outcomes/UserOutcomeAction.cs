using System.Globalization;

namespace HypeKr.Hyperliquid;

/// <summary>Turns quote tokens into the shares of an outcome and back, without a trade. Wire: <c>userOutcome</c>, with one of <c>splitOutcome</c>, <c>mergeOutcome</c>, <c>mergeQuestion</c>, <c>negateOutcome</c>.</summary>
public sealed class UserOutcomeAction : L1Action
{
    private UserOutcomeAction(UserOutcomeOperation operation, int? question, int? outcome, decimal? amount)
    {
        Operation = operation;
        Question = question is { } q ? (int)ActionArgument.Integer(q, 0, int.MaxValue, "the number of the question") : null;
        Outcome = outcome is { } o ? (int)ActionArgument.Integer(o, 0, int.MaxValue, "the number of the outcome") : null;
        Amount = amount is { } a ? ActionArgument.Decimal(a, "the amount", min: 0.00000001m) : null;
    }

    /// <inheritdoc/>
    public override string Type => "userOutcome";

    /// <summary>What is done.</summary>
    public UserOutcomeOperation Operation { get; }

    /// <summary>The question, for a merge of one and for a negation. Wire: <c>question</c>.</summary>
    public int? Question { get; }

    /// <summary>The outcome, for all but the merge of a question. Wire: <c>outcome</c>.</summary>
    public int? Outcome { get; }

    /// <summary>Shares, each against one quote token; null for as many as possible. Wire: <c>amount</c>.</summary>
    public decimal? Amount { get; }

    /// <summary>Turns quote tokens into as many shares of each side. Wire: <c>splitOutcome</c>.</summary>
    /// <param name="outcome">The number of the outcome.</param>
    /// <param name="amount">Above 0: at most 8 fractional digits.</param>
    /// <exception cref="InvalidActionException">A value is out of range.</exception>
    public static UserOutcomeAction Split(int outcome, decimal amount) => new(UserOutcomeOperation.Split, null, outcome, amount);

    /// <summary>Turns shares of both sides into as many quote tokens. Wire: <c>mergeOutcome</c>.</summary>
    /// <param name="outcome">The number of the outcome.</param>
    /// <param name="amount">Above 0: at most 8 fractional digits. Null for as many as possible.</param>
    /// <exception cref="InvalidActionException">A value is out of range.</exception>
    public static UserOutcomeAction Merge(int outcome, decimal? amount = null) => new(UserOutcomeOperation.Merge, null, outcome, amount);

    /// <summary>Turns first-side shares of every outcome of a question into as many quote tokens. Wire: <c>mergeQuestion</c>.</summary>
    /// <param name="question">The number of the question.</param>
    /// <param name="amount">Above 0: at most 8 fractional digits. Null for as many as possible.</param>
    /// <exception cref="InvalidActionException">A value is out of range.</exception>
    public static UserOutcomeAction MergeQuestion(int question, decimal? amount = null) => new(UserOutcomeOperation.MergeQuestion, question, null, amount);

    /// <summary>Turns second-side shares of one outcome into as many first-side shares of every other outcome of its question. Wire: <c>negateOutcome</c>.</summary>
    /// <param name="question">The number of the question.</param>
    /// <param name="outcome">The number of the outcome.</param>
    /// <param name="amount">Above 0: at most 8 fractional digits.</param>
    /// <exception cref="InvalidActionException">A value is out of range.</exception>
    public static UserOutcomeAction Negate(int question, int outcome, decimal amount) => new(UserOutcomeOperation.Negate, question, outcome, amount);

    internal override void Describe(ActionFacts facts)
    {
        // The other outcomes of a question are touched too, and the action does not say which they are.
        if (Question is { } question) facts.UnnamedCoins(string.Create(CultureInfo.InvariantCulture, $"question {question}"));
        if (Outcome is not { } outcome) return;
        facts.Asset(AssetId.ForOutcome(outcome, 0));
        facts.Asset(AssetId.ForOutcome(outcome, 1));
    }

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(2);
        writer.Name("type"u8);
        writer.Text("userOutcome"u8);
        writer.Name(Operation switch
        {
            UserOutcomeOperation.Split => "splitOutcome"u8,
            UserOutcomeOperation.Merge => "mergeOutcome"u8,
            UserOutcomeOperation.MergeQuestion => "mergeQuestion"u8,
            _ => "negateOutcome"u8,
        });
        writer.BeginMap(1 + (Question is null ? 0 : 1) + (Outcome is null ? 0 : 1));
        if (Question is { } question)
        {
            writer.Name("question"u8);
            writer.Integer((long)question);
        }

        if (Outcome is { } outcome)
        {
            writer.Name("outcome"u8);
            writer.Integer((long)outcome);
        }

        writer.Name("amount"u8);
        if (Amount is { } amount) writer.Decimal(amount);
        else writer.Null();
        writer.EndMap();
        writer.EndMap();
    }
}
