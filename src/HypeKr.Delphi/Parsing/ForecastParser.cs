using System.Globalization;

namespace HypeKr.Delphi;

/// <summary>Reads the probability out of a language model's answer.</summary>
public static class ForecastParser
{
    private const string FinalLabel = "FINAL_PROBABILITY";

    /// <summary>Reads the last final line of an answer.</summary>
    /// <param name="text">The answer, whole and unchanged.</param>
    /// <returns>A probability in [0, 1], or the reason why there is none. No text makes it throw.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static ParsedForecast Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var at = text.LastIndexOf(FinalLabel, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return ParsedForecast.NoForecast;
        var rest = text.AsSpan(at + FinalLabel.Length).TrimStart(": =*`").TrimStart();
        var length = 0;
        while (length < rest.Length && (char.IsAsciiDigit(rest[length]) || rest[length] is '.' or '-')) length++;
        return double.TryParse(rest[..length].TrimEnd('.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? ParsedForecast.Of(value)
            : ParsedForecast.NoForecast;
    }
}
