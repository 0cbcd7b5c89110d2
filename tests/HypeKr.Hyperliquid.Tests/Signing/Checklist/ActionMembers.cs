using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Members of an action in JSON, as the methods of the account take them.</summary>
internal static class ActionMembers
{
    public static EthereumAddress AddressAt(this JsonElement action, string name) => EthereumAddress.Parse(action.Text(name));

    public static decimal DecimalAt(this JsonElement action, string name) => WireDecimal.Parse(action.Text(name), name);

    public static decimal? DecimalOrNoneAt(this JsonElement action, string name) => action.Optional(name) is null ? null : action.DecimalAt(name);

    public static decimal UsdAt(this JsonElement action, string name) => action.GetProperty(name).GetInt64() / 1_000_000m;

    public static decimal HypeAt(this JsonElement action, string name) => action.GetProperty(name).GetInt64() / 100_000_000m;

    public static int IntAt(this JsonElement action, string name) => action.GetProperty(name).GetInt32();

    public static bool BoolAt(this JsonElement action, string name) => action.GetProperty(name).GetBoolean();

    public static TokenName TokenAt(this JsonElement action) => new(action.Text("token"));
}
