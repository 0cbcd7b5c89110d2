namespace HypeKr.Delphi;

internal static class OutcomeShares
{
    // Equal shares where nothing is left of any: rules never give that for panelists whose own shares sum to 1.
    public static void Normalize(Span<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        for (var i = 0; i < values.Length; i++) values[i] = sum > 0 ? values[i] / sum : 1.0 / values.Length;
    }
}
