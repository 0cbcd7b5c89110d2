namespace HypeKr.Crypto.Tests;

public sealed class PublicApiRulesTests
{
    private static readonly Type[] PublicTypes = typeof(Keccak256).Assembly.GetExportedTypes();

    [Fact]
    public void Every_class_is_sealed_static_or_abstract() =>
        Assert.All(PublicTypes.Where(type => type.IsClass), type => Assert.True(type.IsSealed || type.IsAbstract, type.Name));

    [Fact]
    public void Every_exception_has_the_one_root() =>
        Assert.All(
            PublicTypes.Where(type => type.IsAssignableTo(typeof(Exception))),
            type => Assert.True(type.IsAssignableTo(typeof(HypeKrCryptoException)), type.Name));

    [Fact]
    public void Every_asynchronous_method_ends_in_a_cancellation_token() =>
        Assert.All(
            PublicTypes.SelectMany(type => type.GetMethods()).Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal)),
            method => Assert.Equal(typeof(CancellationToken), method.GetParameters()[^1].ParameterType));

    [Fact]
    public void Every_type_lives_in_the_one_namespace() => Assert.All(PublicTypes, type => Assert.Equal("HypeKr.Crypto", type.Namespace));
}
