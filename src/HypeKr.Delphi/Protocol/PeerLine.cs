namespace HypeKr.Delphi;

// What one panelist is told about another: numbers, and a label that says nothing.
internal readonly record struct PeerLine(string Label, double Median, double Low, double High);
