using System.Reflection;

namespace HypeKr.PublicApi.Tests;

public sealed class HouseRulesTests
{
    [Theory]
    [MemberData(nameof(Packages.Names), MemberType = typeof(Packages))]
    public void A_package_knows_only_whom_the_design_allows(string package)
    {
        var known = Packages.Load(package).GetReferencedAssemblies().Select(a => a.Name!).Where(n => n.StartsWith("HypeKr.", StringComparison.Ordinal));
        Assert.Empty(known.Except(Packages.MayKnow[package]));
    }

    [Fact]
    public void Every_public_class_is_sealed_static_or_abstract()
    {
        var open = Packages.PublicTypes.Where(t => t is { IsClass: true, IsSealed: false, IsAbstract: false });
        Assert.Empty(open.Select(t => t.FullName));
    }

    [Fact]
    public void Every_async_public_method_ends_in_a_cancellation_token()
    {
        var offenders = Packages.PublicTypes
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(m => m.Name.EndsWith("Async", StringComparison.Ordinal) && m.Name != nameof(IAsyncDisposable.DisposeAsync))
            .Where(m => m.GetParameters().LastOrDefault()?.ParameterType != typeof(CancellationToken));
        Assert.Empty(offenders.Select(m => $"{m.DeclaringType!.Name}.{m.Name}"));
    }

    [Fact]
    public void No_type_name_clashes_when_every_package_and_the_console_are_imported_together()
    {
        var imported = Packages.PublicTypes.Concat(typeof(Spectre.Console.AnsiConsole).Assembly.GetExportedTypes())
            .Where(t => !t.IsNested && t.Namespace is not null && !t.Namespace.StartsWith("Microsoft.", StringComparison.Ordinal));
        var clashes = imported.GroupBy(t => t.Name).Where(g => g.Select(t => t.FullName).Distinct().Count() > 1 && g.Any(t => t.Namespace!.StartsWith("HypeKr", StringComparison.Ordinal)));
        Assert.Empty(clashes.Select(g => string.Join(", ", g.Select(t => t.FullName))));
    }

    [Theory]
    [MemberData(nameof(Packages.Names), MemberType = typeof(Packages))]
    public void A_package_has_one_namespace(string package)
    {
        var spaces = Packages.Load(package).GetExportedTypes().Select(t => t.Namespace!).Distinct()
            .Where(n => n is not ("Microsoft.Extensions.DependencyInjection" or "Microsoft.AspNetCore.Builder"))

            // What only deployers and explorers need stays out of everybody's completion list.
            .Where(n => package != "HypeKr.Hyperliquid" || n is not ("HypeKr.Hyperliquid.Deployments" or "HypeKr.Hyperliquid.Explorer"));
        Assert.All(spaces, s => Assert.Equal(package, s));
    }

    [Theory]
    [MemberData(nameof(Packages.Names), MemberType = typeof(Packages))]
    public void A_package_has_one_exception_root(string package)
    {
        var own = Packages.Load(package).GetExportedTypes().Where(t => typeof(Exception).IsAssignableFrom(t)).ToList();
        Assert.True(own.Count(t => t.BaseType!.Assembly != t.Assembly && !t.BaseType.FullName!.StartsWith("HypeKr.", StringComparison.Ordinal)) <= 1, $"{package}: {string.Join(", ", own.Select(t => t.Name))}");
    }
}
