namespace HypeKr.Hyperliquid.Deployments;

/// <summary>A template of the venue, filled in. Wire: <c>id</c>, <c>keywordToValue</c>.</summary>
public sealed class OutcomeTemplateInstance
{
    private readonly KeyValuePair<string, string>[] _values;

    /// <summary>A template, filled in.</summary>
    /// <param name="id">The id of the template.</param>
    /// <param name="values">A value for each of its keywords, sent in the order given.</param>
    /// <exception cref="InvalidActionException">A text is empty or cannot be written, or a keyword is given twice.</exception>
    public OutcomeTemplateInstance(string id, IEnumerable<KeyValuePair<string, string>> values)
    {
        Id = ActionArgument.Text(id, 1, int.MaxValue, "the id of a template");
        _values = ActionArgument.Distinct(values, static keyword => Quoted.Text(keyword), "the keywords");
        foreach (var (keyword, value) in _values)
        {
            ActionArgument.Text(keyword, 1, int.MaxValue, "a keyword");
            ActionArgument.Text(value, 0, int.MaxValue, "the value of a keyword");
        }
    }

    /// <summary>The id of the template. Wire: <c>id</c>.</summary>
    public string Id { get; }

    /// <summary>The values of its keywords. Wire: <c>keywordToValue</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Values => _values;

    internal void Write<TWriter>(ref TWriter writer)
        where TWriter : struct, IWireWriter
    {
        writer.BeginMap(2);
        WriteMembers(ref writer);
        writer.EndMap();
    }

    internal void WriteMembers<TWriter>(ref TWriter writer)
        where TWriter : struct, IWireWriter
    {
        writer.Name("id"u8);
        writer.Text(Id);
        writer.Name("keywordToValue"u8);
        writer.BeginArray(_values.Length);
        foreach (var (keyword, value) in _values)
        {
            writer.BeginArray(2);
            writer.Text(keyword);
            writer.Text(value);
            writer.EndArray();
        }

        writer.EndArray();
    }
}
