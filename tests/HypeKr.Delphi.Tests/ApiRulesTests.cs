using System.Reflection;

namespace HypeKr.Delphi.Tests;

public sealed class ApiRulesTests
{
    private static readonly Type[] PublicTypes = typeof(DelphiPanel).Assembly.GetExportedTypes();

    [Fact]
    public void Public_types_are_sealed_static_or_abstract() =>
        Assert.All(PublicTypes, type => Assert.True(type.IsSealed || type.IsAbstract || type.IsValueType, type.Name));

    [Fact]
    public void There_is_one_namespace() => Assert.All(PublicTypes.Where(type => !type.Name.EndsWith("ServiceCollectionExtensions", StringComparison.Ordinal)), type => Assert.Equal("HypeKr.Delphi", type.Namespace));

    [Fact]
    public void What_waits_can_be_cancelled()
    {
        var waiting = PublicTypes.SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => typeof(Task).IsAssignableFrom(method.ReturnType) || method.ReturnType.Name.StartsWith("IAsyncEnumerable", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(waiting);
        Assert.All(waiting, method => Assert.Equal(("cancellationToken", typeof(CancellationToken)), (method.GetParameters()[^1].Name, method.GetParameters()[^1].ParameterType)));
    }

    [Fact]
    public void Errors_have_one_root()
    {
        var errors = PublicTypes.Where(type => typeof(Exception).IsAssignableFrom(type)).ToList();
        Assert.NotEmpty(errors);
        Assert.All(errors, type => Assert.True(typeof(DelphiException).IsAssignableFrom(type), type.Name));
    }
}
