namespace HypeKr.Delphi;

/// <summary>How a run uses its journal.</summary>
public enum JournalMode
{
    /// <summary>What the journal holds is taken from it; what it lacks is asked and written.</summary>
    Resume,

    /// <summary>Everything is taken from the journal; what it lacks is a <see cref="PanelJournalException"/> and no client is called. For tests and audits.</summary>
    ReplayOnly,
}
