namespace HypeKr.Calibration;

/// <summary>One step of a Venn-Abers model: an exact fraction that holds from or up to a score.</summary>
/// <param name="Score">Where the step begins (lower steps) or ends (upper steps).</param>
/// <param name="Numerator">The numerator of the probability, in lowest terms.</param>
/// <param name="Denominator">The denominator of the probability, in lowest terms.</param>
public readonly record struct VennAbersStep(double Score, long Numerator, long Denominator)
{
    /// <summary>The probability.</summary>
    public double Value => (double)Numerator / Denominator;

    /// <summary>The same step with its fraction in lowest terms.</summary>
    internal VennAbersStep Reduced
    {
        get
        {
            var (divisor, rest) = (Denominator, Numerator);
            while (rest != 0) (divisor, rest) = (rest, divisor % rest);
            return new VennAbersStep(Score, Numerator / divisor, Denominator / divisor);
        }
    }
}
