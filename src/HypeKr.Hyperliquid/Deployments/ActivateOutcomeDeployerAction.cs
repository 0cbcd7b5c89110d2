namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Becomes a deployer of outcome markets (HIP-4), or stops being one. Wire: <c>activateOutcomeDeployer</c>, with <c>activate</c> or <c>deactivate</c>.</summary>
/// <remarks>
/// The form of the venue's documentation since August 2026. Another client still sends <c>isDeactivate</c>: <see cref="WithFlag"/>. The venue asks for staked HYPE that stays put for 183 days.
/// </remarks>
public sealed class ActivateOutcomeDeployerAction : L1Action
{
    private readonly bool _asFlag;

    private ActivateOutcomeDeployerAction(string? venueName, bool asFlag, bool isDeactivation) => (VenueName, _asFlag, IsDeactivation) = (venueName, asFlag, isDeactivation);

    /// <inheritdoc/>
    public override string Type => "activateOutcomeDeployer";

    /// <summary>The name to deploy under; null where none is given. Wire: <c>venueName</c>.</summary>
    public string? VenueName { get; }

    /// <summary>Whether the account stops being a deployer.</summary>
    public bool IsDeactivation { get; }

    /// <summary>Becomes a deployer. Wire: <c>activate</c>.</summary>
    /// <param name="venueName">The name to deploy under: 2 to 4 lower-case letters.</param>
    /// <exception cref="InvalidActionException">The text is anything else.</exception>
    public static ActivateOutcomeDeployerAction Activate(string venueName) => new(CheckVenue(venueName), asFlag: false, isDeactivation: false);

    /// <summary>Stops being a deployer. Wire: <c>deactivate</c>, which is <c>null</c>.</summary>
    public static ActivateOutcomeDeployerAction Deactivate() => new(null, asFlag: false, isDeactivation: true);

    /// <summary>The older form, without a name. Wire: <c>isDeactivate</c>.</summary>
    /// <param name="isDeactivate">False to become a deployer, true to stop being one.</param>
    public static ActivateOutcomeDeployerAction WithFlag(bool isDeactivate) => new(null, asFlag: true, isDeactivate);

    internal static string CheckVenue(string venue)
    {
        ArgumentNullException.ThrowIfNull(venue);
        return venue.Length is >= 2 and <= 4 && venue.All(char.IsAsciiLetterLower)
            ? venue
            : throw new InvalidActionException($"A venue name is 2 to 4 lower-case letters, not {Quoted.Text(venue)}.");
    }

    internal override void Describe(ActionFacts facts)
    {
    }

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(2);
        writer.Name("type"u8);
        writer.Text("activateOutcomeDeployer"u8);
        if (_asFlag)
        {
            writer.Name("isDeactivate"u8);
            writer.Boolean(IsDeactivation);
        }
        else if (IsDeactivation)
        {
            writer.Name("deactivate"u8);
            writer.Null();
        }
        else
        {
            writer.Name("activate"u8);
            writer.BeginMap(1);
            writer.Name("venueName"u8);
            writer.Text(VenueName);
            writer.EndMap();
        }

        writer.EndMap();
    }
}
