using System.Text.Json;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>The admin door and the faults of one emulator as JSON over HTTP; for hosts. Never to be served beside the venue's own paths.</summary>
/// <remarks>
/// <para>Bodies are JSON objects; a member that is not known is refused. Amounts and prices are numbers or texts, addresses <c>0x</c>
/// and 40 hexadecimal digits, times milliseconds. What succeeds is answered with 200; what does not fit with 400 and
/// <c>{"error": "…"}</c>, and has changed nothing.</para>
/// <para>The paths are listed in <c>docs/guides/emulator.md</c>.</para>
/// </remarks>
public sealed class EmulatorAdminApi
{
    private readonly HyperliquidEmulator _emulator;

    /// <summary>Serves an emulator.</summary>
    public EmulatorAdminApi(HyperliquidEmulator emulator)
    {
        ArgumentNullException.ThrowIfNull(emulator);
        _emulator = emulator;
    }

    /// <summary>Answers one request.</summary>
    /// <param name="method"><c>GET</c>, <c>POST</c> or <c>DELETE</c>.</param>
    /// <param name="path">Such as <c>/faults</c>.</param>
    /// <param name="body">UTF-8 JSON; empty for <c>GET</c> and <c>DELETE</c>.</param>
    public EmulatorReply Handle(string method, string path, ReadOnlyMemory<byte> body)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            return (method, path) switch
            {
                ("GET", "/faults") => Faults(),
                ("GET", "/time") => Time(),
                ("GET", "/totals") => Totals(),
                ("GET", "/variants") => Variants(),
                ("GET", "/sockets") => Member(writer => writer.WriteNumber("open", _emulator.SocketCount)),
                ("DELETE", "/faults") => Do(_emulator.Faults.Clear),
                ("DELETE", _) when FaultOf(path, "") is { } fault => Do(fault.Dispose),
                ("POST", _) => Post(path, body),
                _ => JsonReply.Text(404, "Not Found"),
            };
        }
        catch (Exception e) when (e is EmulatorException or ArgumentException)
        {
            return JsonReply.Of(
                writer =>
                {
                    writer.WriteStartObject();
                    writer.WriteString("error", e.Message);
                    writer.WriteEndObject();
                },
                statusCode: 400);
        }
    }

    private EmulatorReply Post(string path, ReadOnlyMemory<byte> body)
    {
        if (path == "/faults") return AddFaults(body);
        using var document = WireShape.Parse(body.IsEmpty ? "{}"u8.ToArray() : body);
        var request = new WireShape(document.RootElement, "");
        var admin = _emulator.Admin;
        switch (path)
        {
            case "/accounts":
                request.Only("address");
                return Do(() => admin.CreateAccount(request.Member("address").Address()));
            case "/fund":
                request.Only("address", "amount", "dex");
                return Do(() => admin.Fund(request.Member("address").Address(), request.Member("amount").AnyDecimal(), request.Optional("dex")?.Text() ?? ""));
            case "/fund-spot":
                request.Only("address", "token", "amount");
                return Do(() => admin.FundSpot(request.Member("address").Address(), request.Member("token").Text(), request.Member("amount").AnyDecimal()));
            case "/agents":
                request.Only("master", "agent", "validUntil", "name");
                return Do(() => admin.ApproveAgent(
                    request.Member("master").Address(), request.Member("agent").Address(), Moment(request.Optional("validUntil")), request.Optional("name")?.Text() ?? ""));
            case "/mark":
                request.Only("coin", "price");
                return Do(() => admin.SetMark(request.Member("coin").Text(), request.Member("price").AnyDecimal()));
            case "/bid" or "/ask":
                request.Only("coin", "price", "size");
                var (coin, price, size) = (request.Member("coin").Text(), request.Member("price").AnyDecimal(), request.Member("size").AnyDecimal());
                var oid = path == "/bid" ? admin.AddBid(coin, price, size) : admin.AddAsk(coin, price, size);
                return Member(writer => writer.WriteNumber("oid", oid));
            case "/book":
                request.Only("coin", "bids", "asks");
                return Do(() => admin.SetBook(request.Member("coin").Text(), Levels(request.Member("bids")), Levels(request.Member("asks"))));
            case "/trade":
                request.Only("coin", "side", "price", "size");
                return Do(() => admin.PrintTrade(
                    request.Member("coin").Text(), request.Member("side").OneOf("B", "A") == "B", request.Member("price").AnyDecimal(), request.Member("size").AnyDecimal()));
            case "/clear":
                request.Only("coin");
                return Do(() => admin.ClearBook(request.Member("coin").Text()));
            case "/settle":
                request.Only("outcome", "fraction");
                return Do(() => admin.SettleOutcome(request.Member("outcome").Int(), request.Member("fraction").AnyDecimal()));
            case "/notify":
                request.Only("address", "text");
                return Do(() => admin.Notify(request.Member("address").Address(), request.Member("text").Text()));
            case "/advance":
                request.Only("milliseconds");
                admin.Advance(TimeSpan.FromMilliseconds(request.Member("milliseconds").Int()));
                return Time();
            case "/disconnect":
                request.Only("connection", "inGoodOrder");
                return Do(() => _emulator.Disconnect(request.Optional("connection")?.Text(), request.Optional("inGoodOrder")?.Bool() ?? false));
            case "/variants":
                return Change(request);
            default:
                return FaultOf(path, "/release") is { } fault ? Release(fault, request) : JsonReply.Text(404, "Not Found");
        }
    }

    private EmulatorReply AddFaults(ReadOnlyMemory<byte> body)
    {
        // All of them fit, or none is added.
        var rules = FaultRule.Parse(body);
        var added = rules.Select(_emulator.Faults.Add).ToArray();
        return Member(writer =>
        {
            writer.WriteStartArray("ids");
            foreach (var fault in added) writer.WriteNumberValue(fault.Id);
            writer.WriteEndArray();
        });
    }

    private static EmulatorReply Release(EmulatorFault fault, WireShape request)
    {
        request.Only("count", "newestFirst");
        var released = fault.Release(request.Optional("count")?.Int() ?? int.MaxValue, request.Optional("newestFirst")?.Bool() ?? false);
        return Member(writer => writer.WriteNumber("released", released));
    }

    private EmulatorReply Change(WireShape request)
    {
        request.Only("commitMilliseconds", "answersNoopBeforeCommit", "failedActionsKeepTheirNonce", "separatesUserSignedNonces", "orderStatusLagMilliseconds", "takesNonceAtCommit", "cloidHorizon");

        // Read whole before anything is changed.
        var (commit, lag) = (request.Optional("commitMilliseconds")?.Int(), request.Optional("orderStatusLagMilliseconds")?.Int());
        var (noop, keep) = (request.Optional("answersNoopBeforeCommit")?.Bool(), request.Optional("failedActionsKeepTheirNonce")?.Bool());
        var (separate, late) = (request.Optional("separatesUserSignedNonces")?.Bool(), request.Optional("takesNonceAtCommit")?.Bool());
        var horizon = request.Optional("cloidHorizon")?.OneOf("whileOpen", "never", "whileKept");
        var variants = _emulator.Variants;
        if (commit is { } c) variants.CommitTime = TimeSpan.FromMilliseconds(c);
        if (lag is { } l) variants.OrderStatusLag = TimeSpan.FromMilliseconds(l);
        variants.AnswersNoopBeforeCommit = noop ?? variants.AnswersNoopBeforeCommit;
        variants.FailedActionsKeepTheirNonce = keep ?? variants.FailedActionsKeepTheirNonce;
        variants.SeparatesUserSignedNonces = separate ?? variants.SeparatesUserSignedNonces;
        variants.TakesNonceAtCommit = late ?? variants.TakesNonceAtCommit;
        if (horizon is not null) variants.CloidHorizon = Enum.Parse<CloidHorizon>(horizon, ignoreCase: true);
        return Variants();
    }

    private EmulatorReply Variants() => Member(writer =>
    {
        var variants = _emulator.Variants;
        writer.WriteNumber("commitMilliseconds", (long)variants.CommitTime.TotalMilliseconds);
        writer.WriteBoolean("answersNoopBeforeCommit", variants.AnswersNoopBeforeCommit);
        writer.WriteBoolean("failedActionsKeepTheirNonce", variants.FailedActionsKeepTheirNonce);
        writer.WriteBoolean("separatesUserSignedNonces", variants.SeparatesUserSignedNonces);
        writer.WriteNumber("orderStatusLagMilliseconds", (long)variants.OrderStatusLag.TotalMilliseconds);
        writer.WriteBoolean("takesNonceAtCommit", variants.TakesNonceAtCommit);
        writer.WriteString("cloidHorizon", JsonNamingPolicy.CamelCase.ConvertName(variants.CloidHorizon.ToString()));
    });

    private EmulatorReply Faults() => JsonReply.Of(writer =>
    {
        writer.WriteStartArray();
        foreach (var fault in _emulator.Faults.Active)
        {
            writer.WriteStartObject();
            writer.WriteNumber("id", fault.Id);
            writer.WriteNumber("seen", fault.Seen);
            writer.WriteNumber("struck", fault.Struck);
            writer.WriteNumber("held", fault.Held);
            writer.WritePropertyName("rule");
            FaultJson.Write(writer, fault.Rule);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private EmulatorReply Time() => Member(writer => writer.WriteNumber("time", _emulator.Admin.Now.ToUnixTimeMilliseconds()));

    private EmulatorReply Totals() => Member(writer =>
    {
        var totals = _emulator.Admin.Totals();
        writer.WriteBoolean("isConserved", totals.IsConserved);
        Write("deposited", totals.Deposited);
        Write("held", totals.Held);
        Write("netPerpSizes", totals.NetPerpSizes);
        writer.WriteStartObject("outcomes");
        foreach (var (number, supply) in totals.Outcomes)
        {
            writer.WriteStartObject(WireText.Of((long)number));
            writer.WriteTexts(("yes", WireText.Of(supply.Yes)), ("no", WireText.Of(supply.No)), ("escrow", WireText.Of(supply.Escrow)));
            writer.WriteEndObject();
        }

        writer.WriteEndObject();

        void Write(string name, IReadOnlyDictionary<string, decimal> sums)
        {
            writer.WriteStartObject(name);
            foreach (var (key, sum) in sums) writer.WriteString(key, WireText.Of(sum));
            writer.WriteEndObject();
        }
    });

    /// <summary>The fault of <c>/faults/7</c>, or of a path below it.</summary>
    private EmulatorFault? FaultOf(string path, string below)
    {
        const string Prefix = "/faults/";
        if (!path.StartsWith(Prefix, StringComparison.Ordinal) || !path.EndsWith(below, StringComparison.Ordinal) || path.Length < Prefix.Length + below.Length) return null;
        var id = path.AsSpan(Prefix.Length..^below.Length);
        return long.TryParse(id, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? _emulator.Faults.Active.FirstOrDefault(f => f.Id == number)
            : null;
    }

    private static BookLevelSeed[] Levels(WireShape levels) => levels.Items(level =>
    {
        level.Only("price", "size");
        return new BookLevelSeed(level.Member("price").AnyDecimal(), level.Member("size").AnyDecimal());
    });

    private static DateTimeOffset? Moment(WireShape? milliseconds) => milliseconds is { } shape ? DateTimeOffset.FromUnixTimeMilliseconds(shape.Long()) : null;

    private static EmulatorReply Do(Action action)
    {
        action();
        return Member(static _ => { });
    }

    private static EmulatorReply Member(Action<Utf8JsonWriter> write) => JsonReply.Of(writer =>
    {
        writer.WriteStartObject();
        write(writer);
        writer.WriteEndObject();
    });
}
