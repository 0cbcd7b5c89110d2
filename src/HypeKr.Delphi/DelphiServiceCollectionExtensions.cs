using HypeKr.Delphi;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers a panel.</summary>
public static class DelphiServiceCollectionExtensions
{
    /// <summary>Registers one <see cref="DelphiPanel"/> for the application.</summary>
    /// <param name="services">
    /// The services. Each model role of the panel is answered by the <see cref="IChatClient"/> registered under that key, or by the one registered without a key;
    /// they stay the container's to dispose.
    /// </param>
    /// <param name="configure">Sets panel and options; null takes the recommended panel. They are checked when the application starts. Clock and loggers default to those of the services.</param>
    public static IServiceCollection AddDelphi(this IServiceCollection services, Action<DelphiPanelOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptionsWithValidateOnStart<DelphiPanelOptions, Validator>().Configure(configure ?? (static _ => { }));
        services.TryAddSingleton(static provider =>
        {
            var options = provider.GetRequiredService<IOptions<DelphiPanelOptions>>().Value;
            var clients = new Dictionary<string, IChatClient>(StringComparer.Ordinal);
            foreach (var role in options.Definition.Personas.Select(static persona => persona.ModelRole).Distinct(StringComparer.Ordinal))
            {
                if ((provider.GetKeyedService<IChatClient>(role) ?? provider.GetService<IChatClient>()) is { } client) clients[role] = client;
            }

            var defaults = options.Options;
            if (defaults.LoggerFactory is null) defaults = defaults with { LoggerFactory = provider.GetService<ILoggerFactory>() };
            if (defaults.TimeProvider == TimeProvider.System && provider.GetService<TimeProvider>() is { } clock) defaults = defaults with { TimeProvider = clock };
            return new DelphiPanel(options.Definition, clients, defaults);
        });
        return services;
    }

    private sealed class Validator : IValidateOptions<DelphiPanelOptions>
    {
        public ValidateOptionsResult Validate(string? name, DelphiPanelOptions options)
        {
            try
            {
                if (options.Definition is null || options.Options is null) return ValidateOptionsResult.Fail("Definition or Options is null; leave them at their defaults.");
                options.Definition.Validate();
                options.Options.Validate(options.Definition);
                return ValidateOptionsResult.Success;
            }
            catch (Exception e) when (e is DelphiException or ArgumentException)
            {
                return ValidateOptionsResult.Fail(e.Message);
            }
        }
    }
}
