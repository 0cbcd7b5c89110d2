namespace HypeKr.Hyperliquid.Tests;

/// <summary>A shape of the wire specification's notation. Each is an object of its own, so that a generator can count what it chose where.</summary>
internal abstract class Shape;

/// <summary><c>dec</c>, <c>int</c>, <c>addr</c> and the like.</summary>
internal sealed class ScalarShape(string name) : Shape
{
    public string Name { get; } = name;
}

/// <summary>A word in quotes, <c>true</c>, <c>null</c> or an integer, as it stands on the wire.</summary>
internal sealed class LiteralShape(string json) : Shape
{
    public string Json { get; } = json;

    public bool IsText => Json[0] == '"';

    public bool IsNull => Json == "null";
}

/// <summary>A shape that stands under a name elsewhere.</summary>
internal sealed class NamedShape(string name) : Shape
{
    public string Name { get; } = name;
}

/// <summary><c>T[]</c>.</summary>
internal sealed class ArrayShape(Shape element) : Shape
{
    public Shape Element { get; } = element;
}

/// <summary><c>[a: T, b: U]</c>.</summary>
internal sealed class TupleShape(IReadOnlyList<Shape> elements) : Shape
{
    public IReadOnlyList<Shape> Elements { get; } = elements;
}

/// <summary><c>{a: T, b?: U}</c>.</summary>
internal sealed class ObjectShape(IReadOnlyList<MemberShape> members) : Shape
{
    public IReadOnlyList<MemberShape> Members { get; } = members;
}

/// <summary><c>{*: T}</c>.</summary>
internal sealed class MapShape(Shape value) : Shape
{
    public Shape Value { get; } = value;
}

/// <summary><c>T|U</c>.</summary>
internal sealed class UnionShape(IReadOnlyList<Shape> cases) : Shape
{
    public IReadOnlyList<Shape> Cases { get; } = cases;
}

/// <summary>A member of an object.</summary>
internal sealed class MemberShape(string name, bool isOptional, Shape shape)
{
    public string Name { get; } = name;

    public bool IsOptional { get; } = isOptional;

    public Shape Shape { get; } = shape;
}

/// <summary><c>A &amp; B</c>: the members of both.</summary>
internal sealed class JoinShape(Shape left, Shape right) : Shape
{
    public Shape Left { get; } = left;

    public Shape Right { get; } = right;
}
