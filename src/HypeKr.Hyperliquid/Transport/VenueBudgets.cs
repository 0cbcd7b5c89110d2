using System.Globalization;

namespace HypeKr.Hyperliquid;

/// <summary>How much the venue takes from one IP address, and from one account. The defaults are the venue's own numbers.</summary>
/// <remarks>Source: the venue's page on rate limits. Lower a number to leave room for other programs behind the same address.</remarks>
public sealed class VenueBudgets
{
    /// <summary>Weight of reads and actions over HTTP in any minute.</summary>
    /// <value>The default is 1,200.</value>
    public int WeightPerMinute { get; init; } = 1200;

    /// <summary>The part of <see cref="WeightPerMinute"/> that cancels, fences and look-ups of an order's fate can use and nothing else can.</summary>
    /// <value>The default is 120.</value>
    public int ReservedWeight { get; init; } = 120;

    /// <summary>Messages sent over all sockets in any minute.</summary>
    /// <value>The default is 2,000.</value>
    public int SocketMessagesPerMinute { get; init; } = 2000;

    /// <summary>The part of <see cref="SocketMessagesPerMinute"/> kept for pings, and for what is urgent as with <see cref="ReservedWeight"/>.</summary>
    /// <value>The default is 100.</value>
    public int ReservedSocketMessages { get; init; } = 100;

    /// <summary>Requests posted over sockets that have no answer yet.</summary>
    /// <value>The default is 100.</value>
    public int PostsInFlight { get; init; } = 100;

    /// <summary>The part of <see cref="PostsInFlight"/> kept for what is urgent as with <see cref="ReservedWeight"/>.</summary>
    /// <value>The default is 10.</value>
    public int ReservedPosts { get; init; } = 10;

    /// <summary>Sockets that are open at one time.</summary>
    /// <value>The default is 10.</value>
    public int Connections { get; init; } = 10;

    /// <summary>Sockets opened in any minute.</summary>
    /// <value>The default is 30.</value>
    public int NewConnectionsPerMinute { get; init; } = 30;

    /// <summary>Subscriptions over all sockets.</summary>
    /// <value>The default is 1,000.</value>
    public int Subscriptions { get; init; } = 1000;

    /// <summary>Different users that subscriptions are about.</summary>
    /// <value>The default is 10.</value>
    public int StreamedUsers { get; init; } = 10;

    /// <summary>How often an account whose budget of actions is used up may still act.</summary>
    /// <value>The default is every 10 seconds.</value>
    public TimeSpan ExhaustedActionInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long nothing is sent after the first HTTP 429, where the venue does not say; doubled for each further one in a row.</summary>
    /// <value>The default is 5 seconds.</value>
    public TimeSpan BackOff { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest pause after an HTTP 429, whatever the venue says.</summary>
    /// <value>The default is one minute: by then the venue has forgotten all that was sent.</value>
    public TimeSpan MaxBackOff { get; init; } = TimeSpan.FromMinutes(1);

    internal string? FindFault() =>
        Check(nameof(WeightPerMinute), WeightPerMinute, nameof(ReservedWeight), ReservedWeight)
        ?? Check(nameof(SocketMessagesPerMinute), SocketMessagesPerMinute, nameof(ReservedSocketMessages), ReservedSocketMessages)
        ?? Check(nameof(PostsInFlight), PostsInFlight, nameof(ReservedPosts), ReservedPosts)
        ?? Check(nameof(Connections), Connections)
        ?? Check(nameof(NewConnectionsPerMinute), NewConnectionsPerMinute)
        ?? Check(nameof(Subscriptions), Subscriptions)
        ?? Check(nameof(StreamedUsers), StreamedUsers)
        ?? Check(nameof(ExhaustedActionInterval), ExhaustedActionInterval)
        ?? Check(nameof(BackOff), BackOff)
        ?? Check(nameof(MaxBackOff), MaxBackOff)
        ?? (MaxBackOff < BackOff ? $"{nameof(MaxBackOff)} is {MaxBackOff:c}: it must not be shorter than {nameof(BackOff)}, {BackOff:c}." : null);

    private static string? Check(string name, int value) =>
        value > 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{name} is {value}: it must be above zero.");

    private static string? Check(string name, TimeSpan value) =>
        value > TimeSpan.Zero && value <= TimeSpan.FromHours(1) ? null : $"{name} is {value:c}: it must be above zero and at most one hour.";

    private static string? Check(string name, int value, string reservedName, int reserved) =>
        Check(name, value)
        ?? (reserved >= 0 && reserved < value ? null : string.Create(CultureInfo.InvariantCulture, $"{reservedName} is {reserved}: it must not be negative, and below {name}, {value}."));
}
