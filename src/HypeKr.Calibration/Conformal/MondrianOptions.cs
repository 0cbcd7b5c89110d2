namespace HypeKr.Calibration;

/// <summary>The policies of Mondrian conformal prediction.</summary>
public sealed record MondrianOptions
{
    internal static MondrianOptions Default { get; } = new();

    /// <summary>What the rows of one cell share.</summary>
    /// <value><see cref="MondrianTaxonomy.CategoryAndClass"/> by default.</value>
    public MondrianTaxonomy Taxonomy { get; init; } = MondrianTaxonomy.CategoryAndClass;

    /// <summary>How many rows a cell needs before its p-values may exclude its label.</summary>
    /// <value>30 by default.</value>
    public int MinimumSamples { get; init; } = 30;

    /// <summary>What happens to the label of a cell with fewer rows.</summary>
    /// <value><see cref="SmallCellRule.IncludeLabel"/> by default.</value>
    public SmallCellRule SmallCells { get; init; } = SmallCellRule.IncludeLabel;

    /// <summary>What happens to a label whose p-value is exactly alpha.</summary>
    /// <value><see cref="ConformalBoundary.Exclude"/> by default.</value>
    public ConformalBoundary Boundary { get; init; } = ConformalBoundary.Exclude;

    /// <summary>What becomes of a set that no label's p-value gets into.</summary>
    /// <value><see cref="EmptySetRule.Keep"/> by default.</value>
    public EmptySetRule EmptySets { get; init; } = EmptySetRule.Keep;

    internal bool ByCategory => Taxonomy is MondrianTaxonomy.CategoryAndClass or MondrianTaxonomy.Category;

    internal bool ByClass => Taxonomy is MondrianTaxonomy.CategoryAndClass or MondrianTaxonomy.Class;

    internal void Validate()
    {
        if (MinimumSamples < 0) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"MinimumSamples is {MinimumSamples}; 0 or more is needed."));
        if (!Enum.IsDefined(Taxonomy)) throw new ArgumentException($"{Taxonomy} is no taxonomy.");
        if (!Enum.IsDefined(SmallCells)) throw new ArgumentException($"{SmallCells} is no rule for small cells.");
        if (!Enum.IsDefined(Boundary)) throw new ArgumentException($"{Boundary} is no boundary.");
        if (!Enum.IsDefined(EmptySets)) throw new ArgumentException($"{EmptySets} is no rule for empty sets.");
    }

    /// <summary>Puts the labels of one object into its set.</summary>
    internal PredictionSet Decide(string category, bool categorySeen, SignificanceLevel alpha, ReadOnlySpan<ConformalPValue> values, ReadOnlySpan<bool> forced)
    {
        var labels = new ConformalLabel[values.Length];
        var size = 0;
        for (var c = 0; c < labels.Length; c++)
        {
            var included = Boundary == ConformalBoundary.Exclude ? values[c].Exceeds(alpha) : values[c].Reaches(alpha);
            labels[c] = new ConformalLabel(c, values[c], forced[c] ? LabelInclusion.Forced : included ? LabelInclusion.Included : LabelInclusion.Excluded);
            if (labels[c].IsIncluded) size++;
        }

        if (size == 0 && EmptySets != EmptySetRule.Keep)
        {
            var largest = values[0];
            foreach (var value in values) largest = value.CompareTo(largest) > 0 ? value : largest;
            for (var c = 0; c < labels.Length; c++)
            {
                if (EmptySets == EmptySetRule.IncludeAll || values[c].CompareTo(largest) == 0) labels[c] = labels[c] with { Inclusion = LabelInclusion.Filled };
            }
        }

        return new PredictionSet(category, categorySeen, alpha, labels, size == 0);
    }
}
