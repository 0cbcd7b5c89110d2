using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Tests;

public sealed class RawUserSignedActionTests
{
    private static readonly TypedDataField Nonce = new("nonce", "uint64");

    [Fact]
    public void Every_type_of_one_word_hashes_as_its_typed_data_does()
    {
        var action = RawUserSignedAction.Parse(
            "Everything",
            [new("s", "string"), new("a", "address"), new("b", "bool"), new("y", "bytes"), new("y4", "bytes4"), new("u8", "uint8"), new("u64", "uint64"), new("u256", "uint256"), new("i16", "int16"), new("i256", "int256"), new("f", "bool"), Nonce],
            """
            {"type":"everything","s":"grüße \"quoted\"","a":"0x1719884eb866cb12b2287399b15f7db5e7d775ea","b":true,"y":"0x0102","y4":"0xdeadbeef","u8":255,"u64":18446744073709551615,
             "u256":"115792089237316195423570985008687907853269984665640564039457584007913129639935","i16":-32768,"i256":"-1","f":false}
            """);
        var hash = action.ToTypedDataHash(HyperliquidNetwork.Mainnet, 1_700_000_000_000);
        var export = action.ToTypedData(HyperliquidNetwork.Mainnet, 1_700_000_000_000);
        Assert.Equal(hash, export.Hash);
        Assert.Equal(hash.Digest, TypedData.Parse(export.ToJson()).Digest);
        Assert.Equal("HyperliquidTransaction:Everything(string hyperliquidChain,string s,address a,bool b,bytes y,bytes4 y4,uint8 u8,uint64 u64,uint256 u256,int16 i16,int256 i256,bool f,uint64 nonce)", export.EncodeType);
        Assert.Equal(action.ToTypedDataHash(HyperliquidNetwork.Mainnet, 1, long.MaxValue), action.ToTypedData(HyperliquidNetwork.Mainnet, 1, long.MaxValue).Hash);
        Assert.StartsWith("""{"type":"everything","signatureChainId":"0xa4b1","hyperliquidChain":"Mainnet","s":"grüße \"quoted\"",""", action.ToJson(HyperliquidNetwork.Mainnet, 1), StringComparison.Ordinal);
        Assert.EndsWith(""","f":false,"nonce":1}""", action.ToJson(HyperliquidNetwork.Mainnet, 1), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("uint8", "256")]
    [InlineData("uint8", "-1")]
    [InlineData("int8", "128")]
    [InlineData("int8", "-129")]
    [InlineData("uint64", "\"x\"")]
    [InlineData("uint256", "true")]
    [InlineData("bool", "1")]
    [InlineData("bool", "\"true\"")]
    [InlineData("string", "1")]
    [InlineData("string", "null")]
    [InlineData("address", "\"0x12\"")]
    [InlineData("bytes", "\"0x1\"")]
    [InlineData("bytes", "\"zz\"")]
    [InlineData("bytes4", "\"0x010203\"")]
    [InlineData("uint7", "1")]
    [InlineData("uint264", "1")]
    [InlineData("uint", "1")]
    [InlineData("bytes33", "\"0x00\"")]
    [InlineData("uint64[]", "[1]")]
    [InlineData("Person", "{}")]
    [InlineData("", "1")]
    public void A_value_that_its_type_does_not_have_is_refused(string type, string value)
    {
        var refusal = Assert.Throws<InvalidActionException>(() => RawUserSignedAction.Parse("X", [new("v", type), Nonce], $$"""{"type":"x","v":{{value}}}"""));
        Assert.Contains("'v'", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"v":1}""")] // No type.
    [InlineData("""{"type":"x"}""")] // A value missing.
    [InlineData("""{"type":"x","v":1,"w":2}""")] // One that is not declared.
    [InlineData("""{"type":"x","v":1,"nonce":1}""")] // The nonce is the envelope's.
    [InlineData("""{"type":"x","v":1,"hyperliquidChain":"Mainnet"}""")]
    [InlineData("""{"type":"x","v":1,"signatureChainId":"0x1"}""")]
    [InlineData("""{"type":"x","v":1,"v":2}""")]
    [InlineData("[]")]
    [InlineData("{")]
    public void Values_that_do_not_fit_the_fields_are_refused(string values) =>
        Assert.Throws<InvalidActionException>(() => RawUserSignedAction.Parse("X", [new("v", "uint64"), Nonce], values));

    [Theory]
    [InlineData("Withdraw", "usdSend")]
    [InlineData("Withdraw", "claimDust")]
    [InlineData("UsdSend", "USDSEND")]
    [InlineData("ClaimDust", "withdraw3")]
    public void What_is_signed_as_one_action_is_not_sent_as_another(string primaryType, string type)
    {
        var refusal = Assert.Throws<InvalidActionException>(() => RawUserSignedAction.Parse(primaryType, [new("amount", "string"), Nonce], $$"""{"type":"{{type}}","amount":"1"}"""));
        Assert.Contains(type, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_of_wire_types_has_every_action_once()
    {
        foreach (var (action, _) in SampleActions.All)
        {
            if (action is UserSignedAction signed)
            {
                Assert.Equal("HyperliquidTransaction:" + WireTypes.NameOf(signed.Type), signed.PrimaryType);
                Assert.Equal(signed.Type, WireTypes.TypeOf(WireTypes.NameOf(signed.Type)!));
            }
            else
            {
                Assert.Null(WireTypes.NameOf(action.Type));
                Assert.Equal(action.ActsFor, RawAction.Parse(action.ToJson(HyperliquidNetwork.Testnet, 1)).ActsFor);
                Assert.NotNull(WireTypes.ActsFor(action.Type));
            }
        }
    }

    [Fact]
    public void Names_that_make_no_type_are_refused()
    {
        foreach (var name in new[] { "", "1x", "a b", "a,b", "hyperliquidChain", "type" })
        {
            Assert.Throws<InvalidActionException>(() => RawUserSignedAction.Parse("X", [new(name, "bool")], $$"""{"type":"x","{{name}}":true}"""));
        }

        Assert.Throws<InvalidActionException>(() => RawUserSignedAction.Parse("X(y", [Nonce], """{"type":"x"}"""));
        Assert.Throws<InvalidActionException>(() => RawUserSignedAction.Parse("X", [Nonce, Nonce], """{"type":"x"}"""));
    }
}
