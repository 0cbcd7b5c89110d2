namespace HypeKr.Hyperliquid.Deployments;

/// <summary>How an outcome ended. Wire: the members of <c>settleOutcome</c>, and an element of <c>outcomeSettlements</c>.</summary>
public sealed class OutcomeResolution
{
    /// <summary>How it ended.</summary>
    /// <param name="outcome">The number of the outcome.</param>
    /// <param name="fraction">What a share of the first side pays: 0 to 1. One of the second side pays the rest.</param>
    /// <param name="name">The name of the outcome.</param>
    /// <param name="description">Its description.</param>
    /// <param name="firstSide">The name of the first side.</param>
    /// <param name="secondSide">The name of the second side.</param>
    /// <param name="details">What else there is to say.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public OutcomeResolution(int outcome, decimal fraction, string name, string description, string firstSide, string secondSide, string details = "")
    {
        Outcome = (int)ActionArgument.Integer(outcome, 0, int.MaxValue, "the number of the outcome");
        Fraction = ActionArgument.Decimal(fraction, "the fraction that the first side pays", min: 0m, max: 1m);
        Name = ActionArgument.Text(name, 0, int.MaxValue, "the name of the outcome");
        Description = ActionArgument.Text(description, 0, int.MaxValue, "the description of the outcome");
        FirstSide = ActionArgument.Text(firstSide, 0, int.MaxValue, "the name of the first side");
        SecondSide = ActionArgument.Text(secondSide, 0, int.MaxValue, "the name of the second side");
        Details = ActionArgument.Text(details, 0, int.MaxValue, "the details");
    }

    /// <summary>The number of the outcome. Wire: <c>outcome</c>.</summary>
    public int Outcome { get; }

    /// <summary>What a share of the first side pays. Wire: <c>settleFraction</c>.</summary>
    public decimal Fraction { get; }

    /// <summary>The name of the outcome. Wire: <c>nameAndDescription[0]</c>.</summary>
    public string Name { get; }

    /// <summary>Its description. Wire: <c>nameAndDescription[1]</c>.</summary>
    public string Description { get; }

    /// <summary>The name of the first side. Wire: <c>sideNames[0]</c>.</summary>
    public string FirstSide { get; }

    /// <summary>The name of the second side. Wire: <c>sideNames[1]</c>.</summary>
    public string SecondSide { get; }

    /// <summary>What else there is to say. Wire: <c>details</c>.</summary>
    public string Details { get; }

    internal void Write<TWriter>(ref TWriter writer)
        where TWriter : struct, IWireWriter
    {
        writer.BeginMap(5);
        writer.Name("outcome"u8);
        writer.Integer((long)Outcome);
        writer.Name("settleFraction"u8);
        writer.Decimal(Fraction);
        writer.Name("details"u8);
        writer.Text(Details);
        writer.Name("nameAndDescription"u8);
        writer.BeginArray(2);
        writer.Text(Name);
        writer.Text(Description);
        writer.EndArray();
        writer.Name("sideNames"u8);
        writer.BeginArray(2);
        writer.Text(FirstSide);
        writer.Text(SecondSide);
        writer.EndArray();
        writer.EndMap();
    }
}
