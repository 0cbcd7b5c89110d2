using System.Text.Json.Serialization;

namespace HypeKr.Delphi;

/// <summary>One member of a panel: a way of looking at a question, and how to sample it.</summary>
public sealed record Persona
{
    /// <summary>Creates a persona to be filled by an initializer.</summary>
    public Persona()
    {
    }

    // The source generator sets init-only members that are absent from the JSON to default(T); parameters keep their defaults.
    [JsonConstructor]
    internal Persona(string name = "", string frame = "", double? temperature = null, string modelRole = ModelRoles.Small) =>
        (Name, Frame, Temperature, ModelRole) = (name, frame, temperature, modelRole);

    /// <summary>Unique in its panel. Never shown to a model.</summary>
    /// <value>Default: empty, which a panel refuses.</value>
    public string Name { get; init; } = "";

    /// <summary>The description in the system prompt: how this member thinks.</summary>
    /// <value>Default: empty, which a panel refuses.</value>
    public string Frame { get; init; } = "";

    /// <summary>Sampling temperature in [0, 2].</summary>
    /// <value>Default: null, which leaves it to the model; some refuse to be given one.</value>
    public double? Temperature { get; init; }

    /// <summary>Which of the panel's clients answers for this member; see <see cref="ModelRoles"/>.</summary>
    /// <value>Default: <see cref="ModelRoles.Small"/>.</value>
    public string ModelRole { get; init; } = ModelRoles.Small;
}
