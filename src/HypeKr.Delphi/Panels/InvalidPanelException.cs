namespace HypeKr.Delphi;

/// <summary>A panel definition that cannot be run: the message names the member, its value and what would be right.</summary>
public sealed class InvalidPanelException : DelphiException
{
    internal InvalidPanelException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
