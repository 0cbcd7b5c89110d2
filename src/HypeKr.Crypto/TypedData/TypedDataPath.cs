using System.Globalization;
using System.Text;

namespace HypeKr.Crypto;

/// <summary>Where in typed data one is, for the message of an error.</summary>
internal sealed class TypedDataPath(string root)
{
    private const int LongestShown = 64;
    private const int AddressDigits = 40;

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

    /// <summary>A name that came from outside, for the message of an error, unless it could be a key or an address, or is no name at all.</summary>
    public static string Show(string name)
    {
        if (name.Length is 0 or > LongestShown) return Describe(name);
        var hexDigits = 0;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '$' or ':' or '[' or ']')) return Describe(name);
            hexDigits = char.IsAsciiHexDigit(c) ? hexDigits + 1 : 0;
            if (hexDigits == AddressDigits) return Describe(name);
        }

        return name;
    }

    private static string Describe(string name) => string.Create(CultureInfo.InvariantCulture, $"(a name of {name.Length} characters)");
}
