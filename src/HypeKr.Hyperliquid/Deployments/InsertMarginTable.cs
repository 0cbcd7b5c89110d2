using System.Globalization;

namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Adds a margin table to a dex. Wire: <c>insertMarginTable</c>, with <c>dex</c>, <c>marginTable</c>.</summary>
public sealed class InsertMarginTable : PerpDeployOperation
{
    private const int MaxTiers = 3;
    private readonly MarginTableTier[] _tiers;

    /// <summary>A table to add.</summary>
    /// <param name="dex">The name of the dex.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="tiers">One to three tiers, each from a higher notional than the one before.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public InsertMarginTable(string dex, string description, IEnumerable<MarginTableTier> tiers)
    {
        ArgumentNullException.ThrowIfNull(tiers);
        Dex = ActionArgument.Dex(dex);
        Description = ActionArgument.Text(description, 0, int.MaxValue, "the description of the margin table");
        _tiers = [.. tiers];
        ActionArgument.Integer(_tiers.Length, 1, MaxTiers, "the number of margin tiers");
        for (var i = 1; i < _tiers.Length; i++)
        {
            if (_tiers[i].LowerBound <= _tiers[i - 1].LowerBound)
            {
                throw new InvalidActionException(string.Create(CultureInfo.InvariantCulture, $"The margin tiers go up: the one from {_tiers[i].LowerBound} comes after the one from {_tiers[i - 1].LowerBound}."));
            }
        }
    }

    /// <summary>The name of the dex. Wire: <c>dex</c>.</summary>
    public string Dex { get; }

    /// <summary>What it is for. Wire: <c>marginTable.description</c>.</summary>
    public string Description { get; }

    /// <summary>Its tiers. Wire: <c>marginTable.marginTiers</c>.</summary>
    public IReadOnlyList<MarginTableTier> Tiers => _tiers;

    /// <inheritdoc/>
    public override string Variant => "insertMarginTable";

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.BeginMap(2);
        writer.Name("dex"u8);
        writer.Text(Dex);
        writer.Name("marginTable"u8);
        writer.BeginMap(2);
        writer.Name("description"u8);
        writer.Text(Description);
        writer.Name("marginTiers"u8);
        writer.BeginArray(_tiers.Length);
        foreach (var tier in _tiers) tier.Write(ref writer);
        writer.EndArray();
        writer.EndMap();
        writer.EndMap();
    }
}
