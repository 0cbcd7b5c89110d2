using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace HypeKr.Crypto.Testing;

/// <summary>One look at an object and what hangs on it; every object once.</summary>
internal sealed class ObjectScan(LeakScanner scanner)
{
    private const int MaxDepth = 5;
    private const int MaxItems = 1000;
    private const BindingFlags Instance = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;

    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

    public IEnumerable<Leak> Scan(string source, object value) => Scan(source, value, 0);

    /// <summary>Reads what may throw; the error is a view of the object too.</summary>
    public static bool TryGet(Func<object?> read, out object? value, out Exception? error)
    {
        try
        {
            (value, error) = (read(), null);
            return true;
        }
        catch (Exception e)
        {
            (value, error) = (null, e is TargetInvocationException { InnerException: { } inner } ? inner : e);
            return false;
        }
    }

    private IEnumerable<Leak> Scan(string source, object value, int depth)
    {
        var type = value.GetType();
        if (depth > MaxDepth || IsDull(type) || (!type.IsValueType && value is not string && !_seen.Add(value))) return [];
        return value switch
        {
            string text => scanner.InText(source, text, addresses: false),
            byte[] bytes => scanner.InBytes(source, bytes),
            Memory<byte> bytes => scanner.InBytes(source, bytes.ToArray()),
            ReadOnlyMemory<byte> bytes => scanner.InBytes(source, bytes.ToArray()),
            char[] text => scanner.InText(source, new string(text), addresses: false),
            ReadOnlyMemory<char> text => scanner.InText(source, text.ToString(), addresses: false),
            BigInteger number => scanner.InText(source, number.ToString(CultureInfo.InvariantCulture), addresses: false),
            Exception exception => scanner.InException(source, exception),
            Task or Delegate => [],
            _ => Views(source, value, type, depth),
        };
    }

    private IEnumerable<Leak> Views(string source, object value, Type type, int depth)
    {
        // What a collection of the framework prints is what it holds, which is looked at by itself.
        var addresses = !scanner.MayPrintHex(type) && !IsSystem(type);
        var leaks = Text($"{source}.ToString()", value.ToString, addresses);
        leaks = leaks.Concat(Displays(source, value, type, addresses));
        if (!IsSystem(type)) leaks = leaks.Concat(Json($"{source} as JSON", value, type));
        if (value is IEnumerable items) leaks = leaks.Concat(Items(source, items, depth));
        if (IsSystem(type)) leaks = leaks.Concat(Parts(source, value, type, depth));
        if (!IsSystem(type)) leaks = leaks.Concat(Members(source, value, type, depth));
        return leaks;
    }

    private IEnumerable<Leak> Text(string source, Func<string?> read, bool addresses) =>
        TryGet(read, out var text, out var error) ? scanner.InText(source, (string?)text, addresses) : scanner.InException(source, error!);

    private IEnumerable<Leak> Json(string source, object value, Type type)
    {
        // Up to a size: a sequence may have no end.
        using var json = new BoundedStream();
        TryGet(
            () =>
            {
                JsonSerializer.Serialize(json, value, type);
                return null;
            },
            out _,
            out var error);
        var leaks = scanner.InText(source, Encoding.UTF8.GetString(json.ToArray()), addresses: false);
        return error is null ? leaks : leaks.Concat(scanner.InException(source, error));
    }

    private IEnumerable<Leak> Items(string source, IEnumerable items, int depth) =>
        TryGet(() => items.Cast<object?>().Take(MaxItems).ToArray(), out var list, out var error)
            ? ((object?[])list!).OfType<object>().SelectMany(item => Scan($"{source}[]", item, depth + 1))
            : scanner.InException(source, error!);

    /// <summary>What the framework's small wrappers hold. A tuple or pair is no step down; a lazy value is made, as reading a property is.</summary>
    private IEnumerable<Leak> Parts(string source, object value, Type type, int depth)
    {
        if (value is ITuple tuple)
        {
            return Enumerable.Range(0, tuple.Length)
                .SelectMany(i => tuple[i] is { } part ? Scan(string.Create(CultureInfo.InvariantCulture, $"{source}.Item{i + 1}"), part, depth) : []);
        }

        if (!type.IsGenericType) return [];
        var definition = type.GetGenericTypeDefinition();
        if (definition == typeof(KeyValuePair<,>)) return Part("Key", depth).Concat(Part("Value", depth));
        return definition == typeof(Lazy<>) ? Part("Value", depth + 1) : [];

        IEnumerable<Leak> Part(string name, int at)
        {
            var read = TryGet(() => type.GetProperty(name)!.GetValue(value), out var part, out var error);
            return read ? part is null ? [] : Scan($"{source}.{name}", part, at) : scanner.InException($"{source}.{name}", error!);
        }
    }

    private IEnumerable<Leak> Displays(string source, object value, Type type, bool addresses)
    {
        foreach (var display in type.GetCustomAttributes<DebuggerDisplayAttribute>(inherit: true))
        {
            foreach (var text in (string?[])[display.Value, display.Name, display.Type])
            {
                foreach (var leak in Text($"{source} in the debugger", () => DebuggerText.Evaluate(text, value), addresses)) yield return leak;
            }
        }

        foreach (var proxy in type.GetCustomAttributes<DebuggerTypeProxyAttribute>(inherit: true))
        {
            var proxyType = Type.GetType(proxy.ProxyTypeName);
            if (proxyType is null || proxyType.ContainsGenericParameters) continue;
            if (!TryGet(() => Activator.CreateInstance(proxyType, Instance, null, [value], null), out var view, out _)) continue;
            foreach (var leak in Members($"{source} in the debugger", view!, proxyType, MaxDepth - 1)) yield return leak;
        }
    }

    /// <summary>Public properties, and the fields that a debugger opens.</summary>
    private IEnumerable<Leak> Members(string source, object value, Type type, int depth)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetMethod is null || property.GetIndexParameters().Length > 0 || IsUnboxable(property.PropertyType)) continue;
            var name = $"{source}.{property.Name}";
            var read = TryGet(() => property.GetValue(value), out var content, out var error);
            var leaks = read ? content is null ? [] : Scan(name, content, depth + 1) : scanner.InException(name, error!);
            foreach (var leak in leaks) yield return leak;
        }

        for (var declaring = type; declaring is not null && !IsSystem(declaring); declaring = declaring.BaseType)
        {
            foreach (var field in declaring.GetFields(Instance | BindingFlags.DeclaredOnly))
            {
                if (IsUnboxable(field.FieldType) || IsHidden(field, declaring) || field.GetValue(value) is not { } content) continue;
                foreach (var leak in Scan($"{source}.{field.Name}", content, depth + 1)) yield return leak;
            }
        }
    }

    /// <summary>Marked as never to be opened, itself or the property it stands behind.</summary>
    private static bool IsHidden(FieldInfo field, Type declaring)
    {
        if (IsNever(field)) return true;
        if (field.GetCustomAttribute<CompilerGeneratedAttribute>() is null || !field.Name.StartsWith('<')) return false;
        return declaring.GetProperty(field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)], Instance) is { } property && IsNever(property);
    }

    private static bool IsNever(MemberInfo member) => member.GetCustomAttribute<DebuggerBrowsableAttribute>()?.State == DebuggerBrowsableState.Never;

    private static bool IsUnboxable(Type type) => type.IsByRefLike || type.IsPointer || type.IsByRef || type.IsFunctionPointer;

    private static bool IsDull(Type type) => type.IsPrimitive || type.IsEnum || type.IsPointer || typeof(MemberInfo).IsAssignableFrom(type) || typeof(Assembly).IsAssignableFrom(type);

    private static bool IsSystem(Type type) => type.Namespace is "System" || type.Namespace?.StartsWith("System.", StringComparison.Ordinal) == true;
}
