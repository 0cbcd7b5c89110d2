using System.Collections.Concurrent;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>The kill switches of a client's accounts, and how many of each account's actions are on their way. Asked where actions leave.</summary>
internal sealed class KillSwitches(TimeProvider timeProvider)
{
    private readonly ConcurrentDictionary<EthereumAddress, State> _accounts = new();

    public State Of(EthereumAddress account) => _accounts.GetOrAdd(account, static (_, time) => new(time), timeProvider);

    /// <summary>The switch of one account.</summary>
    internal sealed class State(TimeProvider time)
    {
        private readonly Lock _gate = new();
        private int _onTheirWay;
        private TaskCompletionSource? _idle;

        public string? Reason { get; private set; }

        public DateTimeOffset? EngagedAt { get; private set; }

        public bool AllowsReducing { get; private set; }

        public void Engage(string reason, bool allowReducing)
        {
            lock (_gate) (Reason, EngagedAt, AllowsReducing) = (reason, time.GetUtcNow(), allowReducing);
        }

        public void Release()
        {
            lock (_gate) (Reason, EngagedAt, AllowsReducing) = (null, null, false);
        }

        /// <exception cref="KillSwitchEngagedException">The action would place an order.</exception>
        public void Check(ExchangeAction action)
        {
            lock (_gate)
            {
                if (Reason is { } reason && Places(action)) throw new KillSwitchEngagedException(action.Type, reason);
            }
        }

        /// <summary>Lets an action out, until <see cref="Leave"/>.</summary>
        /// <exception cref="KillSwitchEngagedException">The action would place an order.</exception>
        public void Enter(ExchangeAction action)
        {
            lock (_gate)
            {
                Check(action);
                _onTheirWay++;
            }
        }

        /// <summary>An action was answered, or will not be sent.</summary>
        public void Leave()
        {
            lock (_gate)
            {
                // Bytes that are sent again were let out once.
                if (_onTheirWay > 0) _onTheirWay--;
                if (_onTheirWay > 0) return;
                _idle?.TrySetResult();
                _idle = null;
            }
        }

        /// <summary>Ends when no action is on its way.</summary>
        public Task WhenIdleAsync()
        {
            lock (_gate) return _onTheirWay == 0 ? Task.CompletedTask : (_idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        private bool Places(ExchangeAction action)
        {
            var facts = new ActionFacts();
            action.Describe(facts);

            // Nothing is known of a raw action but its type.
            if (facts.IsUntyped) return !RequestWeights.IsUrgent(action.CarriedOutType);
            return facts.Orders.Exists(order => !(AllowsReducing && order is { ReduceOnly: true, Asset.Kind: AssetKind.Perp or AssetKind.BuilderPerp })) || facts.Inner.Exists(Places);
        }
    }
}
