using HypeKr.TestSupport;

namespace HypeKr.Delphi.Tests;

/// <summary>A theory over fetched data, skipped where that is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedTheoryAttribute : TheoryAttribute
{
    public SharedTheoryAttribute(string path)
    {
        var place = Path.Combine(Repository.SharedVectors, path);
        if (!File.Exists(place) && !Directory.Exists(place)) Skip = $"{path} is not in ../shared/vectors: fetched data is not part of this repository.";
    }
}
