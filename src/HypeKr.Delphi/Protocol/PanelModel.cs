namespace HypeKr.Delphi;

/// <summary>What answered for one model role.</summary>
/// <param name="Role">The role; see <see cref="ModelRoles"/>.</param>
/// <param name="Provider">The provider its client names, such as <c>openai</c>; null if it names none.</param>
/// <param name="ModelIds">The models named by the responses, each once, sorted; the client's default model where no response names one.</param>
public sealed record PanelModel(string Role, string? Provider, IReadOnlyList<string> ModelIds);
