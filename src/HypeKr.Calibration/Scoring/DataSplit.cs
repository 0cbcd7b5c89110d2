using System.Security.Cryptography;
using System.Text;

namespace HypeKr.Calibration;

/// <summary>Splits that keep related rows together: by time, so that nothing is fitted on the future, and by group, so that no question is on both sides.</summary>
public static class DataSplit
{
    /// <summary>Rows before a moment and rows from it on.</summary>
    /// <param name="times">The moment of each of n rows: when the forecast was made, and for a fair test also resolved before the cut-off.</param>
    /// <param name="cutOff">The first moment of the later part.</param>
    /// <returns>The row numbers of both parts, ascending.</returns>
    public static (int[] Earlier, int[] Later) ByTime(ReadOnlySpan<DateTimeOffset> times, DateTimeOffset cutOff)
    {
        var earlier = new List<int>();
        var later = new List<int>();
        for (var i = 0; i < times.Length; i++) (times[i] < cutOff ? earlier : later).Add(i);
        return ([.. earlier], [.. later]);
    }

    /// <summary>A fold for every row, the same for all rows of a group, whatever the order of the rows and whatever other groups there are.</summary>
    /// <remarks>The fold is the SHA-256 hash of seed and group modulo K, so folds are even in expectation only; a fold may be empty where groups are few.</remarks>
    /// <param name="groups">n group names, for example question ids.</param>
    /// <param name="folds">K, at least 2.</param>
    /// <param name="seed">The same seed gives the same folds.</param>
    /// <returns>n fold numbers, 0 to K - 1.</returns>
    public static int[] ByGroup(ReadOnlySpan<string> groups, int folds, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        var result = new int[groups.Length];
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < groups.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(groups[i], nameof(groups));
            if (!known.TryGetValue(groups[i], out var fold)) known[groups[i]] = fold = FoldOf(groups[i], folds, seed);
            result[i] = fold;
        }

        return result;
    }

    private static int FoldOf(string group, int folds, ulong seed)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}:{group}")));
        return (int)(System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(hash) % (ulong)folds);
    }
}
