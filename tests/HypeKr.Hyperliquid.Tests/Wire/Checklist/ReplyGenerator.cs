using System.Globalization;
using System.Text.Json.Nodes;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>
/// Makes replies of a shape. The same seed makes the same ones; every value is another one, so that what lands in the wrong place is seen. Over the replies that
/// <see cref="Generate"/> gives, every optional member is present and absent, every null and every case of every union occurs.
/// </summary>
internal sealed class ReplyGenerator
{
    private const string NewName = "addedLater";

    private const int MaxReplies = 256;
    private const int MaxDepth = 8;

    private readonly Grammar _grammar;
    private readonly Random _random;
    private readonly Dictionary<object, int[]> _taken = new(ReferenceEqualityComparer.Instance);
    private Extent _extent;
    private int _count;

    private readonly ReplyTwist _twist;

    public ReplyGenerator(Grammar grammar, int seed, ReplyTwist twist = ReplyTwist.None) => (_grammar, _random, _twist) = (grammar, new Random(seed), twist);

    /// <summary>How much of what may be absent is there.</summary>
    private enum Extent
    {
        All,
        None,
        Empty,
        Rarest,
    }

    /// <summary>A reply with all there is, one with all left out that may be, one with empty lists, and as many more as it takes for every choice to have been made each way.</summary>
    public IEnumerable<JsonNode?> Generate(Shape shape)
    {
        for (var i = 0; i < MaxReplies; i++)
        {
            _extent = i switch
            {
                0 => Extent.All,
                1 => Extent.None,
                2 => Extent.Empty,
                _ => Extent.Rarest,
            };
            yield return Make(shape, "", 0);
            if (i > 1 && _taken.Values.All(counts => counts.All(count => count > 0))) yield break;
        }

        throw new InvalidOperationException("Some case of the grammar was never made.");
    }

    private JsonNode? Make(Shape shape, string name, int depth)
    {
        switch (shape)
        {
            case NamedShape:
                return Make(_grammar.Resolve(shape), name, depth);
            case LiteralShape literal:
                return JsonNode.Parse(literal.Json);
            case ScalarShape scalar:
                return Scalar(scalar.Name, name);
            case UnionShape union when _twist == ReplyTwist.NewWords && union.Cases.All(c => c is LiteralShape { IsText: true } or LiteralShape { IsNull: true }) && union.Cases.Count > 1:
                return Text();
            case UnionShape union when _twist == ReplyTwist.NewCases && NewCase(union) is { } newCase:
                return newCase;
            case UnionShape union:
                return Make(union.Cases[Choose(union, union.Cases.Count, union.Cases.Select(IsNull).ToArray(), depth == 0)], name, depth);
            case ArrayShape array:
                // One of each case, where the elements differ; recursion ends.
                var length = depth >= MaxDepth || _extent == Extent.Empty ? 0 : _grammar.Resolve(array.Element) is UnionShape cases ? Math.Min(cases.Cases.Count + 1, 24) : _extent == Extent.All ? 2 : _random.Next(1, 3);
                return new JsonArray([.. Enumerable.Range(0, length).Select(_ => Make(array.Element, name, depth + (array.Element is NamedShape ? 3 : 1)))]);
            case TupleShape tuple:
                var elements = tuple.Elements.Select(element => Make(element, name, depth + 1));
                return new JsonArray([.. _twist == ReplyTwist.NewElements && _grammar.Resolve(tuple.Elements[0]) is ScalarShape ? elements.Append("7") : elements]);
            case MapShape map:
                return new JsonObject(Enumerable.Range(0, 3).Select(_ => KeyValuePair.Create(Text(), Make(map.Value, name, depth + 1))));
            case ObjectShape or JoinShape:
                var result = new JsonObject(Members(shape)
                    .Where(member => !member.IsOptional || Choose(member, 2, [false, true]) == 0)
                    .Select(member => KeyValuePair.Create(member.Name, Make(member.Shape, member.Name, depth + 1))).ToList());
                if (_twist == ReplyTwist.NewMembers) result.Add(NewName, Scalar("unknown", NewName));
                return result;
            default:
                throw new InvalidOperationException(shape.GetType().Name);
        }
    }

    private IEnumerable<MemberShape> Members(Shape shape) => _grammar.Resolve(shape) switch
    {
        ObjectShape o => o.Members,
        JoinShape join => Members(join.Left).Concat(Members(join.Right)),
        var other => throw new FormatException($"Only objects are joined, not {other.GetType().Name}."),
    };

    /// <summary>A case that the grammar does not know, of a union whose cases are told apart by a word or by the name of their one member.</summary>
    private JsonObject? NewCase(UnionShape union)
    {
        var cases = union.Cases.Select(_grammar.Resolve).OfType<ObjectShape>().ToList();
        if (cases.Count == 0) return null;
        var word = cases[0].Members[0];
        if (cases.All(c => c.Members[0].Name == word.Name && c.Members[0].Shape is LiteralShape or UnionShape)) return new JsonObject { [word.Name] = NewName, [NewName] = Next() };
        return cases.All(c => c.Members.Count == 1) ? new JsonObject { [NewName] = Scalar("unknown", NewName) } : null;
    }

    private static bool IsNull(Shape shape) => shape is LiteralShape { IsNull: true };

    /// <summary>One of several ways, of which some leave something out: the one that was taken the fewest times.</summary>
    private int Choose(object place, int count, bool[] isAbsence, bool isTop = false)
    {
        if (!_taken.TryGetValue(place, out var taken)) _taken.Add(place, taken = new int[count]);
        var isAbsent = _extent == Extent.None && !isTop;
        var choices = Enumerable.Range(0, count).Where(i => _extent == Extent.Rarest || isAbsence[i] == isAbsent).ToList();
        if (choices.Count == 0) choices = [.. Enumerable.Range(0, count)];
        var choice = choices.MinBy(i => (taken[i], _random.Next()));
        taken[choice]++;
        return choice;
    }

    private JsonNode Scalar(string kind, string name) => _twist == ReplyTwist.SwappedNumbers ? Swap(MakeScalar(kind, name), kind) : MakeScalar(kind, name);

    private static JsonNode Swap(JsonNode value, string kind) => kind switch
    {
        "dec" or "sdec" => JsonNode.Parse(value.GetValue<string>())!,
        "int" or "uint" or "ms" or "num" => value.ToJsonString(),
        _ => value,
    };

    private JsonNode MakeScalar(string kind, string name) => kind switch
    {
        "dec" => Decimal(isSigned: false),
        "sdec" => Decimal(isSigned: true),
        "num" => (decimal)Next() + 0.0625m,
        "int" or "uint" => Integer(name),
        "ms" => 1_700_000_000_000 + Next(),
        "bool" => Choose(name, 2, [false, false]) == 0,
        "str" => Text(),
        "addr" => Hex(40),
        "hash" => Hex(64),
        "cloid" => Hex(32),
        "hex34" => Hex(32),
        "pct" => string.Create(CultureInfo.InvariantCulture, $"0.0{Next()}%"),
        "unknown" => new JsonObject { ["deep"] = new JsonArray(Next(), null, Text()) },
        _ => throw new InvalidOperationException(kind),
    };

    // As the venue writes them: integers with ".0", up to ten fractional digits.
    private string Decimal(bool isSigned)
    {
        var number = Next();
        var text = (number % 4) switch
        {
            0 => string.Create(CultureInfo.InvariantCulture, $"{number}.0"),
            1 => string.Create(CultureInfo.InvariantCulture, $"{number * 1000003L}.{number % 10}123456789"),
            2 => string.Create(CultureInfo.InvariantCulture, $"0.00{number}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{number}.25"),
        };
        return isSigned && _random.Next(2) == 0 ? "-" + text : text;
    }

    // Ids and counts pass 32 bits; what is small by nature stays small.
    private JsonNode Integer(string name) => name switch
    {
        "oid" or "tid" or "stake" or "nonce" or "nRequestsUsed" or "nRequestsCap" or "nRequestsSurplus" => 5_000_000_000 + Next(),
        "time" or "startTimeSeconds" => 1_700_000_000 + Next(),
        _ => Next(),
    };

    private string Text() => string.Create(CultureInfo.InvariantCulture, $"text {Next()}");

    private string Hex(int digits) => "0x" + Next().ToString("x", CultureInfo.InvariantCulture).PadLeft(6, 'a').PadLeft(digits, 'b');

    private int Next() => ++_count;
}
