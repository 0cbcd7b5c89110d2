using Microsoft.Extensions.AI;

namespace HypeKr.Delphi;

// Models of one family share training data and errors: on recorded panels the errors of one family correlate by 0.90 and those of one model by 0.98.
internal static class ModelFamily
{
    /// <summary>The family of the client's default model ("gpt", "claude", "llama"); else its provider; null where the client says nothing.</summary>
    public static string? Of(IChatClient client)
    {
        if (client.GetService(typeof(ChatClientMetadata)) is not ChatClientMetadata metadata) return null;
        return Of(metadata.DefaultModelId) ?? metadata.ProviderName?.ToLowerInvariant();
    }

    internal static string? Of(string? modelId)
    {
        if (modelId is null) return null;
        var name = modelId[(modelId.LastIndexOf('/') + 1)..].ToLowerInvariant();

        // Hosts put the vendor in front: "us.anthropic.claude-3", "meta.llama3"; "gpt-3.5" is no such thing.
        while (name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && name.AsSpan(0, dot).IndexOfAnyExceptInRange('a', 'z') < 0) name = name[(dot + 1)..];
        if (name.StartsWith("meta-", StringComparison.Ordinal)) name = name["meta-".Length..];
        if (name.Length > 1 && name[0] == 'o' && char.IsAsciiDigit(name[1])) return "gpt";

        var letters = 0;
        while (letters < name.Length && char.IsAsciiLetterLower(name[letters])) letters++;
        return letters < 2 ? null : name[..letters] is "chatgpt" ? "gpt" : name[..letters];
    }
}
