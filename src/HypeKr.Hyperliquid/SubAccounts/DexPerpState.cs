using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>Margin and positions on one dex. Wire: a pair <c>[dex, state]</c>.</summary>
[JsonConverter(typeof(WirePairConverter<DexPerpState, string, PerpState>))]
public sealed class DexPerpState : IWirePair<DexPerpState, string, PerpState>
{
    /// <summary>The dex by name; empty is the main dex.</summary>
    public string Dex { get; init => field = value ?? ""; } = "";

    /// <summary>Margin and positions.</summary>
    public PerpState State { get; init; }

    string IWirePair<DexPerpState, string, PerpState>.First => Dex;

    PerpState IWirePair<DexPerpState, string, PerpState>.Second => State;

    static DexPerpState IWirePair<DexPerpState, string, PerpState>.Create(string first, PerpState second) => new() { Dex = first, State = second };
}
