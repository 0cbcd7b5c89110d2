using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HypeKr.Delphi;

/// <summary>A panel as a value: who sits on it and by which rules it works. It holds no client and no key.</summary>
/// <remarks>Immutable if its lists are; compared by content; read and written as JSON. Members absent from the JSON take their defaults.</remarks>
public sealed record PanelDefinition
{
    /// <summary>Creates a definition to be filled by an initializer.</summary>
    public PanelDefinition()
    {
    }

    [JsonConstructor]
    internal PanelDefinition(
        string name = "",
        IReadOnlyList<Persona>? personas = null,
        int samplesPerPersona = 5,
        PrescreenRule? prescreen = null,
        StopRule? stop = null,
        Quorum? quorum = null,
        SpreadExtremization? extremization = null,
        double confidenceSpread = 0.20,
        double oddsClip = Aggregators.DefaultClip,
        string? aggregation = null,
        Elicitation elicitation = Elicitation.Point,
        PeerFeedback feedback = PeerFeedback.Numbers,
        bool reask = false,
        IReadOnlyList<string>? structuredRoles = null,
        int minimumFamilies = 1,
        bool showsMarket = false)
    {
        (Aggregation, Elicitation, Feedback, Reask) = (aggregation ?? AggregationRule.Median.Name, elicitation, feedback, reask);
        (StructuredRoles, MinimumFamilies, ShowsMarket) = (structuredRoles ?? [], minimumFamilies, showsMarket);
        (Name, Personas, SamplesPerPersona, Prescreen) = (name, personas ?? [], samplesPerPersona, prescreen);
        (Stop, Quorum, Extremization) = (stop ?? new(), quorum ?? new(), extremization ?? new());
        (ConfidenceSpread, OddsClip) = (confidenceSpread, oddsClip);
    }

    /// <summary>The original's panel: nine personas, five samples each, two rounds at most, a prescreen by three of them.</summary>
    /// <remarks>
    /// Roles, temperatures and thresholds follow the published description of the protocol; the wording of the frames
    /// is this library's. It needs clients for the roles small, large and independent, and makes 48 or 93 calls.
    /// </remarks>
    public static PanelDefinition Original { get; } = OriginalPanel.Create();

    /// <summary>What the evidence supports, on one model: five frames, one sample each, two rounds in which reasons are shared, the geometric mean of odds, no extremisation.</summary>
    /// <remarks>
    /// On recorded panels of language models the geometric mean of odds beats the median and every fixed extremisation loses; reasons carry what a second round gains;
    /// samples of one persona buy robustness and no accuracy, so one sample and a re-ask. Different models buy most: see <see cref="RecommendedFor"/>. It makes at most 20 calls.
    /// </remarks>
    public static PanelDefinition Recommended { get; } = RecommendedPanel.Create([ModelRoles.Small]);

    /// <summary>What the panel is called in records.</summary>
    /// <value>Default: empty, which a panel refuses.</value>
    public string Name { get; init; } = "";

    /// <summary>The members: at least two, of different names and not the same frame, model role and temperature.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<Persona> Personas { get; init; } = [];

    /// <summary>Samples of each persona in each round; the persona's answer is their median. 1 to 101.</summary>
    /// <value>Default: 5, the original's. More samples buy robustness against unreadable answers, hardly accuracy.</value>
    public int SamplesPerPersona { get; init; } = 5;

    /// <summary>The prescreen, or null for none.</summary>
    /// <value>Default: null.</value>
    public PrescreenRule? Prescreen { get; init; }

    /// <summary>When to stop.</summary>
    /// <value>Default: the original's thresholds.</value>
    public StopRule Stop { get; init; } = new();

    /// <summary>How many panelists a round needs.</summary>
    /// <value>Default: three, and half the panel.</value>
    public Quorum Quorum { get; init; } = new();

    /// <summary>How <see cref="PanelEstimate.Extremized"/> follows from the aggregate.</summary>
    /// <value>Default: the original's, cut to [0.01, 0.99].</value>
    public SpreadExtremization Extremization { get; init; } = new();

    /// <summary>The spread at which confidence is 0; see <see cref="Consensus.Confidence"/>.</summary>
    /// <value>Default: 0.20, the original's.</value>
    public double ConfidenceSpread { get; init; } = 0.20;

    /// <summary>The clip of <see cref="PanelEstimate.GeometricMeanOfOdds"/>.</summary>
    /// <value>Default: 0.01.</value>
    public double OddsClip { get; init; } = Aggregators.DefaultClip;

    /// <summary>How the persona medians become one number: the name of an <see cref="AggregationRule"/> that reads best estimates alone, or intervals where three points are elicited.</summary>
    /// <value>Default: <c>median</c>, the original's.</value>
    public string Aggregation { get; init; } = AggregationRule.Median.Name;

    /// <summary>What a panelist is asked for.</summary>
    /// <value>Default: one probability, as the original does.</value>
    public Elicitation Elicitation { get; init; }

    /// <summary>What the panelists learn of each other.</summary>
    /// <value>Default: numbers alone, as the original does.</value>
    public PeerFeedback Feedback { get; init; }

    /// <summary>Whether an answer without a readable probability is asked for once more, with a reminder of the form. Refusals are taken at their word.</summary>
    /// <value>Default: false, as the original does.</value>
    public bool Reask { get; init; }

    /// <summary>Model roles whose provider honours a JSON schema: they are asked for structured output. Whatever comes back is read by the same parser.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> StructuredRoles { get; init; } = [];

    /// <summary>How many different model families the clients must be of, as their metadata says; a client that says nothing counts as none.</summary>
    /// <value>Default: 1, which is not checked.</value>
    public int MinimumFamilies { get; init; } = 1;

    /// <summary>Whether the prompts show <see cref="ForecastQuestion.MarketProbability"/>.</summary>
    /// <value>Default: false. A panel that has seen the market repeats it, and a calibrator fitted on it learns the market.</value>
    public bool ShowsMarket { get; init; }

    /// <summary>The first 12 hex digits of SHA-256 over <see cref="ToJson"/>: tells in a record whether two runs used the same panel.</summary>
    [JsonIgnore]
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToJson())))[..12];

    /// <summary><see cref="Recommended"/> spread over several models: frame i is answered by role i, in turn.</summary>
    /// <param name="modelRoles">At least one role, each once; models of different families gain most.</param>
    public static PanelDefinition RecommendedFor(params IReadOnlyList<string> modelRoles)
    {
        ArgumentNullException.ThrowIfNull(modelRoles);
        if (modelRoles.Count == 0) throw new ArgumentException("There are no model roles; at least one is needed.", nameof(modelRoles));
        var definition = RecommendedPanel.Create(modelRoles);
        definition.Validate();
        return definition;
    }

    /// <summary>Reads a definition and checks it.</summary>
    /// <param name="json">What <see cref="ToJson"/> writes; unknown members are ignored.</param>
    /// <exception cref="InvalidPanelException">It is not JSON of this shape, or the panel could not run.</exception>
    public static PanelDefinition FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        PanelDefinition? definition;
        try
        {
            definition = JsonSerializer.Deserialize(json, DelphiJsonContext.Default.PanelDefinition);
        }
        catch (JsonException e)
        {
            throw new InvalidPanelException($"The panel definition is not valid JSON of its shape: {e.Message}", e);
        }

        if (definition is null) throw new InvalidPanelException("The panel definition is null; expected a JSON object.");
        definition.Validate();
        return definition;
    }

    /// <summary>The definition as indented JSON, the same text on every machine.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, DelphiJsonContext.Default.PanelDefinition);

    /// <summary>Checks that the panel can run.</summary>
    /// <exception cref="InvalidPanelException">It cannot; the message says why.</exception>
    public void Validate()
    {
        if (Problem() is { } problem) throw new InvalidPanelException($"The panel \"{Name}\" cannot run: {problem}.");
    }

    /// <inheritdoc/>
    public bool Equals(PanelDefinition? other) =>
        other is not null
        && Name == other.Name
        && Personas.SequenceEqual(other.Personas)
        && SamplesPerPersona == other.SamplesPerPersona
        && Equals(Prescreen, other.Prescreen)
        && Stop == other.Stop
        && Quorum == other.Quorum
        && Extremization == other.Extremization
        && ConfidenceSpread.Equals(other.ConfidenceSpread)
        && OddsClip.Equals(other.OddsClip)
        && (Aggregation, Elicitation, Feedback, Reask, MinimumFamilies, ShowsMarket) == (other.Aggregation, other.Elicitation, other.Feedback, other.Reask, other.MinimumFamilies, other.ShowsMarket)
        && StructuredRoles.SequenceEqual(other.StructuredRoles);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Personas.Count, SamplesPerPersona, Stop, Quorum, Extremization);

    private string? Problem()
    {
        if (string.IsNullOrWhiteSpace(Name)) return "name is empty";
        if (Personas is null || Personas.Count < 2) return Say($"it has {Personas?.Count ?? 0} personas; expected at least 2, since one alone has no spread");
        if (SamplesPerPersona is < 1 or > 101) return Say($"samplesPerPersona is {SamplesPerPersona}; expected 1 to 101");
        if (!(ConfidenceSpread > 0) || double.IsInfinity(ConfidenceSpread)) return Say($"confidenceSpread is {ConfidenceSpread}; expected a finite number above 0");
        if (OddsClip is not (> 0 and < 0.5)) return Say($"oddsClip is {OddsClip}; expected a number strictly between 0 and 0.5");
        if (Stop is null || Quorum is null || Extremization is null) return "stop, quorum or extremization is null";
        if (StructuredRoles is null || StructuredRoles.Contains(null!)) return "structuredRoles is null, or holds null; use an empty list for none";
        if (StructuredRoles.FirstOrDefault(role => Personas.All(persona => persona?.ModelRole != role)) is { } stranger) return $"structuredRoles names \"{stranger}\", which no persona has";
        if (MinimumFamilies < 1) return Say($"minimumFamilies is {MinimumFamilies}; expected at least 1");
        if (!Enum.IsDefined(Elicitation)) return Say($"elicitation is {(int)Elicitation}; expected point or three points");
        if (!Enum.IsDefined(Feedback)) return Say($"feedback is {(int)Feedback}; expected numbers or reasons");
        if (AggregationRule.All.FirstOrDefault(rule => rule.Name == Aggregation) is not { } aggregation) return $"aggregation is \"{Aggregation}\", which is no rule of the catalogue";
        if (!aggregation.IgnoresOrder) return $"aggregation is \"{Aggregation}\", which looks at the order; that of personas means nothing";
        if (!aggregation.StaysInRange) return $"aggregation is \"{Aggregation}\", which may leave the panel's range; extremise by extremization, or by a fitted LogOddsRecalibration";
        var available = Elicitation == Elicitation.ThreePoint ? PanelInputs.Interval : PanelInputs.None;
        if ((aggregation.Inputs & ~available) != 0) return $"the aggregation \"{Aggregation}\" reads {aggregation.Inputs}, which the panel does not elicit";
        return PersonaProblem() ?? Prescreen?.Problem(Personas) ?? Stop.Problem() ?? Quorum.Problem(Personas.Count) ?? Extremization.Problem();
    }

    private string? PersonaProblem()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var voices = new Dictionary<(string, string, double?), string>();
        foreach (var persona in Personas)
        {
            if (persona is null) return "a persona is null";
            if (string.IsNullOrWhiteSpace(persona.Name)) return "a persona has no name";
            if (string.IsNullOrWhiteSpace(persona.Frame)) return $"the persona \"{persona.Name}\" has no frame";
            if (string.IsNullOrWhiteSpace(persona.ModelRole)) return $"the persona \"{persona.Name}\" has no model role";
            if (persona.Temperature is not (null or (>= 0 and <= 2))) return Say($"the temperature of \"{persona.Name}\" is {persona.Temperature}; expected 0 to 2, or none");
            if (!names.Add(persona.Name)) return $"two personas are called \"{persona.Name}\"";

            var voice = (persona.Frame, persona.ModelRole, persona.Temperature);
            if (!voices.TryAdd(voice, persona.Name))
            {
                return $"\"{persona.Name}\" and \"{voices[voice]}\" are one persona under two names: same frame, model role and temperature";
            }
        }

        return null;
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
