using System.Text.Json;
using HypeKr.Crypto;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Requests that another SDK built and signed, byte for byte.</summary>
[Trait("Category", "Vectors")]
public sealed class L1ActionVectorTests(ITestOutputHelper output)
{
    private const string File = "hyperliquid/l1-actions.json";

    [VectorFact(File)]
    public void Every_action_hashes_and_signs_through_the_raw_door() => VectorFile.Open(File).Run(output, @case => Check(@case, new RawAction(@case.GetProperty("action"))));

    [VectorFact(File)]
    public void Known_actions_hash_and_sign_through_their_own_types()
    {
        var count = 0;
        VectorFile.Open(File).Run(output, @case =>
        {
            if (TypedActions.Read(@case.GetProperty("action")) is not L1Action action) return;
            count++;
            Assert.Equal(@case.GetProperty("action").GetProperty("type").GetString(), action.Type);
            Check(@case, action);
        });
        output.WriteLine($"{count} of them are typed");
        Assert.True(count > 0);
    }

    [VectorFact(File)]
    public void What_a_caller_passed_is_normalised_to_what_was_sent()
    {
        var count = 0;
        VectorFile.Open(File).Run(output, @case =>
        {
            if (@case.Optional("params") is not { } parameters || TypedActions.Read(@case.Text("method"), parameters) is not L1Action action) return;
            count++;
            Check(@case, action);
        });
        output.WriteLine($"{count} of them have parameters of their own");
        Assert.True(count > 0 || VectorFile.Source.Named);
    }

    [VectorFact(File)]
    public void The_request_body_carries_what_was_signed_in_order()
    {
        VectorFile.Open(File).Run(output, @case =>
        {
            var action = new RawAction(@case.GetProperty("action"));
            var (nonce, vault, expires) = @case.Envelope();
            using var signer = @case.Signer();
            var signed = Vectors.SignAsync(action, Vectors.Envelope(@case.Network(), nonce, vault, expires), signer).GetAwaiter().GetResult();

            using var body = JsonDocument.Parse(signed.ToJson());
            string[] expected = ["action", "signature", "nonce", .. vault is null ? (string[])[] : ["vaultAddress"], .. expires is null ? (string[])[] : ["expiresAfter"]];
            Assert.Equal(expected, body.RootElement.EnumerateObject().Select(m => m.Name));
            Assert.Equal(action.ToJson(), body.RootElement.GetProperty("action").GetRawText());
            Assert.True(JsonElement.DeepEquals(@case.GetProperty("signature"), body.RootElement.GetProperty("signature")));
            Assert.Equal(nonce, body.RootElement.GetProperty("nonce").GetInt64());
            Assert.Equal(@case.Optional("vaultAddress")?.GetString(), body.RootElement.Optional("vaultAddress")?.GetString());
            Assert.Equal(expires, body.RootElement.Optional("expiresAfter")?.GetInt64());
        });
    }

    /// <summary>Methods without a type yet are not judged here; their names are printed.</summary>
    [VectorFact(File)]
    public void What_the_reference_refuses_is_refused()
    {
        var judged = 0;
        var others = new SortedSet<string>(StringComparer.Ordinal);
        VectorFile.Open(File).Run(output, ("rejected", Judge));
        output.WriteLine($"{judged} judged; not in this package yet: {string.Join(", ", others)}");
        Assert.True(judged > 0 || VectorFile.Source.Named);

        void Judge(JsonElement @case)
        {
            var method = @case.Text("method");
            if (!TypedActions.Known.Contains(method))
            {
                others.Add(method);
                return;
            }

            judged++;
            var refusal = Record.Exception(() => TypedActions.Read(method, @case.GetProperty("params"))!.ToJson(HyperliquidNetwork.Testnet, 0));
            Assert.True(refusal is HyperliquidException or HypeKrCryptoException or ArgumentException or NotExpressibleException, $"Not refused: {refusal?.ToString() ?? "accepted"}");
            Assert.NotEmpty(refusal!.Message);
        }
    }

    private static void Check(JsonElement @case, L1Action action)
    {
        var (nonce, vault, expires) = @case.Envelope();
        var network = @case.Network();

        Assert.Equal(@case.Bytes("msgpackHex"), action.ToMessagePack(nonce));
        Assert.Equal(@case.Hash("actionHash"), action.ComputeHash(nonce, vault, expires));
        Assert.Equal(@case.Hash("digest"), action.ToTypedDataHash(network, nonce, vault, expires).Digest);
        Assert.Equal(@case.Hash("digest"), action.ToTypedData(network, nonce, vault, expires).Digest);

        // Same values, and the same order: the raw action keeps the order of the file.
        using var json = JsonDocument.Parse(action.ToJson(network, nonce));
        Assert.True(JsonElement.DeepEquals(@case.GetProperty("action"), json.RootElement), action.ToJson(network, nonce));
        Assert.Equal(new RawAction(@case.GetProperty("action")).ToJson(), action.ToJson(network, nonce));

        using var signer = @case.Signer();
        var signed = Vectors.SignAsync(action, Vectors.Envelope(network, nonce, vault, expires), signer).GetAwaiter().GetResult();
        Assert.Equal(@case.Text("address"), signer.Address.ToLowerHex());
        Vectors.AssertSignature(@case.GetProperty("signature"), signed.Signature);
        Assert.True(signed.Signature.IsFrom(signer.Address, @case.Hash("digest")));
    }
}
