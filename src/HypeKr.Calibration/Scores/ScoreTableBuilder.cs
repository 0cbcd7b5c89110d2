namespace HypeKr.Calibration;

/// <summary>Collects rows or groups and joins equal scores now and then, so that a long stream of few distinct scores stays small.</summary>
internal sealed class ScoreTableBuilder(long unitsPerWeight, ScoreGrid? grid)
{
    private const int BufferSize = 1 << 16;

    // One table a level, each of twice as many buffers as the one before: a score is merged as often as there are levels.
    private readonly List<ScoreTable?> _levels = [];
    private double[] _scores = new double[256];
    private long[] _positives = new long[256];
    private long[] _negatives = new long[256];
    private int _count;
    private long _rows;

    public void AddRow(double score, bool isYes) => Add(score, isYes ? 1 : 0, isYes ? 0 : 1);

    public void AddGroup(ScoreGroup group)
    {
        Guard.Counts(group.Count, group.Positives, _rows);
        Add(group.Score, group.Positives, group.Count - group.Positives);
    }

    public void Add(double score, long positives, long negatives)
    {
        score = Guard.Finite(score, _rows, "score");
        if (grid is { } rule) score = rule.Apply(score, _rows);
        if (_count == _scores.Length) MakeRoom();
        (_scores[_count], _positives[_count], _negatives[_count]) = (score, positives, negatives);
        _count++;
        _rows++;
    }

    public ScoreTable Build()
    {
        Flush();
        var built = ScoreTable.Merge(_levels.OfType<ScoreTable>());
        return built.UnitsPerWeight == unitsPerWeight ? built : ScoreTable.Group([], [], [], unitsPerWeight);
    }

    private void MakeRoom()
    {
        if (_count == BufferSize)
        {
            Flush();
            return;
        }

        Array.Resize(ref _scores, _count * 2);
        Array.Resize(ref _positives, _count * 2);
        Array.Resize(ref _negatives, _count * 2);
    }

    private void Flush()
    {
        if (_count == 0) return;
        var table = ScoreTable.Group(_scores[.._count], _positives[.._count], _negatives[.._count], unitsPerWeight);
        _count = 0;
        for (var level = 0; ; level++)
        {
            if (level == _levels.Count) _levels.Add(null);
            if (_levels[level] is not { } there)
            {
                _levels[level] = table;
                return;
            }

            table = there.Merge(table);
            _levels[level] = null;
        }
    }
}
