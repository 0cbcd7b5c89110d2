using Microsoft.Extensions.AI;

namespace HypeKr.Delphi;

// What a panel has before any question: its definition, the clients of its roles, and what it says first to each persona.
internal sealed class PanelSeats
{
    private readonly Dictionary<string, IChatClient> _clients = new(StringComparer.Ordinal);
    private readonly string[] _systemPrompts;

    public PanelSeats(PanelDefinition definition, IReadOnlyDictionary<string, IChatClient> clients)
    {
        definition.Validate();
        foreach (var persona in definition.Personas)
        {
            if (!clients.TryGetValue(persona.ModelRole, out var client) || client is null)
            {
                throw new InvalidPanelException(
                    $"The persona \"{persona.Name}\" needs a client for the model role \"{persona.ModelRole}\"; there are clients for: {string.Join(", ", clients.Keys)}.");
            }

            _clients[persona.ModelRole] = client;
        }

        Definition = definition;
        Fingerprint = definition.Fingerprint;
        CheckFamilies();
        _systemPrompts = [.. definition.Personas.Select(persona => PanelPrompt.System(persona, definition, outcomes: 0, IsStructured(persona)))];
    }

    public PanelDefinition Definition { get; }

    public string Fingerprint { get; }

    public IChatClient ClientOf(string role) => _clients[role];

    public bool IsStructured(Persona persona) => Definition.StructuredRoles.Contains(persona.ModelRole);

    public string SystemPrompt(int persona, int outcomes) =>
        outcomes == 0 ? _systemPrompts[persona] : PanelPrompt.System(Definition.Personas[persona], Definition, outcomes, IsStructured(Definition.Personas[persona]));

    private void CheckFamilies()
    {
        if (Definition.MinimumFamilies <= 1) return;
        var families = _clients.Values.Select(ModelFamily.Of).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (families.Count >= Definition.MinimumFamilies) return;
        throw new InvalidPanelException(string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"The panel \"{Definition.Name}\" wants models of {Definition.MinimumFamilies} families, and its clients are of {families.Count} known ones ({string.Join(", ", families)}). Errors within a family are nearly the same."));
    }
}
