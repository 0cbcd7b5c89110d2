using System.Text.Json;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Faults as JSON. What is not known is refused: a rule with a misspelt condition would strike everything.</summary>
internal static class FaultJson
{
    public static IReadOnlyList<FaultRule> ReadList(ReadOnlyMemory<byte> utf8)
    {
        using var document = WireShape.Parse(utf8);
        var root = new WireShape(document.RootElement, "");
        return root.Kind == JsonValueKind.Array ? root.Items(Read) : [Read(root)];
    }

    public static FaultRule Read(WireShape rule)
    {
        rule.Only("effect", "endpoint", "type", "account", "connection", "skip", "times", "probability");
        var read = new FaultRule
        {
            Effect = ReadEffect(rule.Member("effect")),
            Endpoint = rule.Optional("endpoint")?.Text(),
            Type = rule.Optional("type")?.Text(),
            Account = rule.Optional("account")?.Address(),
            Connection = rule.Optional("connection")?.Text(),
            Skip = rule.Optional("skip")?.Int() ?? 0,
            Times = rule.Optional("times")?.Int(),
            Probability = rule.Optional("probability")?.AnyDecimal() ?? 1,
        };
        Fit(rule, () =>
        {
            read.Check();
            return read;
        });
        return read;
    }

    public static void Write(Utf8JsonWriter writer, FaultRule rule)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("effect");
        WriteEffect(writer, rule.Effect);
        if (rule.Endpoint is not null) writer.WriteString("endpoint", rule.Endpoint);
        if (rule.Type is not null) writer.WriteString("type", rule.Type);
        if (rule.Account is { } account) writer.WriteString("account", account.ToLowerHex());
        if (rule.Connection is not null) writer.WriteString("connection", rule.Connection);
        if (rule.Skip > 0) writer.WriteNumber("skip", rule.Skip);
        if (rule.Times is { } times) writer.WriteNumber("times", times);
        if (rule.Probability < 1) writer.WriteString("probability", WireText.Plain(rule.Probability));
        writer.WriteEndObject();
    }

    private static FaultEffect ReadEffect(WireShape effect)
    {
        if (effect.Kind == JsonValueKind.String) return Create(effect, Kind(effect), effect);
        effect.Only("kind", "bytes", "delay", "status", "body", "contentType", "executes");
        return Create(effect, Kind(effect.Member("kind")), effect);
    }

    private static FaultKind Kind(WireShape kind)
    {
        var names = Enum.GetValues<FaultKind>();
        foreach (var name in names)
        {
            if (Name(name) == kind.Text()) return name;
        }

        throw kind.Wrong($"one of {string.Join(", ", names.Select(Name))}");
    }

    private static FaultEffect Create(WireShape effect, FaultKind kind, WireShape members)
    {
        return Fit(effect, () => kind switch
        {
            FaultKind.RefuseConnection => FaultEffect.RefuseConnection(),
            FaultKind.DropRequest => FaultEffect.DropRequest(),
            FaultKind.DropReply => FaultEffect.DropReply(),
            FaultKind.CutReply => FaultEffect.CutReply(Bytes()),
            FaultKind.TruncateReply => FaultEffect.TruncateReply(Bytes()),
            FaultKind.DelayRequest => FaultEffect.DelayRequest(Delay()),
            FaultKind.DelayReply => FaultEffect.DelayReply(Delay()),
            FaultKind.HoldRequest => FaultEffect.HoldRequest(),
            FaultKind.HoldReply => FaultEffect.HoldReply(),
            FaultKind.DuplicateRequest => FaultEffect.DuplicateRequest(),
            FaultKind.Respond => FaultEffect.Respond(
                members.Member("status").Int(),
                members.Optional("body")?.Text() ?? "",
                members.Optional("contentType")?.Text() ?? "text/plain; charset=utf-8",
                members.Optional("executes")?.Bool() ?? false),
            FaultKind.OversizeReply => FaultEffect.OversizeReply(Bytes()),
            FaultKind.TrickleReply => FaultEffect.TrickleReply(Bytes(), Delay()),
            FaultKind.SilenceSubscription => FaultEffect.SilenceSubscription(),
            FaultKind.WithholdAcknowledgement => FaultEffect.WithholdAcknowledgement(),
            FaultKind.WrongAcknowledgement => FaultEffect.WrongAcknowledgement(),
            FaultKind.DropMessage => FaultEffect.DropMessage(),
            FaultKind.DuplicateMessage => FaultEffect.DuplicateMessage(),
            FaultKind.DelayMessage => FaultEffect.DelayMessage(Delay()),
            FaultKind.SwapMessage => FaultEffect.SwapMessage(),
            FaultKind.TrickleMessage => FaultEffect.TrickleMessage(Bytes(), Delay()),
            FaultKind.CutMessage => FaultEffect.CutMessage(Bytes()),
            FaultKind.CloseSocket => FaultEffect.CloseSocket(),
            _ => FaultEffect.BreakSocket(),
        });

        int Bytes() => members.Member("bytes").Int();

        FaultDelay Delay() => ReadDelay(members.Member("delay"));
    }

    /// <summary>A number of milliseconds, or a distribution.</summary>
    private static FaultDelay ReadDelay(WireShape delay)
    {
        if (delay.Kind == JsonValueKind.Number) return FaultDelay.Fixed(Time(delay));
        delay.Only("distribution", "milliseconds", "shortest", "longest", "mean", "median", "sigma");
        return delay.Member("distribution").OneOf("fixed", "uniform", "exponential", "logNormal") switch
        {
            "uniform" => FaultDelay.Uniform(Time(delay.Member("shortest")), Time(delay.Member("longest"))),
            "exponential" => FaultDelay.Exponential(Time(delay.Member("mean"))),
            "logNormal" => FaultDelay.LogNormal(Time(delay.Member("median")), (double)delay.Member("sigma").AnyDecimal()),
            _ => FaultDelay.Fixed(Time(delay.Member("milliseconds"))),
        };

        static TimeSpan Time(WireShape milliseconds) => TimeSpan.FromMilliseconds(milliseconds.Int());
    }

    private static void WriteEffect(Utf8JsonWriter writer, FaultEffect effect)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", Name(effect.Kind));
        if (effect.Bytes > 0 || effect.Kind is FaultKind.CutReply or FaultKind.TruncateReply or FaultKind.CutMessage) writer.WriteNumber("bytes", effect.Bytes);
        if (effect.Delay is { } delay)
        {
            writer.WriteStartObject("delay");
            writer.WriteString("distribution", delay.Distribution);
            var first = delay.Distribution switch
            {
                "uniform" => "shortest",
                "exponential" => "mean",
                "logNormal" => "median",
                _ => "milliseconds",
            };
            writer.WriteNumber(first, (long)delay.First.TotalMilliseconds);
            if (delay.Distribution == "uniform") writer.WriteNumber("longest", (long)delay.Second.TotalMilliseconds);
            if (delay.Distribution == "logNormal") writer.WriteNumber("sigma", delay.Shape);
            writer.WriteEndObject();
        }

        if (effect.Kind == FaultKind.Respond)
        {
            writer.WriteNumber("status", effect.Status);
            writer.WriteTexts(("body", effect.Body!), ("contentType", effect.ContentType!));
            writer.WriteBoolean("executes", effect.Executes);
        }

        writer.WriteEndObject();
    }

    private static string Name(FaultKind kind)
    {
        var name = kind.ToString();
        return $"{char.ToLowerInvariant(name[0])}{name.AsSpan(1)}";
    }

    private static T Fit<T>(WireShape shape, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException e)
        {
            throw new ShapeException(shape.Path, e.Message);
        }
    }
}
