using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace HypeKr.Delphi;

/// <summary>A chat client that plays a panel by drawing numbers: no model, no network, and it says so in its metadata and its answers.</summary>
/// <remarks>
/// <para>It knows nothing about the world. It answers around a truth that it draws for each question, or is given, so
/// that a panel, a calibrator or a bot can be tried offline on questions whose true probability is known
/// (<see cref="TruthOf"/>, <see cref="OutcomeOf"/>).</para>
/// <para>An answer depends on the seed, question, persona, round and sample, and on the peer lines of the prompt,
/// which it reads as a model would. Safe to share.</para>
/// </remarks>
public sealed partial class SimulatedForecasterClient : IChatClient
{
    private readonly SimulatedForecasterOptions _options;
    private readonly Func<string, double>? _truth;
    private readonly ChatClientMetadata _metadata = new("hypekr-simulated", null, "simulated-forecaster/1");

    /// <summary>Creates a simulated panel.</summary>
    /// <param name="options">Its model; null for the defaults.</param>
    /// <param name="truth">Question id → true probability, strictly between 0 and 1; null to draw it.</param>
    public SimulatedForecasterClient(SimulatedForecasterOptions? options = null, Func<string, double>? truth = null)
    {
        _options = options ?? new SimulatedForecasterOptions();
        _options.Validate();
        _truth = truth;
    }

    /// <summary>The true probability of a question, strictly between 0 and 1.</summary>
    /// <param name="questionId"><see cref="ForecastQuestion.Id"/>.</param>
    public double TruthOf(string questionId)
    {
        ArgumentNullException.ThrowIfNull(questionId);
        if (_truth is null) return Aggregators.Sigmoid(_options.TruthMean + (_options.TruthDeviation * Draw("truth", questionId).NextNormal()));

        var given = _truth(questionId);
        return given is > 0 and < 1
            ? given
            : throw new OfflineForecasterException(
                string.Create(CultureInfo.InvariantCulture, $"The truth given for \"{questionId}\" is {given}; expected a number strictly between 0 and 1."));
    }

    /// <summary>How a question turns out: true with probability <see cref="TruthOf"/>, always the same for one seed.</summary>
    /// <param name="questionId"><see cref="ForecastQuestion.Id"/>.</param>
    public bool OutcomeOf(string questionId) => Draw("outcome", questionId).NextDouble() < TruthOf(questionId);

    /// <summary>Answers one request of a panel.</summary>
    /// <param name="messages">The prompt; its peer lines are read in rounds after the first.</param>
    /// <param name="options">Must carry the <see cref="ForecastCall"/> that a panel writes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="OfflineForecasterException">The request is not a panel's, or the truth given for its question is no probability.</exception>
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        cancellationToken.ThrowIfCancellationRequested();
        var call = OfflineForecaster.CallOf(options, _metadata);

        var prompts = messages.ToList();
        var attempt = prompts.Count(static message => message.Role == ChatRole.User) - 1;
        var estimate = PrivateEstimate(call);
        if (call.Round > 0 && PeerMedian(prompts) is { } peers) estimate += Yielding(call.Persona) * (peers - estimate);
        var draw = attempt <= 0
            ? Draw("sample", call.QuestionId, call.Persona, Text(call.Round), Text(call.Sample))
            : Draw("sample", call.QuestionId, call.Persona, Text(call.Round), Text(call.Sample), Text(attempt));
        var probability = Math.Round(Aggregators.Sigmoid(estimate + (_options.SampleNoise * draw.NextNormal())), 3);
        if (draw.NextDouble() < _options.GarbageRate) probability = Math.Round(draw.NextDouble(), 3);
        if (draw.NextDouble() < _options.SilenceRate) return Task.FromResult(OfflineForecaster.Reply("A simulated answer without a number.", _metadata));

        // Three digits, and like a real forecaster never certain.
        var text = "A simulated answer: drawn at random around a made-up truth, not reasoned.\n"
            + Ending(prompts.Count > 0 ? prompts[0].Text : "", Aggregators.Clip(probability, 0.001), ref draw);
        return Task.FromResult(OfflineForecaster.Reply(text, _metadata));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        OfflineForecaster.Stream(GetResponseAsync(messages, options, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null) return null;
        return serviceType == typeof(ChatClientMetadata) ? _metadata : serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <summary>Nothing to release.</summary>
    public void Dispose()
    {
    }

    // In the form that was asked for: bounds one log odds to either side, or shares of which the first is the drawn one.
    private static string Ending(string system, double probability, ref StableRandom draw)
    {
        var logit = Aggregators.Logit(probability);
        if (system.Contains(BoundedAnswer.LowerLabel, StringComparison.Ordinal))
        {
            return string.Create(CultureInfo.InvariantCulture, $"{BoundedAnswer.LowerLabel}: {Math.Min(probability, Math.Round(Aggregators.Sigmoid(logit - 1), 3)):0.0##}\n{BoundedAnswer.UpperLabel}: {Math.Max(probability, Math.Round(Aggregators.Sigmoid(logit + 1), 3)):0.0##}\n")
                + OfflineForecaster.FinalLine(probability);
        }

        var outcomes = 0;
        while (outcomes < ForecastQuestion.MaxOutcomes && system.Contains(BoundedAnswer.OutcomeLabel + BoundedAnswer.Letter(outcomes), StringComparison.Ordinal)) outcomes++;
        if (outcomes == 0) return OfflineForecaster.FinalLine(probability);

        var shares = new double[outcomes];
        shares[0] = probability;
        var rest = new double[outcomes - 1];
        for (var i = 0; i < rest.Length; i++) rest[i] = 0.05 + draw.NextDouble();
        for (var i = 1; i < outcomes; i++) shares[i] = (1 - probability) * rest[i - 1] / rest.Sum();
        return string.Join('\n', shares.Select((share, i) => string.Create(CultureInfo.InvariantCulture, $"{BoundedAnswer.OutcomeLabel}{BoundedAnswer.Letter(i)}: {share:0.0####}")));
    }

    private double PrivateEstimate(ForecastCall call)
    {
        var shared = Draw("shared", call.QuestionId).NextNormal();
        var own = Draw("own", call.QuestionId, call.Persona).NextNormal();
        var error = (Math.Sqrt(_options.ErrorCorrelation) * shared) + (Math.Sqrt(1 - _options.ErrorCorrelation) * own);
        var scale = _options.SmallestNoise + ((_options.LargestNoise - _options.SmallestNoise) * Weakness(call.Persona));
        return _options.Gain * (Aggregators.Logit(TruthOf(call.QuestionId)) + _options.Bias + (scale * error));
    }

    // 0 for the best that a persona can be, 1 for the worst: a fixed trait of its name.
    private double Weakness(string persona) => Draw("scale", persona).NextDouble();

    private double Yielding(string persona) => Math.Min(1, _options.PeerWeight * (1 + (_options.YieldingBySkill * ((2 * Weakness(persona)) - 1))));

    // Median log odds of the peer lines; the reader's own line is among them and cannot be told apart.
    private static double? PeerMedian(IEnumerable<ChatMessage> messages)
    {
        var prompt = messages.FirstOrDefault(message => message.Role == ChatRole.User)?.Text ?? "";
        var start = prompt.LastIndexOf(PanelPrompt.PeerHeader, StringComparison.Ordinal);
        if (start < 0) return null;

        double[] medians = [.. PeerPattern().Matches(prompt[start..]).Select(match => double.Parse(match.Groups[1].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture))];
        return medians.Length == 0 ? null : Aggregators.Logit(Aggregators.Clip(Aggregators.Median(medians), 0.001));
    }

    private StableRandom Draw(params ReadOnlySpan<string> parts) => StableRandom.For(_options.Seed, parts);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^- agent-[A-Z]+: median=([01]\.[0-9]{2,4}),", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex PeerPattern();
}
