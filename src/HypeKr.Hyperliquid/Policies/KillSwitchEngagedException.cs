namespace HypeKr.Hyperliquid;

/// <summary>The account's kill switch is engaged, and the action would place an order. Nothing was sent.</summary>
public sealed class KillSwitchEngagedException : HyperliquidException
{
    internal KillSwitchEngagedException(string actionType, string reason)
        : base($"The kill switch of the account is engaged ({reason}): {Quoted.Text(actionType)} was not sent. {nameof(KillSwitch)}.{nameof(KillSwitch.Release)} lets orders out again.") => (ActionType, Reason) = (actionType, reason);

    /// <summary>The wire type of the action.</summary>
    public string ActionType { get; }

    /// <summary>Why the switch was engaged, as it was told.</summary>
    public string Reason { get; }
}
