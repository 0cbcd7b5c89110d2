namespace HypeKr.Calibration;

/// <summary>Turns a column of names into places in a list of distinct names, in ordinal order.</summary>
internal static class CategoryColumn
{
    public static (string[] Names, int[] Indexes) Encode(ReadOnlySpan<string> categories)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        var indexes = new int[categories.Length];
        for (var i = 0; i < categories.Length; i++)
        {
            // Rows that came from one source often share the string itself.
            if (i > 0 && ReferenceEquals(categories[i], categories[i - 1]))
            {
                indexes[i] = indexes[i - 1];
                continue;
            }

            var category = Guard.Category(categories[i], i);
            if (!found.TryGetValue(category, out indexes[i])) found.Add(category, indexes[i] = found.Count);
        }

        string[] names = [.. found.Keys.Order(StringComparer.Ordinal)];
        var places = new int[names.Length];
        for (var i = 0; i < names.Length; i++) places[found[names[i]]] = i;
        foreach (ref var index in indexes.AsSpan()) index = places[index];
        return (names, indexes);
    }
}
