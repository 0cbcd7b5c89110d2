namespace HypeKr.Hyperliquid.Emulator;

/// <summary>What a fault does.</summary>
public enum FaultKind
{
    /// <summary>The connection cannot be opened; not one byte is taken.</summary>
    RefuseConnection,

    /// <summary>The connection dies with the request, which is never carried out.</summary>
    DropRequest,

    /// <summary>The request is carried out, and the connection dies without an answer.</summary>
    DropReply,

    /// <summary>The request is carried out, and the connection dies within the body of the answer.</summary>
    CutReply,

    /// <summary>The request is carried out, and the answer ends early, as if it were whole.</summary>
    TruncateReply,

    /// <summary>The request is carried out later.</summary>
    DelayRequest,

    /// <summary>The request is carried out, and answered later.</summary>
    DelayReply,

    /// <summary>The request waits, before it is carried out, until it is released.</summary>
    HoldRequest,

    /// <summary>The request is carried out, and its answer waits until it is released.</summary>
    HoldReply,

    /// <summary>The request is carried out twice, and the second answer is given.</summary>
    DuplicateRequest,

    /// <summary>Another answer is given.</summary>
    Respond,

    /// <summary>The request is carried out, and white space makes the answer as long as asked.</summary>
    OversizeReply,

    /// <summary>The request is carried out, and the answer comes in small pieces with pauses.</summary>
    TrickleReply,

    /// <summary>A subscription is acknowledged, and nothing is told.</summary>
    SilenceSubscription,

    /// <summary>A subscription is made, and never acknowledged.</summary>
    WithholdAcknowledgement,

    /// <summary>A subscription is made, and another one is acknowledged.</summary>
    WrongAcknowledgement,

    /// <summary>A message is lost.</summary>
    DropMessage,

    /// <summary>A message comes twice.</summary>
    DuplicateMessage,

    /// <summary>A message, and what follows on its socket, comes later.</summary>
    DelayMessage,

    /// <summary>A message is overtaken by the next one on its socket.</summary>
    SwapMessage,

    /// <summary>A message comes in fragments with pauses.</summary>
    TrickleMessage,

    /// <summary>The socket breaks within a message.</summary>
    CutMessage,

    /// <summary>The socket is closed in good order instead of the message.</summary>
    CloseSocket,

    /// <summary>The socket breaks instead of the message.</summary>
    BreakSocket,
}
