using System.Globalization;
using Microsoft.Extensions.AI;

namespace HypeKr.Delphi;

/// <summary>A chat client that answers from a <see cref="RecordedPanel"/>: no model, no network, and it says so in its metadata.</summary>
/// <remarks>
/// A recorded number becomes the text of an answer and is read back like any other. It belongs to the first sample of
/// the first round: for every other cell, and where a forecaster made no forecast, the answer says that there is none. Safe to share.
/// </remarks>
/// <param name="panel">The record.</param>
public sealed class RecordedPanelClient(RecordedPanel panel) : IChatClient
{
    private readonly RecordedPanel _panel = panel ?? throw new ArgumentNullException(nameof(panel));
    private readonly ChatClientMetadata _metadata = new("hypekr-recorded", null, "recorded/" + panel.Name);

    /// <summary>Answers one request of a panel.</summary>
    /// <param name="messages">Ignored: the record is not moved by a prompt.</param>
    /// <param name="options">Must carry the <see cref="ForecastCall"/> that a panel writes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="OfflineForecasterException">The request is not a panel's, or the record lacks the question or forecaster.</exception>
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var call = OfflineForecaster.CallOf(options, _metadata);
        var recorded = _panel.Find(call.QuestionId, call.Persona);
        var text = recorded is { } probability && call is { Round: 0, Sample: 0 }
            ? $"Replayed from the record {_panel.Name}, forecaster {call.Persona}.\n{OfflineForecaster.FinalLine(probability)}"
            : string.Create(CultureInfo.InvariantCulture, $"The record {_panel.Name} holds nothing here.");
        return Task.FromResult(OfflineForecaster.Reply(text, _metadata));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        OfflineForecaster.Stream(GetResponseAsync(messages, options, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null) return null;
        return serviceType == typeof(ChatClientMetadata) ? _metadata : serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <summary>Nothing to release.</summary>
    public void Dispose()
    {
    }
}
