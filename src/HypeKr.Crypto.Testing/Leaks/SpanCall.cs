using System.Linq.Expressions;
using System.Reflection;

namespace HypeKr.Crypto.Testing;

/// <summary>Calls by reflection what takes spans, which <see cref="MethodBase.Invoke(object, object[])"/> cannot: compiled expressions can.</summary>
internal static class SpanCall
{
    /// <param name="method">A constructor or static method.</param>
    /// <param name="values">One for each parameter: arrays and text for spans; an out parameter's is not read.</param>
    public static object? Invoke(MethodBase method, object?[] values)
    {
        var variables = new List<ParameterExpression>();
        var arguments = method.GetParameters().Select((parameter, i) => Argument(parameter.ParameterType, values[i], variables)).ToArray();
        Expression call = method is ConstructorInfo constructor ? Expression.New(constructor, arguments) : Expression.Call((MethodInfo)method, arguments);

        // A span that is returned cannot leave the expression, and nothing needs it.
        var body = call.Type == typeof(void) || call.Type.IsByRefLike
            ? Expression.Block(variables, call, Expression.Constant(null))
            : Expression.Block(variables, Expression.Convert(call, typeof(object)));
        return Expression.Lambda<Func<object?>>(body).Compile()();
    }

    private static Expression Argument(Type type, object? value, List<ParameterExpression> variables)
    {
        if (type.IsByRef)
        {
            var variable = Expression.Variable(type.GetElementType()!);
            variables.Add(variable);
            return variable;
        }

        if (type == typeof(ReadOnlySpan<char>)) return Expression.Convert(Expression.Constant(((string)value!).ToCharArray()), type);
        return type == typeof(ReadOnlySpan<byte>) || type == typeof(ReadOnlyMemory<byte>)
            ? Expression.Convert(Expression.Constant(value), type)
            : Expression.Constant(value, type);
    }
}
