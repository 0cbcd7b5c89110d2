using System.Text.Json;
using HypeKr.TestSupport;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>The JSON of every typed action that the vectors, or the samples of the checklist, have.</summary>
internal static class TypedSamples
{
    private static readonly string[] Files = ["hyperliquid/l1-actions.json", "hyperliquid/user-signed.json"];

    private static readonly Lazy<IReadOnlyList<JsonElement>> Actions = new(() =>
    [
        // A folder that somebody names may lack a file; ours has both.
        .. Files.Where(file => !VectorFile.Source.Named || File.Exists(Path.Combine(VectorFile.Source.Folder, file)))
            .SelectMany(file => VectorFile.Open(file).Root.GetProperty("cases").EnumerateArray())
            .Select(@case => @case.GetProperty("action"))
            .Where(action => action.ValueKind == JsonValueKind.Object && TypedActions.Known.Contains(action.Text("type"))),
        .. ExchangeChecklist.Calls.Values.SelectMany(call => call.Samples).Select(sample => JsonElement.Parse(sample)),
    ]);

    public static IReadOnlyList<JsonElement> All => Actions.Value;
}
