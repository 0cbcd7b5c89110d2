using System.Globalization;

namespace HypeKr.Hyperliquid;

/// <summary>What is known of the texts with which the venue refuses a post. Their form is not documented, so only what cannot be misread is read.</summary>
internal static class PostError
{
    /// <summary>The HTTP status that a text begins with, such as <c>429 Too Many Requests</c>; null where it begins with none.</summary>
    public static int? ReadStatus(string text) =>
        text.Length >= 3 && (text.Length == 3 || !char.IsAsciiLetterOrDigit(text[3])) && int.TryParse(text.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 400 and < 600
            ? status
            : null;

    /// <summary>Whether the text says that the request was not even understood, as an HTTP 422 does.</summary>
    public static bool IsMalformed(string text) => ReadStatus(text) == 422 || text.StartsWith("Failed to deserialize", StringComparison.Ordinal);

    /// <summary>Tells the limits what an answer says about them.</summary>
    public static void Tell(VenueLimits limits, int? status)
    {
        if (status == 429) limits.BackOff(null);
        else limits.EndBackOff();
    }
}
