using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace HypeKr.Calibration;

/// <summary>The rows of one category dealt into eight folds at random, as counts: what a row's fold is depends on the counted rows and the seed alone.</summary>
/// <remarks>Counts are halved three times, each half a binomial number made of random bits, so that folds are the same on every machine.</remarks>
internal sealed class BundleFolds
{
    public const int Count = 8;

    private readonly long[][] _positives;
    private readonly long[][] _negatives;

    private BundleFolds(ScoreTable table, Cell[] cells, long[][] positives, long[][] negatives) => (Table, Cells, _positives, _negatives) = (table, cells, positives, negatives);

    /// <summary>All rows.</summary>
    public ScoreTable Table { get; }

    /// <summary>The distinct rows: a place in the table, and the market price where there was one.</summary>
    public Cell[] Cells { get; }

    /// <summary>Deals the rows of a category.</summary>
    /// <param name="category">Its name, which is part of the seed.</param>
    /// <param name="table">All its rows.</param>
    /// <param name="pairs">Those of them that have a market price.</param>
    /// <param name="seed">The seed.</param>
    public static BundleFolds Deal(string category, ScoreTable table, PairedScoreTable pairs, ulong seed)
    {
        var cells = new List<Cell>(table.Count + pairs.Groups.Length);
        var next = 0;
        for (var i = 0; i < table.Count; i++)
        {
            var (positives, negatives) = (table.Positives[i], table.Negatives[i]);
            for (; next < pairs.Groups.Length && pairs.Groups[next].Score == table.Scores[i]; next++)
            {
                var group = pairs.Groups[next];
                cells.Add(new Cell(i, group.Market, group.Positives, group.Count - group.Positives));
                positives -= group.Positives;
                negatives -= group.Count - group.Positives;
            }

            if (positives < 0 || negatives < 0) throw Foreign(category, table.Scores[i]);
            if (positives + negatives > 0) cells.Add(new Cell(i, null, positives, negatives));
        }

        if (next < pairs.Groups.Length) throw Foreign(category, pairs.Groups[next].Score);
        var random = new SeededRandom(seed ^ BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(category))));
        var (yes, no) = (new long[cells.Count][], new long[cells.Count][]);
        for (var c = 0; c < cells.Count; c++) (yes[c], no[c]) = (Split(random, cells[c].Positives), Split(random, cells[c].Negatives));
        return new BundleFolds(table, [.. cells], yes, no);
    }

    /// <summary>How many YES and NO of a cell are in a fold.</summary>
    public (long Positives, long Negatives) Held(int cell, int fold) => (_positives[cell][fold], _negatives[cell][fold]);

    /// <summary>The rows outside a fold.</summary>
    public ScoreTable Without(int fold)
    {
        var (positives, negatives) = (Table.Positives.ToArray(), Table.Negatives.ToArray());
        for (var c = 0; c < Cells.Length; c++)
        {
            positives[Cells[c].Place] -= _positives[c][fold];
            negatives[Cells[c].Place] -= _negatives[c][fold];
        }

        return Table.WithWeights(positives, negatives);
    }

    private static long[] Split(SeededRandom random, long count)
    {
        var parts = new long[Count];
        parts[0] = count;
        for (var step = Count / 2; step > 0; step /= 2)
        {
            for (var i = 0; i < Count; i += 2 * step)
            {
                var moved = Halve(random, parts[i]);
                parts[i + step] = moved;
                parts[i] -= moved;
            }
        }

        return parts;
    }

    /// <summary>How many of n coins show heads.</summary>
    private static long Halve(SeededRandom random, long n)
    {
        var heads = 0L;
        for (; n >= 64; n -= 64) heads += BitOperations.PopCount(random.NextUInt64());
        return n == 0 ? heads : heads + BitOperations.PopCount(random.NextUInt64() >> (int)(64 - n));
    }

    private static InvalidCalibrationDataException Foreign(string category, double score) => new(string.Create(CultureInfo.InvariantCulture, $"The pairs of category \"{category}\" hold more rows of forecast {score} than its table; pairs are those rows of the table that have a market price."));

    /// <summary>Rows of one raw probability and market price.</summary>
    /// <param name="Place">The place of the raw probability in the table.</param>
    /// <param name="Market">The market price, if there was one.</param>
    /// <param name="Positives">How many were YES.</param>
    /// <param name="Negatives">How many were NO.</param>
    public readonly record struct Cell(int Place, double? Market, long Positives, long Negatives);
}
