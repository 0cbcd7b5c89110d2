namespace HypeKr.Hyperliquid;

/// <summary>Registers a validator, changes its profile, or takes it off the list. Wire: <c>CValidatorAction</c>, with <c>register</c>, <c>changeProfile</c> or <c>unregister</c>.</summary>
public sealed class ValidatorAction : L1Action
{
    private ValidatorAction()
    {
    }

    /// <inheritdoc/>
    public override string Type => "CValidatorAction";

    /// <summary>The profile to register, for a registration. Wire: <c>register.profile</c>.</summary>
    public ValidatorProfile? Profile { get; private init; }

    /// <summary>Whether a registration takes part in consensus at once. Wire: <c>register.unjailed</c>.</summary>
    public bool Unjailed { get; private init; }

    /// <summary>HYPE that a registration delegates to itself. Wire: <c>register.initial_wei</c>, in 10^-8.</summary>
    public decimal InitialStake { get; private init; }

    /// <summary>What changes, for a change of profile. Wire: <c>changeProfile</c>.</summary>
    public ValidatorProfileChange? Change { get; private init; }

    /// <summary>Registers a validator. Wire: <c>register</c>.</summary>
    /// <param name="profile">What it says of itself.</param>
    /// <param name="unjailed">Whether it takes part in consensus at once.</param>
    /// <param name="initialStake">HYPE that it delegates to itself: at most 8 fractional digits.</param>
    /// <exception cref="InvalidActionException">The stake is negative, or has more digits.</exception>
    public static ValidatorAction Register(ValidatorProfile profile, bool unjailed, decimal initialStake)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return new() { Profile = profile, Unjailed = unjailed, InitialStake = ActionArgument.Hype(initialStake, "the initial stake", min: 0m) };
    }

    /// <summary>Changes the profile. Wire: <c>changeProfile</c>.</summary>
    public static ValidatorAction ChangeProfile(ValidatorProfileChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new() { Change = change };
    }

    /// <summary>Takes the validator off the list. Wire: <c>unregister</c>.</summary>
    public static ValidatorAction Unregister() => new();

    internal override void Describe(ActionFacts facts)
    {
    }

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(2);
        writer.Name("type"u8);
        writer.Text("CValidatorAction"u8);
        if (Profile is not null)
        {
            writer.Name("register"u8);
            writer.BeginMap(3);
            writer.Name("profile"u8);
            Profile.Write(ref writer);
            writer.Name("unjailed"u8);
            writer.Boolean(Unjailed);
            writer.Name("initial_wei"u8);
            writer.Integer(ActionArgument.HypeUnits(InitialStake));
            writer.EndMap();
        }
        else if (Change is not null)
        {
            writer.Name("changeProfile"u8);
            Change.Write(ref writer);
        }
        else
        {
            writer.Name("unregister"u8);
            writer.Null();
        }

        writer.EndMap();
    }
}
