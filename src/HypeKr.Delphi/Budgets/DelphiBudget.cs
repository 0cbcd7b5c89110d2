using System.Globalization;

namespace HypeKr.Delphi;

/// <summary>A hard limit on calls, tokens and money, for one run or for many that share it. Safe to share between threads.</summary>
/// <remarks>
/// <para>A whole round is reserved before its first call leaves, at the most it can cost, and settled as its answers come in: a round that may not fit is not begun,
/// and fifty calls at once cannot pass a limit meant for ten. A call that was sent and reports no usage, or is cancelled or never answered, keeps its whole reservation.
/// Runs that share a budget see each other's reservations: one may end although the other turns out cheaper.</para>
/// <para>The most a call can cost counts a token for every UTF-8 byte of prompts, instructions, tools and schema, and <c>ChatOptions.MaxOutputTokens</c>, which limits on tokens and money require.
/// What a client adds itself, such as tools that call the model again, is not known here: where a provider reports more than was reserved it is counted, and shown as <see cref="OverrunTokens"/>.</para>
/// <para>A run that goes on from a journal charges what the journal holds, once a budget: it ends where it would have ended.</para>
/// </remarks>
public sealed class DelphiBudget
{
    private readonly Lock _gate = new();
    private readonly HashSet<(string Id, int Text)> _billed = [];
    private readonly HashSet<(string RunId, string Persona, int Round, int Sample)> _charged = [];
    private BudgetAmount _used;
    private BudgetAmount _reserved;
    private long _overrunTokens;

    /// <summary>A limit; what is null is not limited.</summary>
    /// <param name="maxCalls">Calls, at least 1.</param>
    /// <param name="maxTokens">Input and output tokens together, at least 1.</param>
    /// <param name="maxCost">Money, above 0, in the currency of <see cref="DelphiOptions.Prices"/>.</param>
    /// <exception cref="ArgumentException">No limit at all.</exception>
    public DelphiBudget(long? maxCalls = null, long? maxTokens = null, decimal? maxCost = null)
    {
        if (maxCalls is { } calls) ArgumentOutOfRangeException.ThrowIfLessThan(calls, 1, nameof(maxCalls));
        if (maxTokens is { } tokens) ArgumentOutOfRangeException.ThrowIfLessThan(tokens, 1, nameof(maxTokens));
        if (maxCost is { } cost) ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cost, nameof(maxCost));
        if (maxCalls is null && maxTokens is null && maxCost is null) throw new ArgumentException("A budget limits something: give calls, tokens or cost.");
        (MaxCalls, MaxTokens, MaxCost) = (maxCalls, maxTokens, maxCost);
    }

    /// <summary>The most calls.</summary>
    public long? MaxCalls { get; }

    /// <summary>The most tokens.</summary>
    public long? MaxTokens { get; }

    /// <summary>The most money.</summary>
    public decimal? MaxCost { get; }

    /// <summary>Calls made.</summary>
    public long CallsUsed => Read(static budget => budget._used.Calls);

    /// <summary>Tokens used, as reported, or as reserved where nothing was reported.</summary>
    public long TokensUsed => Read(static budget => budget._used.Tokens);

    /// <summary>Money spent, by the same rule.</summary>
    public decimal CostUsed => Read(static budget => budget._used.Cost);

    /// <summary>Tokens reported beyond what was reserved for their calls.</summary>
    public long OverrunTokens => Read(static budget => budget._overrunTokens);

    /// <summary>Used and limits, in invariant notation.</summary>
    public override string ToString()
    {
        lock (_gate)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{_used.Calls} calls of {MaxCalls?.ToString(CultureInfo.InvariantCulture) ?? "any"}, {_used.Tokens} tokens of {MaxTokens?.ToString(CultureInfo.InvariantCulture) ?? "any"}, cost {_used.Cost} of {MaxCost?.ToString(CultureInfo.InvariantCulture) ?? "any"}");
        }
    }

    internal bool TryReserve(BudgetAmount amount)
    {
        lock (_gate)
        {
            var total = _used + _reserved + amount;
            if (total.Calls > MaxCalls || total.Tokens > MaxTokens || total.Cost > MaxCost) return false;
            _reserved += amount;
            return true;
        }
    }

    internal void Settle(BudgetAmount reserved, BudgetAmount used)
    {
        lock (_gate)
        {
            _reserved -= reserved;
            _used += used;
            _overrunTokens += Math.Max(0, used.Tokens - reserved.Tokens);
        }
    }

    // A cache repeats the response, its id and its usage: the second time it cost nothing. Some clients make ids of the clock, so the text has its say too.
    internal bool IsFirst(string? responseId, string text)
    {
        if (string.IsNullOrEmpty(responseId)) return true;
        lock (_gate) return _billed.Add((responseId, string.GetHashCode(text, StringComparison.Ordinal)));
    }

    /// <summary>Charges what a journal holds of a cell, unless this budget has paid for it already.</summary>
    internal void ChargeRecorded((string, string, int, int) cell, BudgetAmount used)
    {
        lock (_gate)
        {
            if (_charged.Add(cell)) _used += used;
        }
    }

    /// <summary>Remembers that a cell has been paid for.</summary>
    internal void MarkCharged((string, string, int, int) cell)
    {
        lock (_gate) _charged.Add(cell);
    }

    private T Read<T>(Func<DelphiBudget, T> read)
    {
        lock (_gate) return read(this);
    }
}
