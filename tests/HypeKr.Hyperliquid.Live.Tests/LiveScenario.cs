namespace HypeKr.Hyperliquid.Live.Tests;

/// <summary>One question to the venue.</summary>
/// <param name="Name">What it is called, in reports and in the guide.</param>
/// <param name="Does">What it sends.</param>
/// <param name="Decides">The line of the specifications that it decides.</param>
/// <param name="Trades">Whether it signs actions, and so needs a funded key of the test network.</param>
/// <param name="Run">Sends it. Fails where a reply and its model differ, or the venue does something that no line allows.</param>
internal sealed record LiveScenario(string Name, string Does, string Decides, bool Trades, Func<LiveVenue, Task> Run)
{
    /// <summary>What the emulator is known to answer: the verdict that the scenario must come to there. Null where the emulator has nothing to say.</summary>
    public string? OnEmulator { get; init; }

    public override string ToString() => Name;
}
