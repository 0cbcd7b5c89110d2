using HypeKr.TestSupport;
using PublicApiGenerator;

namespace HypeKr.PublicApi.Tests;

public sealed class ApprovedApiTests
{
    [Theory]
    [MemberData(nameof(Packages.Names), MemberType = typeof(Packages))]
    public void Public_api_is_the_approved_one(string package)
    {
        var folder = Path.Combine(Repository.Root, "tests", "HypeKr.PublicApi.Tests");
        var approved = Path.Combine(folder, $"{package}.approved.txt");
        var received = Path.Combine(folder, $"{package}.received.txt");
        var api = Packages.Load(package).GeneratePublicApi(new ApiGeneratorOptions
        {
            ExcludeAttributes = ["System.Runtime.Versioning.TargetFrameworkAttribute", "System.Reflection.AssemblyMetadataAttribute"],
            IncludeAssemblyAttributes = false,
        }).ReplaceLineEndings("\n").TrimEnd() + "\n";

        var expected = File.Exists(approved) ? File.ReadAllText(approved).ReplaceLineEndings("\n") : "";
        if (api == expected)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, api);
        Assert.Fail($"The public API of {package} differs from its approved file. Compare {package}.received.txt with it; where the change is meant, move it over {package}.approved.txt.");
    }
}
