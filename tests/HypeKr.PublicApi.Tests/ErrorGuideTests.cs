using HypeKr.TestSupport;

namespace HypeKr.PublicApi.Tests;

/// <summary>The guide to errors leaves nothing out that a caller may have to catch.</summary>
public sealed class ErrorGuideTests
{
    [Fact]
    public void Every_public_exception_stands_in_the_table_of_the_guide()
    {
        var table = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "guides", "errors.md")).Where(line => line.StartsWith('|')).ToList();
        var types = Packages.PublicTypes.Where(type => typeof(Exception).IsAssignableFrom(type)).Select(type => type.Name).ToList();

        Assert.True(types.Count > 30, "The packages have more exceptions than that.");
        Assert.DoesNotContain(types, name => !table.Exists(line => line.Contains($"`{name}`", StringComparison.Ordinal)));
    }
}
