namespace HypeKr.Calibration;

/// <summary>What a label column holds.</summary>
public enum SqlLabel
{
    /// <summary>A resolution value: YES from 0.5 up, so that 9.045e-08 is NO, as <see cref="BinaryOutcome.FromResolution"/> has it.</summary>
    Resolution,

    /// <summary>A boolean.</summary>
    Boolean,
}
