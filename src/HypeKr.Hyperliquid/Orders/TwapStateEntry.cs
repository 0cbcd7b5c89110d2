using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>A TWAP order that runs, with its id. Wire: a pair <c>[id, state]</c>.</summary>
[JsonConverter(typeof(WirePairConverter<TwapStateEntry, long, TwapState>))]
public sealed class TwapStateEntry : IWirePair<TwapStateEntry, long, TwapState>
{
    /// <summary>The TWAP order's id.</summary>
    public long TwapId { get; init; }

    /// <summary>How far it has come.</summary>
    public TwapState State { get; init; }

    long IWirePair<TwapStateEntry, long, TwapState>.First => TwapId;

    TwapState IWirePair<TwapStateEntry, long, TwapState>.Second => State;

    static TwapStateEntry IWirePair<TwapStateEntry, long, TwapState>.Create(long first, TwapState second) => new() { TwapId = first, State = second };
}
