using System.Buffers;
using System.Text;
using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <summary>A subscription in the venue's words, and what follows from them: where its messages arrive and by what they are told from others.</summary>
internal sealed class SubscriptionRequest
{
    private readonly JsonElement _members;

    private SubscriptionRequest(JsonElement members, string type)
    {
        _members = members;
        Type = type;
        Route = FeedRoute.For(type);
        Body = Encoding.UTF8.GetBytes(members.GetRawText());
        Identity = CreateIdentity(members);
        RouteKey = Route.KeyOf(members);
        User = Text(members, "user") is { } user ? user.ToLowerInvariant() : null;
    }

    /// <summary>The wire type.</summary>
    public string Type { get; }

    public FeedRoute Route { get; }

    /// <summary>The subscription as it is sent.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The same for equal subscriptions, whatever the order of their members.</summary>
    public string Identity { get; }

    /// <summary>The same for subscriptions whose messages cannot be told from each other on one socket.</summary>
    public string RouteKey { get; }

    /// <summary>The user that it is about, in lower case.</summary>
    public string? User { get; }

    public int MemberCount => _members.GetPropertyCount();

    public static SubscriptionRequest Create(string type, Action<Utf8JsonWriter>? writeMembers = null) => From(InfoRequest.Create(type, writeMembers));

    /// <summary>A read's name and members are those of the subscription to the same.</summary>
    public static SubscriptionRequest From(InfoRequest request)
    {
        using var document = JsonDocument.Parse(request.Body);
        return new(document.RootElement.Clone(), request.Type);
    }

    public static SubscriptionRequest Parse(JsonElement members, string type) => new(members.Clone(), type);

    /// <summary>Whether an echo is of this subscription: the venue orders members anew and adds what was left out.</summary>
    public bool IsEchoedBy(JsonElement echo)
    {
        if (echo.ValueKind != JsonValueKind.Object) return false;
        foreach (var member in _members.EnumerateObject())
        {
            if (!echo.TryGetProperty(member.Name, out var echoed))
            {
                if (member.Value.ValueKind is JsonValueKind.Null) continue;
                return false;
            }

            if (!AreSame(member.Value, echoed)) return false;
        }

        return true;
    }

    /// <summary>The frame that subscribes or unsubscribes.</summary>
    public byte[] WriteFrame(string method)
    {
        var buffer = new ArrayBufferWriter<byte>(64 + Body.Length);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("method"u8, method);
            writer.WritePropertyName("subscription"u8);
            writer.WriteRawValue(Body.Span);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    internal static string? Text(JsonElement members, string name) =>
        members.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool AreSame(JsonElement sent, JsonElement echoed)
    {
        // Addresses come back in lower case.
        if (sent.ValueKind == JsonValueKind.String && echoed.ValueKind == JsonValueKind.String && sent.GetString()!.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return string.Equals(sent.GetString(), echoed.GetString(), StringComparison.OrdinalIgnoreCase);
        }

        return JsonElement.DeepEquals(sent, echoed);
    }

    private static string CreateIdentity(JsonElement members)
    {
        var identity = new StringBuilder();
        foreach (var member in members.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal))
        {
            if (member.Value.ValueKind == JsonValueKind.Null) continue;
            var text = member.Value.GetRawText();
            identity.Append(member.Name).Append('=').Append(member.NameEquals("user"u8) ? text.ToLowerInvariant() : text).Append(';');
        }

        return identity.ToString();
    }
}
