using System.Text.Json;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>How a name of the checklist is sent through a method of the account's own.</summary>
/// <param name="Type">The wire type.</param>
/// <param name="Send">Calls the method that shall send the action given; null where no method sends that form of it.</param>
/// <param name="Samples">Actions to send besides those of the vectors, for forms that have none there.</param>
internal sealed record ExchangeCall(string Type, Func<ExchangeCallScene, JsonElement, Task?> Send, params string[] Samples);

/// <summary>Rows of the checklist, a class for each folder. Every class of the test project that implements it is asked.</summary>
internal interface IExchangeCalls
{
    IEnumerable<ExchangeCall> Calls { get; }
}
