using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Tests;

public sealed class VerifySignerTests
{
    private static readonly EthereumAddress Signer = TestVenue.AddressOf("agent");
    private static readonly EthereumAddress Sub = TestVenue.AddressOf("sub");

    [Theory]
    [InlineData("user", "agent of user", SignerStanding.Agent)]
    [InlineData("user", "agent of somebody", SignerStanding.NotAuthorized)]
    [InlineData("user", "user", SignerStanding.NotAuthorized)]
    [InlineData("user", "agent", SignerStanding.Unverifiable)]
    [InlineData("agent of somebody", "user", SignerStanding.AddressIsAgent)]
    public async Task Roles_decide(string account, string signer, SignerStanding standing)
    {
        using var venue = new TestVenue();
        Roles(venue, (TestVenue.UserAddress, account), (Signer, signer));

        var verification = await venue.Account.VerifySignerAsync();

        Assert.Equal(standing, verification.Standing);
        Assert.Equal(standing is SignerStanding.Agent or SignerStanding.Owner, verification.IsAuthorized);
        Assert.Equal(2, venue.Info.Count("userRole"));
    }

    [Theory]
    [InlineData("user", SignerStanding.Owner)]
    [InlineData("missing", SignerStanding.Missing)]
    [InlineData("agent of somebody", SignerStanding.AddressIsAgent)]
    public async Task An_account_that_signs_for_itself_is_asked_about_once(string role, SignerStanding standing)
    {
        using var venue = new TestVenue();
        Roles(venue, (Signer, role));

        var verification = await venue.Client.ForAccount(Signer, venue.Signer).VerifySignerAsync();

        Assert.Equal(standing, verification.Standing);
        Assert.Equal(1, venue.Info.Count("userRole"));
    }

    [Theory]
    [InlineData("sub of user", "agent of user", SignerStanding.Agent)]
    [InlineData("sub of signer", "user", SignerStanding.Owner)]
    [InlineData("sub of somebody", "agent of user", SignerStanding.NotAuthorized)]
    [InlineData("user", "agent of user", SignerStanding.NotAuthorized)]
    [InlineData("vault", "agent of user", SignerStanding.Unverifiable)]
    public async Task A_sub_account_belongs_to_its_master(string sub, string signer, SignerStanding standing)
    {
        using var venue = new TestVenue();
        Roles(venue, (Sub, sub), (Signer, signer));

        Assert.Equal(standing, (await venue.Account.ForSubAccount(Sub).VerifySignerAsync()).Standing);
    }

    [Theory]
    [InlineData("user", -1, SignerStanding.Lapsed)]
    [InlineData("user", 0, SignerStanding.Lapsed)]
    [InlineData("user", 1, SignerStanding.Unverifiable)] // Listed as valid, and not known: the venue contradicts itself.
    [InlineData("user", null, SignerStanding.Unknown)]
    public async Task An_agent_that_expired_or_was_never_approved_is_told_apart(string account, int? daysLeft, SignerStanding standing)
    {
        using var venue = new TestVenue();
        Roles(venue, (TestVenue.UserAddress, account), (Sub, "sub of user"), (Signer, "missing"));
        venue.Info.Answer("extraAgents", request => request.GetProperty("user").GetString() == TestVenue.UserAddress.ToLowerHex() && daysLeft is { } days
            ? $$"""[{"address":"{{Signer.ToLowerHex()}}","name":"expired","validUntil":{{TestVenue.Start.AddDays(days).ToUnixTimeMilliseconds()}}}]"""
            : "[]");

        var verification = await venue.Account.VerifySignerAsync();

        Assert.Equal(standing, verification.Standing);
        Assert.False(verification.IsAuthorized);
        Assert.Equal(1, venue.Info.Count("extraAgents"));
        Assert.Equal(standing, (await venue.Account.ForSubAccount(Sub).VerifySignerAsync()).Standing);
    }

    [Fact]
    public async Task Whom_the_venue_knows_needs_no_list_of_agents()
    {
        using var venue = new TestVenue();
        Roles(venue, (TestVenue.UserAddress, "user"), (Signer, "agent of somebody"));
        Assert.Equal(SignerStanding.NotAuthorized, (await venue.Account.VerifySignerAsync()).Standing);
        Assert.Equal(0, venue.Info.Count("extraAgents"));
    }

    private static void Roles(TestVenue venue, params (EthereumAddress Address, string Role)[] roles) => venue.Info.Answer("userRole", request =>
    {
        var words = roles.Single(r => r.Address.ToLowerHex() == request.GetProperty("user").GetString()).Role.Split(' ');
        var owner = words.Length < 3 ? default : words[2] == "user" ? TestVenue.UserAddress : words[2] == "signer" ? Signer : TestVenue.AddressOf(words[2]);
        return (words[0], words.Length) switch
        {
            ("agent", 3) => $$$"""{"role":"agent","data":{"user":"{{{owner.ToLowerHex()}}}"}}""",
            ("sub", 3) => $$$"""{"role":"subAccount","data":{"master":"{{{owner.ToLowerHex()}}}"}}""",
            var (word, _) => $$"""{"role":"{{word}}"}""",
        };
    });
}
