using System.Globalization;
using System.Text;

namespace HypeKr.Crypto;

/// <summary>Where in typed data one is, for the message of an error.</summary>
internal sealed class TypedDataPath(string root)
{
    private const int LongestShown = 64;

    private readonly List<(string? Name, int Index)> _steps = [];

    public int Depth => _steps.Count;

    public void Enter(string name) => _steps.Add((name, 0));

    public void Enter(int index) => _steps.Add((null, index));

    public void Leave() => _steps.RemoveAt(_steps.Count - 1);

    public InvalidTypedDataException Fault(string message) => new($"{this}: {message}");

    public override string ToString()
    {
        var text = new StringBuilder(root);
        foreach (var (name, index) in _steps)
        {
            if (name is null) text.Append(CultureInfo.InvariantCulture, $"[{index}]");
            else text.Append('.').Append(Show(name));
        }

        return text.ToString();
    }

    /// <summary>A name that came from outside, cut and without control characters, for the message of an error.</summary>
    public static string Show(string name)
    {
        var shown = name.Length > LongestShown ? string.Concat(name.AsSpan(0, LongestShown), "...") : name;
        return string.Create(shown.Length, shown, static (span, text) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = text[i] is >= ' ' and <= '~' ? text[i] : '?';
        });
    }
}
