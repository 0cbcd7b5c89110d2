using System.Text;
using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Where requests arrive, over HTTP and over sockets: it lets the faults strike, and has the rest carried out. Used inside the gate.</summary>
internal sealed class RequestDesk(Venue venue, EmulatorFaults faults, Action<string, ReadOnlyMemory<byte>, Action<EmulatorReply>> carryOut, Func<ReadOnlyMemory<byte>, EthereumAddress?> actsFor)
{
    /// <summary>Carries a request out, now or when faults let it, and gives its answer to whoever waits for it.</summary>
    /// <param name="endpoint">Where it arrived.</param>
    /// <param name="path">What it is: <c>/info</c>, <c>/exchange</c> or <c>/explorer</c>.</param>
    /// <param name="body">UTF-8 JSON.</param>
    /// <param name="connection">The name of its connection.</param>
    /// <param name="answer">Called inside the gate, once.</param>
    public void Handle(string endpoint, string path, ReadOnlyMemory<byte> body, string? connection, Action<EmulatorReply> answer)
    {
        var struck = faults.IsAny ? faults.Strike(FaultStage.Request, Describe(endpoint, path, body, connection)) : [];
        if (struck.Count == 0)
        {
            carryOut(path, body, answer);
            return;
        }

        var request = new Waits(venue, struck, FaultKind.HoldRequest, FaultKind.DelayRequest);
        var reply = new Waits(venue, struck, FaultKind.HoldReply, FaultKind.DelayReply);
        request.Pass(() => CarryOut(path, body, struck, result => reply.Pass(() => answer(result))));
    }

    private void CarryOut(string path, ReadOnlyMemory<byte> body, IReadOnlyList<EmulatorFault> struck, Action<EmulatorReply> answer)
    {
        var fault = struck.FirstOrDefault(f => f.Rule.Effect.Kind is not (FaultKind.HoldRequest or FaultKind.DelayRequest or FaultKind.HoldReply or FaultKind.DelayReply or FaultKind.DuplicateRequest));
        var effect = fault?.Rule.Effect;
        if (effect is { Kind: FaultKind.DropRequest })
        {
            answer(Dropped);
            return;
        }

        if (effect is { Kind: FaultKind.Respond, Executes: false })
        {
            answer(Other(effect));
            return;
        }

        if (struck.Any(f => f.Rule.Effect.Kind == FaultKind.DuplicateRequest)) carryOut(path, body, static _ => { });
        carryOut(path, body, reply => answer(effect?.Kind switch
        {
            FaultKind.DropReply => Dropped,
            FaultKind.Respond => Other(effect),
            FaultKind.CutReply => reply with { Delivery = new ReplyDelivery { CutAfter = Math.Min(effect.Bytes, reply.Body.Length) } },
            FaultKind.TruncateReply => reply with { Body = reply.Body[..Math.Min(effect.Bytes, reply.Body.Length)] },
            FaultKind.OversizeReply => reply with { Body = Pad(reply.Body, effect.Bytes) },
            FaultKind.TrickleReply => reply with { Delivery = new ReplyDelivery { PieceBytes = effect.Bytes, Pause = TimeSpan.FromMilliseconds(fault!.Sample()) } },
            _ => reply,
        }));
    }

    private static EmulatorReply Dropped { get; } = new(0, "text/plain", default) { Delivery = new ReplyDelivery { IsDropped = true } };

    private static EmulatorReply Other(FaultEffect effect) => new(effect.Status, effect.ContentType!, Encoding.UTF8.GetBytes(effect.Body!));

    private static ReadOnlyMemory<byte> Pad(ReadOnlyMemory<byte> body, int length)
    {
        if (body.Length >= length) return body;
        var padded = new byte[length];
        padded.AsSpan().Fill((byte)' ');
        body.CopyTo(padded);
        return padded;
    }

    private FaultSubject Describe(string endpoint, string path, ReadOnlyMemory<byte> body, string? connection)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return new(endpoint, null, null, connection);
            if (path != "/exchange")
            {
                var user = Text(root, "user");
                return new(endpoint, Text(root, "type"), () => Address(user), connection);
            }

            var type = root.TryGetProperty("action", out var action) && action.ValueKind == JsonValueKind.Object ? Text(action, "type") : null;
            EthereumAddress? account = null;
            var isKnown = false;
            return new(endpoint, type, () =>
            {
                if (!isKnown) (account, isKnown) = (actsFor(body), true);
                return account;
            }, connection);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new(endpoint, null, null, connection);
        }
    }

    private static EthereumAddress? Address(string? text) => text is not null && EthereumAddress.TryParse(text, out var address) ? address : null;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>The holds and delays before something.</summary>
    private sealed class Waits(Venue venue, IReadOnlyList<EmulatorFault> struck, FaultKind hold, FaultKind delay)
    {
        private readonly Queue<EmulatorFault> _holds = new(struck.Where(f => f.Rule.Effect.Kind == hold));
        private readonly long _delay = struck.Where(f => f.Rule.Effect.Kind == delay).Sum(f => f.Sample());

        public void Pass(Action then)
        {
            if (_holds.TryDequeue(out var next)) next.Hold(() => Pass(then));
            else if (_delay > 0) venue.Clock.At(venue.Now + _delay, then);
            else then();
        }
    }
}
