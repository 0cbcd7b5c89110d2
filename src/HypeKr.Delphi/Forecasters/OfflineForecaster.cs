using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace HypeKr.Delphi;

// What the two offline chat clients share: they answer a panel's requests with text, and say what they are.
internal static class OfflineForecaster
{
    public static ForecastCall CallOf(ChatOptions? options, ChatClientMetadata metadata) => ForecastCall.TryRead(options, out var call)
        ? call
        : throw new OfflineForecasterException(
            $"{metadata.ProviderName} answers the requests of a DelphiPanel alone: this one has no hypekr.delphi.* properties in ChatOptions.AdditionalProperties.");

    public static ChatResponse Reply(string text, ChatClientMetadata metadata) => new(new ChatMessage(ChatRole.Assistant, text))
    {
        ModelId = metadata.DefaultModelId,
        FinishReason = ChatFinishReason.Stop,
    };

    // Decimal notation, never 1E-05: an answer should look like one.
    public static string FinalLine(double probability) =>
        "FINAL_PROBABILITY: " + probability.ToString("0.0################", CultureInfo.InvariantCulture);

    public static async IAsyncEnumerable<ChatResponseUpdate> Stream(Task<ChatResponse> response, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var update in (await response.WaitAsync(cancellationToken).ConfigureAwait(false)).ToChatResponseUpdates()) yield return update;
    }
}
