namespace HypeKr.Hyperliquid.Tests;

public sealed class CreatedAddressTests
{
    [Fact]
    public async Task The_address_of_what_was_created_is_returned()
    {
        using var venue = new TestVenue();
        var created = TestVenue.AddressOf("created");
        venue.Exchange.Answer($$$"""{"status":"ok","response":{"type":"createSubAccount","data":"{{{created.ToLowerHex()}}}"}}""");
        Assert.Equal(created, await venue.Account.SubAccounts.CreateAsync("sub"));

        venue.Exchange.Answer($$$"""{"status":"ok","response":{"type":"createVault","data":"{{{created.ToLowerHex()}}}"}}""");
        Assert.Equal(created, await venue.Account.Vaults.CreateAsync("vault", "A vault for tests.", 100));
    }

    [Theory]
    [InlineData("""{"type":"default"}""")]
    [InlineData("""{"type":"createSubAccount","data":null}""")]
    [InlineData("""{"type":"createSubAccount","data":"0x12"}""")]
    [InlineData("""{"type":"createSubAccount","data":{"address":"0x1719884eb866cb12b2287399b15f7db5e7d775ea"}}""")]
    [InlineData("""{"type":"createSubAccount","data":"\ud83e"}""")]
    public async Task An_answer_without_one_says_that_it_may_exist_all_the_same(string response)
    {
        using var venue = new TestVenue();
        venue.Exchange.Answer($$"""{"status":"ok","response":{{response}}}""");

        var exception = await Assert.ThrowsAsync<ResponseFormatException>(() => venue.Account.SubAccounts.CreateAsync("sub"));
        Assert.True(exception.MayHaveExecuted);
        Assert.DoesNotContain("1719884eb866cb12b2287399b15f7db5e7d775ea", exception.Message);
    }

    [Fact]
    public async Task A_refusal_is_one()
    {
        using var venue = new TestVenue();
        venue.Exchange.AnswerError("Cannot create sub-accounts until enough volume traded");
        await Assert.ThrowsAsync<ActionRejectedException>(() => venue.Account.SubAccounts.CreateAsync("sub"));
    }
}
