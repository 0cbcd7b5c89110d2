using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Fees of a referred address in one token. Wire: a pair <c>[token, state]</c>.</summary>
[JsonConverter(typeof(WirePairConverter<ReferredTokenState, int, ReferredFees>))]
public sealed class ReferredTokenState : IWirePair<ReferredTokenState, int, ReferredFees>
{
    /// <summary>The token's index.</summary>
    public int Token { get; init; }

    /// <summary>The fees.</summary>
    public ReferredFees State { get; init; }

    int IWirePair<ReferredTokenState, int, ReferredFees>.First => Token;

    ReferredFees IWirePair<ReferredTokenState, int, ReferredFees>.Second => State;

    static ReferredTokenState IWirePair<ReferredTokenState, int, ReferredFees>.Create(int first, ReferredFees second) => new() { Token = first, State = second };
}
