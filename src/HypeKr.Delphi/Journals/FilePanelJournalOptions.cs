namespace HypeKr.Delphi;

/// <summary>How a <see cref="FilePanelJournal"/> writes.</summary>
public sealed record FilePanelJournalOptions
{
    /// <summary>Whether every entry is on the disk, not in its cache, before the run counts on it.</summary>
    /// <value>Default: true. Without it a killed process loses nothing, a machine that loses power may.</value>
    public bool FlushToDisk { get; init; } = true;

    /// <summary>Seals an entry before it is written: questions and news can be confidential.</summary>
    /// <value>Default: null, which writes plain JSON.</value>
    public Func<ReadOnlyMemory<byte>, byte[]>? Seal { get; init; }

    /// <summary>Opens what <see cref="Seal"/> made; it throws for what it did not make. Needed with it, and only with it.</summary>
    /// <value>Default: null.</value>
    public Func<ReadOnlyMemory<byte>, byte[]>? Open { get; init; }

    internal void Validate()
    {
        if (Seal is null != Open is null) throw new ArgumentException("Seal and Open belong together: give both, or neither.", "options");
    }
}
