using System.Globalization;
using System.Numerics;

namespace HypeKr.Crypto.Tests;

/// <summary>Typed data to test with: a fixed one, and random ones.</summary>
internal static class TypedDataSamples
{
    private static readonly string[] Texts = ["", "a", "0x1234", "\uac00\ub098", "\ud83d\ude80", "a\"\\\n\0b", "e\u0301"];

    private static readonly string[] NameStarts = ["a", "B", "_", "$", "uint8x", "Bytes"];

    /// <summary>The example of the EIP, whose digest it gives.</summary>
    public static TypedData Mail { get; } = new TypedDataBuilder("Mail", new TypedDataDomain
    {
        Name = "Ether Mail",
        Version = "1",
        ChainId = 1,
        VerifyingContract = EthereumAddress.Parse("0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC"),
    })
        .Field("from", "Person", TypedDataValue.StructOf(("name", "Cow"), ("wallet", EthereumAddress.Parse("0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826"))))
        .Field("to", "Person", TypedDataValue.StructOf(("wallet", EthereumAddress.Parse("0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB")), ("name", "Bob")))
        .Field("contents", "string", "Hello, Bob!")
        .Struct("Person", new TypedDataField("name", "string"), new TypedDataField("wallet", "address"))
        .Build();

    /// <summary>Structs that refer only to later ones, fields of every kind, arrays up to two deep.</summary>
    public static TypedData Random(int seed)
    {
        var random = new Random(seed);
        var structs = Enumerable.Range(0, random.Next(1, 5)).Select(i => (Name: Name(random, i), Fields: new List<TypedDataField>())).ToArray();
        for (var i = 0; i < structs.Length; i++)
        {
            for (var f = random.Next(0, 5); f > 0; f--) structs[i].Fields.Add(new TypedDataField(Name(random, structs[i].Fields.Count), RandomType(random, structs[(i + 1)..])));
        }

        var fields = structs.ToDictionary(declared => declared.Name, declared => declared.Fields, StringComparer.Ordinal);
        var builder = new TypedDataBuilder(structs[0].Name, RandomDomain(random));
        foreach (var field in structs[0].Fields) builder.Field(field.Name, field.Type, RandomValue(random, field.Type, fields));
        foreach (var (name, declared) in structs[1..]) builder.Struct(name, declared.ToArray());
        return builder.Build();
    }

    private static string Name(Random random, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{NameStarts[random.Next(NameStarts.Length)]}{number}");

    private static TypedDataDomain RandomDomain(Random random) => new()
    {
        Name = random.Next(2) == 0 ? null : Texts[random.Next(Texts.Length)],
        Version = random.Next(2) == 0 ? null : "1",
        ChainId = random.Next(2) == 0 ? null : RandomInteger(random, 256, signed: false),
        VerifyingContract = random.Next(2) == 0 ? null : new EthereumAddress(RandomBytes(random, 20)),
        Salt = random.Next(2) == 0 ? null : new Hash32(RandomBytes(random, 32)),
    };

    private static string RandomType(Random random, (string Name, List<TypedDataField>)[] later)
    {
        var type = random.Next(later.Length == 0 ? 7 : 9) switch
        {
            0 => "address",
            1 => "bool",
            2 => "string",
            3 => "bytes",
            4 => string.Create(CultureInfo.InvariantCulture, $"bytes{random.Next(1, 33)}"),
            5 => string.Create(CultureInfo.InvariantCulture, $"uint{8 * random.Next(1, 33)}"),
            6 => string.Create(CultureInfo.InvariantCulture, $"int{8 * random.Next(1, 33)}"),
            _ => later[random.Next(later.Length)].Name,
        };
        for (var dimension = random.Next(5) - 2; dimension > 0; dimension--) type += random.Next(2) == 0 ? "[]" : "[2]";
        return type;
    }

    private static TypedDataValue RandomValue(Random random, string type, Dictionary<string, List<TypedDataField>> structs)
    {
        if (type.EndsWith(']'))
        {
            var element = type[..type.LastIndexOf('[')];
            var count = type.EndsWith("[2]", StringComparison.Ordinal) ? 2 : random.Next(0, 3);
            return TypedDataValue.ArrayOf([.. Enumerable.Range(0, count).Select(_ => RandomValue(random, element, structs))]);
        }

        if (structs.TryGetValue(type, out var fields)) return TypedDataValue.StructOf([.. fields.Select(field => (field.Name, RandomValue(random, field.Type, structs)))]);
        return type switch
        {
            "address" => new EthereumAddress(RandomBytes(random, 20)),
            "bool" => random.Next(2) == 0,
            "string" => Texts[random.Next(Texts.Length)],
            "bytes" => TypedDataValue.FromBytes(RandomBytes(random, random.Next(0, 70))),
            _ when type.StartsWith("bytes", StringComparison.Ordinal) => TypedDataValue.FromBytes(RandomBytes(random, Width(type, "bytes"))),
            _ when type.StartsWith("uint", StringComparison.Ordinal) => RandomInteger(random, Width(type, "uint"), signed: false),
            _ => RandomInteger(random, Width(type, "int"), signed: true),
        };
    }

    private static int Width(string type, string prefix) => int.Parse(type.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture);

    private static BigInteger RandomInteger(Random random, int bits, bool signed)
    {
        var (low, high) = signed ? (-BigInteger.Pow(2, bits - 1), BigInteger.Pow(2, bits - 1) - 1) : (BigInteger.Zero, BigInteger.Pow(2, bits) - 1);
        return random.Next(5) switch
        {
            0 => low,
            1 => high,
            2 => signed ? -1 : 0,
            _ => low + (new BigInteger(RandomBytes(random, 40), isUnsigned: true) % (high - low + 1)),
        };
    }

    private static byte[] RandomBytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
