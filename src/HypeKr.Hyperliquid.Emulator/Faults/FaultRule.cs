using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>What goes wrong, and where and how often. A condition that is not set fits everything.</summary>
public sealed record FaultRule
{
    /// <summary>What it does.</summary>
    public required FaultEffect Effect { get; init; }

    /// <summary><c>/info</c>, <c>/exchange</c>, <c>/explorer</c>, <c>/ws</c> or <c>/explorer/ws</c>. Requests posted over a socket come by <c>/ws</c>.</summary>
    public string? Endpoint { get; init; }

    /// <summary>
    /// The wire name: of the action or the read; of the subscription (<see cref="FaultKind.SilenceSubscription"/> and what follows it);
    /// of the channel (<see cref="FaultKind.DropMessage"/> and what follows it), <c>subscriptionResponse</c>, <c>post</c>, <c>pong</c>
    /// and <c>error</c> among them.
    /// </summary>
    public string? Type { get; init; }

    /// <summary>For an action, whom it acts for: the vault or sub-account if it names one, else the signer's master; for the rest, the user it asks about.</summary>
    public EthereumAddress? Account { get; init; }

    /// <summary>The name given to <see cref="HyperliquidEmulator.CreateHandler"/> or <see cref="HyperliquidEmulator.CreateSocketFactory"/>; on a web server, the remote address and port.</summary>
    public string? Connection { get; init; }

    /// <summary>How many that fit are let through first.</summary>
    /// <value>0 by default.</value>
    public int Skip { get; init; }

    /// <summary>How many it strikes; then it rests.</summary>
    /// <value>Null by default: all.</value>
    public int? Times { get; init; }

    /// <summary>How likely it strikes one that fits, 0 to 1. The seed decides which.</summary>
    /// <value>1 by default.</value>
    public decimal Probability { get; init; } = 1;

    /// <summary>Reads one rule, or an array of rules, from JSON: members and kinds are named as here, in camel case.</summary>
    /// <param name="utf8">Such as <c>{"effect": {"kind": "delayReply", "delay": 250}, "endpoint": "/exchange", "times": 3}</c>; a delay is a number of milliseconds or a distribution.</param>
    /// <exception cref="FaultFormatException">It is not JSON, or does not fit; nothing was added anywhere.</exception>
    public static IReadOnlyList<FaultRule> Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return FaultJson.ReadList(utf8);
        }
        catch (ShapeException e)
        {
            throw new FaultFormatException(e.Message);
        }
    }

    internal void Check()
    {
        if (Effect is null) throw new ArgumentException("A fault needs an effect.");
        if (Endpoint is not (null or "/info" or "/exchange" or "/explorer" or "/ws" or "/explorer/ws")) throw new ArgumentException($"'{Endpoint}' is no endpoint: /info, /exchange, /explorer, /ws or /explorer/ws.");
        if (Skip < 0) throw new ArgumentException("Skip is at least 0.");
        if (Times is < 1) throw new ArgumentException("Times is at least 1, or null for all.");
        if (Probability is < 0 or > 1) throw new ArgumentException("A probability is 0 to 1.");
        if (Effect.Stage == FaultStage.Connection && (Type is not null || Account is not null)) throw new ArgumentException("A connection that is refused has neither a type nor an account yet.");
    }
}
