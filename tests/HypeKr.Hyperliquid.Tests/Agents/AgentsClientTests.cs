using System.Text.Json;
using HypeKr.Crypto;
using Microsoft.Extensions.Logging;

namespace HypeKr.Hyperliquid.Tests;

public sealed class AgentsClientTests : IDisposable
{
    private static readonly EthereumAddress Agent = TestVenue.AddressOf("a new agent");
    private static readonly EthereumAddress Old = TestVenue.AddressOf("an old agent");

    private readonly TestVenue _venue = new();
    private readonly PrivateKeySigner _signer = TestVenue.CreateSigner("user");
    private readonly HyperliquidAccount _account;

    public AgentsClientTests()
    {
        _account = _venue.Client.ForAccount(_signer.Address, _signer);
        Has();
        _venue.Info.Answer("userRole", """{"role":"missing"}""");
    }

    public void Dispose()
    {
        _venue.Dispose();
        _signer.Dispose();
    }

    [Fact]
    public async Task A_new_agent_is_approved_under_a_name_with_an_expiry()
    {
        await _account.Agents.ApproveAsync(Agent, "bot", new AgentApproval { ValidUntil = TestVenue.Start.AddDays(180) });

        var action = _venue.Exchange.Action;
        Assert.Equal(Agent.ToLowerHex(), action.GetProperty("agentAddress").GetString());
        Assert.Equal($"bot valid_until {TestVenue.Start.AddDays(180).ToUnixTimeMilliseconds()}", action.GetProperty("agentName").GetString());
        Assert.Equal(_signer.Address.ToLowerHex(), _venue.Info.Requests.Single(r => r.GetProperty("type").GetString() == "extraAgents").GetProperty("user").GetString());
        Assert.Equal(Agent.ToLowerHex(), _venue.Info.Requests.Single(r => r.GetProperty("type").GetString() == "userRole").GetProperty("user").GetString());
    }

    [Theory]
    [InlineData(" bot")]
    [InlineData("bot ")]
    [InlineData("bot\u00a0")]
    [InlineData("b\not")]
    [InlineData("b\u0000t")]
    [InlineData("bot\u200b")]
    [InlineData("b\u202eot")]
    public async Task A_name_that_looks_like_another_is_refused(string name)
    {
        await Assert.ThrowsAsync<InvalidActionException>(() => _account.Agents.ApproveAsync(Agent, name));
        Assert.Throws<InvalidActionException>(() => new ApproveAgentAction(Agent, name));
        Assert.Throws<InvalidActionException>(() => new ApproveAgentAction(Agent, name + " valid_until 1772971200000"));
        Assert.Empty(_venue.Exchange.Requests);
    }

    [Theory]
    [InlineData("bot")]
    [InlineData("bot valid_until 1772971200000")]
    public async Task A_name_in_use_is_kept_unless_told(string listed)
    {
        Has((Old, listed, null));

        var refusal = await Assert.ThrowsAsync<InvalidActionException>(() => _account.Agents.ApproveAsync(Agent, "bot"));
        Assert.Contains(Old.Fingerprint, refusal.Message);
        Assert.Contains(nameof(AgentApproval.ReplaceExisting), refusal.Message);
        Assert.Empty(_venue.Exchange.Requests);

        await _account.Agents.ApproveAsync(Agent, "Bot");
        await _account.Agents.ApproveAsync(Agent, "bot", new AgentApproval { ReplaceExisting = true });
        Assert.Equal(["Bot", "bot"], _venue.Exchange.Requests.Select(r => r.GetProperty("action").GetProperty("agentName").GetString()));
    }

    [Theory]
    [InlineData("agent")]
    [InlineData("user")]
    [InlineData("vault")]
    [InlineData("subAccount")]
    [InlineData("something new")]
    public async Task An_address_that_the_venue_knows_is_no_new_key(string role)
    {
        _venue.Info.Answer("userRole", $$"""{"role":"{{role}}"}""");

        var refusal = await Assert.ThrowsAsync<InvalidActionException>(() => _account.Agents.ApproveAsync(Agent, "bot", new AgentApproval { ReplaceExisting = true }));
        Assert.Contains(Agent.Fingerprint, refusal.Message);
        Assert.DoesNotContain(Agent.ToLowerHex(), refusal.Message);
        await Assert.ThrowsAsync<InvalidActionException>(() => _account.Agents.ReplaceUnnamedAsync(Agent));
        Assert.Empty(_venue.Exchange.Requests);
    }

    [Fact]
    public async Task An_agent_of_the_account_is_not_approved_again()
    {
        Has((Old, "bot", null));
        await Assert.ThrowsAsync<InvalidActionException>(() => _account.Agents.ApproveAsync(Old, "other"));
        await Assert.ThrowsAsync<InvalidActionException>(() => _account.Agents.ReplaceUnnamedAsync(Old));
        await Assert.ThrowsAsync<InvalidActionException>(() => _account.Agents.ApproveAsync(default, "other"));
        Assert.Empty(_venue.Exchange.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("12345678901234567")]
    [InlineData("bot valid_until 1772971200000")]
    public async Task A_name_that_cannot_be_one_is_refused_before_anybody_is_asked(string name)
    {
        await Assert.ThrowsAsync<InvalidActionException>(() => _account.Agents.ApproveAsync(Agent, name));
        await Assert.ThrowsAsync<InvalidActionException>(() => _account.Agents.RevokeAsync(name));
        Assert.Empty(_venue.Info.Requests);
        Assert.Empty(_venue.Exchange.Requests);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(180.001)]
    public async Task An_expiry_lies_within_180_days(double days)
    {
        var refusal = await Assert.ThrowsAsync<InvalidActionException>(() => _account.Agents.ApproveAsync(Agent, "bot", new AgentApproval { ValidUntil = TestVenue.Start.AddDays(days) }));
        Assert.Contains("180", refusal.Message);
        Assert.Empty(_venue.Exchange.Requests);
    }

    [Fact]
    public async Task An_agent_cannot_approve_agents()
    {
        await Assert.ThrowsAsync<InvalidActionException>(() => _venue.Account.Agents.ApproveAsync(Agent, "bot"));
        await Assert.ThrowsAsync<InvalidActionException>(() => _account.ForSubAccount(TestVenue.AddressOf("sub")).Agents.ApproveAsync(Agent, "bot"));
        Assert.Empty(_venue.Exchange.Requests);
    }

    [Fact]
    public async Task Revoking_gives_the_name_to_nobody()
    {
        Has((Old, "bot", null));
        await Assert.ThrowsAsync<InvalidActionException>(() => _account.Agents.RevokeAsync("other"));
        Assert.Empty(_venue.Exchange.Requests);

        await _account.Agents.RevokeAsync("bot");
        Assert.Equal(default(EthereumAddress).ToLowerHex(), _venue.Exchange.Action.GetProperty("agentAddress").GetString());
        Assert.Equal("bot", _venue.Exchange.Action.GetProperty("agentName").GetString());
    }

    [Fact]
    public async Task Those_that_lapse_soon_are_listed_and_logged_without_their_addresses()
    {
        var log = new Collector();
        using var venue = new TestVenue(options => options.LoggerFactory = log);
        venue.Info.Answer("extraAgents", Json(
            (TestVenue.AddressOf("late"), "late", TestVenue.Start.AddDays(8)),
            (TestVenue.AddressOf("soon"), "soon", TestVenue.Start.AddDays(7)),
            (TestVenue.AddressOf("never"), "never", null),
            (TestVenue.AddressOf("over"), "over", TestVenue.Start.AddDays(-1))));

        var lapsing = await venue.Account.Agents.GetLapsingAsync(TimeSpan.FromDays(7));

        Assert.Equal(["over", "soon"], lapsing.Select(agent => agent.Name));
        var lines = log.Lines.Where(line => line.Contains("lapses", StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, lines.Length);
        Assert.Contains(TestVenue.AddressOf("soon").Fingerprint, lines[1]);
        Assert.All(lines, line => Assert.DoesNotContain("0x", line));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => venue.Account.Agents.GetLapsingAsync(TimeSpan.FromSeconds(-1)));
    }

    private void Has(params (EthereumAddress Address, string Name, DateTimeOffset? ValidUntil)[] agents) => _venue.Info.Answer("extraAgents", Json(agents));

    private static string Json(params (EthereumAddress Address, string Name, DateTimeOffset? ValidUntil)[] agents) =>
        JsonSerializer.Serialize(agents.Select(agent => new { address = agent.Address.ToLowerHex(), name = agent.Name, validUntil = agent.ValidUntil?.ToUnixTimeMilliseconds() }));

    private sealed class Collector : ILoggerFactory, ILogger
    {
        public List<string> Lines { get; } = [];

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Add(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
