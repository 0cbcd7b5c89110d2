namespace HypeKr.Calibration;

/// <summary>Which contract of a yes-or-no question is bought.</summary>
public enum ContractSide
{
    /// <summary>Pays 1 if the event happens.</summary>
    Yes,

    /// <summary>Pays 1 if it does not.</summary>
    No,
}
