using HypeKr.Hyperliquid;
using Microsoft.Extensions.DependencyInjection;

namespace HypeKr.Snippets;

/// <summary>The code of docs/guides/observability.md.</summary>
public static class ObservabilityGuide
{
    public static void Health(IServiceCollection services, SignerHealthCheck signer, PlacementJournal journal)
    {
        #region observability-health
        services.AddHealthChecks()
            .Add(new("hyperliquid-feeds", sp => new FeedsHealthCheck(sp.GetRequiredService<HyperliquidClient>()), failureStatus: null, tags: null))
            .Add(new("hyperliquid-limiter", sp => new LimiterHealthCheck(sp.GetRequiredService<HyperliquidClient>()), failureStatus: null, tags: null))
            .Add(new("hyperliquid-signer", _ => signer, failureStatus: null, tags: null))                // one instance: it remembers the venue's answer
            .Add(new("hyperliquid-journal", _ => new JournalHealthCheck(journal), failureStatus: null, tags: null));
        #endregion
    }

    public static void Listen()
    {
        #region observability-subscribe
        using var meters = new System.Diagnostics.Metrics.MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == HyperliquidTelemetry.MeterName) listener.EnableMeasurementEvents(instrument);
            },
        };
        meters.SetMeasurementEventCallback<long>(static (instrument, value, tags, _) => Console.WriteLine($"{instrument.Name} {value}"));
        meters.Start();                                                       // with OpenTelemetry: AddMeter(HyperliquidTelemetry.MeterName)
        #endregion
    }

    public static HyperliquidOptions OverASocket()
    {
        #region connections-socket
        var options = new HyperliquidOptions
        {
            Network = HyperliquidNetwork.Testnet,
            Transport = RequestTransport.Socket,                              // reads and actions over one socket, HTTP where there is none
        };
        #endregion
        return options;
    }
}
