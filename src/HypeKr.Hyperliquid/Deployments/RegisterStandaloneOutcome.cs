namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Lists an outcome that belongs to no question. Wire: <c>registerStandaloneOutcomeFromTemplate</c>, with <c>id</c>, <c>keywordToValue</c> and, unless left out, <c>deployerFeeScale</c>.</summary>
/// <remarks>Transactions that the venue accepted carry the fee scale; the older form, in <see cref="LegacyOutcomeDeployment"/>, does not.</remarks>
public sealed class RegisterStandaloneOutcome : OutcomeDeployOperation
{
    /// <summary>An outcome to list.</summary>
    /// <param name="template">What it is about.</param>
    /// <param name="deployerFeeScale">The factor on the venue's fee that goes to the deployer: 0 to 10; null leaves it out.</param>
    /// <exception cref="InvalidActionException">The factor is out of range.</exception>
    public RegisterStandaloneOutcome(OutcomeTemplateInstance template, decimal? deployerFeeScale = null)
    {
        ArgumentNullException.ThrowIfNull(template);
        Template = template;
        DeployerFeeScale = deployerFeeScale is { } scale ? ActionArgument.Decimal(scale, "the fee scale", min: 0m, max: 10m) : null;
    }

    /// <summary>What it is about. Wire: <c>id</c>, <c>keywordToValue</c>.</summary>
    public OutcomeTemplateInstance Template { get; }

    /// <summary>The factor on the venue's fee, if given. Wire: <c>deployerFeeScale</c>.</summary>
    public decimal? DeployerFeeScale { get; }

    /// <inheritdoc/>
    public override string Variant => "registerStandaloneOutcomeFromTemplate";

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.BeginMap(DeployerFeeScale is null ? 2 : 3);
        Template.WriteMembers(ref writer);
        if (DeployerFeeScale is { } scale)
        {
            writer.Name("deployerFeeScale"u8);
            writer.Decimal(scale);
        }

        writer.EndMap();
    }
}
