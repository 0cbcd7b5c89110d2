using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace HypeKr.Calibration;

/// <summary>Running counts as JSON, with a hash of what they are.</summary>
internal static class RefitDataJson
{
    private const string Format = "hypekr-refit-data";

    public static string Write(SortedDictionary<DateOnly, SortedDictionary<string, RefitData.Bucket>> days)
    {
        var content = Written(json =>
        {
            json.WriteStartArray();
            foreach (var (day, categories) in days)
            {
                json.WriteStartArray();
                json.WriteStringValue(day.ToString("O", CultureInfo.InvariantCulture));
                foreach (var (name, bucket) in categories) WriteBucket(json, name, bucket);
                json.WriteEndArray();
            }

            json.WriteEndArray();
        });
        return Encoding.UTF8.GetString(Written(json =>
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteNumber("version", 1);
            json.WriteString("sha256", HashOf(content));
            json.WritePropertyName("days");
            json.WriteRawValue(content, skipInputValidation: true);
            json.WriteEndObject();
        }));
    }

    public static SortedDictionary<DateOnly, SortedDictionary<string, RefitData.Bucket>> Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            if (root.GetProperty("format").GetString() != Format || root.GetProperty("version").GetInt32() != 1) throw new MonitorFormatException("The text is no refit data of version 1.");
            var list = root.GetProperty("days");
            if (root.GetProperty("sha256").GetString() != HashOf(Encoding.UTF8.GetBytes(list.GetRawText()))) throw new MonitorFormatException("The refit data do not have the hash they state; they were changed after they were written.");
            var days = new SortedDictionary<DateOnly, SortedDictionary<string, RefitData.Bucket>>();
            foreach (var item in list.EnumerateArray())
            {
                var categories = new SortedDictionary<string, RefitData.Bucket>(StringComparer.Ordinal);
                foreach (var bucket in item.EnumerateArray().Skip(1)) categories.Add(Guard.Category(bucket[0].GetString() ?? "", categories.Count), ReadBucket(bucket));
                if (categories.Count == 0) throw new MonitorFormatException($"The day {item[0]} has no category.");
                days.Add(DateOnly.ParseExact(item[0].GetString() ?? "", "O", CultureInfo.InvariantCulture), categories);
            }

            return days;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or ArgumentException or OverflowException or IndexOutOfRangeException or InvalidCalibrationDataException)
        {
            throw new MonitorFormatException($"The text is no usable refit data: {e.Message}", e);
        }
    }

    private static void WriteBucket(Utf8JsonWriter json, string name, RefitData.Bucket bucket)
    {
        json.WriteStartArray();
        json.WriteStringValue(name);
        json.WriteNumberValue(bucket.Compared);
        json.WriteNumberValue(bucket.Equal);
        WriteTable(json, bucket.Rows);
        if (bucket.Weighted is { } weighted) WriteTable(json, weighted);
        else json.WriteNullValue();
        json.WriteStartArray();
        foreach (var pair in bucket.Pairs.Groups)
        {
            json.WriteNumberValue(pair.Score);
            json.WriteNumberValue(pair.Market);
            json.WriteNumberValue(pair.Count);
            json.WriteNumberValue(pair.Positives);
        }

        json.WriteEndArray();
        json.WriteEndArray();
    }

    private static void WriteTable(Utf8JsonWriter json, ScoreTable table)
    {
        json.WriteStartArray();
        for (var i = 0; i < table.Count; i++)
        {
            json.WriteNumberValue(table.Scores[i]);
            json.WriteNumberValue(table.WeightAt(i));
            json.WriteNumberValue(table.Positives[i]);
        }

        json.WriteEndArray();
    }

    private static RefitData.Bucket ReadBucket(JsonElement json)
    {
        var (compared, equal) = (json[1].GetInt64(), json[2].GetInt64());
        var rows = ReadTable(json[3], 1);
        Guard.Counts(rows.TotalWeight, compared, 0);
        Guard.Counts(compared, equal, 0);
        var groups = new List<PairedScoreGroup>();
        for (var i = 0; i < json[5].GetArrayLength(); i += 4)
        {
            var pair = new PairedScoreGroup(Probability(json[5][i]), Probability(json[5][i + 1]), json[5][i + 2].GetInt64(), json[5][i + 3].GetInt64());
            Guard.Counts(pair.Count, pair.Positives, i / 4);
            ShrinkageTable.RefuseCertainError(pair, i / 4);
            groups.Add(pair);
        }

        return new RefitData.Bucket(rows, json[4].ValueKind == JsonValueKind.Null ? null : ReadTable(json[4], RefitData.WeightUnits), PairedScoreTable.FromGroups(groups), compared, equal);
    }

    private static ScoreTable ReadTable(JsonElement json, long units)
    {
        var groups = new List<ScoreGroup>();
        for (var i = 0; i < json.GetArrayLength(); i += 3) groups.Add(new ScoreGroup(Probability(json[i]), json[i + 1].GetInt64(), json[i + 2].GetInt64()));
        return ScoreTable.FromGroups(groups, units);
    }

    private static double Probability(JsonElement json) => Guard.Probability(json.GetDouble(), "value");

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer)) write(json);
        return buffer.WrittenSpan.ToArray();
    }
}
