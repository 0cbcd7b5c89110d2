using System.Buffers;
using System.Text;
using System.Text.Json;

namespace HypeKr.Calibration;

/// <summary>What every monitor keeps: its options, how many rows it saw, and when it first alarmed; and the form in which all of them are saved.</summary>
internal sealed class MonitorState
{
    private const string Format = "hypekr-monitor";

    public MonitorState(string name, MonitorOptions? options)
    {
        Name = name;
        Options = options ?? MonitorOptions.Default;
        Options.Validate();
    }

    public string Name { get; }

    public MonitorOptions Options { get; }

    public long Rows { get; private set; }

    public double LogEvidence { get; private set; }

    public long? AlarmRow { get; private set; }

    public MonitorReading Reading => new(Name, Rows, LogEvidence, Options.Threshold, AlarmRow);

    /// <summary>One row more, after which the evidence is this.</summary>
    public MonitorReading Seen(double logEvidence)
    {
        Rows++;
        LogEvidence = logEvidence;
        if (AlarmRow is null && logEvidence >= Options.Threshold) AlarmRow = Rows;
        return Reading;
    }

    public string ToJson(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteNumber("version", 1);
            json.WriteString("monitor", Name);
            json.WriteString("falseAlarmRate", Options.FalseAlarmRate.ToString("0.############################", CultureInfo.InvariantCulture));
            json.WriteNumber("share", Options.Share);
            json.WriteString("seed", Options.Seed.ToString(CultureInfo.InvariantCulture));
            json.WriteNumber("rows", Rows);
            json.WriteNumber("logEvidence", LogEvidence);
            if (AlarmRow is { } row) json.WriteNumber("alarmRow", row);
            else json.WriteNull("alarmRow");
            members(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads a saved monitor.</summary>
    /// <param name="text">From <see cref="ToJson"/>.</param>
    /// <param name="names">The names that the caller's kind of monitor has.</param>
    /// <param name="make">Makes the monitor from what all keep and from its own members.</param>
    public static T FromJson<T>(string text, ReadOnlySpan<string> names, Func<MonitorState, JsonElement, T> make)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            if (root.GetProperty("format").GetString() != Format || root.GetProperty("version").GetInt32() != 1) throw new MonitorFormatException($"The text is no monitor of version 1: its format is \"{root.GetProperty("format")}\", its version {root.GetProperty("version")}.");
            var name = root.GetProperty("monitor").GetString() ?? "";
            if (!names.Contains(name)) throw new MonitorFormatException($"The text is a monitor \"{name}\", and one of {string.Join(", ", names.ToArray())} is needed.");
            var state = new MonitorState(name, new MonitorOptions
            {
                FalseAlarmRate = decimal.Parse(root.GetProperty("falseAlarmRate").GetString() ?? "", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture),
                Share = root.GetProperty("share").GetDouble(),
                Seed = ulong.Parse(root.GetProperty("seed").GetString() ?? "", NumberStyles.None, CultureInfo.InvariantCulture),
            })
            {
                Rows = root.GetProperty("rows").GetInt64(),
                LogEvidence = root.GetProperty("logEvidence").GetDouble(),
                AlarmRow = root.GetProperty("alarmRow") is { ValueKind: JsonValueKind.Number } row ? row.GetInt64() : null,
            };
            if (state.Rows < 0 || state.AlarmRow < 1 || state.AlarmRow > state.Rows) throw new MonitorFormatException(string.Create(CultureInfo.InvariantCulture, $"An alarm at row {state.AlarmRow} of {state.Rows} is impossible."));
            return make(state, root);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or ArgumentException or OverflowException or IndexOutOfRangeException or InvalidCalibrationDataException)
        {
            throw new MonitorFormatException($"The text is no usable monitor: {e.Message}", e);
        }
    }
}
