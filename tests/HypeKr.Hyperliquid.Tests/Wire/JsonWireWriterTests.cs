using System.Text;
using System.Text.Json;
using FsCheck.Xunit;

namespace HypeKr.Hyperliquid.Tests;

public sealed class JsonWireWriterTests
{
    [Property(MaxTest = 500)]
    public void Text_is_what_a_reader_of_json_makes_of_it(string? text)
    {
        // Halves of surrogate pairs have no UTF-8 form: see below.
        var value = new string([.. (text ?? "").Where(c => !char.IsSurrogate(c))]);
        var json = Write(writer =>
        {
            writer.BeginMap(2);
            writer.Name(value);
            writer.Text(value);
            writer.Name("u"u8);
            writer.Text(Encoding.UTF8.GetBytes(value));
            writer.EndMap();
            return writer;
        });
        using var document = JsonDocument.Parse(json);
        var members = document.RootElement.EnumerateObject().ToArray();
        Assert.Equal(value, members[0].Name);
        Assert.Equal(value, members[0].Value.GetString());
        Assert.Equal(value, members[1].Value.GetString());
    }

    [Fact]
    public void Every_character_is_escaped_where_json_wants_it_and_nowhere_else()
    {
        for (var c = 0; c <= char.MaxValue; c++)
        {
            if (char.IsSurrogate((char)c)) continue;
            var text = "a" + (char)c + "b";
            var json = Write(writer =>
            {
                writer.Text(text);
                return writer;
            });
            using var document = JsonDocument.Parse(json);
            Assert.Equal(text, document.RootElement.GetString());
            Assert.Equal(c is < 0x20 ? 10 : c is '"' or '\\' ? 6 : 4 + Encoding.UTF8.GetByteCount([(char)c]), json.Length);
        }
    }

    [Property(MaxTest = 500)]
    public void Integers_are_what_a_reader_of_json_makes_of_them(long value, ulong unsigned)
    {
        var json = Write(writer =>
        {
            writer.BeginArray(6);
            writer.Integer(value);
            writer.Integer(unsigned);
            writer.Integer(long.MinValue);
            writer.Integer(ulong.MaxValue);
            writer.Boolean(value > 0);
            writer.Null();
            writer.EndArray();
            return writer;
        });
        Assert.Equal(JsonSerializer.Serialize(new object?[] { value, unsigned, long.MinValue, ulong.MaxValue, value > 0, null }), Encoding.UTF8.GetString(json));
    }

    [Fact]
    public void Empty_and_nested_values_are_separated_by_commas_where_they_belong()
    {
        var json = Write(writer =>
        {
            writer.BeginMap(3);
            writer.Name("a"u8);
            writer.BeginArray(0);
            writer.EndArray();
            writer.Name("b"u8);
            writer.BeginMap(0);
            writer.EndMap();
            writer.Name("c"u8);
            writer.BeginArray(3);
            writer.BeginArray(1);
            writer.Boolean(false);
            writer.EndArray();
            writer.BeginMap(1);
            writer.Name(""u8);
            writer.Text(""u8);
            writer.EndMap();
            writer.Text("x"u8);
            writer.EndArray();
            writer.EndMap();
            return writer;
        });
        Assert.Equal("""{"a":[],"b":{},"c":[[false],{"":""},"x"]}""", Encoding.UTF8.GetString(json));
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_refused_and_a_pair_is_kept()
    {
        Assert.Throws<EncoderFallbackException>(() => Write(writer =>
        {
            writer.Text("\ud83e");
            return writer;
        }));
        Assert.Equal("\"🤖\""u8.ToArray(), Write(writer =>
        {
            writer.Text("🤖");
            return writer;
        }));
    }

    [Fact]
    public void Buffers_grow_as_far_as_needed()
    {
        var text = new string('x', 100_000);
        var json = Write(writer =>
        {
            writer.BeginArray(2);
            writer.Text(text);
            writer.Text(text);
            writer.EndArray();
            return writer;
        });
        Assert.Equal($"[\"{text}\",\"{text}\"]", Encoding.UTF8.GetString(json));
    }

    private static byte[] Write(Func<JsonWireWriter, JsonWireWriter> write)
    {
        var writer = JsonWireWriter.Rent();
        try
        {
            writer = write(writer);
            return writer.Written.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }
}
