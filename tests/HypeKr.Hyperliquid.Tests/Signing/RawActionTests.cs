using System.Text;
using System.Text.Json;

namespace HypeKr.Hyperliquid.Tests;

public sealed class RawActionTests
{
    [Theory]
    [InlineData("""{"type":"order","p":0.5}""", "$.p", "0.5")]
    [InlineData("""{"type":"x","p":1.0}""", "$.p", "1.0")]
    [InlineData("""{"type":"x","p":1e3}""", "$.p", "1e3")]
    [InlineData("""{"type":"x","a":[{"b":18446744073709551616}]}""", "$.a[].b", "18446744073709551616")]
    [InlineData("""{"type":"x","a":-9223372036854775809}""", "$.a", "-9223372036854775809")]
    public void Numbers_that_are_not_integers_are_refused_with_their_place(string json, string path, string number)
    {
        var refusal = Assert.Throws<InvalidActionException>(() => RawAction.Parse(json));
        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(number, refusal.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidActionException>(() => RawAction.Parse(Encoding.UTF8.GetBytes(json)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("1")]
    [InlineData("\"order\"")]
    [InlineData("null")]
    [InlineData("{} {}")]
    [InlineData("""{"type":"noop","type":"noop"}""")]
    [InlineData("""{"type":"x","a":{"b":1,"b":2}}""")]
    [InlineData("""{"type":"\ud800"}""")]
    [InlineData("""{"\udc00":1}""")]
    public void What_has_no_form_on_the_wire_is_refused(string json)
    {
        Assert.Throws<InvalidActionException>(() => RawAction.Parse(json));
        Assert.Throws<InvalidActionException>(() => RawAction.Parse(Encoding.UTF8.GetBytes(json)));
    }

    [Fact]
    public void An_undefined_element_is_refused() => Assert.Throws<InvalidActionException>(() => new RawAction(default));

    [Fact]
    public void The_element_is_copied()
    {
        RawAction action;
        using (var document = JsonDocument.Parse("""{"type":"noop"}""")) action = new(document.RootElement);
        Assert.Equal("noop", action.Type);
        Assert.Equal(new NoopAction().ToMessagePack(), action.ToMessagePack());
    }

    [Fact]
    public void Integers_of_both_signs_keep_their_value_in_json()
    {
        const string json = """{"type":"x","a":18446744073709551615,"b":-9223372036854775808,"c":0}""";
        Assert.Equal(json, RawAction.Parse(json).ToJson());
        Assert.Equal("84a474797065a178a161cfffffffffffffffffa162d38000000000000000a16300", Convert.ToHexStringLower(RawAction.Parse(json).ToMessagePack()));
    }

    [Fact]
    public void What_is_deep_and_has_long_names_is_checked_without_writing_its_path_each_time()
    {
        // 60 levels with names of 1,000 characters, and 10,000 items in the innermost: paths would be 600 MB.
        var name = new string('n', 1000);
        var json = "{\"type\":\"x\"," + string.Concat(Enumerable.Range(0, 60).Select(_ => $"\"{name}\":{{")) + "\"a\":[" + string.Join(',', Enumerable.Repeat("1", 10_000)) + "]" + new string('}', 61);
        using var document = JsonDocument.Parse(json);
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = new RawAction(document.RootElement);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Fact]
    public void A_value_without_a_type_can_be_hashed()
    {
        Assert.Equal("", RawAction.Parse("""["0x00",{"type":"noop"}]""").Type);
        Assert.Equal("", RawAction.Parse("""{"type":1}""").Type);
        Assert.Equal("", RawAction.Parse("{}").Type);
        Assert.Equal("80", Convert.ToHexStringLower(RawAction.Parse("{}").ToMessagePack()));
    }
}
