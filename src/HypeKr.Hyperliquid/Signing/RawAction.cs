using System.Text.Json;

namespace HypeKr.Hyperliquid;

/// <summary>Any L1 action, as an ordered JSON object: the door to what has no type here yet.</summary>
/// <remarks>
/// <para>The order of the members is hashed: it has to be the venue's. Text is sent as it is given: decimals without trailing zeros, addresses in lower case.</para>
/// <para>Objects, arrays, strings, booleans, null and integers from -2^63 to 2^64 - 1 are allowed. The wire has no fractions: they are text there.</para>
/// <para>Through the account of a vault or a sub-account the envelope names it for the types that take one, and for types that this version does not know; types that act for the signer's own account are refused there.</para>
/// <para>Actions that a user signs member by member, such as transfers, are not L1 actions: their hash is another one.</para>
/// </remarks>
public sealed class RawAction : L1Action
{
    private readonly JsonElement _json;

    /// <summary>The action that a JSON value describes; it is copied.</summary>
    /// <param name="json">An object whose first member is <c>type</c>. An array, and an object without a type, are what multi-sig signatures hash; they can be signed, not sent.</param>
    /// <exception cref="InvalidActionException">It is neither object nor array, names a member twice, holds a number that is not an integer, or text that is not Unicode.</exception>
    public RawAction(JsonElement json)
    {
        if (json.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)) throw new InvalidActionException($"An action is a JSON object, not {json.ValueKind}.");
        Check(json, new());
        _json = json.Clone();
        Type = _json.ValueKind == JsonValueKind.Object && _json.TryGetProperty("type"u8, out var type) && type.ValueKind == JsonValueKind.String ? type.GetString()! : "";
    }

    /// <summary>The wire type; empty where the value has none.</summary>
    public override string Type { get; }

    /// <summary>Reads an action from JSON text.</summary>
    /// <exception cref="InvalidActionException">The text is not JSON, or not an action.</exception>
    public static RawAction Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json);
            return new(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new InvalidActionException("An action is a JSON object: " + e.Message, e);
        }
    }

    /// <summary>Reads an action from JSON in UTF-8.</summary>
    /// <exception cref="InvalidActionException">The bytes are not JSON, or not an action.</exception>
    public static RawAction Parse(ReadOnlySpan<byte> utf8Json)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8Json);
            using var document = JsonDocument.ParseValue(ref reader);
            return reader.Read() ? throw new InvalidActionException("Nothing may follow the JSON object of an action.") : new(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new InvalidActionException("An action is a JSON object: " + e.Message, e);
        }
    }

    // What this version knows of a type holds for its raw form too; what it does not know is for whom the account was opened.
    internal override ActsFor ActsFor =>
        Type == "agentSendAsset" && _json.TryGetProperty("fromSubAccount"u8, out var from) && from.ValueKind == JsonValueKind.String && !from.ValueEquals(""u8)
            ? ActsFor.NamedInAction
            : WireTypes.ActsFor(Type) ?? ActsFor.Envelope;

    internal override int BatchSize => RequestWeights.CountActions(_json);

    internal override void Describe(ActionFacts facts) => facts.Untyped();

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context) => Write(_json, ref writer);

    // The path is put together only when there is something to say of it.
    private static void Check(JsonElement value, Stack<string> path)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var names = new HashSet<string>(StringComparer.Ordinal);
                foreach (var member in value.EnumerateObject())
                {
                    string name;
                    try
                    {
                        name = member.Name;
                    }
                    catch (InvalidOperationException e)
                    {
                        throw NoUnicode(path, e);
                    }

                    if (!names.Add(name)) throw new InvalidActionException($"{Show(path)} names {Quoted.Text(name)} twice, and the venue would keep one of them.");
                    path.Push("." + name);
                    Check(member.Value, path);
                    path.Pop();
                }

                break;
            case JsonValueKind.Array:
                path.Push("[]");
                foreach (var item in value.EnumerateArray()) Check(item, path);
                path.Pop();
                break;
            case JsonValueKind.String:
                try
                {
                    value.GetString();
                }
                catch (InvalidOperationException e)
                {
                    throw NoUnicode(path, e);
                }

                break;
            case JsonValueKind.Number when !value.TryGetInt64(out _) && !value.TryGetUInt64(out _):
                throw new InvalidActionException($"{Show(path)} is {Quoted.Text(value.GetRawText())}: numbers on the wire are integers from -2^63 to 2^64 - 1, and fractions are text, such as \"0.5\".");
            case JsonValueKind.Undefined:
                throw new InvalidActionException($"{Show(path)} is undefined.");
        }
    }

    private static string Show(Stack<string> path) => Quoted.Text("$" + string.Concat(path.Reverse()));

    private static InvalidActionException NoUnicode(Stack<string> path, Exception cause) => new($"{Show(path)} holds half of a surrogate pair, which has no UTF-8 form.", cause);

    private static void Write<TWriter>(JsonElement value, ref TWriter writer)
        where TWriter : struct, IWireWriter
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.BeginMap(value.GetPropertyCount());
                foreach (var member in value.EnumerateObject())
                {
                    writer.Name(member.Name);
                    Write(member.Value, ref writer);
                }

                writer.EndMap();
                break;
            case JsonValueKind.Array:
                writer.BeginArray(value.GetArrayLength());
                foreach (var item in value.EnumerateArray()) Write(item, ref writer);
                writer.EndArray();
                break;
            case JsonValueKind.String:
                writer.Text(value.GetString());
                break;
            case JsonValueKind.Number when value.TryGetInt64(out var integer):
                writer.Integer(integer);
                break;
            case JsonValueKind.Number:
                writer.Integer(value.GetUInt64());
                break;
            case JsonValueKind.True or JsonValueKind.False:
                writer.Boolean(value.GetBoolean());
                break;
            default:
                writer.Null();
                break;
        }
    }
}
