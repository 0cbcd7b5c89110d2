using System.Globalization;
using System.Security.Cryptography;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>A scripted market: JSON lines of mids, books and trades with times, played by <see cref="EmulatorAdmin.Play"/>.</summary>
/// <remarks>
/// <para>One object a line, in order of <c>time</c>, which is in milliseconds; only the distance to the first line's counts. Prices and sizes are strings, as on the wire. Beside <c>time</c> and <c>coin</c> a line has one of:</para>
/// <para><c>"mid": "100000"</c> moves the mark, and the quotes of the house with it;</para>
/// <para><c>"book": {"bids": [["99990", "1.5"]], "asks": [["100010", "2"]]}</c> replaces the quotes of the house, best first;</para>
/// <para><c>"trade": {"side": "B", "px": "100010", "sz": "0.1"}</c> is a trade of others, <c>B</c> when the taker bought: it takes from what rests there, orders of accounts among it, and is printed.</para>
/// <para>Empty lines and lines that begin with <c>#</c> are left out. The file is read line by line while it plays, however long it is.</para>
/// </remarks>
public sealed class MarketTape
{
    private readonly string _path;

    private MarketTape(string path, byte[] hash, long count, TimeSpan length) => (_path, Hash, Count, Length) = (path, hash, count, length);

    /// <summary>How many lines it has.</summary>
    public long Count { get; }

    /// <summary>The time between its first and its last line.</summary>
    public TimeSpan Length { get; }

    /// <summary>Reads a tape through once, so that a bad line is found before any of it is played.</summary>
    /// <param name="path">The file, UTF-8.</param>
    /// <exception cref="MarketTapeException">A line cannot be read, or its time is before that of the line above; the error names it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static MarketTape Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        path = System.IO.Path.GetFullPath(path);
        var (count, first, last) = (0L, 0L, 0L);
        foreach (var line in Read(path))
        {
            if (count++ == 0) first = line.Time;
            last = line.Time;
        }

        byte[] hash;
        using (var file = File.OpenRead(path)) hash = SHA256.HashData(file);
        return new MarketTape(path, hash, count, TimeSpan.FromMilliseconds(last - first));
    }

    /// <summary>The whole path of the file.</summary>
    internal string Path => _path;

    /// <summary>The SHA-256 of the file when it was read.</summary>
    internal byte[] Hash { get; }

    internal IEnumerable<TapeLine> Lines() => Read(_path);

    private static IEnumerable<TapeLine> Read(string path)
    {
        var (number, last) = (0L, long.MinValue);
        foreach (var text in File.ReadLines(path))
        {
            number++;
            if (text.AsSpan().Trim() is { } trimmed && (trimmed.IsEmpty || trimmed[0] == '#')) continue;

            var line = TapeLine.Parse(text, number);
            if (line.Time < last) throw new MarketTapeException(string.Create(CultureInfo.InvariantCulture, $"Line {number} of the tape has the time {line.Time}, before {last} of the line above it."), number);
            last = line.Time;
            yield return line;
        }
    }
}
