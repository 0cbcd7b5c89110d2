using System.Text.Json;
using Xunit.Abstractions;

namespace HypeKr.TestSupport;

/// <summary>One file of reference results, from the folder named by HYPEKR_VECTORS or else from tests/vectors.</summary>
internal sealed class VectorFile
{
    private readonly string _path;
    private readonly JsonElement _root;

    private VectorFile(string path, JsonElement root) => (_path, _root) = (path, root);

    public JsonElement Root => _root;

    /// <summary>The folder that holds the vectors, and whether the user named it.</summary>
    public static (string Folder, bool Named) Source
    {
        get
        {
            var named = Environment.GetEnvironmentVariable("HYPEKR_VECTORS");
            return string.IsNullOrWhiteSpace(named)
                ? (Path.Combine(Repository.Root, "tests", "vectors"), false)
                : (Path.IsPathRooted(named) || Directory.Exists(named) ? Path.GetFullPath(named) : Path.Combine(Repository.Root, named), true);
        }
    }

    /// <summary>Opens a generated file such as <c>crypto/keccak256.json</c>.</summary>
    public static VectorFile Open(string path) => Read(path, Path.Combine(Source.Folder, path));

    /// <summary>Opens a fetched file, which stays in ../shared/vectors and is never copied.</summary>
    public static VectorFile OpenShared(string path) => Read(path, Path.Combine(Repository.SharedVectors, path));

    /// <summary>Runs every case of the named lists, writes <c>file: N cases</c>, and fails with all cases that failed.</summary>
    /// <remarks>A file without cases fails, and so does a list that is missing or empty in the default folder: a proof without cases proves nothing.</remarks>
    public void Run(ITestOutputHelper output, params (string List, Action<JsonElement> Check)[] parts)
    {
        var count = 0;
        var failures = new List<string>();
        foreach (var (list, check) in parts)
        {
            if (!_root.TryGetProperty(list, out var cases) || cases.GetArrayLength() == 0)
            {
                // A folder that somebody names may hold part of a file's lists; ours holds all of them.
                if (!Source.Named) failures.Add($"the list {list} is missing or empty.");
                continue;
            }

            foreach (var @case in cases.EnumerateArray())
            {
                count++;
                try
                {
                    check(@case);
                }
                catch (Exception e)
                {
                    failures.Add($"{list}[{Label(@case, count)}]: {e.Message}");
                }
            }
        }

        output.WriteLine($"{_path}: {count} cases");
        if (count == 0) Assert.Fail($"{_path} has no cases in {string.Join(", ", parts.Select(p => p.List))}.");
        if (failures.Count > 0) Assert.Fail($"{failures.Count} of {count} cases of {_path} failed:\n{string.Join("\n", failures.Take(20))}");
    }

    /// <inheritdoc cref="Run(ITestOutputHelper, ValueTuple{string, Action{JsonElement}}[])"/>
    public void Run(ITestOutputHelper output, Action<JsonElement> check) => Run(output, ("cases", check));

    private static VectorFile Read(string path, string file)
    {
        Assert.True(File.Exists(file), $"{path} is missing from the vectors folder.");
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return new VectorFile(path, document.RootElement.Clone());
    }

    private static string Label(JsonElement @case, int number)
    {
        foreach (var name in (string[])["id", "name"])
        {
            if (@case.ValueKind == JsonValueKind.Object && @case.TryGetProperty(name, out var label)) return label.ToString();
        }

        return number.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}

/// <summary>A fact over a generated vector file: skipped where a named folder lacks the file, failing where the default folder does.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class VectorFactAttribute : FactAttribute
{
    public VectorFactAttribute(string path)
    {
        var (folder, named) = VectorFile.Source;
        if (named && !File.Exists(Path.Combine(folder, path))) Skip = $"{path} is not in the folder that HYPEKR_VECTORS names.";
    }
}

/// <summary>A fact over fetched data, read where it lies in ../shared/vectors and skipped where that is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute(string path) => Skip = Repository.MissingFromShared(path);
}

/// <summary>Where this repository lies.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string SharedVectors { get; } = Path.GetFullPath(Path.Combine(Root, "..", "shared", "vectors"));

    /// <summary>Why a test over fetched data is skipped, or null where the data lies there.</summary>
    public static string? MissingFromShared(string path)
    {
        var place = Path.Combine(SharedVectors, path);
        return File.Exists(place) || Directory.Exists(place) ? null : $"{path} is not in ../shared/vectors: fetched data is not part of this repository.";
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "HypeKr.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException("HypeKr.sln is in no folder above the tests.");
    }
}
