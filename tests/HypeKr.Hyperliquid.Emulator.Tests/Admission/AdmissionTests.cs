using System.Text.Json.Nodes;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator.Tests;

public sealed class AdmissionTests
{
    private const string Noop = """{"type":"noop"}""";

    private readonly World _world = new();

    [Fact]
    public void A_known_user_is_admitted()
    {
        var reply = _world.Trader("known").Send(Noop);
        Assert.Equal("""{"status":"ok","response":{"type":"default"}}""", reply.GetRawText());
    }

    [Fact]
    public void An_unknown_user_is_named_as_recovered()
    {
        var stranger = _world.Stranger("unknown");
        Assert.Equal($"User or API Wallet {stranger.User} does not exist.", stranger.Refused(Noop));
    }

    [Fact]
    public void A_signature_for_mainnet_is_somebody_elses()
    {
        var trader = _world.Trader("mainnet signer");
        var reply = World.Parse(_world.Post("/exchange", trader.Sign(Noop, network: HyperliquidNetwork.Mainnet)));
        Assert.Matches("^User or API Wallet 0x[0-9a-f]{40} does not exist\\.$", reply.GetProperty("response").GetString());
        Assert.DoesNotContain(trader.User, reply.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("43250.0", "0.01")]
    [InlineData("043250", "0.01")]
    [InlineData("43250", "0.010")]
    [InlineData("43250", ".01")]
    public void A_hash_over_decimals_that_are_not_normal_is_somebody_elses(string price, string size)
    {
        var trader = _world.Trader("careless");
        var refusal = trader.Refused(Trader.OrderJson(0, true, price, size));
        Assert.Matches("^User or API Wallet 0x[0-9a-f]{40} does not exist\\.$", refusal);
    }

    [Fact]
    public void A_body_may_spell_decimals_otherwise_when_the_hash_is_over_normal_ones()
    {
        var trader = _world.Trader("careful");
        var body = JsonNode.Parse(trader.Sign(Trader.OrderJson(0, true, "43250", "0.01")))!;
        body["action"]!["orders"]![0]!["p"] = "43250.00";
        var reply = World.Parse(_world.Post("/exchange", body.ToJsonString()));
        Assert.True(Trader.Statuses(reply).Single().TryGetProperty("resting", out _), reply.GetRawText());
    }

    [Fact]
    public void A_member_that_the_venue_does_not_know_must_not_be_hashed()
    {
        var trader = _world.Trader("ahead of the venue");
        Assert.Contains("does not exist", trader.Refused("""{"type":"noop","hint":"x"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public void An_upper_case_address_in_the_hash_is_somebody_elses()
    {
        var trader = _world.Trader("shouting");
        var action = Trader.OrderJson(0, true, "43250", "0.01").Replace("\"na\"}", "\"na\",\"builder\":{\"b\":\"0xABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCD\",\"f\":1}}", StringComparison.Ordinal);
        Assert.Contains("does not exist", trader.Refused(action), StringComparison.Ordinal);
        Assert.Equal("Builder fee has not been approved.", trader.Refused(action.Replace("0xABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCD", "0xabcdefabcdefabcdefabcdefabcdefabcdefabcd", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("v", "29")]
    [InlineData("v", "0")]
    [InlineData("r", "\"0x0\"")]
    [InlineData("s", "\"0x0\"")]
    [InlineData("r", "\"0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\"")]
    [InlineData("s", "\"0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140\"")]
    public void What_is_no_signature_recovers_nobody(string member, string value)
    {
        var body = JsonNode.Parse(_world.Trader("forger").Sign(Noop))!;
        body["signature"]![member] = JsonNode.Parse(value);
        var reply = World.Parse(_world.Post("/exchange", body.ToJsonString()));
        Assert.Equal("Unable to recover signer.", reply.GetProperty("response").GetString());
    }

    [Fact]
    public void Leading_zeros_of_a_signature_may_be_left_out()
    {
        var trader = _world.Trader("minimal hex");
        var trimmed = 0;
        for (var i = 0; i < 80; i++)
        {
            var body = JsonNode.Parse(trader.Sign(Noop))!;
            foreach (var member in (string[])["r", "s"])
            {
                var text = body["signature"]![member]!.GetValue<string>();
                var minimal = $"0x{text[2..].TrimStart('0')}";
                if (minimal != text) trimmed++;
                body["signature"]![member] = minimal;
            }

            Assert.Equal("ok", World.Parse(_world.Post("/exchange", body.ToJsonString())).GetProperty("status").GetString());
        }

        Assert.True(trimmed > 0, "no signature began with a zero");
    }

    [Fact]
    public void An_agent_acts_for_its_master()
    {
        var master = _world.Trader("master");
        var agent = _world.Stranger("agent");
        Assert.Contains("does not exist", agent.Refused(Noop), StringComparison.Ordinal);
        _world.Admin.ApproveAgent(master.Address, agent.Address);

        var oid = agent.Rest("BTC", true, 43_250, 0.01m);
        Assert.Equal("open", master.Status(oid));
        Assert.Empty(agent.OpenOrders());
    }

    [Fact]
    public void An_agent_ends_with_its_time()
    {
        var master = _world.Trader("short-lived master");
        var agent = _world.Stranger("short-lived agent");
        _world.Admin.ApproveAgent(master.Address, agent.Address, World.Start.AddMinutes(1));

        _world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("ok", agent.Send(Noop).GetProperty("status").GetString());
        _world.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal($"User or API Wallet {agent.User} does not exist.", agent.Refused(Noop));
        Assert.Equal("missing", Role(agent));
    }

    [Fact]
    public void Approving_under_a_name_replaces_the_agent_that_had_it()
    {
        var master = _world.Trader("replacing master");
        var (first, second, named) = (_world.Stranger("first"), _world.Stranger("second"), _world.Stranger("named"));
        _world.Admin.ApproveAgent(master.Address, first.Address);
        _world.Admin.ApproveAgent(master.Address, named.Address, name: "bot");
        _world.Admin.ApproveAgent(master.Address, second.Address);

        Assert.Contains("does not exist", first.Refused(Noop), StringComparison.Ordinal);
        Assert.Equal("ok", second.Send(Noop).GetProperty("status").GetString());
        Assert.Equal("ok", named.Send(Noop).GetProperty("status").GetString());
    }

    [Fact]
    public void Roles_tell_users_agents_and_strangers_apart()
    {
        var master = _world.Trader("role master");
        var agent = _world.Stranger("role agent");
        _world.Admin.ApproveAgent(master.Address, agent.Address);

        Assert.Equal("user", Role(master));
        Assert.Equal("missing", Role(_world.Stranger("role nobody")));
        Assert.Equal(
            $$$"""{"role":"agent","data":{"user":"{{{master.User}}}"}}""",
            _world.Info($$"""{"type":"userRole","user":"{{agent.User}}"}""").GetRawText());
    }

    [Fact]
    public void A_vault_is_not_registered()
    {
        var vault = EthereumAddress.Parse("0x1719884eb866cb12b2287399b15f7db5e7d775ea");
        Assert.Equal($"Vault not registered: {vault.ToLowerHex()}", _world.Trader("vault leader").Refused(Noop, vault: vault));
    }

    [Fact]
    public void An_action_is_admitted_up_to_its_expiry()
    {
        var trader = _world.Trader("expiring");
        Assert.Equal("ok", trader.Send(Noop, expiresAfter: _world.Now).GetProperty("status").GetString());
        Assert.Equal("Action already expired", trader.Refused(Noop, expiresAfter: _world.Now - 1));
        Assert.Equal("Action already expired", trader.Refused(Noop, expiresAfter: 0));
    }

    [Fact]
    public void A_nonce_is_used_up_by_whatever_passes_the_nonce_rules_and_by_nothing_else()
    {
        var trader = _world.Trader("consuming");
        var nonce = _world.Now;

        // Stopped before the nonce rules: free.
        Assert.Contains("Vault not registered", trader.Refused(Noop, nonce, vault: trader.Address), StringComparison.Ordinal);
        Assert.Equal("ok", trader.Send(Noop, nonce).GetProperty("status").GetString());
        Assert.Equal($"Invalid nonce: duplicate nonce {Trader.Text(nonce)}", trader.Refused(Noop, nonce));

        // Expired, or refused by its own logic: used.
        Assert.Equal("Action already expired", trader.Refused(Noop, nonce + 1, expiresAfter: 1));
        Assert.Contains("duplicate nonce", trader.Refused(Noop, nonce + 1), StringComparison.Ordinal);
        Assert.Equal("Invalid leverage value", trader.Refused("""{"type":"updateLeverage","asset":0,"isCross":true,"leverage":0}""", nonce + 2));
        Assert.Contains("duplicate nonce", trader.Refused(Noop, nonce + 2), StringComparison.Ordinal);
    }

    [Fact]
    public void Nonces_are_kept_by_signer()
    {
        var master = _world.Trader("nonce master");
        var agent = _world.Stranger("nonce agent");
        _world.Admin.ApproveAgent(master.Address, agent.Address);
        var nonce = _world.Now;
        Assert.Equal("ok", master.Send(Noop, nonce).GetProperty("status").GetString());
        Assert.Equal("ok", agent.Send(Noop, nonce).GetProperty("status").GetString());
        Assert.Contains("duplicate nonce", agent.Refused(Noop, nonce), StringComparison.Ordinal);
    }

    [Fact]
    public void Checks_come_in_the_venues_order()
    {
        var trader = _world.Trader("ordered");
        var stranger = _world.Stranger("ordered stranger");
        var nonce = _world.Now;
        trader.Send(Noop, nonce);

        // Each action has the faults of all later ones, too.
        Assert.Contains("does not exist", stranger.Refused(Noop, 1, vault: stranger.Address, expiresAfter: 1), StringComparison.Ordinal);
        Assert.Contains("Vault not registered", trader.Refused(Noop, nonce, vault: trader.Address, expiresAfter: 1), StringComparison.Ordinal);
        Assert.Contains("duplicate nonce", trader.Refused(Noop, nonce, expiresAfter: 1), StringComparison.Ordinal);
        Assert.Equal("Action already expired", trader.Refused(Trader.OrderJson(999, true, "1", "1"), expiresAfter: 1));
        Assert.Equal("Order has invalid asset. asset=999", Trader.Statuses(trader.Send(Trader.OrderJson(999, true, "1", "1"))).Single().GetProperty("error").GetString());
    }

    private string Role(Trader trader) => _world.Info($$"""{"type":"userRole","user":"{{trader.User}}"}""").GetProperty("role").GetString()!;
}
