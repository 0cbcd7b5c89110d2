using System.Buffers;
using System.Text;
using System.Text.Json;

namespace HypeKr.Calibration;

/// <summary>What has to be remembered between refits: how often the current bundle was tried to be replaced, and when.</summary>
/// <param name="BundleHash">The current bundle; null before the first.</param>
/// <param name="Attempts">How many attempts there have been to replace it: each spends a part of the level.</param>
/// <param name="LastAttempt">When the last attempt was; null before the first.</param>
public sealed record RefitState(string? BundleHash, int Attempts, DateTimeOffset? LastAttempt)
{
    /// <summary>Before anything was tried.</summary>
    public static RefitState Start { get; } = new(null, 0, null);

    /// <summary>The state as JSON.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("format", "hypekr-refit-state");
            json.WriteNumber("version", 1);
            json.WriteString("bundle", BundleHash);
            json.WriteNumber("attempts", Attempts);
            json.WriteString("lastAttempt", LastAttempt?.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads a saved state.</summary>
    /// <exception cref="MonitorFormatException">The text is no such state.</exception>
    public static RefitState FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.GetProperty("format").GetString() != "hypekr-refit-state" || root.GetProperty("version").GetInt32() != 1) throw new MonitorFormatException("The text is no refit state of version 1.");
            var (bundle, attempts) = (root.GetProperty("bundle").GetString(), root.GetProperty("attempts").GetInt32());
            if (attempts < 0 || (bundle is not null && !BundleProvenance.IsHash(bundle))) throw new MonitorFormatException(string.Create(CultureInfo.InvariantCulture, $"{attempts} attempts to replace \"{bundle}\" are impossible."));
            var last = root.GetProperty("lastAttempt").GetString();
            return new RefitState(bundle, attempts, last is null ? null : DateTimeOffset.ParseExact(last, "O", CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new MonitorFormatException($"The text is no usable refit state: {e.Message}", e);
        }
    }
}
