namespace HypeKr.Crypto.Tests;

public sealed class PrimaryTypePolicySignerTests
{
    private static readonly TypedDataDomain Domain = new() { Name = "Exchange", Version = "1", ChainId = 1337 };
    private static readonly TypedData Agent = Build("Agent", Domain);
    private static readonly TypedData Withdraw = Build("HyperliquidTransaction:Withdraw", Domain);

    [Fact]
    public async Task Only_the_allowed_types_are_signed()
    {
        var inner = new ScriptedSigner();
        var signer = PrimaryTypePolicySigner.Wrap(inner, ["Agent", "Permit"]);
        await signer.SignTypedDataAsync(Agent);
        await signer.SignHashAsync(Agent.Hash);
        Assert.Equal(2, inner.Calls.Count);

        var error = await Assert.ThrowsAsync<SigningRefusedException>(async () => await signer.SignTypedDataAsync(Withdraw));
        Assert.Contains("HyperliquidTransaction:Withdraw is not allowed; allowed: Agent, Permit", error.Message, StringComparison.Ordinal);
        Assert.Null(error.RetryAfter);
        await Assert.ThrowsAsync<SigningRefusedException>(async () => await signer.SignHashAsync(Withdraw.Hash));
        foreach (var near in (string[])["agent", "AGENT", "Agent ", "\u200BAgent", "Agents", "Agen\u0442"])
        {
            await Assert.ThrowsAsync<SigningRefusedException>(async () => await signer.SignHashAsync(Agent.Hash with { PrimaryType = near }));
        }

        Assert.Equal(2, inner.Calls.Count);
    }

    [Fact]
    public async Task A_type_that_could_be_an_address_is_not_repeated()
    {
        var signer = PrimaryTypePolicySigner.Wrap(new ScriptedSigner(), ["Agent"]);
        var name = "x" + TestKeys.Open("leak").Address.ToLowerHex()[2..];
        var error = await Assert.ThrowsAsync<SigningRefusedException>(async () => await signer.SignHashAsync(Agent.Hash with { PrimaryType = name }));
        Assert.DoesNotContain(name, error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_domain_that_is_not_allowed_is_refused_whatever_the_type_says()
    {
        var inner = new ScriptedSigner();
        var signer = PrimaryTypePolicySigner.Wrap(inner, ["Agent"], [Agent.DomainSeparator]);
        await signer.SignTypedDataAsync(Agent);
        var elsewhere = Build("Agent", new TypedDataDomain { Name = "HyperliquidSignTransaction", Version = "1", ChainId = 42161 });
        await Assert.ThrowsAsync<SigningRefusedException>(async () => await signer.SignTypedDataAsync(elsewhere));
        await Assert.ThrowsAsync<SigningRefusedException>(async () => await signer.SignHashAsync(elsewhere.Hash));
        Assert.Single(inner.Calls);
    }

    [Fact]
    public async Task A_lie_about_the_type_passes_by_the_type_and_not_by_the_domain()
    {
        // The domain of Hyperliquid's agents as the guide has it, and the one that withdrawals are signed in.
        var exchange = Hash32.Parse("0xd79297fcdf2ffcd4ae223d01edaa2ba214ff8f401d7c9300d995d17c82aa4040");
        var agent = Build("Agent", new TypedDataDomain { Name = "Exchange", Version = "1", ChainId = 1337, VerifyingContract = default(EthereumAddress) });
        Assert.Equal(exchange, agent.DomainSeparator);
        var withdrawal = Build(
            "HyperliquidTransaction:Withdraw",
            new TypedDataDomain { Name = "HyperliquidSignTransaction", Version = "1", ChainId = 421614, VerifyingContract = default(EthereumAddress) });
        var lie = new TypedDataHash("Agent", withdrawal.DomainSeparator, withdrawal.StructHash);
        Assert.Equal(withdrawal.Digest, lie.Digest);

        var byType = new ScriptedSigner();
        await PrimaryTypePolicySigner.Wrap(byType, ["Agent"]).SignHashAsync(lie);
        Assert.Single(byType.Calls);

        var byDomain = new ScriptedSigner();
        var signer = PrimaryTypePolicySigner.Wrap(byDomain, ["Agent"], [exchange]);
        await Assert.ThrowsAsync<SigningRefusedException>(async () => await signer.SignHashAsync(lie));
        Assert.Empty(byDomain.Calls);
        await signer.SignHashAsync(agent.Hash);
        Assert.Single(byDomain.Calls);
    }

    [Fact]
    public void A_policy_that_allows_nothing_or_anything_by_mistake_is_refused()
    {
        var inner = new ScriptedSigner();
        Assert.Throws<ArgumentNullException>(() => PrimaryTypePolicySigner.Wrap(inner, null!));
        Assert.Throws<ArgumentException>(() => PrimaryTypePolicySigner.Wrap(inner, []));
        Assert.Throws<ArgumentException>(() => PrimaryTypePolicySigner.Wrap(inner, ["Agent", ""]));
        Assert.Throws<ArgumentException>(() => PrimaryTypePolicySigner.Wrap(inner, ["Agent"], []));
        Assert.Throws<ArgumentException>(() => PrimaryTypePolicySigner.Wrap(inner, ["Agent"], [default]));
    }

    private static TypedData Build(string primaryType, TypedDataDomain domain) => new TypedDataBuilder(primaryType, domain).Field("source", "string", "a").Build();
}
