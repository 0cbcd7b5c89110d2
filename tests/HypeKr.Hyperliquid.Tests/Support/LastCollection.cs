using Xunit.Abstractions;

[assembly: TestCollectionOrderer("HypeKr.Hyperliquid.Tests.LastCollectionOrderer", "HypeKr.Hyperliquid.Tests")]

namespace HypeKr.Hyperliquid.Tests;

/// <summary>Tests that run alone, after all others: they look at what those have left.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LastCollection
{
    public const string Name = "Last";
}

/// <summary>Tests that run alone: they look at the whole process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "Alone";
}

/// <summary>Puts the last collection behind all others.</summary>
public sealed class LastCollectionOrderer : ITestCollectionOrderer
{
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => collection.DisplayName == LastCollection.Name);
}
