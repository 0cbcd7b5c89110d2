using System.Reflection;
using System.Text;

namespace HypeKr.Crypto.Testing;

/// <summary>The text of a <c>[DebuggerDisplay]</c>, as a debugger would show it: members, calls without arguments, and paths of them.</summary>
internal static class DebuggerText
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;

    /// <summary>Braces are evaluated; what is not a path of members stands as it is.</summary>
    public static string? Evaluate(string? display, object value)
    {
        if (display is null) return null;
        var text = new StringBuilder();
        var rest = display.AsSpan();
        while (rest.IndexOf('{') is >= 0 and var open)
        {
            var close = rest[open..].IndexOf('}');
            if (close < 0) break;
            text.Append(rest[..open]);
            var expression = rest.Slice(open + 1, close - 1).ToString();
            text.Append(Path(expression.Split(',')[0].Trim(), value));
            rest = rest[(open + close + 1)..];
        }

        return text.Append(rest).ToString();
    }

    private static string Path(string path, object? value)
    {
        foreach (var step in path.Split('.'))
        {
            if (value is null) return "null";
            if (step == "this") continue;
            if (!TryMember(step, value, out value)) return $"{{{path}}}";
        }

        return value switch
        {
            byte[] bytes => string.Join(", ", bytes),
            _ => value?.ToString() ?? "null",
        };
    }

    private static bool TryMember(string step, object target, out object? value)
    {
        value = null;
        for (var type = target.GetType(); type is not null; type = type.BaseType)
        {
            if (step.EndsWith("()", StringComparison.Ordinal))
            {
                if (type.GetMethod(step[..^2], Any, []) is not { } method) continue;
                value = method.Invoke(target, []);
                return true;
            }

            if (type.GetProperty(step, Any) is { } property)
            {
                value = property.GetValue(target);
                return true;
            }

            if (type.GetField(step, Any) is not { } field) continue;
            value = field.GetValue(target);
            return true;
        }

        return false;
    }
}
