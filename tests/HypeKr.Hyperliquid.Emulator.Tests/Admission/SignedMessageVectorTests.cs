using System.Text.Json;
using System.Text.Json.Nodes;
using HypeKr.Crypto;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>Actions that owners and multi-sig accounts sign, as another implementation signed them: admitted, and refused with any value changed.</summary>
[Trait("Category", "Vectors")]
public sealed class SignedMessageVectorTests(ITestOutputHelper output)
{
    private static readonly EmulatorSeed Nothing = new();

    [VectorFact("hyperliquid/user-signed.json")]
    public void An_owners_action_gives_its_signer_and_a_changed_one_is_refused()
    {
        var mutants = 0;
        VectorFile.Open("hyperliquid/user-signed.json").Run(output, ("cases", @case =>
        {
            var body = Body(@case, "action", @case.GetProperty("signature"));
            var address = EthereumAddress.Parse(@case.GetProperty("address").GetString()!);
            var action = Assert.IsType<CatalogueAction>(Read(body).Action);
            Assert.Equal(@case.GetProperty("digest").GetString(), SignerRecovery.MessageDigest(action).ToString());
            Assert.True(SignerRecovery.TryRecover(SignerRecovery.MessageDigest(action), Read(body).Signature, out var signer));
            Assert.Equal(address, signer);

            var venue = Venue(@case);
            venue.CreateAccount(address);
            mutants += AssertRefused(venue, body);
            Assert.Null(new ActionAdmission(venue).Admit(Read(body), out var context));
            Assert.Equal(address, context.Owner.Address);
        }
        ));
        output.WriteLine($"{mutants} changed ones");
    }

    [VectorFact("hyperliquid/multisig.json")]
    public void A_multi_sig_action_gives_all_its_signers_and_a_changed_one_is_refused()
    {
        var mutants = 0;
        VectorFile.Open("hyperliquid/multisig.json").Run(output, ("cases", @case =>
        {
            var body = Body(@case, "wrapper", @case.GetProperty("signature"));
            var request = Read(body);
            var action = Assert.IsType<SendMultisig>(request.Action);
            var packed = new MsgpackWriter();
            action.PackWithoutType(packed);
            Assert.Equal(@case.GetProperty("wrapperMsgpackHex").GetString(), $"0x{Convert.ToHexStringLower(packed.Written)}");
            var isTestnet = @case.GetProperty("isTestnet").GetBoolean();
            Assert.Equal(
                @case.GetProperty("digest").GetString(),
                SignerRecovery.MultisigDigest(action, isTestnet ? "Testnet" : "Mainnet", request.Nonce, request.VaultAddress, request.ExpiresAfter).ToString());

            EthereumAddress[] signers = [.. @case.GetProperty("inner").EnumerateArray().Select(i => EthereumAddress.Parse(i.GetProperty("address").GetString()!))];
            Assert.Equal(signers, ActionAdmission.MultisigSigners(action, isTestnet ? "b" : "a", request.Nonce, request.VaultAddress, request.ExpiresAfter));

            var venue = Venue(@case);
            foreach (var signer in signers) venue.CreateAccount(signer);
            venue.CreateAccount(action.OuterSigner);
            venue.CreateAccount(action.User).Multisig = new MultisigRule([.. signers.Append(action.OuterSigner).Distinct()], signers.Length);
            mutants += AssertRefused(venue, body);
            var admitted = new ActionAdmission(venue).Admit(request, out var context);
            if (request.VaultAddress is { } vault)
            {
                // Its signers are right; there is no such vault here, which is looked at after them.
                Assert.Equal($"Vault not registered: {vault.ToLowerHex()}", admitted);
                return;
            }

            Assert.Null(admitted);
            Assert.Equal(action.User, context.Owner.Address);
        }
        ));
        output.WriteLine($"{mutants} changed ones");
    }

    private static int AssertRefused(Venue venue, JsonObject body)
    {
        var count = 0;
        var admission = new ActionAdmission(venue);
        foreach (var (what, mutant) in ActionMutants.Of(body, "action").Concat(ActionMutants.Of(body, "signature")).Concat(Enveloped(body)))
        {
            count++;
            string? refusal;
            try
            {
                refusal = admission.Admit(Read(mutant), out _);
            }
            catch (ShapeException e)
            {
                refusal = e.Message;
            }

            Assert.True(refusal is not null, $"admitted after {what}");
        }

        return count;
    }

    private static IEnumerable<(string, JsonObject)> Enveloped(JsonObject body)
    {
        foreach (var (member, value) in ((string, JsonNode)[])[
            ("nonce", body["nonce"]!.GetValue<long>() + 1), ("vaultAddress", "0x0000000000000000000000000000000000000001"), ("expiresAfter", 253_402_300_799_999)])
        {
            var mutant = (JsonObject)body.DeepClone();
            mutant[member] = value.DeepClone();
            yield return ($"changing {member}", mutant);
        }
    }

    /// <summary>A venue without markets, at the time of the case and on its chain.</summary>
    private static Venue Venue(JsonElement @case) => new(new EmulatorOptions
    {
        Seed = Nothing,
        VirtualStart = DateTimeOffset.FromUnixTimeMilliseconds(@case.GetProperty("nonce").GetInt64()),
        AcceptsMainnetSignatures = !@case.GetProperty("isTestnet").GetBoolean(),
    });

    private static JsonObject Body(JsonElement @case, string action, JsonElement signature) => new()
    {
        ["action"] = JsonNode.Parse(@case.GetProperty(action).GetRawText()),
        ["signature"] = JsonNode.Parse(signature.GetRawText()),
        ["nonce"] = @case.GetProperty("nonce").GetInt64(),
        ["vaultAddress"] = Optional(@case, "vaultAddress"),
        ["expiresAfter"] = Optional(@case, "expiresAfter"),
    };

    private static JsonNode? Optional(JsonElement @case, string member) => @case.TryGetProperty(member, out var value) ? JsonNode.Parse(value.GetRawText()) : null;

    private static ExchangeRequest Read(JsonObject body)
    {
        using var document = WireShape.Parse(JsonSerializer.SerializeToUtf8Bytes(body));
        return ExchangeRequest.Read(new WireShape(document.RootElement, ""));
    }
}
