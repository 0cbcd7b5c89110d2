using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>What an address has lent and borrowed of one token. Wire: a pair <c>[token, state]</c>.</summary>
[JsonConverter(typeof(WirePairConverter<BorrowLendTokenState, int, BorrowLendPosition>))]
public sealed class BorrowLendTokenState : IWirePair<BorrowLendTokenState, int, BorrowLendPosition>
{
    /// <summary>The token's index.</summary>
    public int Token { get; init; }

    /// <summary>The amounts.</summary>
    public BorrowLendPosition State { get; init; }

    int IWirePair<BorrowLendTokenState, int, BorrowLendPosition>.First => Token;

    BorrowLendPosition IWirePair<BorrowLendTokenState, int, BorrowLendPosition>.Second => State;

    static BorrowLendTokenState IWirePair<BorrowLendTokenState, int, BorrowLendPosition>.Create(int first, BorrowLendPosition second) => new() { Token = first, State = second };
}
