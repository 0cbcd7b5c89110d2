namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Adds a named outcome to a question. Wire: <c>registerAndAssociateNamedOutcomeFromTemplate</c>, with <c>question</c>, <c>namedOutcomeTemplateInstance</c>.</summary>
public sealed class AddNamedOutcome : OutcomeDeployOperation
{
    /// <summary>An outcome to add.</summary>
    /// <param name="question">The number of the question.</param>
    /// <param name="outcome">The outcome.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public AddNamedOutcome(int question, OutcomeTemplateInstance outcome)
    {
        Question = (int)ActionArgument.Integer(question, 0, int.MaxValue, "the number of the question");
        Outcome = ActionArgument.Given(outcome, nameof(outcome));
    }

    /// <inheritdoc/>
    public override string Variant => "registerAndAssociateNamedOutcomeFromTemplate";

    /// <summary>The number of the question. Wire: <c>question</c>.</summary>
    public int Question { get; }

    /// <summary>The outcome. Wire: <c>namedOutcomeTemplateInstance</c>.</summary>
    public OutcomeTemplateInstance Outcome { get; }

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.BeginMap(2);
        writer.Name("question"u8);
        writer.Integer((long)Question);
        writer.Name("namedOutcomeTemplateInstance"u8);
        Outcome.Write(ref writer);
        writer.EndMap();
    }
}
