namespace HypeKr.Delphi;

/// <summary>A journal that cannot be read, or that holds another run than the one asked for.</summary>
public sealed class PanelJournalException : DelphiException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What is wrong with the journal, and where.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    public PanelJournalException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
