namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Lets others carry out operations for the deployer of a dex. Wire: <c>setSubDeployers</c>, with <c>dex</c>, <c>subDeployers</c>.</summary>
public sealed class SetPerpSubDeployers : PerpDeployOperation
{
    private readonly SubDeployerGrant[] _subDeployers;

    /// <summary>Permissions to set.</summary>
    /// <param name="dex">The name of the dex.</param>
    /// <param name="subDeployers">Who may do what.</param>
    /// <exception cref="InvalidActionException">The text cannot be the name of a dex.</exception>
    public SetPerpSubDeployers(string dex, IEnumerable<SubDeployerGrant> subDeployers)
    {
        ArgumentNullException.ThrowIfNull(subDeployers);
        Dex = ActionArgument.Dex(dex);
        _subDeployers = [.. subDeployers];
    }

    /// <summary>The name of the dex. Wire: <c>dex</c>.</summary>
    public string Dex { get; }

    /// <summary>Who may do what. Wire: <c>subDeployers</c>.</summary>
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
        writer.BeginMap(2);
        writer.Name("dex"u8);
        writer.Text(Dex);
        writer.Name("subDeployers"u8);
        writer.BeginArray(_subDeployers.Length);
        foreach (var subDeployer in _subDeployers) subDeployer.Write(ref writer);
        writer.EndArray();
        writer.EndMap();
    }
}
