using System.Collections;
using System.Globalization;
using System.Reflection;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>Two object graphs field by field, private ones too: what a state forgets is a difference.</summary>
/// <remarks>Delegates, clocks and locks do not count. Collections are equal in their order, maps by key where the key is a value.</remarks>
internal sealed class GraphComparison
{
    private static readonly Type[] Ignored = [typeof(Delegate), typeof(TimeProvider), typeof(Lock), typeof(IComparer), typeof(VenueGate)];

    private readonly HashSet<(object, object)> _seen = new(new ByReference());
    private readonly Queue<(object? A, object? B, string Path)> _queue = [];

    /// <summary>The first difference, or null.</summary>
    public string? Difference { get; private set; }

    /// <summary>The fields that were met, and whether any of them was more than the default of its type.</summary>
    public Dictionary<string, bool> Fields { get; } = [];

    public static GraphComparison Of(object a, object b)
    {
        var comparison = new GraphComparison();
        comparison._queue.Enqueue((a, b, a.GetType().Name));
        while (comparison.Difference is null && comparison._queue.TryDequeue(out var pair)) comparison.Compare(pair.A, pair.B, pair.Path);
        return comparison;
    }

    private void Compare(object? a, object? b, string path)
    {
        if (a is IReadOnlyList<object> list && b is IReadOnlyList<object> other)
        {
            Items(list, other, path);
            return;
        }

        if (a is null || b is null || a.GetType() != b.GetType())
        {
            if (a is IEnumerable items && b is IEnumerable others && a is not string)
            {
                Items([.. items.Cast<object?>()], [.. others.Cast<object?>()], path);
                return;
            }

            if (a is not null || b is not null) Differ(path, a, b);
            return;
        }

        var type = a.GetType();
        if (Ignored.Any(i => i.IsAssignableFrom(type))) return;
        if (!type.IsValueType && !_seen.Add((a, b))) return;
        switch (a)
        {
            case decimal x:
                if (!decimal.GetBits(x).SequenceEqual(decimal.GetBits((decimal)b))) Differ(path, a, b);
                return;
            case string or bool or Enum or EthereumAddress or DateTimeOffset or TimeSpan:
            case IFormattable when type.IsPrimitive:
                if (!a.Equals(b)) Differ(path, a, b);
                return;
            case ReadOnlyMemory<byte> x:
                if (!x.Span.SequenceEqual(((ReadOnlyMemory<byte>)b).Span)) Differ(path, "bytes", "other bytes");
                return;
            case VenueClock x:
                Items(x.Planned, ((VenueClock)b).Planned, path);
                break;
            case TapePlayer:
                Enqueue(Line(a), Line(b), path + ".line");
                break;
            case IDictionary x when !type.Name.StartsWith("Ordered", StringComparison.Ordinal) && type.GenericTypeArguments[0] is { } key && (key.IsPrimitive || key == typeof(string) || key == typeof(EthereumAddress)):
                Map(x, (IDictionary)b, path);
                return;
            case IDictionary x when x.Values.OfType<HouseBook>().Any():
                Items(ByAsset(x), ByAsset((IDictionary)b), path);
                return;
            case IEnumerable x:
                Items([.. x.Cast<object?>()], [.. ((IEnumerable)b).Cast<object?>()], path);
                return;
        }

        var isOurs = type.Namespace!.StartsWith("HypeKr", StringComparison.Ordinal);
        if (!isOurs && !type.Name.StartsWith("ValueTuple", StringComparison.Ordinal) && !type.Name.StartsWith("KeyValuePair", StringComparison.Ordinal))
        {
            Differ(path, $"a {type} that cannot be compared", b);
            return;
        }

        for (var level = type; level != typeof(object) && level != typeof(ValueType); level = level.BaseType!)
        {
            foreach (var field in level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (a is VenueClock && field.Name is "_schedule" or "_sequence") continue;
                if (a is TapePlayer && field.Name == "_lines") continue;
                var (x, y) = (field.GetValue(a), field.GetValue(b));
                if (isOurs && !typeof(Delegate).IsAssignableFrom(field.FieldType)) Count($"{level.Name}.{Name(field)}", x);
                Enqueue(x, y, $"{path}.{Name(field)}");
            }
        }
    }

    private void Count(string field, object? value)
    {
        var isPlain = value switch
        {
            null => true,
            string text => text.Length == 0,
            ReadOnlyMemory<byte> bytes => bytes.IsEmpty,
            IEnumerable items => !items.GetEnumerator().MoveNext(),
            _ => value.GetType().IsValueType && value.Equals(Activator.CreateInstance(value.GetType())),
        };
        Fields[field] = Fields.GetValueOrDefault(field) || !isPlain;
    }

    private static string Name(FieldInfo field) => field.Name.Split('<', '>') is [_, var name, _] ? name : field.Name;

    private static object? Line(object player) => ((IEnumerator)typeof(TapePlayer).GetField("_lines", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(player)!).Current;

    private static object?[] ByAsset(IDictionary books) => [.. books.Values.Cast<HouseBook>().OrderBy(b => b.Asset.Id)];

    private void Map(IDictionary a, IDictionary b, string path)
    {
        if (a.Count != b.Count) Differ(path + ".Count", a.Count, b.Count);
        foreach (DictionaryEntry entry in a) Enqueue(entry.Value, b[entry.Key], $"{path}[{Convert.ToString(entry.Key, CultureInfo.InvariantCulture)}]");
    }

    private void Items(IReadOnlyList<object?> a, IReadOnlyList<object?> b, string path)
    {
        if (a.Count != b.Count) Differ(path + ".Count", a.Count, b.Count);
        for (var i = 0; i < Math.Min(a.Count, b.Count); i++) Enqueue(a[i], b[i], string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"));
    }

    private void Enqueue(object? a, object? b, string path) => _queue.Enqueue((a, b, path));

    private void Differ(string path, object? a, object? b) => Difference ??= string.Create(CultureInfo.InvariantCulture, $"{path}: {a ?? "null"} and {b ?? "null"}");

    private sealed class ByReference : IEqualityComparer<(object, object)>
    {
        public bool Equals((object, object) x, (object, object) y) => ReferenceEquals(x.Item1, y.Item1) && ReferenceEquals(x.Item2, y.Item2);

        public int GetHashCode((object, object) pair) =>
            HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(pair.Item1), System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(pair.Item2));
    }
}
