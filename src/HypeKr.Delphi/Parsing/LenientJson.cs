using System.Globalization;
using System.Text;

namespace HypeKr.Delphi;

/// <summary>A forecast found in JSON.</summary>
/// <param name="Start">Where the object or array begins.</param>
/// <param name="End">Where it ends, or where it is cut off.</param>
/// <param name="HasForecast">Whether one of the forecast's keys is there.</param>
/// <param name="Outcome">What the key says.</param>
internal readonly record struct JsonForecast(int Start, int End, bool HasForecast, ParsedForecast Outcome);

/// <summary>Finds JSON objects in an answer, as leniently as models write them, and the forecast in each.</summary>
/// <remarks>No tree is built: an object is reduced to its forecast while it is read.</remarks>
internal sealed class LenientJson
{
    private const int MaxDepth = 64;

    private readonly string _text;
    private readonly AnswerText _answer;

    /// <summary>Steps left before reading gives up on JSON, which keeps hostile nesting linear.</summary>
    private long _budget;

    private LenientJson(AnswerText answer)
    {
        _answer = answer;
        _text = answer.Text;
        _budget = (128L * _text.Length) + 4096;
    }

    /// <summary>Every JSON object, and every array of objects, in the order of the text.</summary>
    public static List<JsonForecast> FindAll(AnswerText answer)
    {
        var found = new List<JsonForecast>();
        var reader = new LenientJson(answer);
        for (var i = 0; i < answer.Text.Length; i++)
        {
            var next = answer.Text.AsSpan(i).IndexOfAny('{', '[');
            if (next < 0 || reader._budget <= 0) break;
            i += next;
            var position = i;
            if (answer.Text[i] == '[' && Scan.At(answer.Text, reader.SkipSpace(i + 1)) != '{') continue;
            var node = reader.ReadValue(ref position, 0);
            if (!node.IsJson) continue;
            found.Add(new JsonForecast(i, position, node.HasForecast, node.Outcome));
            i = Math.Max(i, position - 1);
        }

        return found;
    }

    private JsonNode ReadValue(ref int position, int depth, bool wanted = false)
    {
        if (depth > MaxDepth) return JsonNode.TooDeep;
        return Scan.At(_text, position) switch
        {
            '{' => ReadObject(ref position, depth),
            '[' => ReadArray(ref position, depth),
            '"' or '\'' or '“' => ReadStringValue(ref position, wanted),
            _ => ReadBare(ref position, wanted),
        };
    }

    private JsonNode ReadObject(ref int position, int depth)
    {
        var members = new JsonMembers();
        position++;
        while (_budget-- > 0)
        {
            position = SkipSeparators(position);
            if (position >= _text.Length) return members.ToNode(true);
            if (_text[position] == '}')
            {
                position++;
                return members.ToNode(false);
            }

            var before = position;
            if (!TryKey(ref position, out var key))
            {
                position = before;
                return members.ToNode(true);
            }

            position = SkipSpace(position);
            if (position >= _text.Length)
            {
                members.Add(key, JsonNode.Scalar(ParsedForecast.NoForecast));
                return members.ToNode(true);
            }

            var wanted = JsonMembers.Wants(key);
            var value = ReadValue(ref position, depth + 1, wanted);
            if (value is { IsOpen: true, IsJson: false })
            {
                if (wanted) members.Add(key, JsonNode.Scalar(ParsedForecast.NoForecast));
                return members.ToNode(true);
            }

            // A number that the end of the text cuts off may have had more digits.
            var after = Scan.SkipBlanks(_text, position, 64);
            var cut = after >= _text.Length && !value.IsContainer;
            members.Add(key, cut ? JsonNode.Scalar(ParsedForecast.NoForecast) : value);
            if (cut || value.IsOpen)
            {
                position = cut ? _text.Length : position;
                return members.ToNode(true);
            }
        }

        return members.ToNode(true);
    }

    private JsonNode ReadArray(ref int position, int depth)
    {
        var members = new JsonMembers();
        position++;
        while (_budget-- > 0)
        {
            position = SkipSeparators(position);
            if (position >= _text.Length) return members.ToNode(true);
            if (_text[position] == ']')
            {
                position++;
                return members.ToNode(false);
            }

            if (_text[position] is '}' or ':') return members.ToNode(true);
            var before = position;
            var value = ReadValue(ref position, depth + 1);
            if (position == before || value is { IsOpen: true, IsJson: false }) return members.ToNode(true);
            members.AddNested(value);
            if (value.IsOpen) return members.ToNode(true);
        }

        return members.ToNode(true);
    }

    /// <summary>A quoted or bare key, and its colon.</summary>
    private bool TryKey(ref int position, out string key)
    {
        key = "";
        var start = position;
        if (_text[position] is '"' or '\'' or '“')
        {
            if (!TryString(ref position, out start, out var end, isKey: true)) return false;
            key = Normalized(start, end);
        }
        else
        {
            while (position - start < 64 && (char.IsLetterOrDigit(Scan.At(_text, position)) || Scan.At(_text, position) is '_' or '-' or '.' or '$')) position++;
            if (position == start || char.IsAsciiDigit(_text[start])) return false;
            key = Normalized(start, position);
        }

        _budget -= position - start;
        position = SkipSpace(position);
        if (Scan.At(_text, position) != ':') return false;
        position++;
        return true;
    }

    private string Normalized(int start, int end)
    {
        var key = _answer.Folded.AsSpan(start, end - start).Trim();
        return key.Length > 20 ? "" : key.ToString().Replace(' ', '_').Replace('-', '_');
    }

    private JsonNode ReadStringValue(ref int position, bool wanted)
    {
        if (!TryString(ref position, out var start, out var end, isKey: false))
        {
            position = _text.Length;
            return JsonNode.Broken;
        }

        return JsonNode.Scalar(wanted ? StringForecast(Unescaped(start, Math.Min(end, start + 2000))) : ParsedForecast.NoForecast);
    }

    /// <summary>A string's value; a sentence counts by its own label or cue.</summary>
    private static ParsedForecast StringForecast(string value)
    {
        var text = new AnswerText(value);
        var reading = ValueReader.Read(text.Folded, 0);
        if (reading.Kind is not ValueKind.Nothing) return reading.Outcome;
        var label = LabelledValues.Find(text, 0);
        if (label is { } found) return found.Outcome;
        return new Prose(text).FindCued(0) ?? ParsedForecast.NoForecast;
    }

    /// <summary>The inside of a string that begins at a quote. A quote inside it that ends nothing belongs to it.</summary>
    private bool TryString(ref int position, out int start, out int end, bool isKey)
    {
        var quote = _text[position] == '“' ? '”' : _text[position];
        start = end = ++position;
        for (; position < _text.Length && _budget-- > 0; position++)
        {
            var c = _text[position];
            if (c == '\\')
            {
                position++;
            }
            else if (c == quote)
            {
                if (!isKey && !EndsString(position + 1)) continue;
                end = position++;
                return true;
            }
            else if (isKey && (c == '\n' || position - start > 80))
            {
                return false;
            }
        }

        position = _text.Length;
        return false;
    }

    private bool EndsString(int position)
    {
        position = Scan.SkipBlanks(_text, position, 64);
        switch (Scan.At(_text, position))
        {
            case '\0' or ',' or '}' or ']' or '\n' or ':' or ';':
                return true;
            case '/':
                return Scan.At(_text, position + 1) is '/' or '*';
            default:
                var after = position;
                return after < _text.Length && TryKey(ref after, out _);
        }
    }

    private string Unescaped(int start, int end)
    {
        var raw = _text.AsSpan(start, end - start);
        if (!raw.Contains('\\')) return raw.ToString();
        var value = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\' || i + 1 == raw.Length)
            {
                value.Append(raw[i]);
                continue;
            }

            i++;
            if (raw[i] == 'u' && i + 4 < raw.Length && int.TryParse(raw.Slice(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                value.Append((char)code);
                i += 4;
            }
            else
            {
                value.Append(raw[i] switch { 'n' => '\n', 't' => '\t', 'r' => '\n', var other => other });
            }
        }

        return TextNormalizer.Normalize(value.ToString());
    }

    /// <summary>A number, a literal, or words up to the next separator.</summary>
    private JsonNode ReadBare(ref int position, bool wanted)
    {
        var start = position;
        while (position < _text.Length && _budget-- > 0)
        {
            var c = _text[position];
            if (c is '}' or ']' or '\n' or '{' || (c == ',' && !IsDecimalComma(start, position) && !InTuple(start, position))) break;
            if (c is '"' or '“' && position > start) break;
            if (c == '/' && Scan.At(_text, position + 1) is '/' or '*') break;
            if (Scan.IsBlank(c) && Scan.At(_text, position + 1) is '#') break;
            if (Scan.IsBlank(c) && char.IsLetter(Scan.At(_text, position + 1)))
            {
                var after = position + 1;
                if (TryKey(ref after, out _)) break; // a comma is missing
            }

            position++;
        }

        if (position == start) return JsonNode.Broken;
        return JsonNode.Scalar(wanted ? BareForecast(_answer.Folded[start..Math.Min(position, start + 400)]) : ParsedForecast.NoForecast);
    }

    private static ParsedForecast BareForecast(string value)
    {
        value = value.Trim();
        if (value.StartsWith('(') && value.AsSpan().Contains(',')) return ParsedForecast.Ambiguous; // a Python tuple
        return value is "true" or "false" or "null" or "none" or "undefined" or "" ? ParsedForecast.NoForecast : ValueReader.Read(value, 0).Outcome;
    }

    /// <summary>"0,72" before a comma, a brace or a line's end: what follows the comma is no key.</summary>
    private bool IsDecimalComma(int start, int comma)
    {
        if (!Scan.IsDigit(_text, comma + 1) || comma - start > 8) return false;
        for (var i = start; i < comma; i++)
        {
            if (!char.IsAsciiDigit(_text[i])) return false;
        }

        var end = comma + 1;
        while (end - comma < 12 && Scan.IsDigit(_text, end)) end++;
        end = Scan.SkipBlanks(_text, end, 4);
        if (Scan.At(_text, end) == '%') end = Scan.SkipBlanks(_text, end + 1, 4);
        return end > comma + 1 && Scan.At(_text, end) is '}' or ',' or '\n';
    }

    /// <summary>Whether a comma stands inside a Python tuple that began with the value.</summary>
    private bool InTuple(int start, int comma) =>
        _text[start] == '(' && comma - start < 200 && !_text.AsSpan(start, comma - start).Contains(')') && Scan.FindOnLine(_text, comma, ')', 200) > 0;

    private int SkipSeparators(int position)
    {
        while (true)
        {
            position = SkipSpace(position);
            if (Scan.At(_text, position) is not (',' or ';')) return position;
            position++;
        }
    }

    /// <summary>Steps over white space and comments.</summary>
    private int SkipSpace(int position)
    {
        while (position < _text.Length)
        {
            var c = _text[position];
            if (char.IsWhiteSpace(c))
            {
                position++;
                _budget--;
            }
            else if (c == '#' || (c == '/' && Scan.At(_text, position + 1) == '/'))
            {
                var end = Scan.LineEnd(_text, position);
                _budget -= end - position;
                position = end;
            }
            else if (c == '/' && Scan.At(_text, position + 1) == '*')
            {
                var end = _text.IndexOf("*/", position + 2, StringComparison.Ordinal);
                _budget -= (end < 0 ? _text.Length : end) - position;
                position = end < 0 ? _text.Length : end + 2;
            }
            else
            {
                break;
            }
        }

        return position;
    }
}
