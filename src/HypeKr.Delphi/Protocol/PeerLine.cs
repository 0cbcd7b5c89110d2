namespace HypeKr.Delphi;

// What one panelist is told about another: numbers, a label that says nothing, and its reasons where the panel shares them.
internal readonly record struct PeerLine(string Label, double Median, double Low, double High, IReadOnlyList<double>? Medians = null, string? Reason = null);
