using System.Globalization;
using System.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace HypeKr.Delphi;

/// <summary>How one run of a panel is carried out. Nothing here but <see cref="Seed"/> and <see cref="ChatOptions"/> changes what is asked.</summary>
public sealed record DelphiOptions
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(1);
    private static readonly TimeSpan LongestRound = TimeSpan.FromDays(7);

    /// <summary>Seed of the label shuffles and of the seeds sent with the samples. The same seed, question, panel and answers give the same result, byte for byte.</summary>
    /// <value>Default: 0.</value>
    public long Seed { get; init; }

    /// <summary>Calls in flight at once in this run, at least 1.</summary>
    /// <value>Default: 16. A limit over several runs belongs in a rate-limiting decorator of the client.</value>
    public int MaxConcurrency { get; init; } = 16;

    /// <summary>How long one call may take, counted from when it starts; then it is given up, even if the client ignores its cancellation.</summary>
    /// <value>Default: two minutes. At most a day, or <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</value>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a whole round may take; then what is not answered is <see cref="SampleFailure.Late"/>, and the round counts if the quorum is there.</summary>
    /// <value>Default: no limit. At most seven days.</value>
    public TimeSpan RoundTimeout { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>Model role → what that model can take. Roles without an entry have no cap of their own; their calls still share the waits that a provider asks for.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, ModelLimit> Limits { get; init; } = new Dictionary<string, ModelLimit>();

    /// <summary>How long an exception of a client asks everybody to wait before the next call, or null if it asks for nothing. The call is then made anew: it was refused, not answered.</summary>
    /// <value>Default: <see cref="DefaultThrottle"/>. A client's own exception type may carry the provider's Retry-After: read it here.</value>
    public Func<Exception, TimeSpan?> Throttle { get; init; } = DefaultThrottle;

    /// <summary>A wait longer than this fails the call instead; waits within it are lengthened by up to a quarter, each call by its own share, so that not everybody comes back at once.</summary>
    /// <value>Default: five minutes.</value>
    public TimeSpan MaxThrottleWait { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often one call waits for <see cref="Throttle"/> before it fails, at least 0.</summary>
    /// <value>Default: 5.</value>
    public int MaxThrottleWaits { get; init; } = 5;

    /// <summary>A hard limit on what is spent; runs may share one.</summary>
    /// <value>Default: null.</value>
    public DelphiBudget? Budget { get; init; }

    /// <summary>Model role → price. Needed for a budget in money, and for <see cref="DelphiResult.Cost"/>.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, ModelPrice> Prices { get; init; } = new Dictionary<string, ModelPrice>();

    /// <summary>Where every call's answer is written before it counts, and from where a killed run goes on.</summary>
    /// <value>Default: null. What was recorded is final, failures too: to ask again, change <see cref="RunKey"/>.</value>
    public IPanelJournal? Journal { get; init; }

    /// <summary>How the journal is used.</summary>
    /// <value>Default: <see cref="JournalMode.Resume"/>.</value>
    public JournalMode JournalMode { get; init; }

    /// <summary>Tells two runs apart that ask the same panel the same question with the same seed.</summary>
    /// <value>Default: empty.</value>
    public string RunKey { get; init; } = "";

    /// <summary>What becomes of a run that is cancelled.</summary>
    /// <value>Default: <see cref="CancellationBehavior.Throw"/>.</value>
    public CancellationBehavior OnCancellation { get; init; }

    /// <summary>Where log messages go. They hold counts, roles and failures, and no text of a question or an answer.</summary>
    /// <value>Default: null: nowhere.</value>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>The clock of <see cref="CallTimeout"/>.</summary>
    /// <value>Default: <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// Options every call starts from, cloned for each: tools, output limits, reasoning effort. Temperature is
    /// overwritten by a persona's own if it has one, and <c>Seed</c> by the sample's.
    /// </summary>
    /// <value>Default: null.</value>
    public ChatOptions? ChatOptions { get; init; }

    /// <summary>
    /// Ten seconds for an <see cref="HttpRequestException"/> with status 429 or 503, for an exception whose message names status 429 as the clients of OpenAI and Azure do, or for one around them;
    /// null for all others.
    /// </summary>
    public static TimeSpan? DefaultThrottle(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is HttpRequestException { StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable }) return TimeSpan.FromSeconds(10);
            if (e.Message.Contains("HTTP 429", StringComparison.Ordinal) || e.Message.Contains("Status: 429", StringComparison.Ordinal)) return TimeSpan.FromSeconds(10);
        }

        return null;
    }

    internal void Validate(PanelDefinition definition)
    {
        if ((RoundTimeout <= TimeSpan.Zero || RoundTimeout > LongestRound) && RoundTimeout != Timeout.InfiniteTimeSpan)
        {
            throw Bad(string.Create(CultureInfo.InvariantCulture, $"RoundTimeout is {RoundTimeout}; expected a span above zero and at most {LongestRound}, or Timeout.InfiniteTimeSpan."));
        }

        if (MaxThrottleWait <= TimeSpan.Zero || MaxThrottleWait > LongestTimeout) throw Bad(string.Create(CultureInfo.InvariantCulture, $"MaxThrottleWait is {MaxThrottleWait}; expected a span above zero and at most {LongestTimeout}."));
        if (MaxThrottleWaits < 0) throw Bad(string.Create(CultureInfo.InvariantCulture, $"MaxThrottleWaits is {MaxThrottleWaits}; expected at least 0."));
        if (Limits is null || Prices is null || Throttle is null || RunKey is null) throw Bad("Limits, Prices, Throttle or RunKey is null; leave them at their defaults for none.");
        if (JournalMode == JournalMode.ReplayOnly && Journal is null) throw Bad("JournalMode is ReplayOnly and there is no Journal to replay.");
        foreach (var (role, price) in Prices)
        {
            if ((price is null ? "no price" : price.Problem()) is { } problem) throw Bad($"The role \"{role}\" has {problem}.");
        }

        if (Budget is { } budget)
        {
            if ((budget.MaxTokens is not null || budget.MaxCost is not null) && ChatOptions?.MaxOutputTokens is not > 0)
            {
                throw Bad("A budget in tokens or money needs ChatOptions.MaxOutputTokens: without it nobody knows what a round may cost.");
            }

            if (budget.MaxCost is not null && definition.Personas.FirstOrDefault(persona => !Prices.ContainsKey(persona.ModelRole)) is { } unpriced)
            {
                throw Bad($"A budget in money needs a price for every model role; \"{unpriced.ModelRole}\" has none.");
            }
        }

        if (MaxConcurrency < 1) throw Bad(string.Create(CultureInfo.InvariantCulture, $"MaxConcurrency is {MaxConcurrency}; expected at least 1."));
        if ((CallTimeout <= TimeSpan.Zero || CallTimeout > LongestTimeout) && CallTimeout != Timeout.InfiniteTimeSpan)
        {
            throw Bad(string.Create(CultureInfo.InvariantCulture, $"CallTimeout is {CallTimeout}; expected a span above zero and at most {LongestTimeout}, or Timeout.InfiniteTimeSpan."));
        }

        if (TimeProvider is null) throw Bad("TimeProvider is null; use TimeProvider.System.");
        if (ChatOptions?.ConversationId is { } id) throw Bad($"ChatOptions.ConversationId is \"{id}\"; panelists must not share a conversation, so leave it null.");

        static ArgumentException Bad(string message) => new(message);
    }
}
