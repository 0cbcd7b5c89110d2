using System.Globalization;

namespace HypeKr.Hyperliquid;

/// <summary>The venue has seen the nonce before: something signed with it was taken already, and it may have been an earlier copy of this very action.</summary>
/// <remarks>
/// This is no refusal. The action may have been executed, so it must not be signed anew before its fate is known:
/// look the order up by its client's id, or read what the action would have changed.
/// </remarks>
public sealed class NonceTakenException : HyperliquidException
{
    private const string Start = "Invalid nonce: duplicate nonce";

    internal NonceTakenException(string actionType, string text)
        : base($"The nonce of '{actionType}' was taken before, maybe by an earlier copy of it: it may have been executed. The venue's words: {HttpBody.Quote(text)}")
    {
        Text = text;
        var words = Rejection.WithoutPrefix(text);
        var digits = words.Length > Start.Length ? words[Start.Length..].Trim() : default;
        Nonce = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var nonce) ? nonce : null;
    }

    /// <summary>The nonce, where the venue names it.</summary>
    public long? Nonce { get; }

    /// <summary>The venue's words as received.</summary>
    public string Text { get; }

    /// <summary>True: the fate of the action is not known.</summary>
    public override bool MayHaveExecuted => true;

    /// <summary>The exception that those words stand for; null for other words.</summary>
    internal static NonceTakenException? Find(string actionType, string text) =>
        Rejection.WithoutPrefix(text).StartsWith(Start, StringComparison.OrdinalIgnoreCase) ? new(actionType, text) : null;
}
