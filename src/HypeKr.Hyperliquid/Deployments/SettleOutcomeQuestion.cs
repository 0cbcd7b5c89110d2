namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Settles a question with its outcomes. Wire: <c>settleQuestion2</c>, with <c>question</c>, <c>outcomeSettlements</c>, <c>nameAndDescription</c>.</summary>
public sealed class SettleOutcomeQuestion : OutcomeDeployOperation
{
    private readonly OutcomeResolution[] _outcomes;

    /// <summary>A question to settle.</summary>
    /// <param name="question">The number of the question.</param>
    /// <param name="outcomes">How each of its outcomes ended.</param>
    /// <param name="name">The name of the question.</param>
    /// <param name="description">Its description.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public SettleOutcomeQuestion(int question, IEnumerable<OutcomeResolution> outcomes, string name, string description)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        Question = (int)ActionArgument.Integer(question, 0, int.MaxValue, "the number of the question");
        _outcomes = [.. outcomes];
        Name = ActionArgument.Text(name, 0, int.MaxValue, "the name of the question");
        Description = ActionArgument.Text(description, 0, int.MaxValue, "the description of the question");
    }

    /// <summary>The number of the question. Wire: <c>question</c>.</summary>
    public int Question { get; }

    /// <summary>How each of its outcomes ended. Wire: <c>outcomeSettlements</c>.</summary>
    public IReadOnlyList<OutcomeResolution> Outcomes => _outcomes;

    /// <summary>The name of the question. Wire: <c>nameAndDescription[0]</c>.</summary>
    public string Name { get; }

    /// <summary>Its description. Wire: <c>nameAndDescription[1]</c>.</summary>
    public string Description { get; }

    /// <inheritdoc/>
    public override string Variant => "settleQuestion2";

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.BeginMap(3);
        writer.Name("question"u8);
        writer.Integer((long)Question);
        writer.Name("outcomeSettlements"u8);
        writer.BeginArray(_outcomes.Length);
        foreach (var outcome in _outcomes) outcome.Write(ref writer);
        writer.EndArray();
        writer.Name("nameAndDescription"u8);
        writer.BeginArray(2);
        writer.Text(Name);
        writer.Text(Description);
        writer.EndArray();
        writer.EndMap();
    }
}
