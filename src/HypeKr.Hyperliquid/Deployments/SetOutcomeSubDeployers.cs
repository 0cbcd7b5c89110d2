namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Lets others carry out operations for a deployer of outcomes. Wire: <c>setSubDeployers</c>.</summary>
public sealed class SetOutcomeSubDeployers : OutcomeDeployOperation
{
    private readonly SubDeployerGrant[] _subDeployers;

    /// <summary>Permissions to set.</summary>
    /// <param name="subDeployers">Who may do what.</param>
    public SetOutcomeSubDeployers(IEnumerable<SubDeployerGrant> subDeployers)
    {
        ArgumentNullException.ThrowIfNull(subDeployers);
        _subDeployers = [.. subDeployers];
    }

    /// <summary>Who may do what.</summary>
    public IReadOnlyList<SubDeployerGrant> SubDeployers => _subDeployers;

    /// <inheritdoc/>
    public override string Variant => "setSubDeployers";

    internal override void Describe(ActionFacts facts)
    {
        foreach (var grant in _subDeployers)
        {
            if (grant.Allowed) facts.Delegate(grant.User);
        }
    }

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.BeginArray(_subDeployers.Length);
        foreach (var subDeployer in _subDeployers) subDeployer.Write(ref writer);
        writer.EndArray();
    }
}
