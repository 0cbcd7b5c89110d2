namespace HypeKr.Delphi;

/// <summary>The model roles of <see cref="PanelDefinition.Original"/>. A definition of your own may name others.</summary>
public static class ModelRoles
{
    /// <summary>A small, cheap model: most personas.</summary>
    public const string Small = "small";

    /// <summary>A larger model.</summary>
    public const string Large = "large";

    /// <summary>A larger model of another provider, whose errors are less correlated with the rest.</summary>
    public const string Independent = "independent";
}
