namespace HypeKr.Hyperliquid.Tests;

/// <summary>Reads one shape. A union binds weaker than <c>&amp;</c>, which joins the members of two objects, and that weaker than <c>[]</c>.</summary>
internal sealed class ShapeParser(string text)
{
    private static readonly string[] Scalars = ["dec", "sdec", "int", "num", "uint", "ms", "addr", "hash", "cloid", "pct", "str", "bool", "unknown", "hex34"];

    private int _at;

    public Shape ParseAll()
    {
        var shape = ParseUnion();
        Skip();
        return _at == text.Length ? shape : throw Unexpected();
    }

    private Shape ParseUnion()
    {
        List<Shape> cases = [ParseJoin()];
        while (Take('|')) cases.Add(ParseJoin());
        return cases.Count == 1 ? cases[0] : new UnionShape(cases);
    }

    private Shape ParseJoin()
    {
        var shape = ParsePostfix();
        return Take('&') ? new JoinShape(shape, ParsePostfix()) : shape;
    }

    private Shape ParsePostfix()
    {
        var shape = ParsePrimary();
        while (true)
        {
            Skip();
            if (_at + 1 >= text.Length || text[_at] != '[' || text[_at + 1] != ']') return shape;
            _at += 2;
            shape = new ArrayShape(shape);
        }
    }

    private Shape ParsePrimary()
    {
        if (Take('('))
        {
            var shape = ParseUnion();
            Expect(')');
            return shape;
        }

        if (Take('{')) return ParseMembers();
        if (Take('[')) return ParseElements();
        Skip();
        if (_at < text.Length && text[_at] == '"')
        {
            var end = text.IndexOf('"', _at + 1);
            var literal = text[_at..(end + 1)];
            _at = end + 1;
            return new LiteralShape(literal);
        }

        var word = Word();
        return word is "true" or "null" || char.IsAsciiDigit(word[0]) ? new LiteralShape(word)
            : Scalars.Contains(word) ? new ScalarShape(word)
            : new NamedShape(word);
    }

    private Shape ParseMembers()
    {
        if (Take('}')) return new ObjectShape([]);
        if (Take('*'))
        {
            Expect(':');
            var value = ParseUnion();
            Expect('}');
            return new MapShape(value);
        }

        List<MemberShape> members = [];
        do
        {
            var name = Word();
            var isOptional = Take('?');
            Expect(':');
            members.Add(new(name, isOptional, ParseUnion()));
        }
        while (Take(','));
        Expect('}');
        return new ObjectShape(members);
    }

    private Shape ParseElements()
    {
        List<Shape> elements = [];
        do
        {
            var start = _at;
            if (!TryLabel()) _at = start;
            elements.Add(ParseUnion());
        }
        while (Take(','));
        Expect(']');
        return new TupleShape(elements);
    }

    private bool TryLabel()
    {
        Skip();
        if (_at >= text.Length || !IsWord(text[_at])) return false;
        Word();
        return Take(':');
    }

    private string Word()
    {
        Skip();
        var start = _at;
        while (_at < text.Length && IsWord(text[_at])) _at++;
        return _at > start ? text[start.._at] : throw Unexpected();
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private void Skip()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at])) _at++;
    }

    private bool Take(char c)
    {
        Skip();
        if (_at >= text.Length || text[_at] != c) return false;
        _at++;
        return true;
    }

    private void Expect(char c)
    {
        if (!Take(c)) throw Unexpected();
    }

    private FormatException Unexpected() => new($"The grammar cannot be read here: {text[.._at]}<<>>{text[_at..]}");
}
