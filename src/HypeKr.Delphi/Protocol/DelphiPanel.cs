using System.Globalization;
using Microsoft.Extensions.AI;

namespace HypeKr.Delphi;

/// <summary>A panel of personas over chat clients: asks, shows each round what the last one said, stops, and adds up.</summary>
/// <remarks>
/// <para>The protocol is Delphi (Dalkey and Helmer, 1963) with numbers only: private estimates first; then every persona
/// sees the medians and ranges of the last round, its own among them, under labels that say nothing and are drawn anew each round.</para>
/// <para>Immutable and safe to share, as its clients are required to be. It never disposes a client, never retries and
/// never caches: those are decorators of the client. Cancellation ends a run with <see cref="OperationCanceledException"/> and no result.</para>
/// </remarks>
public sealed class DelphiPanel
{
    private readonly Dictionary<string, IChatClient> _clients;
    private readonly string[] _systemPrompts;
    private readonly string _fingerprint;

    /// <summary>Seats a panel whose every model role is answered by one client.</summary>
    /// <param name="definition">Who sits on it.</param>
    /// <param name="client">Stays the caller's to dispose. One model for all roles means correlated errors.</param>
    /// <exception cref="InvalidPanelException">The definition cannot run.</exception>
    public DelphiPanel(PanelDefinition definition, IChatClient client)
        : this(definition, Everywhere(definition, client))
    {
    }

    /// <summary>Seats a panel with a client for each model role.</summary>
    /// <param name="definition">Who sits on it.</param>
    /// <param name="clients">Model role → client. They stay the caller's to dispose.</param>
    /// <exception cref="InvalidPanelException">The definition cannot run, or a role has no client.</exception>
    public DelphiPanel(PanelDefinition definition, IReadOnlyDictionary<string, IChatClient> clients)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(clients);
        definition.Validate();

        _clients = new Dictionary<string, IChatClient>(StringComparer.Ordinal);
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
        _fingerprint = definition.Fingerprint;
        _systemPrompts = [.. definition.Personas.Select(PanelPrompt.System)];
    }

    /// <summary>Who sits on the panel.</summary>
    public PanelDefinition Definition { get; }

    /// <summary>Asks the panel.</summary>
    /// <param name="question">What to ask.</param>
    /// <param name="options">How to run; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the run without a result.</param>
    /// <returns>
    /// The forecast and its record. Its order never depends on which call came back first. Calls: one a prescreen persona,
    /// then personas × samples a round.
    /// </returns>
    /// <exception cref="QuorumNotReachedException">Too few panelists gave a readable answer in a round.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<DelphiResult> RunAsync(ForecastQuestion question, DelphiOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        options ??= new DelphiOptions();
        question.Validate();
        options.Validate();
        cancellationToken.ThrowIfCancellationRequested();

        var samples = new List<PanelSample>();
        var prescreen = await PrescreenAsync(question, options, samples, cancellationToken).ConfigureAwait(false);
        if (IsUnknowable(prescreen)) return Result(question, options, ExitReason.PrescreenSkipped, prescreen, [], samples);

        var rounds = new List<DelphiRound>();
        var everyone = Enumerable.Range(0, Definition.Personas.Count).ToArray();
        while (true)
        {
            var (labels, peers) = PeersFor(question, options.Seed, rounds);
            var prompt = PanelPrompt.User(question, withNews: true, peers);
            var panelists = await AskAsync(question, options, everyone, rounds.Count, Definition.SamplesPerPersona, prompt, samples, cancellationToken).ConfigureAwait(false);

            var medians = panelists.Where(panelist => panelist.Median is not null).Select(panelist => panelist.Median!.Value).ToArray();
            var required = Definition.Quorum.Required(Definition.Personas.Count);
            var estimate = medians.Length < required ? null : PanelEstimate.From(Definition, medians);
            rounds.Add(new DelphiRound { Index = rounds.Count, Estimate = estimate, Labels = labels, Panelists = panelists });
            if (estimate is null) throw new QuorumNotReachedException(question.Id, required, rounds, samples);

            var spreads = rounds.Select(round => round.Estimate!.Spread).ToArray();
            if (Definition.Stop.Decide(spreads) is { } reason) return Result(question, options, reason, prescreen, rounds, samples);
        }
    }

    private static Dictionary<string, IChatClient> Everywhere(PanelDefinition definition, IChatClient client)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(client);
        definition.Validate();
        return definition.Personas.Select(persona => persona.ModelRole).Distinct(StringComparer.Ordinal).ToDictionary(role => role, _ => client, StringComparer.Ordinal);
    }

    private async Task<PanelistRound[]> PrescreenAsync(ForecastQuestion question, DelphiOptions options, List<PanelSample> samples, CancellationToken cancellationToken)
    {
        if (Definition.Prescreen is not { } rule) return [];
        int[] asked = [.. rule.Personas.Select(name => Definition.Personas.Index().First(entry => entry.Item.Name == name).Index)];
        var prompt = PanelPrompt.User(question, withNews: false, peers: []);
        return await AskAsync(question, options, asked, ForecastCall.PrescreenRound, 1, prompt, samples, cancellationToken).ConfigureAwait(false);
    }

    // An unreadable answer is no sign that the question is unknowable.
    private bool IsUnknowable(PanelistRound[] prescreen) =>
        prescreen.Length > 0
        && prescreen.All(panelist => panelist.Median is not null)
        && Consensus.IsUndecided([.. prescreen.Select(panelist => panelist.Median!.Value)], Definition.Prescreen!.Band);

    // The list is sorted by label and the labels are shuffled, so neither name nor place tells who is who.
    private static (OrderedDictionary<string, string> Labels, PeerLine[] Peers) PeersFor(ForecastQuestion question, long seed, List<DelphiRound> rounds)
    {
        var labels = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        if (rounds.Count == 0) return (labels, []);

        PanelistRound[] answered = [.. rounds[^1].Panelists.Where(panelist => panelist.Median is not null)];
        var random = StableRandom.For(seed, "labels", question.Id, rounds.Count.ToString(CultureInfo.InvariantCulture));
        random.Shuffle(answered.AsSpan());

        var peers = new PeerLine[answered.Length];
        for (var i = 0; i < answered.Length; i++)
        {
            var label = "agent-" + Letters(i);
            var values = answered[i].Samples.Where(sample => sample.Probability is not null).Select(sample => sample.Probability!.Value);
            labels.Add(label, answered[i].Persona);
            peers[i] = new PeerLine(label, answered[i].Median!.Value, values.Min(), values.Max());
        }

        return (labels, peers);
    }

    // A..Z, then AA, AB, ...
    private static string Letters(int index) =>
        index < 26 ? ((char)('A' + index)).ToString() : Letters((index / 26) - 1) + (char)('A' + (index % 26));

    private async Task<PanelistRound[]> AskAsync(
        ForecastQuestion question,
        DelphiOptions options,
        int[] asked,
        int round,
        int samplesEach,
        string userPrompt,
        List<PanelSample> allSamples,
        CancellationToken cancellationToken)
    {
        // Every answer has its place before the first call starts: concurrency cannot change the order.
        var cells = new PanelSample[asked.Length * samplesEach];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.MaxConcurrency, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, cells.Length, parallel, async (cell, token) =>
        {
            var persona = asked[cell / samplesEach];
            var call = new ForecastCall(question.Id, Definition.Personas[persona].Name, round, cell % samplesEach);
            cells[cell] = await SampleAsync(persona, call, userPrompt, options, token).ConfigureAwait(false);
        }).ConfigureAwait(false);

        allSamples.AddRange(cells);
        var panelists = new PanelistRound[asked.Length];
        for (var i = 0; i < asked.Length; i++)
        {
            var own = cells[(i * samplesEach)..((i + 1) * samplesEach)];
            double[] values = [.. own.Where(sample => sample.Probability is not null).Select(sample => sample.Probability!.Value)];
            panelists[i] = new PanelistRound
            {
                Persona = Definition.Personas[asked[i]].Name,
                Median = values.Length == 0 ? null : Aggregators.Median(values),
                Samples = own,
            };
        }

        return panelists;
    }

    private async Task<PanelSample> SampleAsync(int personaIndex, ForecastCall call, string userPrompt, DelphiOptions options, CancellationToken cancellationToken)
    {
        // Messages and options are made anew for each call: middleware may change what it is given.
        var persona = Definition.Personas[personaIndex];
        var seed = call.Seed(options.Seed);
        var chatOptions = options.ChatOptions?.Clone() ?? new ChatOptions();
        chatOptions.Seed = seed;
        if (persona.Temperature is { } temperature) chatOptions.Temperature = (float)temperature;
        call.WriteTo(chatOptions);
        ChatMessage[] messages = [new(ChatRole.System, _systemPrompts[personaIndex]), new(ChatRole.User, userPrompt)];

        using var timeout = new CancellationTokenSource(options.CallTimeout, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var pending = _clients[persona.ModelRole].GetResponseAsync(messages, chatOptions, either.Token);
            if (!pending.IsCompleted) Observe(pending);
            var response = await pending.WaitAsync(either.Token).ConfigureAwait(false);
            return Read(call.Sample, seed, response);
        }
        catch (Exception e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new PanelSample
            {
                Index = call.Sample,
                Seed = seed,
                Failure = e is OperationCanceledException or TimeoutException ? SampleFailure.TimedOut : SampleFailure.Faulted,
                Error = e.GetType().Name,
                Exception = e,
            };
        }
    }

    // A client that ignores cancellation is left behind; its late exception is nobody's surprise.
    private static void Observe(Task abandoned) =>
        _ = abandoned.ContinueWith(
            static task => _ = task.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);

    private static PanelSample Read(int index, long seed, ChatResponse response)
    {
        var text = response.Text;
        var parsed = ForecastParser.Parse(text);
        var error = response.Messages.SelectMany(message => message.Contents).OfType<ErrorContent>().FirstOrDefault();
        var failure =
            response.FinishReason == ChatFinishReason.ContentFilter ? SampleFailure.Refusal
            : error is not null ? SampleFailure.Faulted
            : string.IsNullOrWhiteSpace(text) ? SampleFailure.Empty
            : response.FinishReason == ChatFinishReason.Length ? SampleFailure.Truncated
            : parsed.HasValue ? SampleFailure.None
            : parsed.Error switch
            {
                ForecastParseError.Refusal => SampleFailure.Refusal,
                ForecastParseError.Ambiguous => SampleFailure.Ambiguous,
                ForecastParseError.OutOfRange => SampleFailure.OutOfRange,
                _ => SampleFailure.NoForecast,
            };
        return new PanelSample
        {
            Index = index,
            Seed = seed,
            Probability = failure == SampleFailure.None ? parsed.Probability : null,
            Failure = failure,
            Answer = text,
            ModelId = response.ModelId,
            Usage = SampleUsage.From(response.Usage),
            Error = error is null ? null : nameof(ErrorContent),
        };
    }

    private DelphiResult Result(
        ForecastQuestion question,
        DelphiOptions options,
        ExitReason reason,
        PanelistRound[] prescreen,
        List<DelphiRound> rounds,
        List<PanelSample> samples) => new()
        {
            QuestionId = question.Id,
            Panel = Definition.Name,
            PanelFingerprint = _fingerprint,
            PromptVersion = PanelPrompt.Version,
            Seed = options.Seed,
            ExitReason = reason,
            Estimate = rounds.Count == 0 ? null : rounds[^1].Estimate,
            Calls = samples.Count,
            Usage = PanelUsage.Sum(samples),
            Models = Models(prescreen.Concat(rounds.SelectMany(round => round.Panelists))),
            Failures = QuorumNotReachedException.CountFailures(samples),
            Prescreen = prescreen,
            Rounds = rounds,
        };

    private List<PanelModel> Models(IEnumerable<PanelistRound> panelists)
    {
        var roles = Definition.Personas.ToDictionary(persona => persona.Name, persona => persona.ModelRole, StringComparer.Ordinal);
        var models = new List<PanelModel>();
        foreach (var group in panelists.GroupBy(panelist => roles[panelist.Persona]))
        {
            var metadata = _clients[group.Key].GetService(typeof(ChatClientMetadata)) as ChatClientMetadata;
            var ids = group.SelectMany(panelist => panelist.Samples).Select(sample => sample.ModelId).OfType<string>()
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            if (ids.Count == 0 && metadata?.DefaultModelId is { } byDefault) ids.Add(byDefault);
            models.Add(new PanelModel(group.Key, metadata?.ProviderName, ids));
        }

        return models;
    }
}
