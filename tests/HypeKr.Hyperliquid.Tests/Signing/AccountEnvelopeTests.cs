using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Tests;

public sealed class AccountEnvelopeTests : IDisposable
{
    // Section 4.1 of the wire specification: these and no others are carried out for the vault or sub-account in the envelope.
    private static readonly string[] WithVault =
    [
        "order", "cancel", "cancelByCloid", "modify", "batchModify", "scheduleCancel", "updateLeverage", "updateIsolatedMargin", "topUpIsolatedOnlyMargin", "twapOrder", "twapCancel", "borrowLend",
    ];

    private static readonly EthereumAddress SubAccount = TestVenue.AddressOf("sub-account");
    private readonly TestVenue _venue = new();
    private readonly HyperliquidAccount _owner;

    public AccountEnvelopeTests() => _owner = _venue.Client.ForAccount(_venue.Signer.Address, _venue.Signer);

    public void Dispose() => _venue.Dispose();

    [Fact]
    public async Task The_envelope_names_a_vault_for_the_actions_that_take_one_and_for_no_other()
    {
        foreach (var (action, _) in SampleActions.All)
        {
            var sent = _venue.Exchange.Requests.Count;
            var refusal = await Record.ExceptionAsync(() => _owner.ForSubAccount(SubAccount).SubmitAsync(action));
            if (refusal is not null)
            {
                Assert.IsType<InvalidActionException>(refusal);
                Assert.Contains(action.Type, refusal.Message, StringComparison.Ordinal);
                Assert.DoesNotContain(action.Type, WithVault);
                Assert.Equal(sent, _venue.Exchange.Requests.Count);
                continue;
            }

            Assert.Equal(WithVault.Contains(action.Type), _venue.Exchange.Requests[^1].TryGetProperty("vaultAddress", out var vault));
            if (WithVault.Contains(action.Type)) Assert.Equal(SubAccount.ToLowerHex(), vault.GetString());
        }
    }

    [Fact]
    public async Task Money_of_the_owner_is_not_moved_through_the_account_of_a_vault()
    {
        ExchangeAction[] owners =
        [
            new UsdSendAction(SubAccount, 1), new SpotSendAction(SubAccount, TokenName.Usdc, 1), new WithdrawAction(SubAccount, 1), new StakingDepositAction(1),
            new ClaimRewardsAction(), new ApproveAgentAction(SubAccount), new SetReferrerAction("CODE"), RawUserSignedAction.Parse("X", [new("nonce", "uint64")], """{"type":"x"}"""),
        ];
        foreach (var action in owners)
        {
            await Assert.ThrowsAsync<InvalidActionException>(() => _owner.ForVault(SubAccount).SubmitAsync(action));
            await _owner.SubmitAsync(action);
        }
    }

    [Fact]
    public async Task Every_action_carries_the_nonce_of_its_envelope_and_no_vault_of_its_own_accord()
    {
        foreach (var (action, _) in SampleActions.All)
        {
            await _owner.SubmitAsync(action);
            var body = _venue.Exchange.Requests[^1];
            Assert.False(body.TryGetProperty("vaultAddress", out _));
            Assert.False(body.TryGetProperty("expiresAfter", out _));
            var nonce = body.GetProperty("nonce").GetInt64();
            if (action is not UserSignedAction) continue;

            var inner = body.GetProperty("action");
            Assert.Equal(nonce, inner.TryGetProperty("time", out var time) ? time.GetInt64() : inner.GetProperty("nonce").GetInt64());
            Assert.Equal("0x66eee", inner.GetProperty("signatureChainId").GetString());
            Assert.Equal("Testnet", inner.GetProperty("hyperliquidChain").GetString());
        }
    }

    [Fact]
    public async Task An_agent_is_told_that_it_cannot_sign_for_the_user()
    {
        foreach (var (action, _) in SampleActions.All.Where(sample => sample.Action is UserSignedAction))
        {
            var refusal = await Assert.ThrowsAsync<InvalidActionException>(() => _venue.Account.SubmitAsync(action));
            Assert.Contains("an agent cannot", refusal.Message, StringComparison.Ordinal);
            Assert.Contains(_venue.Signer.Address.Fingerprint, refusal.Message, StringComparison.Ordinal);
        }

        Assert.Empty(_venue.Exchange.Requests);
    }

    [Fact]
    public async Task User_signed_actions_do_not_expire()
    {
        var options = new ActionOptions { ExpiresAfter = TestVenue.Start };
        await Assert.ThrowsAsync<InvalidActionException>(() => _owner.SubmitAsync(new UsdSendAction(SubAccount, 1), options));
        await _owner.SubmitAsync(new NoopAction(), options);
        Assert.Equal(TestVenue.Start.ToUnixTimeMilliseconds(), Assert.Single(_venue.Exchange.Requests).GetProperty("expiresAfter").GetInt64());
        Assert.Throws<ArgumentException>(() => new UsdSendAction(SubAccount, 1).ToTypedDataHash(HyperliquidNetwork.Testnet, 1, SubAccount));
        Assert.Throws<ArgumentException>(() => new UsdSendAction(SubAccount, 1).ToTypedData(HyperliquidNetwork.Testnet, 1, null, 1));
    }

    [Fact]
    public async Task A_wallet_signs_on_the_chain_it_is_on()
    {
        await _owner.SubmitAsync(new UsdSendAction(SubAccount, 1), new ActionOptions { SignatureChainId = 0x3e7 });
        var body = Assert.Single(_venue.Exchange.Requests);
        Assert.Equal("0x3e7", body.GetProperty("action").GetProperty("signatureChainId").GetString());
        var hash = new UsdSendAction(SubAccount, 1).ToTypedDataHash(_venue.Client.Network, body.GetProperty("nonce").GetInt64(), 0x3e7);
        Assert.Equal(_venue.Signer.Address, Vectors.SignatureOf(body).Recover(hash.Digest));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _owner.SubmitAsync(new UsdSendAction(SubAccount, 1), new ActionOptions { SignatureChainId = 0 }));
    }

    [Fact]
    public async Task The_raw_door_signs_with_any_signer()
    {
        using var wallet = new WalletSigner(TestVenue.CreateSigner("wallet"));
        var account = _venue.Client.ForAccount(wallet.Address, wallet);
        await account.Raw.ActionAsync("""{"type":"mystery","a":1}""");
        await account.Raw.UserSignedActionAsync("Mystery", [new("who", "address"), new("nonce", "uint64")], System.Text.Json.JsonDocument.Parse($$"""{"type":"mystery2","who":"{{SubAccount.ToLowerHex()}}"}""").RootElement);
        Assert.Equal(["mystery", "mystery2"], _venue.Exchange.Requests.Select(request => request.GetProperty("action").GetProperty("type").GetString()));
        await Assert.ThrowsAsync<InvalidActionException>(() => account.Raw.ActionAsync("{}"));
        Assert.Equal(["Agent", "HyperliquidTransaction:Mystery"], wallet.PrimaryTypes);
    }

    [Fact]
    public async Task A_raw_action_names_the_vault_where_the_typed_one_does_and_where_nobody_knows()
    {
        var vault = _owner.ForSubAccount(SubAccount);
        foreach (var (action, _) in SampleActions.All.Where(sample => sample.Action is L1Action))
        {
            var raw = RawAction.Parse(action.ToJson(HyperliquidNetwork.Testnet, 1));
            var typed = await Record.ExceptionAsync(() => vault.SubmitAsync(action));
            var untyped = await Record.ExceptionAsync(() => vault.SubmitAsync(raw));
            Assert.Equal(typed?.GetType(), untyped?.GetType());
            if (untyped is null) Assert.Equal(WithVault.Contains(action.Type), _venue.Exchange.Requests[^1].TryGetProperty("vaultAddress", out _));
        }

        await vault.Raw.ActionAsync("""{"type":"mystery"}""");
        Assert.True(_venue.Exchange.Requests[^1].TryGetProperty("vaultAddress", out _));
        await vault.SubmitAsync(RawAction.Parse(new AgentSendAssetAction(SubAccount, TransferDex.Perps, TransferDex.Spot, TokenName.Usdc, 1, SubAccount).ToJson(HyperliquidNetwork.Testnet, 1)));
        Assert.False(_venue.Exchange.Requests[^1].TryGetProperty("vaultAddress", out _));
    }

    [Fact]
    public async Task A_signature_of_another_account_is_not_sent()
    {
        using var first = TestVenue.CreateSigner("wallet");
        using var other = TestVenue.CreateSigner("other account of the wallet");
        var wallet = new WalletSigner(first);
        var account = _venue.Client.ForAccount(wallet.Address, wallet);
        await account.SubmitAsync(new UsdSendAction(SubAccount, 1));

        // The wallet says so, or goes on as if nothing had happened.
        foreach (var says in new[] { false, true })
        {
            wallet.Switch(other, says);
            foreach (var action in new ExchangeAction[] { new UsdSendAction(SubAccount, 1), new NoopAction() })
            {
                var refusal = await Assert.ThrowsAsync<ForeignSignatureException>(() => account.SubmitAsync(action));
                Assert.Equal(action.Type, refusal.ActionType);
                Assert.False(refusal.MayHaveExecuted);
                Assert.Contains(other.Address.Fingerprint, refusal.Message, StringComparison.Ordinal);
                Assert.DoesNotContain(other.Address.ToLowerHex(), refusal.ToString(), StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain(first.Address.ToLowerHex(), refusal.ToString(), StringComparison.OrdinalIgnoreCase);
            }
        }

        Assert.Single(_venue.Exchange.Requests);
        await Assert.ThrowsAsync<ForeignSignatureException>(() => account.ForSubAccount(SubAccount).SubmitAsync(new CancelAction([])));
    }

    [Fact]
    public async Task A_local_signer_of_somebody_else_is_compared_too()
    {
        using var key = TestVenue.CreateSigner("key");
        using var other = TestVenue.CreateSigner("another key");
        await Assert.ThrowsAsync<ForeignSignatureException>(() => _venue.Client.ForAccount(key.Address, new Library(key.Address, other)).SubmitAsync(new NoopAction()));
        await _venue.Client.ForAccount(key.Address, new Library(key.Address, key)).SubmitAsync(new NoopAction());
        Assert.Single(_venue.Exchange.Requests);
    }

    [Fact]
    public void The_zero_address_is_nobodys_vault_and_nobodys_sub_account()
    {
        Assert.Throws<ArgumentException>(() => _owner.ForVault(default));
        Assert.Throws<ArgumentException>(() => _owner.ForSubAccount(default));
        Assert.Throws<InvalidActionException>(() => new SendAssetAction(SubAccount, TransferDex.Perps, TransferDex.Spot, TokenName.Usdc, 1, default(EthereumAddress)));
        Assert.Throws<InvalidActionException>(() => new AgentSendAssetAction(SubAccount, TransferDex.Perps, TransferDex.Spot, TokenName.Usdc, 1, default(EthereumAddress)));
        Assert.Throws<InvalidActionException>(() => new UsdClassTransferAction(1, true, default(EthereumAddress)));
    }

    private sealed class Library(EthereumAddress address, PrivateKeySigner key) : ILocalSigner
    {
        public EthereumAddress Address => address;

        public ValueTask<RecoverableSignature> SignHashAsync(TypedDataHash hash, CancellationToken cancellationToken = default) => key.SignHashAsync(hash, cancellationToken);

        public ValueTask<RecoverableSignature> SignTypedDataAsync(TypedData typedData, CancellationToken cancellationToken = default) => key.SignTypedDataAsync(typedData, cancellationToken);
    }

    private sealed class WalletSigner(PrivateKeySigner inner) : ITypedDataSigner, IDisposable
    {
        private (PrivateKeySigner Key, EthereumAddress Address) _current = (inner, inner.Address);

        public List<string> PrimaryTypes { get; } = [];

        public EthereumAddress Address => _current.Address;

        public void Switch(PrivateKeySigner other, bool says)
        {
            _current = (other, says ? other.Address : _current.Address);
        }

        public ValueTask<RecoverableSignature> SignTypedDataAsync(TypedData typedData, CancellationToken cancellationToken = default)
        {
            PrimaryTypes.Add(typedData.PrimaryType);
            return _current.Key.SignTypedDataAsync(typedData, cancellationToken);
        }

        public void Dispose() => _current.Key.Dispose();
    }
}
