using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <summary>A JSON array whose positions have meanings of their own, such as <c>[coin, cap]</c>. Its public properties stand in the order of the wire.</summary>
internal interface IWireTuple<TSelf> where TSelf : class, IWireTuple<TSelf>
{
    /// <summary>What stands behind the known positions.</summary>
    IReadOnlyList<JsonElement>? OtherElements { get; }

    /// <summary>Takes the known positions in their order. What is missing at the end reads as null.</summary>
    static abstract TSelf Read(ref WireTupleReader reader);

    /// <summary>Writes the known positions.</summary>
    void Write(WireTupleWriter writer);
}
