using System.Globalization;
using System.Text.Json.Serialization;

namespace HypeKr.Delphi;

/// <summary>A cheap look before the panel: a few personas, one sample each, without news. A question that all of them put near one half is skipped.</summary>
/// <remarks>
/// News is left out so that the decision does not move with what happened to be retrieved. Where a persona gives no
/// readable answer the panel goes on: a skip needs all of them.
/// </remarks>
public sealed record PrescreenRule
{
    /// <summary>Creates a rule to be filled by an initializer.</summary>
    public PrescreenRule()
    {
    }

    [JsonConstructor]
    internal PrescreenRule(IReadOnlyList<string>? personas = null, double band = 0.05) => (Personas, Band) = (personas ?? [], band);

    /// <summary>Names of the personas that are asked.</summary>
    /// <value>Default: none, which a panel refuses. The original asks inside_view, outside_view and premortem.</value>
    public IReadOnlyList<string> Personas { get; init; } = [];

    /// <summary>The question is skipped when |p - 0.5| ≤ band for every persona; see <see cref="Consensus.IsUndecided"/>.</summary>
    /// <value>Default: 0.05, the original's. On recorded panels it skips 2 to 11 % of questions, which score as badly as a coin.</value>
    public double Band { get; init; } = 0.05;

    /// <inheritdoc/>
    public bool Equals(PrescreenRule? other) => other is not null && Band.Equals(other.Band) && Personas.SequenceEqual(other.Personas);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Band, Personas.Count);

    internal string? Problem(IReadOnlyList<Persona> panel)
    {
        if (Band is not (>= 0 and <= 0.5)) return string.Create(CultureInfo.InvariantCulture, $"prescreen.band is {Band}; expected 0 to 0.5");
        if (Personas is not { Count: > 0 }) return "prescreen.personas is empty; name at least one persona, or leave the prescreen out";
        if (Personas.Distinct(StringComparer.Ordinal).Count() < Personas.Count) return "prescreen.personas names a persona twice";
        return Personas.FirstOrDefault(name => panel.All(persona => persona.Name != name)) is { } stranger
            ? $"prescreen.personas names \"{stranger}\", who is not in the panel"
            : null;
    }
}
