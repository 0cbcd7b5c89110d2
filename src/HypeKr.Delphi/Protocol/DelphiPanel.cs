using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.AI;

namespace HypeKr.Delphi;

/// <summary>A panel of personas over chat clients: asks, shows each round what the last one said, stops, and adds up.</summary>
/// <remarks>
/// <para>The protocol is Delphi (Dalkey and Helmer, 1963): private estimates first; then every persona
/// sees the medians and ranges of the last round, its own among them, under labels that say nothing and are drawn anew each round, and with
/// <see cref="PeerFeedback.Reasons"/> the reasons behind them.</para>
/// <para>Immutable and safe to share, as its clients are required to be. It never disposes a client, never retries a call that was answered and
/// never caches: those are decorators of the client. Cancellation ends a run with <see cref="OperationCanceledException"/>, or with what there is where the options say so.</para>
/// </remarks>
public sealed class DelphiPanel
{
    private readonly PanelSeats _seats;
    private readonly DelphiOptions _defaults;

    /// <summary>Seats the recommended panel on one model.</summary>
    /// <param name="client">Stays the caller's to dispose. One model for all personas means correlated errors: give several.</param>
    public DelphiPanel(IChatClient client)
        : this(PanelDefinition.Recommended, client)
    {
    }

    /// <summary>Seats the recommended panel on several models.</summary>
    /// <param name="clients">Model role → client, one a model. They stay the caller's to dispose. The personas take them in the order of their names.</param>
    public DelphiPanel(IReadOnlyDictionary<string, IChatClient> clients)
        : this(Recommend(clients), clients)
    {
    }

    /// <summary>Seats a panel whose every model role is answered by one client.</summary>
    /// <param name="definition">Who sits on it.</param>
    /// <param name="client">Stays the caller's to dispose. One model for all roles means correlated errors.</param>
    /// <param name="defaults">How runs are carried out that bring no options of their own.</param>
    /// <exception cref="InvalidPanelException">The definition cannot run.</exception>
    public DelphiPanel(PanelDefinition definition, IChatClient client, DelphiOptions? defaults = null)
        : this(definition, Everywhere(definition, client), defaults)
    {
    }

    /// <summary>Seats a panel with a client for each model role.</summary>
    /// <param name="definition">Who sits on it.</param>
    /// <param name="clients">Model role → client. They stay the caller's to dispose. A persona with tools of its own has a role of its own, answered by a client built with those tools.</param>
    /// <param name="defaults">How runs are carried out that bring no options of their own.</param>
    /// <exception cref="InvalidPanelException">The definition cannot run, a role has no client, or the models are of too few families.</exception>
    /// <exception cref="ArgumentException">The defaults cannot be used with the panel.</exception>
    public DelphiPanel(PanelDefinition definition, IReadOnlyDictionary<string, IChatClient> clients, DelphiOptions? defaults = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(clients);
        _seats = new PanelSeats(definition, clients);
        _defaults = defaults ?? new DelphiOptions();
        _defaults.Validate(definition);
    }

    /// <summary>Who sits on the panel.</summary>
    public PanelDefinition Definition => _seats.Definition;

    /// <summary>How runs are carried out that bring no options of their own. Options given to a run replace these, they are not merged: start from <c>panel.Defaults with { … }</c>.</summary>
    public DelphiOptions Defaults => _defaults;

    /// <summary>Asks the panel.</summary>
    /// <param name="question">What to ask.</param>
    /// <param name="options">How to run, in place of <see cref="Defaults"/>; null for those.</param>
    /// <param name="cancellationToken">Ends the run; see <see cref="DelphiOptions.OnCancellation"/>.</param>
    /// <returns>
    /// The forecast and its record. Its order never depends on which call came back first. Calls: one a prescreen persona,
    /// then personas × samples a round, and one more for each sample that is asked again.
    /// </returns>
    /// <exception cref="QuorumNotReachedException">Too few panelists gave a readable answer in a round.</exception>
    /// <exception cref="PanelJournalException">The journal is damaged, holds another run, or lacks what a replay needs.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<DelphiResult> RunAsync(ForecastQuestion question, DelphiOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var run = Prepare(question, options, null);
        return await run.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks the panel and tells every step: each answer as it comes, each round as it ends, then the result.</summary>
    /// <param name="question">What to ask.</param>
    /// <param name="options">How to run; null for the panel's defaults.</param>
    /// <param name="cancellationToken">Ends the run. Leaving the loop early ends it too.</param>
    /// <returns>The steps; the last holds the result. A slow reader does not slow the panel.</returns>
    /// <inheritdoc cref="RunAsync" path="/exception"/>
    public async IAsyncEnumerable<PanelProgress> RunStreamingAsync(ForecastQuestion question, DelphiOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<PanelProgress>(new UnboundedChannelOptions { SingleReader = true });
        using var run = Prepare(question, options, channel.Writer);
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = Run();
        try
        {
            await foreach (var step in channel.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false)) yield return step;
        }
        finally
        {
            // Whoever left the loop waits for nobody; whoever read to the end has the run's own error to see.
            await left.CancelAsync().ConfigureAwait(false);
            await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await running.ConfigureAwait(false);

        async Task<DelphiResult> Run()
        {
            try
            {
                return await run.RunAsync(left.Token).ConfigureAwait(false);
            }
            finally
            {
                channel.Writer.Complete();
            }
        }
    }

    private static PanelDefinition Recommend(IReadOnlyDictionary<string, IChatClient> clients)
    {
        ArgumentNullException.ThrowIfNull(clients);
        return PanelDefinition.RecommendedFor([.. clients.Keys.Order(StringComparer.Ordinal)]);
    }

    private static Dictionary<string, IChatClient> Everywhere(PanelDefinition definition, IChatClient client)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(client);
        definition.Validate();
        return definition.Personas.Select(persona => persona.ModelRole).Distinct(StringComparer.Ordinal).ToDictionary(role => role, _ => client, StringComparer.Ordinal);
    }

    private PanelRun Prepare(ForecastQuestion question, DelphiOptions? options, ChannelWriter<PanelProgress>? progress)
    {
        ArgumentNullException.ThrowIfNull(question);
        options ??= _defaults;
        question.Validate();
        options.Validate(Definition);
        if (question.HasOutcomes && AggregationRule.Get(Definition.Aggregation).Inputs != PanelInputs.None)
        {
            throw new ArgumentException($"The question \"{question.Id}\" has several outcomes, and the panel aggregates by \"{Definition.Aggregation}\", which reads intervals. Use a rule over best estimates.", nameof(question));
        }

        return new PanelRun(_seats, question, options, progress);
    }
}
