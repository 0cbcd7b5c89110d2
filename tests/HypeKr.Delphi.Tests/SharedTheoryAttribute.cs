using HypeKr.TestSupport;

namespace HypeKr.Delphi.Tests;

/// <summary>A theory over fetched data, skipped where that is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedTheoryAttribute : TheoryAttribute
{
    public SharedTheoryAttribute(string path) => Skip = Repository.MissingFromShared(path);
}
