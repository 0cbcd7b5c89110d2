namespace HypeKr.Hyperliquid;

/// <summary>Starts a TWAP order: a slice every 30 seconds, each with at most 3 % slippage. Wire: <c>twapOrder</c>, with <c>twap</c> and <c>details</c>, which is left out when unset.</summary>
public sealed class TwapOrderAction : L1Action
{
    /// <summary>A TWAP order to start.</summary>
    /// <param name="twap">The order.</param>
    /// <param name="conditions">When it starts and ends early; null leaves them out.</param>
    public TwapOrderAction(TwapTerms twap, TwapConditions? conditions = null)
    {
        ArgumentNullException.ThrowIfNull(twap);
        (Twap, Conditions) = (twap, conditions);
    }

    /// <inheritdoc/>
    public override string Type => "twapOrder";

    /// <summary>The order.</summary>
    public TwapTerms Twap { get; }

    /// <summary>When it starts and ends early.</summary>
    public TwapConditions? Conditions { get; }

    internal override ActsFor ActsFor => ActsFor.Envelope;

    internal override void Describe(ActionFacts facts) => facts.Order(Twap.Asset, Twap.Side, null, Twap.Size.Value, Twap.ReduceOnly);

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(Conditions is null ? 2 : 3);
        writer.Name("type"u8);
        writer.Text("twapOrder"u8);
        writer.Name("twap"u8);
        Twap.Write(ref writer);
        if (Conditions is not null)
        {
            writer.Name("details"u8);
            Conditions.Write(ref writer);
        }

        writer.EndMap();
    }
}
