namespace HypeKr.Calibration;

/// <summary>The conformal set of one object.</summary>
/// <remarks>Coverage is a property of cells over many objects; it says nothing about how often a singleton is right. Measure that with <see cref="ConformalTally"/>.</remarks>
public sealed class PredictionSet
{
    private readonly ConformalLabel[] _labels;

    // The last class in the set, which is the only one of a singleton.
    private readonly int _last;

    internal PredictionSet(string category, bool categorySeen, SignificanceLevel alpha, ConformalLabel[] labels, bool wasEmpty)
    {
        Category = category;
        CategorySeen = categorySeen;
        Alpha = alpha;
        WasEmpty = wasEmpty;
        _labels = labels;
        foreach (ref readonly var label in labels.AsSpan())
        {
            if (label.Inclusion == LabelInclusion.Forced) IsForced = true;
            if (!label.IsIncluded) continue;
            Size++;
            _last = label.Class;
        }
    }

    /// <summary>The object's category.</summary>
    public string Category { get; }

    /// <summary>Whether calibration had any row of this category. If not, every label has p = 1. Always true where the taxonomy does not tell categories apart.</summary>
    public bool CategorySeen { get; }

    /// <summary>The error rate the set was made for.</summary>
    public SignificanceLevel Alpha { get; }

    /// <summary>Every label, by class.</summary>
    public IReadOnlyList<ConformalLabel> Labels => _labels;

    /// <summary>How many labels the set holds.</summary>
    public int Size { get; }

    /// <summary>Empty, singleton or several.</summary>
    public PredictionSetKind Kind => Size switch { 0 => PredictionSetKind.Empty, 1 => PredictionSetKind.Singleton, _ => PredictionSetKind.Several };

    /// <summary>The only label of the set, or null when it does not hold exactly one.</summary>
    public int? Singleton => Size == 1 ? _last : null;

    /// <summary>Whether a label is in the set only because its cell is too small.</summary>
    public bool IsForced { get; }

    /// <summary>Whether no label got in by its p-value or by force, whatever <see cref="EmptySetRule"/> put in afterwards.</summary>
    public bool WasEmpty { get; }

    /// <summary>Whether a label is in the set.</summary>
    public bool Contains(int @class) => _labels[@class].IsIncluded;

    /// <summary>The classes of the set in braces, for example {1}.</summary>
    public override string ToString() => "{" + string.Join(", ", _labels.Where(l => l.IsIncluded).Select(l => l.Class.ToString(CultureInfo.InvariantCulture))) + "}";
}
