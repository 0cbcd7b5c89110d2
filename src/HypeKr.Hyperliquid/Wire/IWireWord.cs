namespace HypeKr.Hyperliquid;

/// <summary>A set of words that the venue may extend: known ones are static members, others keep their text.</summary>
internal interface IWireWord<TSelf> where TSelf : struct, IWireWord<TSelf>
{
    string Value { get; }

    static abstract TSelf FromWire(string value);
}
