using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>An independent reader of MessagePack, written from its specification, that refuses every form but the shortest one.</summary>
internal ref struct MessagePackReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public static JsonNode? Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new MessagePackReader(bytes);
        var value = reader.Next();
        Assert.True(reader._rest.IsEmpty, "Bytes are left over.");
        return value;
    }

    private JsonNode? Next()
    {
        var header = Take(1)[0];
        switch (header)
        {
            case <= 0x7f: return JsonValue.Create((ulong)header);
            case <= 0x8f: return Map(header & 0x0f);
            case <= 0x9f: return Array(header & 0x0f);
            case <= 0xbf: return Text(header & 0x1f);
            case 0xc0: return null;
            case 0xc2: return JsonValue.Create(false);
            case 0xc3: return JsonValue.Create(true);
            case 0xcc: return Unsigned(1, 0x80);
            case 0xcd: return Unsigned(2, 0x100);
            case 0xce: return Unsigned(4, 0x10000);
            case 0xcf: return Unsigned(8, 0x100000000);
            case 0xd0: return Signed(1, -32);
            case 0xd1: return Signed(2, sbyte.MinValue);
            case 0xd2: return Signed(4, short.MinValue);
            case 0xd3: return Signed(8, int.MinValue);
            case 0xd9: return Text(Count(1, 32));
            case 0xda: return Text(Count(2, 0x100));
            case 0xdb: return Text(Count(4, 0x10000));
            case 0xdc: return Array(Count(2, 16));
            case 0xdd: return Array(Count(4, 0x10000));
            case 0xde: return Map(Count(2, 16));
            case 0xdf: return Map(Count(4, 0x10000));
            case >= 0xe0: return JsonValue.Create((long)unchecked((sbyte)header));
            default: throw new InvalidDataException($"0x{header:x2} is no header that actions have.");
        }
    }

    private JsonObject Map(int count)
    {
        var map = new JsonObject();
        for (var i = 0; i < count; i++)
        {
            var name = (string)Next()!;
            map.Add(name, Next());
        }

        return map;
    }

    private JsonArray Array(int count)
    {
        var array = new JsonArray();
        for (var i = 0; i < count; i++) array.Add(Next());
        return array;
    }

    private JsonValue Text(int length) => JsonValue.Create(new UTF8Encoding(false, true).GetString(Take(length)));

    private JsonValue Unsigned(int size, ulong smallest)
    {
        var value = (ulong)new BigInteger(Take(size), isUnsigned: true, isBigEndian: true);
        Assert.True(value >= smallest, $"{value} has a shorter form.");
        return JsonValue.Create(value);
    }

    private JsonValue Signed(int size, long below)
    {
        var value = (long)new BigInteger(Take(size), isUnsigned: false, isBigEndian: true);
        Assert.True(value < below, $"{value} has a shorter form.");
        return JsonValue.Create(value);
    }

    private int Count(int size, int smallest)
    {
        var count = size switch { 1 => Take(1)[0], 2 => BinaryPrimitives.ReadUInt16BigEndian(Take(2)), _ => BinaryPrimitives.ReadInt32BigEndian(Take(4)) };
        Assert.True(count >= smallest, $"A length of {count} has a shorter form.");
        return count;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
