namespace HypeKr.Calibration.Tool;

/// <summary>One stored figure beside the same figure computed from the rows, under the right and under the wrong reading of labels.</summary>
internal sealed record FigureCheck(string Run, string Figure, double Stored, double Recomputed, double ByTruthiness, bool Matches, bool MatchesTruthiness);
