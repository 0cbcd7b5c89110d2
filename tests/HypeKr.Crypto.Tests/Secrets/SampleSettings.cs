using System.Text.Json;
using System.Text.RegularExpressions;

namespace HypeKr.Crypto.Tests;

/// <summary>Finds the values of settings that look like secrets in configuration files and in the text of guides.</summary>
internal static partial class SampleSettings
{
    private static readonly string[] Skipped = [".git", "artifacts", "bin", "obj", "node_modules", "vectors"];

    /// <summary>Every file of the repository that could hold settings: dotenv, JSON, YAML, TOML, ini, XML, shell, Docker, Markdown.</summary>
    public static IEnumerable<string> Files(string root) =>
        new DirectoryInfo(root).EnumerateFileSystemInfos().Where(entry => !Skipped.Contains(entry.Name)).SelectMany(entry => entry switch
        {
            DirectoryInfo folder when folder.LinkTarget is null => Files(folder.FullName),
            FileInfo file when IsSettings(file.Name) => [file.FullName],
            _ => [],
        });

    /// <summary>Names and values in one file, where the name speaks of a secret.</summary>
    public static IEnumerable<(string Name, string Value)> Read(string path)
    {
        var text = File.ReadAllText(path);
        var pairs = Path.GetExtension(path) == ".json" ? ReadJson(text) : ReadLines(text);
        return pairs.Where(pair => SecretName().IsMatch(pair.Name) && pair.Value.Length > 0);
    }

    private static bool IsSettings(string name) =>
        name is not ("packages.lock.json" or "package-lock.json")
        && (name.Contains(".env", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("Dockerfile", StringComparison.OrdinalIgnoreCase)
            || Path.GetExtension(name) is ".json" or ".yml" or ".yaml" or ".toml" or ".ini" or ".conf" or ".config" or ".example" or ".sample" or ".sh" or ".service" or ".md");

    private static List<(string Name, string Value)> ReadJson(string text)
    {
        var pairs = new List<(string, string)>();
        using var document = JsonDocument.Parse(text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        Walk("", document.RootElement);
        return pairs;

        void Walk(string name, JsonElement element)
        {
            if (element.ValueKind == JsonValueKind.String) pairs.Add((name, element.GetString()!));
            if (element.ValueKind == JsonValueKind.Array) foreach (var item in element.EnumerateArray()) Walk(name, item);
            if (element.ValueKind == JsonValueKind.Object) foreach (var member in element.EnumerateObject()) Walk(member.Name, member.Value);
        }
    }

    private static IEnumerable<(string Name, string Value)> ReadLines(string text) =>
        Setting().Matches(text).Select(match => (match.Groups["name"].Value, match.Groups["value"].Value.Trim().Trim('"', '\'')));

    [GeneratedRegex("secret|password|passphrase|token|master|signing|private|api_?key", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    // NAME=value and name: value, also behind "export", "- " and "ENV".
    [GeneratedRegex(@"^[ \t]*(?:export[ \t]+|ENV[ \t]+|-[ \t]+)?(?<name>[A-Za-z_][A-Za-z0-9_.:-]*?)[ \t]*(?:=|:[ \t])[ \t]*(?<value>[^\r\n#]*)", RegexOptions.Multiline)]
    private static partial Regex Setting();
}
