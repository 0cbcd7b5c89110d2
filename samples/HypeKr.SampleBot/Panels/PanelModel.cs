using System.ClientModel;
using Microsoft.Extensions.AI;
using OpenAI;

namespace HypeKr.SampleBot;

/// <summary>The model behind the panel, if one is configured.</summary>
/// <remarks>
/// HYPEKR_MODEL names a model, HYPEKR_MODEL_ENDPOINT an OpenAI-compatible endpoint (a local server will do),
/// HYPEKR_MODEL_KEY its key where it needs one.
/// </remarks>
internal static class PanelModel
{
    public static IChatClient? FromEnvironment(Func<string, string?> read)
    {
        var model = read("HYPEKR_MODEL");
        var endpoint = read("HYPEKR_MODEL_ENDPOINT");
        if (string.IsNullOrWhiteSpace(model) && string.IsNullOrWhiteSpace(endpoint)) return null;
        if (string.IsNullOrWhiteSpace(model)) throw new SampleBotException("HYPEKR_MODEL_ENDPOINT is set but HYPEKR_MODEL is not: name the model to ask.");
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw new SampleBotException($"HYPEKR_MODEL_ENDPOINT is '{endpoint}': it takes the http or https address of an OpenAI-compatible endpoint.");
        }

        // Local servers take any key, but the client refuses an empty one.
        var key = read("HYPEKR_MODEL_KEY") is { Length: > 0 } configured ? configured : "none";
        return new OpenAIClient(new ApiKeyCredential(key), new OpenAIClientOptions { Endpoint = uri }).GetChatClient(model).AsIChatClient();
    }
}
