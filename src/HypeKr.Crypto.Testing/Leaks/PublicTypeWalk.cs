using System.Reflection;

namespace HypeKr.Crypto.Testing;

/// <summary>Walks the public types of an assembly and scans what each shows of a planted secret.</summary>
/// <remarks>
/// <para>
/// Two passes. The first gives the secret, as text and as bytes, to every public constructor and static method that takes such input, and
/// scans the exceptions: an error that quotes a refused key is found there. The second scans an instance of every type: the seeds, which
/// hold the secret, and what constructors, static methods and properties make of seeds and harmless values.
/// </para>
/// <para>
/// It calls code of the assembly: constructors, and static methods and properties that are public. Parameters that are named like a path
/// or a file are left alone, and so are types given to <see cref="Skip"/>; a parameter whose name ends in "name" is given harmless text.
/// </para>
/// </remarks>
public sealed class PublicTypeWalk
{
    private const int MaxRounds = 4;

    private readonly IReadOnlyList<Type> _types;
    private readonly LeakScanner _scanner;
    private readonly List<object> _seeds = [];
    private readonly List<(byte[] Bytes, string[] Texts)> _secrets = [];
    private readonly HashSet<Type> _skipped = [];

    /// <summary>A walk over all public types of an assembly.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="scanner">The scanner, with the secrets planted.</param>
    public PublicTypeWalk(Assembly assembly, LeakScanner scanner)
        : this((assembly ?? throw new ArgumentNullException(nameof(assembly))).GetExportedTypes(), scanner)
    {
    }

    /// <summary>A walk over some types.</summary>
    /// <param name="types">The types.</param>
    /// <param name="scanner">The scanner, with the secrets planted.</param>
    public PublicTypeWalk(IEnumerable<Type> types, LeakScanner scanner)
    {
        ArgumentNullException.ThrowIfNull(types);
        ArgumentNullException.ThrowIfNull(scanner);
        _types = [.. types];
        _scanner = scanner;
    }

    /// <summary>Adds an object to scan and to make others of, such as a key that was read from the planted bytes.</summary>
    public PublicTypeWalk Seed(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _seeds.Add(value);
        return this;
    }

    /// <summary>Gives a planted secret to whatever takes bytes or text, to see what the refusal says.</summary>
    /// <param name="secret">The bytes that were planted in the scanner.</param>
    public PublicTypeWalk Offer(ReadOnlySpan<byte> secret)
    {
        var bytes = secret.ToArray();
        var hex = Convert.ToHexStringLower(bytes);
        _secrets.Add((bytes, [hex, "0x" + hex, hex + "!", Convert.ToBase64String(bytes), $"{{\"{hex}\":\"{hex}\"}}"]));
        return this;
    }

    /// <summary>Leaves a type alone: its constructors and static members are not called.</summary>
    public PublicTypeWalk Skip(Type type)
    {
        _skipped.Add(type);
        return this;
    }

    /// <summary>Walks.</summary>
    public PublicTypeWalkReport Run()
    {
        var types = _types.Where(type => !_skipped.Contains(type) && !type.ContainsGenericParameters).ToArray();
        var leaks = new List<Leak>();
        var refusals = 0;
        foreach (var (source, error) in types.SelectMany(Refusals))
        {
            refusals++;
            leaks.AddRange(_scanner.InException($"{source}: {error.GetType().Name}", error));
        }

        var expected = types.Where(HasInstances).ToArray();
        var made = MakeInstances(expected);
        foreach (var instance in made) leaks.AddRange(_scanner.ScanObject(instance));
        var scanned = expected.Where(type => made.Any(type.IsInstanceOfType)).ToArray();
        return new PublicTypeWalkReport(LeakScanner.Distinct(leaks), scanned, [.. expected.Except(scanned)], refusals);
    }

    private IEnumerable<(string Source, Exception Error)> Refusals(Type type)
    {
        foreach (var method in Makers(type).Where(method => method.GetParameters().Any(TakesSecrets)))
        {
            foreach (var (bytes, texts) in _secrets)
            {
                foreach (var text in texts)
                {
                    var error = Call(method, parameter => Offered(parameter, bytes, text)).Error;
                    if (error is not null) yield return ($"{LeakScanner.TypeName(type)}.{method.Name}", error);
                }
            }
        }
    }

    private object?[] Offered(ParameterInfo parameter, byte[] bytes, string text)
    {
        if (!TakesSecrets(parameter)) return Values(parameter.ParameterType, _seeds);
        return TakesBytes(parameter.ParameterType) ? [bytes, bytes[1..], bytes.Append((byte)1).ToArray()] : [text];
    }

    /// <summary>The seeds, and what can be made of them and of each other.</summary>
    private List<object> MakeInstances(Type[] expected)
    {
        var made = new List<object>(_seeds);
        for (var round = 0; round < MaxRounds; round++)
        {
            var before = made.Count;
            foreach (var type in expected.Where(type => !made.Any(type.IsInstanceOfType)))
            {
                var makers = Makers(type).Where(method => method is ConstructorInfo || ((MethodInfo)method).ReturnType == type);
                var instance = makers.OrderByDescending(method => method.GetParameters().Length)
                    .Select(method => Call(method, parameter => Values(parameter.ParameterType, made)).Result)
                    .FirstOrDefault(result => result is not null);
                instance ??= made.Select(holder => Held(holder, type)).FirstOrDefault(result => result is not null);
                if (type.IsValueType) instance ??= Activator.CreateInstance(type);
                if (instance is not null) made.Add(instance);
            }

            if (made.Count == before) break;
        }

        return made;
    }

    private static object? Held(object holder, Type wanted)
    {
        foreach (var property in holder.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.PropertyType != wanted || property.GetIndexParameters().Length > 0) continue;
            if (ObjectScan.TryGet(() => property.GetValue(holder), out var value, out _)) return value;
        }

        return null;
    }

    /// <summary>Constructors and static methods, property getters among them.</summary>
    private static IEnumerable<MethodBase> Makers(Type type)
    {
        var constructors = type is { IsAbstract: false, IsByRefLike: false } && !typeof(Exception).IsAssignableFrom(type)
            ? type.GetConstructors().Cast<MethodBase>() : [];
        return constructors
            .Concat(type.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => !method.IsGenericMethod))
            .Where(method => !method.GetParameters().Any(NamesAFile));
    }

    private static bool NamesAFile(ParameterInfo parameter) =>
        ((string[])["path", "file", "directory", "folder"]).Any(word => parameter.Name?.Contains(word, StringComparison.OrdinalIgnoreCase) == true)
        && !TakesBytes(parameter.ParameterType);

    /// <summary>Calls with the first choice of values that does not throw, and gives that result or the last error.</summary>
    private static (object? Result, Exception? Error) Call(MethodBase method, Func<ParameterInfo, object?[]> choose)
    {
        var parameters = method.GetParameters();
        var choices = parameters.Select(p => p.IsOut ? [null] : p.DefaultValue is { } value and not DBNull ? [value] : choose(p)).ToArray();
        if (choices.Any(c => c.Length == 0)) return default;
        Exception? last = null;
        for (var turn = 0; turn < choices.Select(c => c.Length).DefaultIfEmpty(1).Max(); turn++)
        {
            var values = choices.Select(c => c[turn % c.Length]).ToArray();
            if (ObjectScan.TryGet(() => SpanCall.Invoke(method, values), out var result, out var error))
            {
                if (result is not null) return (result, last);
            }
            else
            {
                last = error is NotSupportedException { TargetSite.DeclaringType.Namespace: "System.Linq.Expressions" } ? last : error;
            }
        }

        return (null, last);
    }

    /// <summary>Harmless values of a type: what was made already, else constants, else the default of an optional kind.</summary>
    private static object?[] Values(Type type, List<object> made)
    {
        if (TakesBytes(type)) return [.. ((int[])[32, 20, 64, 65, 16, 1]).Select(size => (object)Enumerable.Range(1, size).Select(i => (byte)i).ToArray())];
        if (TakesText(type)) return ["text", "0x" + new string('1', 40), "0x" + new string('1', 64), new string('1', 64), "{}"];
        if (made.Where(type.IsInstanceOfType).ToArray() is { Length: > 0 } known) return known;
        if (type == typeof(TimeProvider)) return [TimeProvider.System];
        if (type == typeof(TimeSpan)) return [TimeSpan.FromMinutes(1)];
        if (type == typeof(int) || type == typeof(long) || type == typeof(double) || type == typeof(decimal)) return [Convert.ChangeType(1, type, System.Globalization.CultureInfo.InvariantCulture)];
        if (Nullable.GetUnderlyingType(type) is not null) return [null];
        if (type.IsValueType && !type.IsByRefLike) return [Activator.CreateInstance(type)];
        return [];
    }

    /// <summary>Bytes or text, but for a name: that is there to be repeated.</summary>
    private static bool TakesSecrets(ParameterInfo parameter) =>
        (TakesBytes(parameter.ParameterType) || TakesText(parameter.ParameterType)) && parameter.Name?.EndsWith("name", StringComparison.OrdinalIgnoreCase) != true;

    private static bool TakesBytes(Type type) => type == typeof(byte[]) || type == typeof(ReadOnlySpan<byte>) || type == typeof(ReadOnlyMemory<byte>);

    private static bool TakesText(Type type) => type == typeof(string) || type == typeof(ReadOnlySpan<char>);

    private static bool HasInstances(Type type) =>
        type is { IsInterface: false, IsEnum: false, IsByRefLike: false } && !(type.IsAbstract && type.IsSealed)
        && !typeof(Delegate).IsAssignableFrom(type) && !typeof(Exception).IsAssignableFrom(type) && !typeof(Attribute).IsAssignableFrom(type);
}
