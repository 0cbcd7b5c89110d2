namespace HypeKr.Hyperliquid;

/// <summary>A type that the wire writes as an array of two.</summary>
internal interface IWirePair<TSelf, TFirst, TSecond> where TSelf : IWirePair<TSelf, TFirst, TSecond>
{
    TFirst First { get; }

    TSecond Second { get; }

    static abstract TSelf Create(TFirst first, TSecond second);
}
