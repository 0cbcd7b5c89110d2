using System.Globalization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>The agents (API wallets) and builders that may act for one account or be paid by it. Immutable and safe to share.</summary>
/// <remarks>
/// <para>An agent trades for the account and its sub-accounts and cannot take money out. There is one without a name and three with one, and two more for each sub-account.</para>
/// <para>Give every agent a key of its own and never approve one again: once it is gone the venue may forget its nonces, and what it signed before can be sent again.</para>
/// </remarks>
public sealed class AgentsClient
{
    private const int MaxDays = 180;
    private readonly HyperliquidAccount _account;

    internal AgentsClient(HyperliquidAccount account) => _account = account;

    /// <summary>Lets a new agent sign for the account. Wire: action <c>approveAgent</c>, after info <c>extraAgents</c> and <c>userRole</c> at weight 80.</summary>
    /// <param name="agent">The address of a key that nobody has used yet.</param>
    /// <param name="name">What the agent is called, 1 to 16 characters. Case matters.</param>
    /// <param name="approval">When it lapses, and whether it may take the place of another.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">The name is in use, the agent's address is not new, a value is out of range, or the signer is not the account itself. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public async Task ApproveAsync(EthereumAddress agent, string name, AgentApproval? approval = null, ActionOptions? options = null, CancellationToken cancellationToken = default)
    {
        AgentName.Check(name);
        var validUntil = CheckExpiry(approval?.ValidUntil);
        var agents = await CheckNewAsync(agent, cancellationToken).ConfigureAwait(false);
        if (approval?.ReplaceExisting != true && Find(agents, name) is { } existing)
        {
            throw new InvalidActionException(
                $"{Quoted.Text(name)} is the name of the agent {existing.Address?.Fingerprint ?? "of an unknown address"}, which could sign no more: choose another name, or set {nameof(AgentApproval)}.{nameof(AgentApproval.ReplaceExisting)}.");
        }

        await _account.SubmitAsync(new ApproveAgentAction(agent, AgentName.Signed(name, validUntil)), options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Puts a new agent in the place of the one without a name, whether there is one or not. Wire: action <c>approveAgent</c>, after info <c>extraAgents</c> and <c>userRole</c> at weight 80.</summary>
    /// <param name="agent">The address of a key that nobody has used yet.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <remarks>The venue does not tell whether there is an unnamed agent: whoever uses one, such as the venue's own front end, can sign no more with it.</remarks>
    /// <exception cref="InvalidActionException">The agent's address is not new, or the signer is not the account itself. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public async Task ReplaceUnnamedAsync(EthereumAddress agent, ActionOptions? options = null, CancellationToken cancellationToken = default)
    {
        await CheckNewAsync(agent, cancellationToken).ConfigureAwait(false);
        await _account.SubmitAsync(new ApproveAgentAction(agent), options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes an agent its right to sign. Wire: action <c>approveAgent</c>, after info <c>extraAgents</c> at weight 20.</summary>
    /// <param name="name">The agent's name.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <remarks>The venue has no action of its own for it. The name is given to the zero address, which nobody can sign for; other clients do so, its documentation does not say it.</remarks>
    /// <exception cref="InvalidActionException">No agent bears the name, or the signer is not the account itself. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public async Task RevokeAsync(string name, ActionOptions? options = null, CancellationToken cancellationToken = default)
    {
        AgentName.Check(name);
        var agents = await ListAsync(cancellationToken).ConfigureAwait(false);
        if (Find(agents, name) is null) throw new InvalidActionException($"The account has no agent that is called {Quoted.Text(name)}.");
        await _account.SubmitAsync(new ApproveAgentAction(default, name), options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The agents that were approved under a name; the one without is not among them. Wire: info <c>extraAgents</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<IReadOnlyList<NamedAgent>> ListAsync(CancellationToken cancellationToken = default) => _account.User.GetAgentsAsync(cancellationToken);

    /// <summary>The named agents that lapse soon, the first first, each with a warning in the log. Wire: info <c>extraAgents</c>, weight 20.</summary>
    /// <param name="within">How soon, from now; not negative.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Those that lapse within the time, or have lapsed and are listed all the same; none that does not say when.</returns>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<IReadOnlyList<NamedAgent>> GetLapsingAsync(TimeSpan within, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(within, TimeSpan.Zero);
        var agents = await ListAsync(cancellationToken).ConfigureAwait(false);
        var now = _account.Client.TimeProvider.GetUtcNow();
        NamedAgent[] lapsing = [.. agents.Where(agent => agent?.ValidUntil - now <= within).OrderBy(static agent => agent.ValidUntil)];
        foreach (var agent in lapsing)
        {
            Log.AgentLapses(_account.Client.Logger, agent.Address?.Fingerprint ?? "", _account.Address.Fingerprint, Quoted.Text(agent.Name), agent.ValidUntil!.Value);
        }

        return lapsing;
    }

    /// <summary>Lets a builder take a fee from the account's fills. Wire: action <c>approveBuilderFee</c>.</summary>
    /// <param name="builder">The builder's address.</param>
    /// <param name="maxRate">The most that it may take, 0 to <see cref="BuilderFee.MaxRate"/> tenths of a basis point; 10 is 0.01 %. 0 takes the approval back.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Before a byte has left it throws <see cref="OperationCanceledException"/>; after that <see cref="TransportException"/>.</param>
    /// <exception cref="InvalidActionException">The rate is out of range, or the signer is not the account itself. Nothing was signed.</exception>
    /// <exception cref="ActionRejectedException">The venue refused.</exception>
    /// <exception cref="TransportException">No usable answer; <see cref="HyperliquidException.MayHaveExecuted"/> says whether bytes had left.</exception>
    public Task ApproveBuilderAsync(EthereumAddress builder, int maxRate, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SubmitAsync(new ApproveBuilderFeeAction(builder, maxRate), options, cancellationToken);

    private static NamedAgent? Find(IReadOnlyList<NamedAgent> agents, string name) =>
        agents.FirstOrDefault(agent => agent is { Name: { } existing } && AgentName.Chosen(existing) == name);

    private DateTimeOffset? CheckExpiry(DateTimeOffset? validUntil)
    {
        if (validUntil is not { } instant) return null;
        var left = instant - _account.Client.TimeProvider.GetUtcNow();
        return left > TimeSpan.Zero && left <= TimeSpan.FromDays(MaxDays)
            ? instant
            : throw new InvalidActionException(string.Create(CultureInfo.InvariantCulture, $"An agent lapses within {MaxDays} days from now, not at {instant:O}."));
    }

    private async Task<IReadOnlyList<NamedAgent>> CheckNewAsync(EthereumAddress agent, CancellationToken cancellationToken)
    {
        ActionArgument.Address(agent, "the agent");
        var agents = await ListAsync(cancellationToken).ConfigureAwait(false);
        if (agents.Any(known => known?.Address == agent)) throw new InvalidActionException($"{agent.Fingerprint} is an agent of the account already: an agent's key has to be new.");
        var role = await _account.Client.ForUser(agent).GetRoleAsync(cancellationToken).ConfigureAwait(false);
        return role.Kind == UserRoleKind.Missing
            ? agents
            : throw new InvalidActionException($"The venue knows {agent.Fingerprint} as {Quoted.Text(role.Kind.Value)}: an agent's key has to be new, since what an old one signed could be sent again.");
    }
}
