using System.Buffers;
using System.Text;
using System.Text.Json;

namespace HypeKr.Calibration;

/// <summary>A forecast as JSON. Reading takes the bundle and calculates again, so a number that was changed is found.</summary>
internal static class ForecastJson
{
    private const string Format = "hypekr-calibrated-forecast";
    private const int Version = 1;

    public static string Write(CalibratedForecast forecast)
    {
        if (forecast.IsCoherent) throw new InvalidOperationException("This forecast was made coherent with others, which one forecast's JSON cannot hold; save the forecasts that the bundle made and apply Coherence again.");
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteNumber("version", Version);
            json.WriteString("bundle", forecast.BundleHash);
            json.WriteNumber("raw", forecast.Raw.Value);
            json.WriteString("category", forecast.Category);
            json.WriteStartObject("quote");
            json.WriteNumber("bid", forecast.Quote.Bid);
            json.WriteNumber("ask", forecast.Quote.Ask);
            json.WriteNumber("fee", forecast.Quote.Fee);
            json.WriteNumber("ageTicks", forecast.Quote.Age.Ticks);
            json.WriteEndObject();
            json.WriteNumber("isotonic", forecast.Isotonic.Value);
            json.WriteNumber("lower", forecast.Interval.Lower);
            json.WriteNumber("upper", forecast.Interval.Upper);
            json.WriteNumber("calibrated", forecast.Calibrated.Value);
            json.WriteString("set", forecast.Set.ToString());
            WriteOptional(json, "alpha", forecast.Alpha);
            WriteOptional(json, "market", forecast.Market);
            WriteOptional(json, "blended", forecast.Blended?.Value);
            json.WriteString("decision", DecisionOf(forecast));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static CalibratedForecast Read(string text, CalibratorBundle bundle)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            var format = root.GetProperty("format").GetString();
            if (format != Format) throw new BundleFormatException($"The format is \"{format}\"; a forecast has \"{Format}\".");
            var version = root.GetProperty("version").GetInt32();
            if (version != Version) throw new BundleFormatException(string.Create(CultureInfo.InvariantCulture, $"The forecast has version {version}; this library reads version {Version}."));
            var hash = root.GetProperty("bundle").GetString();
            if (hash != bundle.Hash) throw new BundleFormatException($"The forecast was made by the bundle \"{hash}\", not by {bundle.Hash}.");
            var quote = root.GetProperty("quote");
            var forecast = bundle.Calibrate(
                new RawProbability(root.GetProperty("raw").GetDouble()),
                root.GetProperty("category").GetString() ?? "",
                new MarketQuote(quote.GetProperty("bid").GetDecimal(), quote.GetProperty("ask").GetDecimal(), quote.GetProperty("fee").GetDecimal(), TimeSpan.FromTicks(quote.GetProperty("ageTicks").GetInt64())));
            Same(root, "isotonic", forecast.Isotonic.Value);
            Same(root, "lower", forecast.Interval.Lower);
            Same(root, "upper", forecast.Interval.Upper);
            Same(root, "calibrated", forecast.Calibrated.Value);
            Same(root, "alpha", forecast.Alpha);
            Same(root, "market", forecast.Market);
            Same(root, "blended", forecast.Blended?.Value);
            Same(root, "set", forecast.Set.ToString());
            Same(root, "decision", DecisionOf(forecast));
            var count = root.EnumerateObject().Count();
            if (count != 15) throw new BundleFormatException(string.Create(CultureInfo.InvariantCulture, $"{count} members where a forecast has 15."));
            return forecast;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or ArgumentException or InvalidCalibrationDataException)
        {
            throw new BundleFormatException($"The text is no usable forecast: {e.Message}", e);
        }
    }

    private static string DecisionOf(CalibratedForecast forecast) => forecast.Decision switch
    {
        ForecastDecision.Trade trade => trade.Side == ContractSide.Yes ? "buy YES" : "buy NO",
        ForecastDecision.Skip skip => "skip " + skip.Reason,
        _ => "",
    };

    private static void WriteOptional(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }

    private static void Same(JsonElement root, string name, double? calculated)
    {
        var member = root.GetProperty(name);
        double? stated = member.ValueKind == JsonValueKind.Null ? null : member.GetDouble();
        if (stated != calculated) throw new BundleFormatException(string.Create(CultureInfo.InvariantCulture, $"The forecast states {name} {stated}, and its bundle gives {calculated}."));
    }

    private static void Same(JsonElement root, string name, string calculated)
    {
        var stated = root.GetProperty(name).GetString();
        if (stated != calculated) throw new BundleFormatException($"The forecast states {name} \"{stated}\", and its bundle gives \"{calculated}\".");
    }
}
