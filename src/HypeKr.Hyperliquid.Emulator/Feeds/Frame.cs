namespace HypeKr.Hyperliquid.Emulator;

/// <summary>One message to a socket, and what befalls it on its way.</summary>
/// <param name="Data">UTF-8; shared by all who get it.</param>
/// <param name="Due">When it may be delivered; null for at once.</param>
/// <param name="PieceBytes">The size of the pieces it comes in; 0 for one piece.</param>
/// <param name="PieceMilliseconds">The pause after each piece but the last.</param>
/// <param name="KeepBytes">How much of it arrives before the socket breaks; null when it arrives whole.</param>
internal sealed record Frame(ReadOnlyMemory<byte> Data, Task? Due = null, int PieceBytes = 0, long PieceMilliseconds = 0, int? KeepBytes = null);
