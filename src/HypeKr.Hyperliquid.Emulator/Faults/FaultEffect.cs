namespace HypeKr.Hyperliquid.Emulator;

/// <summary>What a fault does, with its measures.</summary>
public sealed record FaultEffect
{
    private const int MostBytes = 256 * 1024 * 1024;

    private FaultEffect(FaultKind kind) => Kind = kind;

    /// <summary>What it does.</summary>
    public FaultKind Kind { get; }

    /// <summary>How many bytes arrive (<see cref="FaultKind.CutReply"/>, <see cref="FaultKind.TruncateReply"/>, <see cref="FaultKind.CutMessage"/>), the length of an oversized answer, or of a piece that trickles.</summary>
    public int Bytes { get; private init; }

    /// <summary>How long it takes; the pause after a piece that trickles.</summary>
    public FaultDelay? Delay { get; private init; }

    /// <summary>The status of another answer.</summary>
    public int Status { get; private init; }

    /// <summary>The content type of another answer.</summary>
    public string? ContentType { get; private init; }

    /// <summary>The body of another answer.</summary>
    public string? Body { get; private init; }

    /// <summary>Whether the request is carried out before another answer is given.</summary>
    public bool Executes { get; private init; }

    /// <summary>See <see cref="FaultKind.RefuseConnection"/>.</summary>
    public static FaultEffect RefuseConnection() => new(FaultKind.RefuseConnection);

    /// <summary>See <see cref="FaultKind.DropRequest"/>.</summary>
    public static FaultEffect DropRequest() => new(FaultKind.DropRequest);

    /// <summary>See <see cref="FaultKind.DropReply"/>.</summary>
    public static FaultEffect DropReply() => new(FaultKind.DropReply);

    /// <summary>See <see cref="FaultKind.CutReply"/>.</summary>
    /// <param name="bytes">How much of the body arrives.</param>
    public static FaultEffect CutReply(int bytes) => new(FaultKind.CutReply) { Bytes = Check(bytes, 0) };

    /// <summary>See <see cref="FaultKind.TruncateReply"/>.</summary>
    /// <param name="bytes">How much of the body arrives.</param>
    public static FaultEffect TruncateReply(int bytes) => new(FaultKind.TruncateReply) { Bytes = Check(bytes, 0) };

    /// <summary>See <see cref="FaultKind.DelayRequest"/>.</summary>
    public static FaultEffect DelayRequest(FaultDelay delay) => new(FaultKind.DelayRequest) { Delay = Given(delay) };

    /// <summary>See <see cref="FaultKind.DelayReply"/>.</summary>
    public static FaultEffect DelayReply(FaultDelay delay) => new(FaultKind.DelayReply) { Delay = Given(delay) };

    /// <summary>See <see cref="FaultKind.HoldRequest"/> and <see cref="EmulatorFault.Release"/>.</summary>
    public static FaultEffect HoldRequest() => new(FaultKind.HoldRequest);

    /// <summary>See <see cref="FaultKind.HoldReply"/> and <see cref="EmulatorFault.Release"/>.</summary>
    public static FaultEffect HoldReply() => new(FaultKind.HoldReply);

    /// <summary>See <see cref="FaultKind.DuplicateRequest"/>.</summary>
    public static FaultEffect DuplicateRequest() => new(FaultKind.DuplicateRequest);

    /// <summary>See <see cref="FaultKind.Respond"/>.</summary>
    /// <param name="status">An HTTP status, 200 to 599.</param>
    /// <param name="body">The body.</param>
    /// <param name="contentType">Its type.</param>
    /// <param name="executes">Whether the request is carried out all the same.</param>
    /// <exception cref="ArgumentOutOfRangeException">The status is out of range.</exception>
    public static FaultEffect Respond(int status, string body = "", string contentType = "text/plain; charset=utf-8", bool executes = false)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentException.ThrowIfNullOrWhiteSpace(contentType);
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        if (!System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(contentType, out _)) throw new ArgumentException($"'{contentType}' is no content type, such as text/html.", nameof(contentType));
        return new(FaultKind.Respond) { Status = status, Body = body, ContentType = contentType, Executes = executes };
    }

    /// <summary>The page of a proxy instead of an answer.</summary>
    /// <param name="status">An HTTP status, 200 to 599.</param>
    /// <param name="executes">Whether the request is carried out all the same.</param>
    /// <exception cref="ArgumentOutOfRangeException">The status is out of range.</exception>
    public static FaultEffect Html(int status = 502, bool executes = false) =>
        Respond(status, "<html><head><title>Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>", "text/html", executes);

    /// <summary>See <see cref="FaultKind.OversizeReply"/>.</summary>
    /// <param name="bytes">The length of the answer, if it is not longer by itself.</param>
    public static FaultEffect OversizeReply(int bytes) => new(FaultKind.OversizeReply) { Bytes = Check(bytes, 1) };

    /// <summary>See <see cref="FaultKind.TrickleReply"/>.</summary>
    /// <param name="bytes">The length of a piece.</param>
    /// <param name="pause">The pause after each piece but the last.</param>
    public static FaultEffect TrickleReply(int bytes, FaultDelay pause) => new(FaultKind.TrickleReply) { Bytes = Check(bytes, 1), Delay = Given(pause) };

    /// <summary>See <see cref="FaultKind.SilenceSubscription"/>.</summary>
    public static FaultEffect SilenceSubscription() => new(FaultKind.SilenceSubscription);

    /// <summary>See <see cref="FaultKind.WithholdAcknowledgement"/>.</summary>
    public static FaultEffect WithholdAcknowledgement() => new(FaultKind.WithholdAcknowledgement);

    /// <summary>See <see cref="FaultKind.WrongAcknowledgement"/>.</summary>
    public static FaultEffect WrongAcknowledgement() => new(FaultKind.WrongAcknowledgement);

    /// <summary>See <see cref="FaultKind.DropMessage"/>.</summary>
    public static FaultEffect DropMessage() => new(FaultKind.DropMessage);

    /// <summary>See <see cref="FaultKind.DuplicateMessage"/>.</summary>
    public static FaultEffect DuplicateMessage() => new(FaultKind.DuplicateMessage);

    /// <summary>See <see cref="FaultKind.DelayMessage"/>.</summary>
    public static FaultEffect DelayMessage(FaultDelay delay) => new(FaultKind.DelayMessage) { Delay = Given(delay) };

    /// <summary>See <see cref="FaultKind.SwapMessage"/>.</summary>
    public static FaultEffect SwapMessage() => new(FaultKind.SwapMessage);

    /// <summary>See <see cref="FaultKind.TrickleMessage"/>.</summary>
    /// <param name="bytes">The length of a fragment.</param>
    /// <param name="pause">The pause after each fragment but the last.</param>
    public static FaultEffect TrickleMessage(int bytes, FaultDelay pause) => new(FaultKind.TrickleMessage) { Bytes = Check(bytes, 1), Delay = Given(pause) };

    /// <summary>See <see cref="FaultKind.CutMessage"/>.</summary>
    /// <param name="bytes">How much of the message arrives.</param>
    public static FaultEffect CutMessage(int bytes) => new(FaultKind.CutMessage) { Bytes = Check(bytes, 0) };

    /// <summary>See <see cref="FaultKind.CloseSocket"/>.</summary>
    public static FaultEffect CloseSocket() => new(FaultKind.CloseSocket);

    /// <summary>See <see cref="FaultKind.BreakSocket"/>.</summary>
    public static FaultEffect BreakSocket() => new(FaultKind.BreakSocket);

    internal FaultStage Stage => Kind switch
    {
        FaultKind.RefuseConnection => FaultStage.Connection,
        FaultKind.SilenceSubscription or FaultKind.WithholdAcknowledgement or FaultKind.WrongAcknowledgement => FaultStage.Subscription,
        >= FaultKind.DropMessage => FaultStage.Message,
        _ => FaultStage.Request,
    };

    private static FaultDelay Given(FaultDelay delay)
    {
        ArgumentNullException.ThrowIfNull(delay);
        return delay;
    }

    private static int Check(int bytes, int least)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, least);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, MostBytes);
        return bytes;
    }
}
