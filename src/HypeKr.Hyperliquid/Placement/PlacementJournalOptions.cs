using System.Globalization;

namespace HypeKr.Hyperliquid;

/// <summary>How a <see cref="PlacementJournal"/> is kept, and how long things may take.</summary>
public sealed class PlacementJournalOptions
{
    /// <summary>How long a call waits for a fact once its action has left. After it the call returns <c>Unknown</c>; looking for the fact goes on, and a repeat of the key joins it.</summary>
    /// <value>The default is 90 seconds: enough for every way to a fact while the venue answers.</value>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>How long after it was signed, on the venue's clock, an action may still land, unless <see cref="ActionOptions.ExpiresAfter"/> says otherwise. Short is decided sooner, and expires more often on a slow way.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan TimeToLive { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a key stands for what it was used for. After it the key is forgotten, and would be a new one.</summary>
    /// <value>The default is seven days.</value>
    public TimeSpan KeepKeysFor { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long the file may grow, in bytes, before what nobody needs any more is left out of it.</summary>
    /// <value>The default is 16 MiB.</value>
    public long CompactAt { get; init; } = 16 * 1024 * 1024;

    /// <summary>How long disposing waits for what is under way. What is not decided then is decided when the journal is opened again.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan ShutdownPatience { get; init; } = TimeSpan.FromSeconds(30);

    internal string? FindFault() =>
        Check(nameof(Patience), Patience) ?? Check(nameof(TimeToLive), TimeToLive) ?? Check(nameof(KeepKeysFor), KeepKeysFor) ?? Check(nameof(ShutdownPatience), ShutdownPatience)
        ?? (TimeToLive > TimeSpan.FromHours(1) ? $"{nameof(TimeToLive)} is {TimeToLive:c}: it must be at most one hour." : null)
        ?? (CompactAt > 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{nameof(CompactAt)} is {CompactAt}: it must be above zero."));

    private static string? Check(string name, TimeSpan value) => value > TimeSpan.Zero && value <= TimeSpan.FromDays(3650) ? null : $"{name} is {value:c}: it must be above zero and at most ten years.";
}
