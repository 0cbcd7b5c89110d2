using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using System.Threading.RateLimiting;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace HypeKr.Delphi;

// One question before one panel: rounds, calls, budget, journal.
internal sealed class PanelRun : IDisposable
{
    private readonly PanelSeats _seats;
    private readonly PanelDefinition _definition;
    private readonly ForecastQuestion _question;
    private readonly DelphiOptions _options;
    private readonly ChannelWriter<PanelProgress>? _progress;
    private readonly ILogger _logger;
    private readonly string _runId;
    private readonly SemaphoreSlim _slots;
    private readonly Dictionary<IChatClient, ModelLimit> _limits = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(string Persona, int Round, int Sample, int Attempt), PanelJournalEntry> _recorded = [];
    private readonly HashSet<int> _refusedRounds = [];
    private readonly List<(string Role, PanelSample Sample)> _samples = [];
    private readonly List<PanelistRound> _prescreen = [];
    private readonly List<DelphiRound> _rounds = [];
    private int _fromJournal;

    public PanelRun(PanelSeats seats, ForecastQuestion question, DelphiOptions options, ChannelWriter<PanelProgress>? progress)
    {
        (_seats, _definition, _question, _options, _progress) = (seats, seats.Definition, question, options, progress);
        _logger = options.LoggerFactory?.CreateLogger("HypeKr.Delphi") ?? NullLogger.Instance;
        _runId = RunId();
        _slots = new SemaphoreSlim(options.MaxConcurrency, options.MaxConcurrency);
    }

    public void Dispose()
    {
        _slots.Dispose();
        foreach (var limit in _limits.Values) limit.Dispose();
    }

    public async Task<DelphiResult> RunAsync(CancellationToken cancellationToken)
    {
        using var activity = DelphiTelemetry.Activities.StartActivity("invoke_workflow " + _definition.Name);
        activity?.SetTag("gen_ai.operation.name", "invoke_workflow");
        activity?.SetTag("gen_ai.workflow.name", _definition.Name);
        activity?.SetTag("hypekr.delphi.run_id", _runId);
        var started = _options.TimeProvider.GetTimestamp();
        try
        {
            await ReadJournalAsync(cancellationToken).ConfigureAwait(false);
            var reason = await RoundsAsync(cancellationToken).ConfigureAwait(false);
            return Finish(reason, activity, started);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && _options.OnCancellation == CancellationBehavior.Partial)
        {
            return Finish(ExitReason.Cancelled, activity, started);
        }
        catch (Exception e)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
            activity?.SetTag("error.type", e.GetType().FullName);
            throw;
        }
        finally
        {
            _options.Journal?.Close(_runId);
        }
    }

    private async Task<ExitReason> RoundsAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // "Near one half" says nothing about one outcome of several.
        if (_definition.Prescreen is { } rule && !_question.HasOutcomes)
        {
            int[] asked = [.. rule.Personas.Select(name => _definition.Personas.Index().First(entry => entry.Item.Name == name).Index)];
            var prompt = PanelPrompt.User(_question, _definition, withNews: false, peers: []);
            if (await AskAsync(asked, ForecastCall.PrescreenRound, 1, prompt, cancellationToken).ConfigureAwait(false) is not { } answers) return ExitReason.BudgetExhausted;
            _prescreen.AddRange(answers);

            // An unreadable answer is no sign that the question is unknowable.
            if (answers.All(panelist => panelist.Median is not null) && Consensus.IsUndecided([.. answers.Select(panelist => panelist.Median!.Value)], rule.Band)) return ExitReason.PrescreenSkipped;
        }

        var everyone = Enumerable.Range(0, _definition.Personas.Count).ToArray();
        while (true)
        {
            var (labels, peers) = Peers();
            var prompt = PanelPrompt.User(_question, _definition, withNews: true, peers);
            if (await AskAsync(everyone, _rounds.Count, _definition.SamplesPerPersona, prompt, cancellationToken).ConfigureAwait(false) is not { } panelists) return ExitReason.BudgetExhausted;

            var round = Judge(panelists, labels);
            _rounds.Add(round);
            if (round is { Estimate: null, OutcomesEstimate: null })
            {
                var required = _definition.Quorum.Required(_definition.Personas.Count);
                Log.QuorumMissed(_logger, round.Index, panelists.Count(panelist => panelist.HasAnswer), required);
                throw new QuorumNotReachedException(_question.Id, required, _rounds, [.. _samples.Select(static entry => entry.Sample)]);
            }

            DelphiTelemetry.Rounds.Add(1);
            _progress?.TryWrite(new PanelProgress { Round = round });
            double[] spreads = [.. _rounds.Select(held => held.Estimate?.Spread ?? held.OutcomesEstimate!.Spread)];
            if (_definition.Stop.Decide(spreads) is { } reason) return reason;
        }
    }

    private DelphiRound Judge(PanelistRound[] panelists, OrderedDictionary<string, string> labels)
    {
        PanelistRound[] answered = [.. panelists.Where(panelist => panelist.HasAnswer)];
        var isQuorate = answered.Length >= _definition.Quorum.Required(_definition.Personas.Count);
        return new DelphiRound
        {
            Index = _rounds.Count,
            Estimate = isQuorate && !_question.HasOutcomes ? PanelEstimate.From(_definition, answered) : null,
            OutcomesEstimate = isQuorate && _question.HasOutcomes ? OutcomesEstimate.From(_definition, answered, _question.Outcomes) : null,
            Labels = labels,
            Panelists = panelists,
        };
    }

    // The list is sorted by label and the labels are shuffled, so neither name nor place tells who is who.
    private (OrderedDictionary<string, string> Labels, PeerLine[] Peers) Peers()
    {
        var labels = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        if (_rounds.Count == 0) return (labels, []);

        PanelistRound[] answered = [.. _rounds[^1].Panelists.Where(panelist => panelist.HasAnswer)];
        var random = StableRandom.For(_options.Seed, "labels", _question.Id, _rounds.Count.ToString(CultureInfo.InvariantCulture));
        random.Shuffle(answered.AsSpan());

        var peers = new PeerLine[answered.Length];
        for (var i = 0; i < answered.Length; i++)
        {
            var label = "agent-" + Letters(i);
            labels.Add(label, answered[i].Persona);
            var readable = answered[i].Samples.Where(sample => sample.HasAnswer).ToList();
            var reason = _definition.Feedback == PeerFeedback.Reasons ? Reason(Typical(answered[i], readable)) : null;
            peers[i] = _question.HasOutcomes
                ? new PeerLine(label, 0, 0, 0, answered[i].Medians, reason)
                : new PeerLine(label, answered[i].Median!.Value, readable.Min(sample => sample.Probability!.Value), readable.Max(sample => sample.Probability!.Value), null, reason);
        }

        return (labels, peers);
    }

    // The sample that speaks for its persona: the nearest to its median, the first of equals.
    private static PanelSample Typical(PanelistRound panelist, List<PanelSample> readable) => readable.MinBy(sample => panelist.Medians is { } medians
        ? medians.Zip(sample.Probabilities!, static (a, b) => Math.Abs(a - b)).Sum()
        : Math.Abs(panelist.Median!.Value - sample.Probability!.Value))!;

    // What was thought aloud is not said to others, and a re-ask brings the number alone. The end of an answer holds what it comes to.
    private static string Reason(PanelSample sample)
    {
        var said = AnswerCleaner.Clean(sample.FirstAnswer is { Length: > 0 } first ? first : sample.Answer ?? "").Trim();
        if (said.Length <= PanelPrompt.MaxReasonLength) return said;
        var start = said.Length - PanelPrompt.MaxReasonLength;
        var space = said.IndexOf(' ', start);
        return "[cut] " + said[(space < 0 ? start : space + 1)..];
    }

    // A..Z, then AA, AB, ...
    private static string Letters(int index) =>
        index < 26 ? ((char)('A' + index)).ToString() : Letters((index / 26) - 1) + (char)('A' + (index % 26));

    // Null if the budget cannot hold the calls: then none was made.
    private async Task<PanelistRound[]?> AskAsync(int[] asked, int round, int samplesEach, string userPrompt, CancellationToken cancellationToken)
    {
        // Every answer has its place before the first call starts: concurrency cannot change the order.
        var cells = new Cell[asked.Length * samplesEach];
        for (var i = 0; i < cells.Length; i++) cells[i] = NewCell(asked[i / samplesEach], round, i % samplesEach, userPrompt);
        if (_options.JournalMode == JournalMode.ReplayOnly)
        {
            if (_refusedRounds.Contains(round)) return null;
            if (Array.Find(cells, static cell => cell.Sample is null) is { } missing) throw Missing(missing);
        }

        if (!TryReserve(cells, round))
        {
            await RecordRefusalAsync(round).ConfigureAwait(false);
            return null;
        }

        foreach (var cell in cells) if (cell.Sample is { } known) _progress?.TryWrite(new PanelProgress { Call = cell.Call, Sample = known });

        // A round that was finished before the run was killed costs nothing to go through again.
        if (Array.Exists(cells, static cell => cell.Sample is null))
        {
            using var deadline = new CancellationTokenSource(_options.RoundTimeout, _options.TimeProvider);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
            try
            {
                await Task.WhenAll(cells.Where(static cell => cell.Sample is null).Select(cell => FillAsync(cell, either, cancellationToken))).ConfigureAwait(false);
            }
            finally
            {
                // What was reserved and never sent is given back; what was sent and not answered may have been billed.
                foreach (var cell in cells) Settle(cell);
                foreach (var cell in cells) if (cell.Sample is { } sample) _samples.Add((cell.Persona.ModelRole, sample));
            }
        }
        else
        {
            foreach (var cell in cells) _samples.Add((cell.Persona.ModelRole, cell.Sample!));
        }

        var panelists = new PanelistRound[asked.Length];
        for (var i = 0; i < asked.Length; i++)
        {
            panelists[i] = Panelist(_definition.Personas[asked[i]].Name, [.. cells[(i * samplesEach)..((i + 1) * samplesEach)].Select(static cell => cell.Sample!)]);
        }

        return panelists;
    }

    private static PanelistRound Panelist(string persona, PanelSample[] samples)
    {
        PanelSample[] readable = [.. samples.Where(static sample => sample.HasAnswer)];
        if (readable.Length == 0) return new PanelistRound { Persona = persona, Samples = samples };
        if (readable[0].Probabilities is { } first)
        {
            var medians = new double[first.Count];
            for (var outcome = 0; outcome < medians.Length; outcome++) medians[outcome] = Aggregators.Median([.. readable.Select(sample => sample.Probabilities![outcome])]);
            OutcomeShares.Normalize(medians);
            return new PanelistRound { Persona = persona, Medians = medians, Samples = samples };
        }

        // Medians of ordered triples are ordered.
        var isInterval = readable[0].Lower is not null;
        return new PanelistRound
        {
            Persona = persona,
            Median = Aggregators.Median([.. readable.Select(static sample => sample.Probability!.Value)]),
            Lower = isInterval ? Aggregators.Median([.. readable.Select(static sample => sample.Lower!.Value)]) : null,
            Upper = isInterval ? Aggregators.Median([.. readable.Select(static sample => sample.Upper!.Value)]) : null,
            Samples = samples,
        };
    }

    private Cell NewCell(int personaIndex, int round, int sample, string userPrompt)
    {
        var persona = _definition.Personas[personaIndex];
        var call = new ForecastCall(_question.Id, persona.Name, round, sample);
        var cell = new Cell(persona, _seats.SystemPrompt(personaIndex, _question.Outcomes.Count), userPrompt, call, call.Seed(_options.Seed));
        if (_options.Journal is null) return cell;

        cell.RequestHash = RequestHash(cell);
        if (Recorded(cell, 0) is { } first)
        {
            if (!WantsReask(first)) cell.Sample = first;
            else if (Recorded(cell, 1) is { } second) cell.Sample = second;
            else cell.First = first;
            _fromJournal++;
        }

        return cell;
    }

    private PanelJournalException Missing(Cell cell) => new(string.Create(
        CultureInfo.InvariantCulture, $"The journal of run {_runId} lacks sample {cell.Call.Sample} of \"{cell.Call.Persona}\" in round {cell.Call.Round}, and ReplayOnly asks nobody."));

    private PanelSample? Recorded(Cell cell, int attempt)
    {
        if (!_recorded.TryGetValue((cell.Call.Persona, cell.Call.Round, cell.Call.Sample, attempt), out var entry)) return null;
        var what = entry.RequestHash != cell.RequestHash ? "another request: prompts or ChatOptions were others"
            : _options.JournalMode == JournalMode.Resume && entry.Client != ClientName(cell.Persona.ModelRole) ? $"another client ({entry.Client ?? "unnamed"})"
            : null;
        return what is null ? entry.Sample : throw new PanelJournalException(string.Create(
            CultureInfo.InvariantCulture,
            $"The journal of run {_runId} holds the answer to {what}, in sample {cell.Call.Sample} of \"{cell.Call.Persona}\" in round {cell.Call.Round}. Use another RunKey."));
    }

    private string? ClientName(string role) => _seats.ClientOf(role).GetService(typeof(ChatClientMetadata)) is ChatClientMetadata metadata ? $"{metadata.ProviderName}/{metadata.DefaultModelId}" : null;

    private bool TryReserve(Cell[] cells, int round)
    {
        if (_options.Budget is not { } budget) return true;
        var total = default(BudgetAmount);
        foreach (var cell in cells)
        {
            var (first, second) = MostOf(cell);
            if (cell.Sample is { } recorded)
            {
                budget.ChargeRecorded(Key(cell), UsedBy(recorded, cell.Persona.ModelRole, first + second));
                continue;
            }

            // The first call of a sample that is to be asked once more has been paid for.
            if (cell.First is { } half) budget.ChargeRecorded(Key(cell), UsedBy(half, cell.Persona.ModelRole, first));
            else cell.Attempts[0].Most = first;
            cell.Attempts[1].Most = second;
            cell.Reserved = cell.Attempts[0].Most + second;
            total += cell.Reserved;
        }

        if (total == default || budget.TryReserve(total)) return true;
        foreach (var cell in cells) cell.Reserved = default;
        Log.BudgetExhausted(_logger, round, total.Calls, total.Tokens);
        return false;
    }

    private (string RunId, string Persona, int Round, int Sample) Key(Cell cell) => (_runId, cell.Call.Persona, cell.Call.Round, cell.Call.Sample);

    // No tokenizer makes more tokens than bytes; a few are added for the roles around each message.
    private (BudgetAmount First, BudgetAmount Second) MostOf(Cell cell)
    {
        const int Frame = 16;
        long output = _options.ChatOptions?.MaxOutputTokens ?? 0;
        long input = Encoding.UTF8.GetByteCount(cell.System) + Encoding.UTF8.GetByteCount(cell.User) + OptionBytes(cell) + (3 * Frame);
        return (Amount(input), _definition.Reask ? Amount(input + output + Encoding.UTF8.GetByteCount(Reminder(cell)) + (2 * Frame)) : default);

        BudgetAmount Amount(long inputTokens) => new(1, inputTokens + output, _options.Prices.GetValueOrDefault(cell.Persona.ModelRole)?.Cost(inputTokens, output) ?? 0);
    }

    // Instructions, tools and schema travel with every call.
    private long OptionBytes(Cell cell)
    {
        long bytes = 0;
        if (_options.ChatOptions is { } options)
        {
            bytes += Encoding.UTF8.GetByteCount(options.Instructions ?? "");
            foreach (var tool in options.Tools ?? []) bytes += Encoding.UTF8.GetByteCount(Describe(tool));
            if (options.ResponseFormat is ChatResponseFormatJson { Schema: { } own }) bytes += Encoding.UTF8.GetByteCount(own.GetRawText());
        }

        return _seats.IsStructured(cell.Persona) && AnswerSchema.For(_definition.Elicitation, _question.Outcomes.Count) is ChatResponseFormatJson { Schema: { } schema } ? bytes + Encoding.UTF8.GetByteCount(schema.GetRawText()) : bytes;
    }

    private static string Describe(AITool tool) => tool.Name + "\0" + tool.Description + "\0" + (tool is AIFunctionDeclaration function ? function.JsonSchema.GetRawText() : "");

    // What a journal says was used; a call without usage is taken at its most.
    private BudgetAmount UsedBy(PanelSample sample, string role, BudgetAmount most)
    {
        if (sample.Calls == 0) return default;
        if (sample.CallsReporting < sample.Calls || sample.Usage is not { InputTokens: { } input, OutputTokens: { } output }) return most with { Calls = sample.Calls };
        return new(sample.Calls, input + output, _options.Prices.GetValueOrDefault(role)?.Cost(input, output, sample.Usage.CachedInputTokens ?? 0) ?? 0);
    }

    private void Settle(Cell cell)
    {
        if (_options.Budget is not { } budget || cell.Reserved == default) return;
        var used = default(BudgetAmount);
        foreach (var attempt in cell.Attempts)
        {
            if (attempt.IsSent) used += attempt.Used ?? attempt.Most;
        }

        budget.Settle(cell.Reserved, used);
        budget.MarkCharged(Key(cell));
        cell.Reserved = default;
    }

    private async Task FillAsync(Cell cell, CancellationTokenSource round, CancellationToken cancellationToken)
    {
        try
        {
            var sample = cell.First ?? await CallAsync(cell, null, round.Token, cancellationToken).ConfigureAwait(false);
            if (WantsReask(sample)) sample = await CallAsync(cell, sample, round.Token, cancellationToken).ConfigureAwait(false);
            cell.Sample = sample;
            Settle(cell);
            if (!sample.HasAnswer) Log.SampleFailed(_logger, cell.Persona.ModelRole, cell.Call.Round, sample.Failure);
            _progress?.TryWrite(new PanelProgress { Call = cell.Call, Sample = sample });
        }
        catch (PanelJournalException)
        {
            // Answers that cannot be kept must not be paid for.
            await round.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    // A refusal is taken at its word, and what did not come is not asked for again: that is the client's middleware's to do.
    private bool WantsReask(PanelSample sample) => _definition.Reask
        && sample.Failure is SampleFailure.NoForecast or SampleFailure.Ambiguous or SampleFailure.OutOfRange or SampleFailure.Empty or SampleFailure.Truncated or SampleFailure.NoInterval;

    private static PanelSample Combined(PanelSample first, PanelSample second) => second with
    {
        Calls = first.Calls + second.Calls,
        CallsReporting = first.CallsReporting + second.CallsReporting,
        FirstAnswer = first.Answer,
        Answer = second.Answer,
        Usage = SampleUsage.Sum(first.Usage, second.Usage),
    };

    private string Reminder(Cell cell) => PanelPrompt.Reminder(_definition, _question.Outcomes.Count, _seats.IsStructured(cell.Persona));

    private async Task<PanelSample> CallAsync(Cell cell, PanelSample? first, CancellationToken roundToken, CancellationToken cancellationToken)
    {
        var limit = LimitOf(cell.Persona.ModelRole);
        var attempt = cell.Attempts[first is null ? 0 : 1];
        for (var waits = 0; ; waits++)
        {
            RateLimitLease? lease;
            try
            {
                lease = await limit.EnterAsync(_slots, roundToken).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                cancellationToken.ThrowIfCancellationRequested();
                return await RecordAsync(cell, first, Absent(cell, e, calls: 0, roundToken)).ConfigureAwait(false);
            }

            // From here on it may be billed, whatever becomes of it.
            attempt.IsSent = true;
            try
            {
                var response = await SendAsync(cell, first, roundToken).ConfigureAwait(false);
                Count(cell, attempt, response);
                DelphiTelemetry.Calls.Add(1, new("role", cell.Persona.ModelRole), new("outcome", "answered"));

                // Written before the slot is free: the next call must not leave while this answer can still be lost.
                return await RecordAsync(cell, first, Read(cell, response)).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not PanelJournalException)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!roundToken.IsCancellationRequested && waits < _options.MaxThrottleWaits && _options.Throttle(e) is { } wait && wait <= _options.MaxThrottleWait)
                {
                    attempt.IsSent = false;
                    wait += wait * (StableRandom.For(cell.Seed, "jitter", waits.ToString(CultureInfo.InvariantCulture)).NextDouble() / 4);
                    limit.WaitFor(wait);
                    Log.Throttled(_logger, cell.Persona.ModelRole, wait);
                    DelphiTelemetry.Waits.Add(1, new KeyValuePair<string, object?>("role", cell.Persona.ModelRole));
                    continue;
                }

                DelphiTelemetry.Calls.Add(1, new("role", cell.Persona.ModelRole), new("outcome", "failed"));
                return await RecordAsync(cell, first, Absent(cell, e, calls: 1, roundToken)).ConfigureAwait(false);
            }
            finally
            {
                limit.Leave(_slots, lease);
            }
        }
    }

    private static PanelSample Absent(Cell cell, Exception e, int calls, CancellationToken roundToken)
    {
        var isLate = roundToken.IsCancellationRequested;
        return new PanelSample
        {
            Index = cell.Call.Sample,
            Seed = cell.Seed,
            Calls = calls,
            Failure = isLate ? SampleFailure.Late : e is OperationCanceledException or TimeoutException ? SampleFailure.TimedOut : SampleFailure.Faulted,
            Error = isLate ? nameof(DelphiOptions.RoundTimeout) : e.GetType().Name,
            Exception = e,
        };
    }

    private async Task<ChatResponse> SendAsync(Cell cell, PanelSample? first, CancellationToken roundToken)
    {
        // Messages and options are made anew for each call: middleware may change what it is given.
        var chatOptions = ChatOptionsFor(cell);
        ChatMessage[] messages = first is null
            ? [new(ChatRole.System, cell.System), new(ChatRole.User, cell.User)]
            : [new(ChatRole.System, cell.System), new(ChatRole.User, cell.User), new(ChatRole.Assistant, string.IsNullOrWhiteSpace(first.Answer) ? "(no answer)" : first.Answer), new(ChatRole.User, Reminder(cell))];

        using var timeout = new CancellationTokenSource(_options.CallTimeout, _options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(roundToken, timeout.Token);
        var pending = _seats.ClientOf(cell.Persona.ModelRole).GetResponseAsync(messages, chatOptions, either.Token);
        if (!pending.IsCompleted) Observe(pending);
        return await pending.WaitAsync(either.Token).ConfigureAwait(false);
    }

    private ChatOptions ChatOptionsFor(Cell cell)
    {
        var chatOptions = _options.ChatOptions?.Clone() ?? new ChatOptions();
        chatOptions.Seed = cell.Seed;
        if (cell.Persona.Temperature is { } temperature) chatOptions.Temperature = (float)temperature;
        if (_seats.IsStructured(cell.Persona)) chatOptions.ResponseFormat = AnswerSchema.For(_definition.Elicitation, _question.Outcomes.Count);
        cell.Call.WriteTo(chatOptions);
        return chatOptions;
    }

    // A client that ignores cancellation is left behind; its late exception is nobody's surprise.
    private static void Observe(Task abandoned) =>
        _ = abandoned.ContinueWith(
            static task => _ = task.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);

    // A half that is not reported is taken at its most.
    private void Count(Cell cell, Attempt attempt, ChatResponse response)
    {
        if (_options.Budget is not { } budget || SampleUsage.From(response.Usage) is not { } usage || (usage.InputTokens is null && usage.OutputTokens is null)) return;
        if (!budget.IsFirst(response.ResponseId, response.Text))
        {
            attempt.Used = new(1, 0, 0);
            return;
        }

        long most = _options.ChatOptions?.MaxOutputTokens ?? 0;
        var output = usage.OutputTokens ?? most;
        var input = usage.InputTokens ?? Math.Max(0, attempt.Most.Tokens - most);
        attempt.Used = new(1, input + output, _options.Prices.GetValueOrDefault(cell.Persona.ModelRole)?.Cost(input, output, usage.CachedInputTokens ?? 0) ?? 0);
    }

    private PanelSample Read(Cell cell, ChatResponse response)
    {
        var text = response.Text;
        var error = FindError(response);
        var metadata = _seats.ClientOf(cell.Persona.ModelRole).GetService(typeof(ChatClientMetadata)) as ChatClientMetadata;
        var usage = SampleUsage.From(response.Usage);
        var failure =
            response.FinishReason == ChatFinishReason.ContentFilter ? SampleFailure.Refusal
            : error is not null ? SampleFailure.Faulted
            : string.IsNullOrWhiteSpace(text) ? SampleFailure.Empty
            : response.FinishReason == ChatFinishReason.Length ? SampleFailure.Truncated
            : SampleFailure.None;
        var sample = new PanelSample
        {
            Index = cell.Call.Sample,
            Seed = cell.Seed,
            Failure = failure,
            Answer = text,
            ResponseId = response.ResponseId,
            Provider = metadata?.ProviderName,
            ModelId = response.ModelId ?? metadata?.DefaultModelId,
            CallsReporting = usage is null ? 0 : 1,
            Usage = usage,
            Error = error is null ? null : nameof(ErrorContent),
        };
        if (failure != SampleFailure.None) return sample;
        if (_question.HasOutcomes)
        {
            var (probabilities, problem) = BoundedAnswer.Outcomes(text, _question.Outcomes.Count);
            return probabilities is null ? sample with { Failure = FailureOf(problem) } : sample with { Probabilities = probabilities };
        }

        var parsed = ForecastParser.Parse(text);
        if (!parsed.HasValue) return sample with { Failure = FailureOf(parsed.Error) };
        if (_definition.Elicitation == Elicitation.Point) return sample with { Probability = parsed.Probability };
        return BoundedAnswer.Interval(text, parsed.Probability) is { } interval
            ? sample with { Probability = parsed.Probability, Lower = interval.Lower, Upper = interval.Upper }
            : sample with { Failure = SampleFailure.NoInterval };
    }

    private static ErrorContent? FindError(ChatResponse response)
    {
        foreach (var message in response.Messages)
        {
            foreach (var content in message.Contents)
            {
                if (content is ErrorContent error) return error;
            }
        }

        return null;
    }

    private static SampleFailure FailureOf(ForecastParseError error) => error switch
    {
        ForecastParseError.Refusal => SampleFailure.Refusal,
        ForecastParseError.Ambiguous => SampleFailure.Ambiguous,
        ForecastParseError.OutOfRange => SampleFailure.OutOfRange,
        _ => SampleFailure.NoForecast,
    };

    private ModelLimit LimitOf(string role)
    {
        if (_options.Limits.TryGetValue(role, out var limit)) return limit;
        lock (_limits)
        {
            // One client may answer for several roles: what it is told to wait for, they all wait for.
            var client = _seats.ClientOf(role);
            if (!_limits.TryGetValue(client, out limit)) _limits.Add(client, limit = new ModelLimit(timeProvider: _options.TimeProvider));
            return limit;
        }
    }

    private async Task ReadJournalAsync(CancellationToken cancellationToken)
    {
        if (_options.Journal is not { } journal) return;
        await foreach (var entry in journal.ReadAsync(_runId, cancellationToken).ConfigureAwait(false))
        {
            // The first word on a cell stands: a later one would be a second call for it.
            if (entry.Sample is { } sample) _recorded.TryAdd((entry.Persona, entry.Round, sample.Index, entry.Attempt), entry);
            else if (entry.IsRefusedRound) _refusedRounds.Add(entry.Round);
        }
    }

    private async ValueTask<PanelSample> RecordAsync(Cell cell, PanelSample? first, PanelSample sample)
    {
        if (first is not null) sample = Combined(first, sample);
        if (_options.Journal is null) return sample;
        await AppendAsync(new PanelJournalEntry
        {
            RunId = _runId,
            QuestionId = _question.Id,
            Persona = cell.Call.Persona,
            Round = cell.Call.Round,
            Attempt = first is null ? 0 : 1,
            RequestHash = cell.RequestHash!,
            Client = ClientName(cell.Persona.ModelRole),
            Sample = sample,
            RecordedAt = _options.TimeProvider.GetUtcNow(),
        }).ConfigureAwait(false);
        return sample;
    }

    // A replay has no budget, and has to end where the run did.
    private async ValueTask RecordRefusalAsync(int round)
    {
        if (_options.Journal is null || _refusedRounds.Contains(round)) return;
        await AppendAsync(new PanelJournalEntry
        {
            RunId = _runId,
            QuestionId = _question.Id,
            Persona = "",
            Round = round,
            Attempt = 0,
            RequestHash = "",
            IsRefusedRound = true,
            RecordedAt = _options.TimeProvider.GetUtcNow(),
        }).ConfigureAwait(false);
    }

    private async ValueTask AppendAsync(PanelJournalEntry entry)
    {
        try
        {
            // An answer that has been paid for is kept, whoever cancels now.
            await _options.Journal!.AppendAsync(entry, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not PanelJournalException)
        {
            throw new PanelJournalException($"An answer of run {_runId} could not be written: {e.GetType().Name}. It does not count, and the run ends.", e);
        }
    }

    // Whatever can change an answer: prompts, temperature, seed and the caller's own options, as far as they are plain values.
    private string RequestHash(Cell cell)
    {
        var options = ChatOptionsFor(cell);
        var text = new StringBuilder();
        text.Append(cell.System).Append('\0').Append(cell.User).Append('\0').Append(options.ModelId).Append('\0')
            .Append(CultureInfo.InvariantCulture, $"{options.Temperature}/{options.TopP}/{options.TopK}/{options.MaxOutputTokens}/{options.FrequencyPenalty}/{options.PresencePenalty}/{options.Seed}")
            .Append('\0').Append(options.Instructions).Append('\0').AppendJoin('\u0001', options.StopSequences ?? [])
            .Append('\0').AppendJoin('\u0001', (options.Tools ?? []).Select(Describe)).Append('\0').Append(options.ToolMode?.GetType().Name)
            .Append('\0').Append(CultureInfo.InvariantCulture, $"{options.Reasoning?.Effort}/{options.Reasoning?.Output}").Append('\0')
            .Append(options.ResponseFormat is ChatResponseFormatJson json ? json.Schema?.GetRawText() ?? "json" : options.ResponseFormat is null ? "" : "text");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private string RunId()
    {
        var question = JsonSerializer.SerializeToUtf8Bytes(_question, DelphiJournalContext.Default.ForecastQuestion);
        var rest = string.Create(CultureInfo.InvariantCulture, $"{_seats.Fingerprint}\0{PanelPrompt.Version}\0{_options.Seed}\0{_options.RunKey}\0");
        return Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(rest), .. question]))[..32];
    }

    private DelphiResult Finish(ExitReason reason, Activity? activity, long started)
    {
        var result = new DelphiResult
        {
            QuestionId = _question.Id,
            Panel = _definition.Name,
            PanelFingerprint = _seats.Fingerprint,
            PromptVersion = PanelPrompt.Version,
            RunId = _runId,
            Seed = _options.Seed,
            ExitReason = reason,
            Estimate = _rounds.Count == 0 ? null : _rounds[^1].Estimate,
            OutcomesEstimate = _rounds.Count == 0 ? null : _rounds[^1].OutcomesEstimate,
            NewsWithheld = _question.News.Count - _question.VisibleNews.Count(),
            Calls = _samples.Sum(static entry => entry.Sample.Calls),
            Usage = PanelUsage.Sum(_samples.Select(static entry => entry.Sample)),
            Cost = _options.Prices.Count == 0 ? null : Cost(),
            Models = Models(),
            Failures = QuorumNotReachedException.CountFailures(_samples.Select(static entry => entry.Sample)),
            Prescreen = _prescreen,
            Rounds = _rounds,
        };
        activity?.SetTag("hypekr.delphi.exit_reason", reason.ToString());
        activity?.SetTag("hypekr.delphi.rounds", _rounds.Count);
        activity?.SetTag("hypekr.delphi.calls", result.Calls);
        DelphiTelemetry.Runs.Add(1, new KeyValuePair<string, object?>("exit_reason", reason.ToString()));
        DelphiTelemetry.Duration.Record(_options.TimeProvider.GetElapsedTime(started).TotalSeconds);
        if (_fromJournal > 0) Log.Resumed(_logger, _fromJournal, _runId);
        Log.RunEnded(_logger, _definition.Name, _runId, reason, _rounds.Count, result.Calls);
        _progress?.TryWrite(new PanelProgress { Result = result });
        return result;
    }

    private decimal Cost()
    {
        var cost = 0m;
        var seen = new HashSet<(string, string?)>();
        foreach (var (role, sample) in _samples)
        {
            if (sample.Usage is not { } usage || !_options.Prices.TryGetValue(role, out var price)) continue;
            if (!string.IsNullOrEmpty(sample.ResponseId) && !seen.Add((sample.ResponseId, sample.Answer))) continue;
            cost += price.Cost(usage.InputTokens ?? 0, usage.OutputTokens ?? 0, usage.CachedInputTokens ?? 0);
        }

        return cost;
    }

    // From the samples alone: a replay has other clients, or none that answer.
    private List<PanelModel> Models() =>
    [
        .. _samples.GroupBy(static entry => entry.Role).Select(static group => new PanelModel(
            group.Key,
            group.Select(static entry => entry.Sample.Provider).FirstOrDefault(static provider => provider is not null),
            [.. group.Select(static entry => entry.Sample.ModelId).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)])),
    ];

    // The place of one sample: what is asked, what it may cost, and what came.
    private sealed class Cell(Persona persona, string system, string user, ForecastCall call, long seed)
    {
        public Persona Persona { get; } = persona;

        public string System { get; } = system;

        public string User { get; } = user;

        public ForecastCall Call { get; } = call;

        public long Seed { get; } = seed;

        public string? RequestHash { get; set; }

        // What the journal holds of a cell that was to be asked once more when the run was killed.
        public PanelSample? First { get; set; }

        public PanelSample? Sample { get; set; }

        public BudgetAmount Reserved { get; set; }

        // The call, and the one re-ask.
        public Attempt[] Attempts { get; } = [new(), new()];
    }

    private sealed class Attempt
    {
        public BudgetAmount Most { get; set; }

        public bool IsSent { get; set; }

        // As reported; null where nothing was.
        public BudgetAmount? Used { get; set; }
    }
}
