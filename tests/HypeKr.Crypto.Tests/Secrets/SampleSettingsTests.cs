using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Crypto.Tests;

/// <summary>Nothing that this repository shows as a setting may ever pass as a secret.</summary>
public sealed class SampleSettingsTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_sample_value_of_the_repository_is_refused()
    {
        var (files, values) = (0, 0);
        foreach (var file in SampleSettings.Files(Repository.Root))
        {
            files++;
            foreach (var (name, value) in SampleSettings.Read(file))
            {
                values++;
                Assert.True(SecretRules.Check(value) is not null, $"{Path.GetRelativePath(Repository.Root, file)}: the value of {name} would pass as a secret.");
            }
        }

        output.WriteLine($"{values} values in {files} files");
        Assert.True(files > 0, "No settings file was found: the search is broken.");
    }

    // So that an empty result above means that there is nothing, not that nothing was seen.
    [Fact]
    public void The_search_finds_what_is_planted()
    {
        var folder = Directory.CreateTempSubdirectory("hypekr-samples-");
        try
        {
            Plant(".env.example", "# comment\nexport HYPEKR_APP_SECRET=CHANGE_ME\nBOT_TOKEN=\"123:abc\" # from BotFather\nPORT=8080\nEMPTY_SECRET=\n");
            Plant("appsettings.json", """{ "Bot": { "SigningSecret": "dev-only-insecure-secret", /* no */ "Name": "x" }, "ApiKeys": ["one", "two"], }""");
            Plant("deploy/docker-compose.yml", "services:\n  bot:\n    environment:\n      - HYPEKR_MASTER_KEY=<your key here>\n      WALLET_PASSWORD: ${WALLET_PASSWORD}\n");
            Plant("Dockerfile", "ENV APP_SECRET=changeme\n");
            Plant("bin/appsettings.json", """{ "Secret": "not looked at" }""");
            var found = SampleSettings.Files(folder.FullName).SelectMany(SampleSettings.Read).OrderBy(pair => pair.Name, StringComparer.Ordinal).ToList();
            Assert.Equal(
                [
                    ("APP_SECRET", "changeme"), ("ApiKeys", "one"), ("ApiKeys", "two"), ("BOT_TOKEN", "123:abc"), ("HYPEKR_APP_SECRET", "CHANGE_ME"),
                    ("HYPEKR_MASTER_KEY", "<your key here>"), ("SigningSecret", "dev-only-insecure-secret"), ("WALLET_PASSWORD", "${WALLET_PASSWORD}"),
                ],
                found);
            Assert.All(found, pair => Assert.NotNull(SecretRules.Check(pair.Value)));
            Assert.Null(SecretRules.Check(AppSigningSecret.Generate()));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        void Plant(string name, string text)
        {
            var path = Path.Combine(folder.FullName, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
    }
}
