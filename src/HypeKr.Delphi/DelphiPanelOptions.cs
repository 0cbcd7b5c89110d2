namespace HypeKr.Delphi;

/// <summary>The panel that <c>AddDelphi</c> registers.</summary>
public sealed class DelphiPanelOptions
{
    /// <summary>Who sits on it.</summary>
    /// <value>The default is <see cref="PanelDefinition.Recommended"/>.</value>
    public PanelDefinition Definition { get; set; } = PanelDefinition.Recommended;

    /// <summary>How its runs are carried out that bring no options of their own.</summary>
    /// <value>The default is the defaults of <see cref="DelphiOptions"/>.</value>
    public DelphiOptions Options { get; set; } = new();
}
