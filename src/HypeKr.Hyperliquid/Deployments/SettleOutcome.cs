namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Settles an outcome. Wire: <c>settleOutcome</c>.</summary>
public sealed class SettleOutcome : OutcomeDeployOperation
{
    /// <summary>An outcome to settle.</summary>
    public SettleOutcome(OutcomeResolution settlement)
    {
        ArgumentNullException.ThrowIfNull(settlement);
        Settlement = settlement;
    }

    /// <summary>How it ended.</summary>
    public OutcomeResolution Settlement { get; }

    /// <inheritdoc/>
    public override string Variant => "settleOutcome";

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        Settlement.Write(ref writer);
    }
}
