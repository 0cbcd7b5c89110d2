namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Bids HYPE for priority in the gossip of blocks. Wire: <c>gossipPriorityBid</c>, with <c>slotId</c>, <c>ip</c>, <c>maxGas</c> in 10^-8.</summary>
/// <remarks>The auction starts from 0.1 HYPE.</remarks>
public sealed class GossipPriorityBidAction : L1Action
{
    /// <summary>A bid.</summary>
    /// <param name="slot">The slot bid for: 0 or 1.</param>
    /// <param name="ipAddress">The IP address of the node that shall have priority.</param>
    /// <param name="maxGas">HYPE that may be paid at most: at most 8 fractional digits.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public GossipPriorityBidAction(int slot, string ipAddress, decimal maxGas)
    {
        Slot = (int)ActionArgument.Integer(slot, 0, 1, "the slot");
        IpAddress = ActionArgument.Ip(ipAddress);
        MaxGas = ActionArgument.Hype(maxGas, "the most gas to pay", min: 0m);
    }

    /// <inheritdoc/>
    public override string Type => "gossipPriorityBid";

    /// <summary>The slot bid for. Wire: <c>slotId</c>.</summary>
    public int Slot { get; }

    /// <summary>The node that shall have priority. Wire: <c>ip</c>.</summary>
    public string IpAddress { get; }

    /// <summary>HYPE that may be paid at most. Wire: <c>maxGas</c>.</summary>
    public decimal MaxGas { get; }

    internal override void Describe(ActionFacts facts)
    {
    }

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(4);
        writer.Name("type"u8);
        writer.Text("gossipPriorityBid"u8);
        writer.Name("slotId"u8);
        writer.Integer((long)Slot);
        writer.Name("ip"u8);
        writer.Text(IpAddress);
        writer.Name("maxGas"u8);
        writer.Integer(ActionArgument.HypeUnits(MaxGas));
        writer.EndMap();
    }
}
