using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Whether a reply has a shape of the grammar, and no member that the grammar does not know.</summary>
internal static partial class Conformity
{
    /// <summary>What does not fit, with where it stands.</summary>
    public static IReadOnlyList<string> Faults(Grammar grammar, Shape shape, JsonElement value, string path = "$")
    {
        switch (grammar.Resolve(shape))
        {
            case LiteralShape literal:
                return value.GetRawText() == literal.Json ? [] : [$"{path}: {Short(value)} is not {literal.Json}"];
            case ScalarShape scalar:
                return Fits(scalar.Name, value) ? [] : [$"{path}: {Short(value)} is no {scalar.Name}"];
            case UnionShape union:
                var attempts = union.Cases.Select(c => Faults(grammar, c, value, path)).ToArray();
                return attempts.Any(a => a.Count == 0) ? [] : attempts.MinBy(a => a.Count)!;
            case ArrayShape array:
                if (value.ValueKind != JsonValueKind.Array) return [$"{path}: {Short(value)} is no array"];
                return [.. value.EnumerateArray().SelectMany((item, i) => Faults(grammar, array.Element, item, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]")))];
            case TupleShape tuple:
                if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() != tuple.Elements.Count) return [$"{path}: {Short(value)} is no tuple of {tuple.Elements.Count}"];
                return [.. tuple.Elements.SelectMany((element, i) => Faults(grammar, element, value[i], string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]")))];
            case MapShape map:
                if (value.ValueKind != JsonValueKind.Object) return [$"{path}: {Short(value)} is no object"];
                return [.. value.EnumerateObject().SelectMany(m => Faults(grammar, map.Value, m.Value, $"{path}.{m.Name}"))];
            case ObjectShape or JoinShape:
                if (value.ValueKind != JsonValueKind.Object) return [$"{path}: {Short(value)} is no object"];
                var members = Members(grammar, shape).ToArray();
                return
                [
                    .. members.Where(m => !m.IsOptional && !value.TryGetProperty(m.Name, out _)).Select(m => $"{path}.{m.Name} is missing"),
                    .. value.EnumerateObject().Where(p => members.All(m => m.Name != p.Name)).Select(p => $"{path}.{p.Name} is unknown"),
                    .. members.SelectMany(m => value.TryGetProperty(m.Name, out var member) ? Faults(grammar, m.Shape, member, $"{path}.{m.Name}") : []),
                ];
            default:
                throw new InvalidOperationException(shape.GetType().Name);
        }
    }

    private static IEnumerable<MemberShape> Members(Grammar grammar, Shape shape) => grammar.Resolve(shape) switch
    {
        ObjectShape o => o.Members,
        JoinShape join => Members(grammar, join.Left).Concat(Members(grammar, join.Right)),
        var other => throw new FormatException(other.GetType().Name),
    };

    private static bool Fits(string kind, JsonElement value) => kind switch
    {
        "dec" or "sdec" => value.ValueKind == JsonValueKind.String && Decimal().IsMatch(value.GetString()!),
        "int" or "uint" or "ms" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "num" => value.ValueKind == JsonValueKind.Number,
        "bool" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "str" => value.ValueKind == JsonValueKind.String,
        "pct" => value.ValueKind == JsonValueKind.String && value.GetString()!.EndsWith('%'),
        "addr" => IsHex(value, 40),
        "hash" => IsHex(value, 64),
        "cloid" => IsHex(value, 32),
        _ when kind.StartsWith("hex", StringComparison.Ordinal) => IsHex(value, int.Parse(kind[3..], CultureInfo.InvariantCulture) - 2),
        _ => true,
    };

    private static bool IsHex(JsonElement value, int digits) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { } text && text.StartsWith("0x", StringComparison.Ordinal) && text.Length == digits + 2 && text[2..].All(char.IsAsciiHexDigitLower);

    private static string Short(JsonElement value) => value.GetRawText() is var text && text.Length > 80 ? $"{text[..80]}..." : value.GetRawText();

    [GeneratedRegex("^-?[0-9]+(\\.[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Decimal();
}
