namespace HypeKr.Hyperliquid.Tests;

/// <summary>One call of the public API and the request that it must send.</summary>
internal sealed record ChecklistCall(string Request, Type Model, Func<TestVenue, Task<object?>> RunAsync);

/// <summary>A name of the checklist and the calls that together send every member of its request. The first is the one that replies are read through.</summary>
internal sealed record ChecklistRow(string Name, params ChecklistCall[] Calls)
{
    /// <summary>The member of the reply that the model is made from; null is the reply itself.</summary>
    public string? ReplyMember { get; init; }

    /// <summary>A call and its request without the <c>type</c>.</summary>
    public static ChecklistCall Call<T>(string request, Func<TestVenue, Task<T>> runAsync) => new(request, typeof(T), async venue => await runAsync(venue));
}
