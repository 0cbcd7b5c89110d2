namespace HypeKr.Delphi;

/// <summary>Reads the value below a heading in a table that has one row.</summary>
internal static class TableColumn
{
    private const int MaxRow = 400;

    /// <summary>Reads the cell below the label at a position, if that label fills a heading cell and only one row follows.</summary>
    public static bool TryRead(string folded, int at, int end, out ValueReading value)
    {
        value = ValueReading.Nothing;
        var start = at;
        while (start > 0 && at - start < MaxRow && folded[start - 1] != '\n') start--;
        var lineEnd = LineEnd(folded, at);
        var column = folded.AsSpan(start, at - start).Count('|');
        if (column == 0 || lineEnd < 0 || !IsCell(folded, at, end)) return false;

        var rule = lineEnd + 1;
        var ruleEnd = LineEnd(folded, rule);
        if (ruleEnd < 0 || !folded.AsSpan(rule, ruleEnd - rule).Contains('-') || folded.AsSpan(rule, ruleEnd - rule).ContainsAnyExcept("|-: ")) return false;
        var row = ruleEnd + 1;
        if (row >= folded.Length) return false;
        var rowEnd = Scan.LineEnd(folded, row, MaxRow);
        var next = folded.AsSpan(Math.Min(folded.Length, rowEnd + 1));
        if (next.Length > 0 && next[..Math.Min(next.Length, 8)].TrimStart(' ').StartsWith('|')) return false;

        var cell = row;
        for (; column > 0; column--)
        {
            var bar = folded.AsSpan(cell, rowEnd - cell).IndexOf('|');
            if (bar < 0) return false;
            cell += bar + 1;
        }

        value = ValueReader.Read(folded, cell, OddsLabel.None, labelled: false);
        return value.Kind is not ValueKind.Nothing;
    }

    private static bool IsCell(string folded, int at, int end)
    {
        var after = Scan.SkipDecoration(folded, end);
        while (at > 0 && (Scan.IsBlank(folded[at - 1]) || Scan.IsEmphasis(folded[at - 1]))) at--;
        return Scan.At(folded, after) == '|' && at > 0 && folded[at - 1] == '|';
    }

    private static int LineEnd(string folded, int position)
    {
        if (position >= folded.Length) return -1;
        var end = folded.AsSpan(position, Math.Min(MaxRow, folded.Length - position)).IndexOf('\n');
        return end < 0 ? -1 : position + end;
    }
}
