using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Lets an agent (API wallet) sign L1 actions for the account. Wire: <c>approveAgent</c>, with <c>agentAddress</c>, <c>agentName</c> (empty for the unnamed agent) and <c>nonce</c>.</summary>
/// <remarks>A name that is in use already moves to the new agent, and the old one is gone. The unnamed agent is replaced likewise.</remarks>
public sealed class ApproveAgentAction : UserSignedAction
{
    private static readonly UserSignedType SignedAs = UserSignedType.Known("approveAgent");

    /// <summary>An approval.</summary>
    /// <param name="agentAddress">The agent's address, never used before.</param>
    /// <param name="agentName">The name as it is signed, with <c> valid_until</c> and Unix milliseconds after it where it shall lapse; empty for the unnamed agent.</param>
    /// <exception cref="InvalidActionException">The name without its expiry has more than 16 characters.</exception>
    public ApproveAgentAction(EthereumAddress agentAddress, string agentName = "")
    {
        AgentAddress = agentAddress;
        AgentName = Hyperliquid.AgentName.CheckSigned(agentName);
    }

    /// <summary>The agent's address.</summary>
    public EthereumAddress AgentAddress { get; }

    /// <summary>The name as it is signed.</summary>
    public string AgentName { get; }

    internal override UserSignedType SignedType => SignedAs;

    internal override void Describe(ActionFacts facts) => facts.Delegate(AgentAddress);

    internal override void WriteFields<TFields>(ref TFields fields, in ActionContext context)
    {
        fields.Address("agentAddress"u8, AgentAddress);
        fields.String("agentName"u8, AgentName);
        fields.Nonce("nonce"u8, context);
    }
}
