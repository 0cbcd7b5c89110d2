using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Tests;

public sealed class SignerDiagnosisTests
{
    private static readonly EthereumAddress Signer = TestVenue.AddressOf("signer");
    private static readonly EthereumAddress Other = TestVenue.AddressOf("other");

    [Fact]
    public async Task A_signer_that_the_venue_does_not_know_is_told_from_a_signature_that_it_did_not_understand()
    {
        using var venue = new TestVenue();
        foreach (var (recovered, understood, cause) in new[] { (venue.Signer.Address, true, SignerFault.NotApproved), (Other, false, SignerFault.Encoding) })
        {
            venue.Exchange.AnswerError($"User or API Wallet {recovered.ToLowerHex()} does not exist.");
            var refusal = await Assert.ThrowsAsync<ActionRejectedException>(() => venue.Account.SubmitAsync(new NoopAction()));
            var diagnosis = refusal.Rejection.SignerDiagnosis!;
            Assert.Equal(RejectionKind.UnknownSigner, refusal.Kind);
            Assert.Equal(recovered, diagnosis.RecoveredAddress);
            Assert.Equal(venue.Signer.Address, diagnosis.SignerAddress);
            Assert.Equal(understood, diagnosis.SignatureWasUnderstood);
            Assert.Equal(cause, diagnosis.Causes[0]);
            Assert.Contains(recovered.Fingerprint, refusal.Message, StringComparison.Ordinal);
            Assert.Contains(venue.Signer.Address.Fingerprint, refusal.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(recovered.ToLowerHex(), refusal.ToString(), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("User or API Wallet 0xABCDEFabcdefABCDEFabcdefabcdefabcdefabcd does not exist.")]
    [InlineData("L1 error: User or API Wallet 0xabcdefabcdefabcdefabcdefabcdefabcdefabcd does not exist.")]
    [InlineData("Must deposit before performing actions. User: 0xabcdefabcdefabcdefabcdefabcdefabcdefabcd")]
    public void The_address_is_found_in_every_form_of_the_words(string text)
    {
        var diagnosis = Rejection.FromText(text, Signer).SignerDiagnosis!;
        Assert.Equal("0xabcdefabcdefabcdefabcdefabcdefabcdefabcd", diagnosis.RecoveredAddress?.ToLowerHex());
        Assert.Equal([SignerFault.Encoding, SignerFault.SignedForOtherNetwork, SignerFault.AccountMissing], diagnosis.Causes);
    }

    [Fact]
    public void Words_without_an_address_leave_open_whose_signature_it_was()
    {
        var rejection = Rejection.FromText("Must deposit before performing actions.", Signer);
        Assert.Null(rejection.SignerDiagnosis!.RecoveredAddress);
        Assert.Null(rejection.SignerDiagnosis.SignatureWasUnderstood);
        Assert.Equal(SignerFault.NoDeposit, rejection.SignerDiagnosis.Causes[0]);
        Assert.Contains(Signer.Fingerprint, rejection.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_refusals_have_no_diagnosis() => Assert.Null(Rejection.FromText("Order has zero size.", Signer).SignerDiagnosis);
}
