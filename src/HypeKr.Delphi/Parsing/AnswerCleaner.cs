using System.Text;

namespace HypeKr.Delphi;

/// <summary>Drops what is not the forecaster's answer: thoughts, fenced quotations, quoted lines.</summary>
internal static class AnswerCleaner
{
    private static readonly string[] ThoughtTags = ["think", "thinking", "reasoning", "scratchpad", "analysis"];

    private static readonly HashSet<string> OwnFences = new(StringComparer.OrdinalIgnoreCase)
    {
        "", "json", "json5", "jsonc", "text", "txt", "yaml", "yml", "toml", "markdown", "md", "xml", "python",
    };

    public static string Clean(string text) => DropQuotedLines(DropThoughts(TextNormalizer.Normalize(text)));

    /// <summary>Blocks first; then everything before a closing tag that is left, and everything after an opening tag that is left.</summary>
    private static string DropThoughts(string text)
    {
        var tags = FindTags(text);
        if (tags.Count == 0) return text;

        var nextClosing = new int[tags.Count];
        Span<int> last = stackalloc int[ThoughtTags.Length];
        last.Fill(-1);
        for (var i = tags.Count - 1; i >= 0; i--)
        {
            nextClosing[i] = last[tags[i].Name];
            if (tags[i].Closing) last[tags[i].Name] = i;
        }

        var blocks = new List<(int Start, int End)>();
        var from = 0;
        var to = text.Length;
        for (var i = 0; i < tags.Count; i++)
        {
            var tag = tags[i];
            if (tag.Closing)
            {
                from = tag.End;
                to = text.Length; // an opening tag before this one is dropped with everything else before it
            }
            else if (nextClosing[i] is >= 0 and var closing)
            {
                blocks.Add((tag.Start, tags[closing].End));
                i = closing;
            }
            else
            {
                to = Math.Min(to, tag.Start);
            }
        }

        var kept = new StringBuilder(text.Length);
        var position = from;
        foreach (var (start, end) in blocks)
        {
            if (start < from) continue;
            if (start >= to) break;
            kept.Append(text, position, start - position);
            position = end;
        }

        if (to > position) kept.Append(text, position, to - position);
        return kept.ToString();
    }

    private static List<(int Start, int End, int Name, bool Closing)> FindTags(string text)
    {
        var tags = new List<(int, int, int, bool)>();
        for (var i = text.IndexOf('<', StringComparison.Ordinal); i >= 0; i = text.IndexOf('<', i + 1))
        {
            var at = i + 1;
            var closing = Scan.At(text, at) == '/';
            if (closing) at++;
            for (var name = 0; name < ThoughtTags.Length; name++)
            {
                var word = ThoughtTags[name];
                var after = at + word.Length;
                if (after > text.Length || !text.AsSpan(at, word.Length).Equals(word, StringComparison.OrdinalIgnoreCase)) continue;
                if (Scan.At(text, after) != '>' && !char.IsWhiteSpace(Scan.At(text, after))) continue;
                var end = text.AsSpan(after, Math.Min(200, text.Length - after)).IndexOfAny('<', '>');
                if (end < 0 || text[after + end] == '<') continue;
                tags.Add((i, after + end + 1, name, closing));
                break;
            }
        }

        return tags;
    }

    private static string DropQuotedLines(string text)
    {
        if (!text.AsSpan().Contains('>') && !text.Contains("```", StringComparison.Ordinal) && !text.Contains("~~~", StringComparison.Ordinal)) return text;
        var kept = new StringBuilder(text.Length);
        var fence = default(Fence);
        for (var start = 0; start < text.Length;)
        {
            var end = Scan.LineEnd(text, start);
            var line = text.AsSpan(start, end - start);
            var newline = end < text.Length;
            start = end + 1;
            if (fence.Length > 0 && fence.Closes(line, out var before))
            {
                if (fence.Own) KeepLine(kept, before, newline);
                fence = default;
            }
            else if (fence.Length > 0)
            {
                if (fence.Own) KeepLine(kept, line, newline);
            }
            else if (Fence.TryOpen(line, out fence, out before, out var after))
            {
                KeepLine(kept, before, newline && after.IsEmpty);
                if (fence.Own && !after.IsEmpty) KeepLine(kept, after, newline);
            }
            else
            {
                KeepLine(kept, line, newline);
            }
        }

        return kept.ToString();
    }

    private static void KeepLine(StringBuilder kept, ReadOnlySpan<char> line, bool newline)
    {
        if (line.TrimStart().StartsWith('>')) return;
        kept.Append(line);
        if (newline) kept.Append('\n');
    }

    /// <summary>An open code fence; the default value is none.</summary>
    private readonly record struct Fence(char Mark, int Length, bool Own)
    {
        /// <summary>Opens a fence at the last run of marks on a line that has text before it, or at the start of one.</summary>
        /// <remarks>What stands on the line before the marks is kept; so is what follows the info word of an own fence.</remarks>
        public static bool TryOpen(ReadOnlySpan<char> line, out Fence fence, out ReadOnlySpan<char> before, out ReadOnlySpan<char> after)
        {
            fence = default;
            before = after = default;
            var at = line.IndexOf("```");
            if (line.TrimStart().StartsWith("~~~")) at = line.IndexOf("~~~");
            if (at < 0) return false;
            var mark = line[at];
            var length = RunLength(line, at, mark);
            var info = line[(at + length)..].Trim();
            if (info.Contains(mark)) return false; // code within a line
            var indented = line[..at].IsWhiteSpace();
            var word = info.IndexOfAny(" \t{:,") is >= 0 and var cut ? info[..cut] : info;
            var own = OwnFences.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
            after = info[word.Length..].TrimStart();
            if (!indented && !after.IsEmpty && !(own && after[0] is '{' or '[')) return false; // marks spoken of in a sentence
            fence = new Fence(mark, length, own);
            before = line[..at].TrimEnd();
            return true;
        }

        /// <summary>Whether a line ends the fence: nothing but marks, or marks after its last words.</summary>
        public bool Closes(ReadOnlySpan<char> line, out ReadOnlySpan<char> before)
        {
            before = line.TrimEnd();
            var length = 0;
            while (length < before.Length && before[^(length + 1)] == Mark) length++;
            if (length < Length) return false;
            before = before[..^length].TrimEnd();
            return Mark == '`' || before.IsEmpty;
        }

        private static int RunLength(ReadOnlySpan<char> line, int start, char mark)
        {
            var length = 0;
            while (start + length < line.Length && line[start + length] == mark) length++;
            return length;
        }
    }
}
