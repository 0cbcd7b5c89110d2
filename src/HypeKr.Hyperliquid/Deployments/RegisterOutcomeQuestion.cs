namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Lists a question with its named outcomes. Wire: <c>registerQuestionFromTemplate</c>, with <c>questionTemplateInstance</c>, <c>namedOutcomeTemplateInstances</c>.</summary>
public sealed class RegisterOutcomeQuestion : OutcomeDeployOperation
{
    private const int MaxOutcomes = 100;
    private readonly OutcomeTemplateInstance[] _outcomes;

    /// <summary>A question to list.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="outcomes">Its outcomes, at most 100.</param>
    /// <exception cref="InvalidActionException">There are more outcomes.</exception>
    public RegisterOutcomeQuestion(OutcomeTemplateInstance question, IEnumerable<OutcomeTemplateInstance> outcomes)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(outcomes);
        Question = question;
        _outcomes = [.. outcomes];
        ActionArgument.Integer(_outcomes.Length, 0, MaxOutcomes, "the number of outcomes");
    }

    /// <summary>What is asked. Wire: <c>questionTemplateInstance</c>.</summary>
    public OutcomeTemplateInstance Question { get; }

    /// <summary>Its outcomes. Wire: <c>namedOutcomeTemplateInstances</c>.</summary>
    public IReadOnlyList<OutcomeTemplateInstance> Outcomes => _outcomes;

    /// <inheritdoc/>
    public override string Variant => "registerQuestionFromTemplate";

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.BeginMap(2);
        writer.Name("questionTemplateInstance"u8);
        Question.Write(ref writer);
        writer.Name("namedOutcomeTemplateInstances"u8);
        writer.BeginArray(_outcomes.Length);
        foreach (var outcome in _outcomes) outcome.Write(ref writer);
        writer.EndArray();
        writer.EndMap();
    }
}
