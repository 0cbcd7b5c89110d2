using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Rewards in one token. Wire: a pair <c>[token, state]</c>.</summary>
[JsonConverter(typeof(WirePairConverter<ReferralTokenState, int, ReferralRewards>))]
public sealed class ReferralTokenState : IWirePair<ReferralTokenState, int, ReferralRewards>
{
    /// <summary>The token's index.</summary>
    public int Token { get; init; }

    /// <summary>The rewards.</summary>
    public ReferralRewards State { get; init; }

    int IWirePair<ReferralTokenState, int, ReferralRewards>.First => Token;

    ReferralRewards IWirePair<ReferralTokenState, int, ReferralRewards>.Second => State;

    static ReferralTokenState IWirePair<ReferralTokenState, int, ReferralRewards>.Create(int first, ReferralRewards second) => new() { Token = first, State = second };
}
