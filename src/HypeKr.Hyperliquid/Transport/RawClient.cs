using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <summary>The door to whatever has no method of its own: any read and any subscription, in the venue's words. Safe to share.</summary>
public sealed class RawClient
{
    private readonly HyperliquidClient _client;

    internal RawClient(HyperliquidClient client) => _client = client;

    /// <summary>Asks anything of <c>/info</c>: the door to reads that have no method here yet.</summary>
    /// <param name="request">A JSON object with a <c>type</c>, sent as it is.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The answer: an object, array, scalar or null.</returns>
    /// <exception cref="ArgumentException">The request is not an object with a <c>type</c>.</exception>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">The answer is not JSON.</exception>
    public Task<JsonElement> InfoAsync(JsonElement request, CancellationToken cancellationToken = default)
    {
        var type = RequireType(request, "A read", nameof(request));
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) request.WriteTo(writer);
        return _client.Info.QueryAsync(new InfoRequest(type, buffer.WrittenMemory), HyperliquidJsonContext.Default.JsonElement, cancellationToken);
    }

    /// <summary>Asks anything of <c>/info</c>, in UTF-8.</summary>
    /// <param name="utf8Request">A JSON object with a <c>type</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The answer: an object, array, scalar or null.</returns>
    /// <exception cref="ArgumentException">The request is not JSON, or not an object with a <c>type</c>.</exception>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">The answer is not JSON.</exception>
    public async Task<JsonElement> InfoAsync(ReadOnlyMemory<byte> utf8Request, CancellationToken cancellationToken = default)
    {
        using var request = Parse(utf8Request, "A read", nameof(utf8Request));
        return await InfoAsync(request.RootElement, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Subscribes to anything. Equal subscriptions share one at the venue.</summary>
    /// <param name="subscription">A JSON object with a <c>type</c>, sent as it is.</param>
    /// <param name="options">How the feed treats its reader; it fails a slow one unless told otherwise.</param>
    /// <param name="cancellationToken">Ends the wait for the acknowledgement, not the feed.</param>
    /// <returns>The data of each message as it came, once the venue has acknowledged the subscription.</returns>
    /// <exception cref="ArgumentException">The subscription is not an object with a <c>type</c>.</exception>
    /// <exception cref="SubscriptionRejectedException">The venue refused it.</exception>
    /// <exception cref="VenueLimitExceededException">The venue takes no more subscriptions, users or sockets from one address.</exception>
    /// <exception cref="TransportException">It was not acknowledged in time.</exception>
    public Task<Feed<JsonElement>> SubscribeAsync(JsonElement subscription, FeedOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.Feeds.SubscribeAsync(
            FeedSource.Raw(SubscriptionRequest.Parse(subscription, RequireType(subscription, "A subscription", nameof(subscription)))), options, cancellationToken);

    /// <summary>Subscribes to anything, in UTF-8.</summary>
    /// <inheritdoc cref="SubscribeAsync(JsonElement, FeedOptions?, CancellationToken)"/>
    /// <param name="utf8Subscription">A JSON object with a <c>type</c>.</param>
    /// <param name="options">How the feed treats its reader.</param>
    /// <param name="cancellationToken">Ends the wait for the acknowledgement, not the feed.</param>
    public async Task<Feed<JsonElement>> SubscribeAsync(ReadOnlyMemory<byte> utf8Subscription, FeedOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var subscription = Parse(utf8Subscription, "A subscription", nameof(utf8Subscription));
        return await SubscribeAsync(subscription.RootElement, options, cancellationToken).ConfigureAwait(false);
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> utf8, string what, string parameter)
    {
        try
        {
            return JsonDocument.Parse(utf8);
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"{what} is a JSON object: {e.Message}", parameter, e);
        }
    }

    private static string RequireType(JsonElement request, string what, string parameter) =>
        request.ValueKind == JsonValueKind.Object && SubscriptionRequest.Text(request, "type") is { Length: > 0 } type
            ? type
            : throw new ArgumentException($"{what} is a JSON object with a member 'type' that is text.", parameter);
}
