namespace HypeKr.Calibration;

/// <summary>The conformal set of one object.</summary>
/// <remarks>Coverage is a property of cells over many objects; it says nothing about how often a singleton is right. Measure that with <see cref="ConformalTally"/>.</remarks>
public sealed class PredictionSet
{
    private readonly ConformalLabel[] _labels;

    internal PredictionSet(string category, bool categorySeen, SignificanceLevel alpha, ConformalLabel[] labels, bool wasEmpty)
    {
        Category = category;
        CategorySeen = categorySeen;
        Alpha = alpha;
        WasEmpty = wasEmpty;
        _labels = labels;
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
    public int Size
    {
        get
        {
            var size = 0;
            foreach (ref readonly var label in _labels.AsSpan())
            {
                if (label.IsIncluded) size++;
            }

            return size;
        }
    }

    /// <summary>Empty, singleton or several.</summary>
    public PredictionSetKind Kind => Size switch { 0 => PredictionSetKind.Empty, 1 => PredictionSetKind.Singleton, _ => PredictionSetKind.Several };

    /// <summary>The only label of the set, or null when it does not hold exactly one.</summary>
    public int? Singleton => Size == 1 ? Array.Find(_labels, l => l.IsIncluded).Class : null;

    /// <summary>Whether a label is in the set only because its cell is too small.</summary>
    public bool IsForced => Array.Exists(_labels, l => l.Inclusion == LabelInclusion.Forced);

    /// <summary>Whether no label got in by its p-value or by force, whatever <see cref="EmptySetRule"/> put in afterwards.</summary>
    public bool WasEmpty { get; }

    /// <summary>Whether a label is in the set.</summary>
    public bool Contains(int @class) => _labels[@class].IsIncluded;

    /// <summary>The classes of the set in braces, for example {1}.</summary>
    public override string ToString() => "{" + string.Join(", ", _labels.Where(l => l.IsIncluded).Select(l => l.Class.ToString(CultureInfo.InvariantCulture))) + "}";
}
