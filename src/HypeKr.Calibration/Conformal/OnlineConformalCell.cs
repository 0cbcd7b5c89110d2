namespace HypeKr.Calibration;

/// <summary>A cell that grows: nonconformity scores in a tree that counts, so that adding, a p-value and a quantile each take O(log n).</summary>
/// <remarks>A weight-balanced tree (Adams, "Efficient sets: a balancing act", 1993); its answers do not depend on its shape. Not safe for concurrent use.</remarks>
public sealed class OnlineConformalCell
{
    // Place 0 stands for no node.
    private Node[] _nodes = new Node[16];
    private readonly ConformalBoundary _boundary;
    private int _used;
    private int _root;

    /// <summary>A cell without scores, whose <see cref="Quantile"/> leaves p = alpha out.</summary>
    public OnlineConformalCell()
    {
    }

    internal OnlineConformalCell(ConformalBoundary boundary) => _boundary = boundary;

    /// <summary>n, how many scores have joined.</summary>
    public long Count => _nodes[_root].Rows;

    /// <summary>Adds the nonconformity score of a resolved object. O(log n).</summary>
    /// <exception cref="InvalidCalibrationDataException">The score is not finite.</exception>
    public void Add(double score)
    {
        if (!double.IsFinite(score)) throw new InvalidCalibrationDataException(string.Create(CultureInfo.InvariantCulture, $"The nonconformity score {score} is not finite."));
        if (_used + 2 > _nodes.Length) Array.Resize(ref _nodes, _nodes.Length * 2);
        _root = Insert(_root, score == 0 ? 0.0 : score);
    }

    /// <summary>The p-value (#{scores ≥ s} + 1) / (n + 1) of the next object; 1 in an empty cell. O(log n).</summary>
    /// <exception cref="InvalidCalibrationDataException">The score is NaN.</exception>
    public ConformalPValue PValue(double score) => new(Count - Below(score, orEqual: false), Count);

    /// <summary>How many scores are strictly above the given one. O(log n).</summary>
    /// <exception cref="InvalidCalibrationDataException">The score is NaN.</exception>
    public long CountAbove(double score) => Count - Below(score, orEqual: true);

    /// <summary>The smoothed p-value (#above + θ(#equal + 1)) / (n + 1) of the next object; θ itself in an empty cell.</summary>
    /// <param name="score">The object's nonconformity score.</param>
    /// <param name="theta">Drawn uniformly from [0, 1] for every object and label.</param>
    /// <exception cref="InvalidCalibrationDataException">The score is NaN, or theta is outside [0, 1].</exception>
    public double SmoothedPValue(double score, double theta)
    {
        Guard.Probability(theta, "theta");
        var above = CountAbove(score);
        var equal = PValue(score).AtLeast - above;
        return (above + (theta * (equal + 1))) / (Count + 1);
    }

    /// <summary>The k-th smallest score, or +∞ when k &gt; n. k = ceil((n+1)(1-alpha)); floor((n+1)(1-alpha)) + 1 in a cell of an <see cref="OnlineMondrianConformal"/> that includes p = alpha. O(log n).</summary>
    public double Quantile(SignificanceLevel alpha)
    {
        var rank = alpha.Rank(Count, 1, _boundary);
        if (rank > Count) return double.PositiveInfinity;
        var at = _root;
        while (true)
        {
            ref readonly var node = ref _nodes[at];
            var left = _nodes[node.Left].Rows;
            if (rank <= left)
            {
                at = node.Left;
            }
            else if (rank <= left + node.Ties)
            {
                return node.Score;
            }
            else
            {
                rank -= left + node.Ties;
                at = node.Right;
            }
        }
    }

    private long Below(double score, bool orEqual)
    {
        if (double.IsNaN(score)) throw new InvalidCalibrationDataException("The nonconformity score is NaN.");
        var below = 0L;
        for (var at = _root; at != 0;)
        {
            ref readonly var node = ref _nodes[at];
            if (node.Score < score || (orEqual && node.Score == score))
            {
                below += _nodes[node.Left].Rows + node.Ties;
                at = node.Right;
            }
            else
            {
                at = node.Left;
            }
        }

        return below;
    }

    private int Insert(int at, double score)
    {
        if (at == 0)
        {
            _nodes[++_used] = new Node { Score = score, Ties = 1, Rows = 1, Size = 1 };
            return _used;
        }

        ref var node = ref _nodes[at];
        if (score == node.Score)
        {
            node.Ties++;
            node.Rows++;
            return at;
        }

        if (score < node.Score) node.Left = Insert(node.Left, score);
        else node.Right = Insert(node.Right, score);
        return Balance(at);
    }

    /// <summary>Restores what a node knows of its subtrees, and their balance: neither is more than three times as large as the other.</summary>
    private int Balance(int at)
    {
        Update(at);
        ref var node = ref _nodes[at];
        var (left, right) = (_nodes[node.Left].Size, _nodes[node.Right].Size);
        if (left + right <= 1) return at;
        if (right > 3 * left)
        {
            ref readonly var heavy = ref _nodes[node.Right];
            if (_nodes[heavy.Left].Size >= 2 * _nodes[heavy.Right].Size) node.Right = RotateRight(node.Right);
            return RotateLeft(at);
        }

        if (left > 3 * right)
        {
            ref readonly var heavy = ref _nodes[node.Left];
            if (_nodes[heavy.Right].Size >= 2 * _nodes[heavy.Left].Size) node.Left = RotateLeft(node.Left);
            return RotateRight(at);
        }

        return at;
    }

    private int RotateLeft(int at)
    {
        var top = _nodes[at].Right;
        _nodes[at].Right = _nodes[top].Left;
        _nodes[top].Left = at;
        Update(at);
        Update(top);
        return top;
    }

    private int RotateRight(int at)
    {
        var top = _nodes[at].Left;
        _nodes[at].Left = _nodes[top].Right;
        _nodes[top].Right = at;
        Update(at);
        Update(top);
        return top;
    }

    private void Update(int at)
    {
        ref var node = ref _nodes[at];
        node.Rows = _nodes[node.Left].Rows + _nodes[node.Right].Rows + node.Ties;
        node.Size = _nodes[node.Left].Size + _nodes[node.Right].Size + 1;
    }

    private struct Node
    {
        public double Score;
        public long Ties;
        public long Rows;
        public int Size;
        public int Left;
        public int Right;
    }
}
