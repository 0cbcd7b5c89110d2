using System.Text.Json;
using System.Text.Json.Serialization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Who may run one function of a dex's deployer. Wire: a pair of <c>subDeployers</c>.</summary>
[JsonConverter(typeof(WireTupleConverter<SubDeployer>))]
public sealed class SubDeployer : IWireTuple<SubDeployer>
{
    /// <summary>The name of the function, such as <c>setOracle</c>.</summary>
    public string? Function { get; init; }

    /// <summary>Who may run it.</summary>
    public IReadOnlyList<EthereumAddress> Executors { get; init => field = value ?? []; } = [];

    /// <summary>Elements that this version does not know, as they came.</summary>
    public IReadOnlyList<JsonElement>? OtherElements { get; init; }

    static SubDeployer IWireTuple<SubDeployer>.Read(ref WireTupleReader reader) => new()
    {
        Function = reader.Text(),
        Executors = reader.Model<IReadOnlyList<EthereumAddress>>() ?? [],
        OtherElements = reader.Rest(),
    };

    void IWireTuple<SubDeployer>.Write(WireTupleWriter writer)
    {
        writer.Text(Function);
        writer.Model(Executors);
    }
}
