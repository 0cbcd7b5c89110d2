using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>What the venue takes from one IP address and from one account, kept in one place. Safe to share.</summary>
/// <remarks>
/// Give the same object to the options of every client that reaches one network from one address: each counts what all of them send. A client whose options name
/// none makes one of its own; the clients of one service collection share one for each network.
/// <para>Who would exceed a rate waits in order; cancelling leaves the queue. Cancels, fences (<c>noop</c>) and look-ups of an order's fate wait in a queue of their own that goes
/// first and may use a reserved part. What an answer costs by its rows is taken when it is there. An HTTP 429 stops everything for as long as the venue says, or for
/// <see cref="VenueBudgets.BackOff"/>, doubled for each one in a row.</para>
/// </remarks>
public sealed partial class VenueLimits
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time;
    private readonly RateBudget _weight;
    private readonly RateBudget _messages;
    private readonly RateBudget _newConnections;
    private readonly SlotBudget _posts;
    private readonly ConcurrentDictionary<EthereumAddress, AccountBudget> _accounts = new();
    private readonly Dictionary<string, int> _users = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private int _connections;
    private int _subscriptions;
    private int _refusals;

    /// <summary>Limits with nothing used yet.</summary>
    /// <param name="budgets">The numbers; null takes the venue's.</param>
    /// <param name="timeProvider">The clock; null takes <see cref="TimeProvider.System"/>.</param>
    /// <exception cref="ArgumentException">A number is out of range; the message names it and its value.</exception>
    public VenueLimits(VenueBudgets? budgets = null, TimeProvider? timeProvider = null)
        : this(budgets ?? new(), timeProvider ?? TimeProvider.System, isUnlimited: false)
    {
    }

    private VenueLimits(VenueBudgets budgets, TimeProvider timeProvider, bool isUnlimited)
    {
        if (budgets.FindFault() is { } fault) throw new ArgumentException(fault, nameof(budgets));
        (Budgets, _time, IsUnlimited) = (budgets, timeProvider, isUnlimited);
        _weight = new("weight", budgets.WeightPerMinute, budgets.ReservedWeight, Minute, timeProvider);
        _messages = new("messages", budgets.SocketMessagesPerMinute, budgets.ReservedSocketMessages, Minute, timeProvider);
        _newConnections = new("connections", budgets.NewConnectionsPerMinute, 0, Minute, timeProvider);
        _posts = new("posts", budgets.PostsInFlight, budgets.ReservedPosts, timeProvider);
    }

    /// <summary>No limits, as of an emulator. It counts nothing.</summary>
    public static VenueLimits None { get; } = new(new(), TimeProvider.System, isUnlimited: true);

    /// <summary>Whether nothing is limited.</summary>
    public bool IsUnlimited { get; }

    /// <summary>The numbers in force; meaningless where <see cref="IsUnlimited"/>.</summary>
    public VenueBudgets Budgets { get; }

    /// <summary>What is left now.</summary>
    public VenueUsage GetUsage()
    {
        var waiting = _weight.CountWaiting();

        // By the clock that nobody sets: a local one that is set back must not make the pause longer.
        var backedOffUntil = _weight.Blocked is { } left ? _time.GetUtcNow() + left : (DateTimeOffset?)null;
        lock (_gate)
        {
            return new()
            {
                WeightLeft = _weight.Left,
                SocketMessagesLeft = _messages.Left,
                PostsInFlight = _posts.Held,
                Connections = _connections,
                NewConnectionsLeft = _newConnections.Left,
                Subscriptions = _subscriptions,
                StreamedUsers = _users.Count,
                Waiting = waiting.Ordinary,
                WaitingUrgent = waiting.Urgent,
                BackedOffUntil = backedOffUntil,
            };
        }
    }

    /// <summary>What is known about an account's budget of actions; null when nothing is, or what was known is older than a minute.</summary>
    /// <param name="address">The account, sub-account or vault acted for.</param>
    public ActionBudget? GetActionBudget(EthereumAddress address) => _accounts.TryGetValue(address, out var account) ? account.Read() : null;

    /// <summary>Tells what the venue said about an account's budget of actions. Believed for a minute: what trading earns after that is not known here.</summary>
    /// <remarks>Known automatically from a refusal. While a budget is known to be used up, the account's actions go one by one every <see cref="VenueBudgets.ExhaustedActionInterval"/>.</remarks>
    /// <param name="address">The account, sub-account or vault acted for.</param>
    /// <param name="used">Actions used. Wire: <c>nRequestsUsed</c>.</param>
    /// <param name="cap">Actions allowed. Wire: <c>nRequestsCap</c>.</param>
    public void SetActionBudget(EthereumAddress address, long used, long cap)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(used);
        ArgumentOutOfRangeException.ThrowIfNegative(cap);
        if (!IsUnlimited) Account(address).Set(new() { Used = used, Cap = cap, ObservedAt = _time.GetUtcNow() });
    }

    internal Task AcquireWeightAsync(RequestWeight weight, CancellationToken cancellationToken) =>
        IsUnlimited ? Unlimited(cancellationToken) : _weight.AcquireAsync(weight.Weight, weight.Urgent, cancellationToken);

    /// <summary>Takes weight that has been used already: for the rows of an answer, or for a request that handlers repeated.</summary>
    internal void DebitWeight(int weight)
    {
        if (!IsUnlimited) _weight.Debit(weight);
    }

    internal Task AcquireMessageAsync(bool urgent, CancellationToken cancellationToken) =>
        IsUnlimited ? Unlimited(cancellationToken) : _messages.AcquireAsync(1, urgent, cancellationToken);

    internal Task AcquireNewConnectionAsync(CancellationToken cancellationToken) =>
        IsUnlimited ? Unlimited(cancellationToken) : _newConnections.AcquireAsync(1, urgent: false, cancellationToken);

    internal Task AcquirePostAsync(bool urgent, CancellationToken cancellationToken) =>
        IsUnlimited ? Unlimited(cancellationToken) : _posts.AcquireAsync(1, urgent, cancellationToken);

    internal void ReleasePost()
    {
        if (!IsUnlimited) _posts.Release();
    }

    /// <summary>Waits while an account is known to have used up its actions, then counts so many.</summary>
    /// <param name="account">The account.</param>
    /// <param name="count">How many.</param>
    /// <param name="cancel">Whether the venue lets them go beyond the cap.</param>
    /// <param name="urgent">Whether they wait in the queue that goes first.</param>
    /// <param name="cancellationToken">Leaves the queue with nothing counted.</param>
    internal Task AcquireActionsAsync(EthereumAddress account, int count, bool cancel, bool urgent, CancellationToken cancellationToken) =>
        IsUnlimited ? Unlimited(cancellationToken) : Account(account).AcquireAsync(count, cancel, urgent, cancellationToken);

    /// <summary>Takes back what was counted for an action that was never sent.</summary>
    internal void GiveBackActions(EthereumAddress account, int count)
    {
        if (!IsUnlimited) Account(account).GiveBack(count);
    }

    /// <summary>Counts what an account has used beyond what was counted before it was sent.</summary>
    internal void DebitActions(EthereumAddress account, int count)
    {
        if (!IsUnlimited) Account(account).Debit(count);
    }

    /// <summary>Learns from a refusal, such as <c>Too many cumulative requests sent (11 > 10) for …</c>.</summary>
    internal void LearnActionBudget(EthereumAddress account, string text)
    {
        var counts = UsedAboveCap().Match(text);
        var isRead = long.TryParse(counts.Groups["used"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var used)
            & long.TryParse(counts.Groups["cap"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var cap);
        SetActionBudget(account, isRead ? used : 0, isRead ? cap : 0);
    }

    /// <summary>Stops what is sent over HTTP after a 429.</summary>
    internal void BackOff(TimeSpan? retryAfter)
    {
        if (IsUnlimited) return;
        TimeSpan pause;
        lock (_gate)
        {
            if (retryAfter is { } asked && asked > TimeSpan.Zero)
            {
                pause = asked;
            }
            else
            {
                // What was on its way when the first was refused is not another in a row.
                if (_refusals == 0 || _weight.Blocked is null) _refusals++;
                pause = Budgets.BackOff * Math.Pow(2, Math.Min(_refusals - 1, 20));
            }

            if (pause > Budgets.MaxBackOff) pause = Budgets.MaxBackOff;
        }

        _weight.Block(pause);
        Telemetry.BackOffs.Add(1, new KeyValuePair<string, object?>("budget", "weight"));
    }

    /// <summary>The venue answered with something else than a 429.</summary>
    internal void EndBackOff()
    {
        if (Volatile.Read(ref _refusals) == 0) return;
        lock (_gate) _refusals = 0;
    }

    internal void BackOffMessages()
    {
        if (IsUnlimited) return;
        _messages.Block(Budgets.BackOff);
        Telemetry.BackOffs.Add(1, new KeyValuePair<string, object?>("budget", "messages"));
    }

    /// <summary>Takes the place of one socket, or says that there is none.</summary>
    internal bool TryAddConnection() => IsUnlimited || TryAdd(ref _connections, Budgets.Connections);

    internal void RemoveConnection() => Remove(ref _connections);

    /// <summary>Takes the place of one subscription, and that of its user.</summary>
    /// <exception cref="VenueLimitExceededException">There is none.</exception>
    internal void AddSubscription(string? user)
    {
        if (IsUnlimited) return;
        lock (_gate)
        {
            if (_subscriptions >= Budgets.Subscriptions)
            {
                throw new VenueLimitExceededException(string.Create(CultureInfo.InvariantCulture, $"{_subscriptions} subscriptions are held, and the venue takes no more from one address: dispose a feed first."));
            }

            if (user is not null)
            {
                var held = _users.GetValueOrDefault(user);
                if (held == 0 && _users.Count >= Budgets.StreamedUsers)
                {
                    throw new VenueLimitExceededException(string.Create(
                        CultureInfo.InvariantCulture, $"{_users.Count} users are streamed, and the venue takes no more from one address: dispose all feeds of one first, or read this one over HTTP."));
                }

                _users[user] = held + 1;
            }

            _subscriptions++;
        }
    }

    internal void RemoveSubscription(string? user)
    {
        if (IsUnlimited) return;
        lock (_gate)
        {
            _subscriptions--;
            if (user is null) return;
            if (_users[user] == 1) _users.Remove(user);
            else _users[user]--;
        }
    }

    [GeneratedRegex(@"\((?<used>[0-9]+) > (?<cap>[0-9]+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex UsedAboveCap();

    private static Task Unlimited(CancellationToken cancellationToken) => cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : Task.CompletedTask;

    private bool TryAdd(ref int held, int limit)
    {
        lock (_gate)
        {
            if (held >= limit) return false;
            held++;
            return true;
        }
    }

    private void Remove(ref int held)
    {
        if (IsUnlimited) return;
        lock (_gate) held--;
    }

    private AccountBudget Account(EthereumAddress address) => _accounts.GetOrAdd(address, static (_, self) => new(self.Budgets.ExhaustedActionInterval, self._time), this);

    /// <summary>What is known about one account, and the trickle it gets when its budget is used up.</summary>
    private sealed class AccountBudget(TimeSpan interval, TimeProvider timeProvider)
    {
        private readonly RateBudget _trickle = new("actions", 1, 0, interval, timeProvider);
        private readonly Lock _gate = new();
        private ActionBudget? _known;

        /// <summary>The monotonic time at which it became known: a clock that is set back must not make it last.</summary>
        private long _knownAt;

        public void Set(ActionBudget known)
        {
            lock (_gate) (_known, _knownAt) = (known, timeProvider.GetTimestamp());
        }

        public ActionBudget? Read()
        {
            lock (_gate) return _known is { } known && timeProvider.GetElapsedTime(_knownAt) <= Minute ? known : null;
        }

        public async Task AcquireAsync(int count, bool cancel, bool urgent, CancellationToken cancellationToken)
        {
            // Whoever comes while others wait goes behind them, unless it is urgent and needs no waiting.
            var (waiting, _) = _trickle.CountWaiting();
            if (!TryUse(count, cancel, force: false, mayPass: waiting == 0 || urgent))
            {
                await _trickle.AcquireAsync(1, urgent, cancellationToken).ConfigureAwait(false);
                TryUse(count, cancel, force: true, mayPass: true);
            }
        }

        public void GiveBack(int count)
        {
            lock (_gate)
            {
                if (_known is { } known) _known = new() { Used = Math.Max(0, known.Used - count), Cap = known.Cap, ObservedAt = known.ObservedAt };
            }
        }

        public void Debit(int count)
        {
            lock (_gate)
            {
                if (_known is { } known) _known = new() { Used = known.Used + count, Cap = known.Cap, ObservedAt = known.ObservedAt };
            }
        }

        private bool TryUse(int count, bool cancel, bool force, bool mayPass)
        {
            lock (_gate)
            {
                if (Read() is not { } known) return mayPass || force;
                var cap = cancel ? ActionBudget.CancelCap(known.Cap) : known.Cap;
                if (!force && (!mayPass || known.Used + count > cap)) return false;
                _known = new() { Used = known.Used + count, Cap = known.Cap, ObservedAt = known.ObservedAt };
                return true;
            }
        }
    }
}
